"""The import form: nothing is stored unseen, everything is accounted for, no wrong file is silent."""

from __future__ import annotations

import pytest

from ekin.forms.importing import ImportForm

PEOPLE = (
    "nip;nama;jabatan;unit\n"
    "197405141996042002;Euis <b>Suhendi</b>;Sekretaris;Setda\n"
    "1.98E+17;Rusak;Analis;Setda\n"
    "200205072024011002;Yuda;Guru;SD\n"
)  # fmt: skip
OWN_WORDS = (
    "NIP;Hari kerja apa;Mulai jam;Sampai jam;Yang dikerjakan\n"
    "197405141996042002;02/02/2026;08:00;09:00;Menyusun matriks temuan BPK\n"
)  # fmt: skip


def test_upload_of_a_sample_gives_a_receipt_that_adds_up(store, samples, upload):
    form = ImportForm(store)
    for name in ("pegawai.csv", "progres-harian-2026-02.csv"):
        upload(form.files, (name, (samples / name).read_bytes()))
        form.look.click()
        assert "Belum ada yang disimpan" in form.result.value
        form.save.click()
    assert "2.642 baris dibaca = 2.642 diambil (2.642 baru, 0 diperbarui, 0 sudah ada) + 0 ditolak" in form.result.value
    assert "Kegiatan Harian" in form.result.value
    assert len(store.entries()) == 2642


def test_several_files_are_stored_so_that_people_come_first(store, samples, upload):
    form = ImportForm(store)
    upload(form.files, *[(name, (samples / name).read_bytes()) for name in ("cuti.csv", "pegawai.csv")])
    form.look.click()
    form.save.click()
    assert [receipt.extract.path.name for receipt in form.receipts] == ["pegawai.csv", "cuti.csv"]
    assert form.receipts[1].refused == 0


def test_looking_stores_nothing_and_saving_needs_a_look(store, samples):
    form = ImportForm(store)
    form.files.path.value = str(samples / "pegawai.csv")
    form.save.click()
    assert "Tekan Periksa dulu" in form.status.value
    form.look.click()
    assert store.employees().empty
    form.date_order.value = "mdy"
    form.save.click()
    assert store.employees().empty
    assert form.receipts == []


def test_refused_cells_are_shown_escaped_and_written_beside_the_database(store, upload, tmp_path):
    form = ImportForm(store)
    upload(form.files, ("pegawai.csv", PEOPLE.replace("Rusak", "<script>x</script>").encode()))
    form.look.click()
    assert "3 baris dibaca = 2 siap disimpan + 1 ditolak" in form.result.value
    form.save.click()
    assert "1.98E+17" in form.result.value
    assert "tersimpan sebagai bilangan" in form.result.value
    assert "<script>" not in form.result.value
    assert "1.98E+17" in (tmp_path / "pegawai-ditolak.csv").read_text(encoding="utf-8-sig")
    assert 'download="pegawai-ditolak.csv"' in form.result.value
    assert store.employees()["name"].tolist() == ["Euis <b>Suhendi</b>", "Yuda"]


def test_strict_stores_nothing_of_a_file_with_a_refused_row(store, upload):
    form = ImportForm(store)
    form.strict.value = True
    upload(form.files, ("pegawai.csv", PEOPLE.encode()))
    form.look.click()
    form.save.click()
    assert "1 baris ditolak" in form.result.value
    assert store.employees().empty


def test_unknown_columns_can_be_mapped(store, samples, upload):
    form = ImportForm(store)
    form.files.path.value = str(samples / "pegawai.csv")
    form.look.click()
    form.save.click()
    form.files.path.value = ""
    upload(form.files, ("catatan <i>.csv", OWN_WORDS.encode()))
    form.look.click()
    assert "tidak ada baris judul yang dikenal" in form.result.value
    (mapper,) = form.mapping.children
    mapper.kind.value = "progress"
    assert "<i>" not in mapper.children[0].value
    columns = {"day": "Hari kerja apa", "start": "Mulai jam", "end": "Sampai jam", "description": "Yang dikerjakan"}
    for field, column in columns.items():
        mapper.fields[field].value = column
    form.look.click()
    assert "1 baris dibaca = 1 siap disimpan" in form.result.value
    assert "dipasangkan oleh pengguna" in form.result.value
    form.save.click()
    assert store.entries()["description"].tolist() == ["Menyusun matriks temuan BPK"]


def test_a_column_that_stands_twice_is_chosen_by_its_letters(store, upload):
    form = ImportForm(store)
    twice = "nip;nama;jabatan;unit kerja;unit kerja\n197405141996042002;Euis;Sekretaris;Setda;Kantor\n"
    upload(form.files, ("pegawai.csv", twice.encode()))
    form.look.click()
    assert "lebih dari satu kolom" in form.result.value
    (mapper,) = form.mapping.children
    mapper.fields["unit"].value = "D"
    form.look.click()
    form.save.click()
    assert store.employees()["unit"].tolist() == ["Setda"]


def test_a_file_without_nip_takes_the_owner(store, samples, upload):
    form = ImportForm(store)
    form.files.path.value = str(samples / "pegawai.csv")
    form.look.click()
    form.save.click()
    form.files.path.value = ""
    line = "Tanggal;Jam Mulai;Jam Selesai;Kegiatan Harian\n02/02/2026;08:00;09:00;Rapat LPPD\n"
    upload(form.files, ("progres.csv", line.encode()))
    form.look.click()
    assert "NIP pemilik" in form.result.value
    form.owner.value = "123"
    form.look.click()
    assert "18 angka" in form.result.value
    form.owner.value = "197405141996042002"
    form.look.click()
    form.save.click()
    assert store.entries()["nip"].tolist() == ["197405141996042002"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kosong.csv", b"", "kosong"),
        ("rusak.xlsx", b"PK\x03\x04 terpotong", "terpotong"),
        ("foto.png", b"\x89PNG", "tidak didukung"),
        ("..\\..\\jahat.csv", b"", "jahat.csv"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(store, upload, name, content, said):
    form = ImportForm(store)
    upload(form.files, (name, content))
    form.look.click()
    assert said in form.result.value
    assert "Tidak ada data yang diubah" in form.result.value
    assert "Traceback" not in form.result.value


def test_no_file_and_a_missing_path_are_said(store):
    form = ImportForm(store)
    form.look.click()
    assert "Belum ada berkas" in form.status.value
    form.files.path.value = "tidak/ada.csv"
    form.look.click()
    assert "ada.csv" in form.result.value


def test_what_nobody_expected_is_one_sentence_too(store, samples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = ImportForm(store)
    form.files.path.value = str(samples / "pegawai.csv")
    form.look.click()
    store.engine.dispose()
    (tmp_path / "ekin.db").write_bytes(b"bukan basis data " * 500)
    form.save.click()
    assert "tidak terduga" in form.status.value
    assert "Traceback" not in form.status.value
    assert "Traceback" in (tmp_path / ".ekin.log").read_text(encoding="utf-8")
