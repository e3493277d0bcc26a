from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ekin.errors import NoDataError, StrictImportError, UnknownLayoutError
from ekin.reports.making import make_report
from ekin.scoring import assess_stored
from ekin.service import (
    SAMPLE_FILES,
    check_file,
    health,
    import_files,
    load_records,
    load_samples,
    periods,
    read_file,
    sources,
    store_extract,
)
from ekin.service.verify import verify
from ekin.settings import Settings, shipped
from ekin.storage import schema
from ekin.storage.store import open_store
from tests.use.conftest import GOOD as SAID
from tests.use.conftest import VAGUE, WRITER

SAMPLES = shipped("samples")
TEMPLATE = "NIP;Rencana Aksi;Tanggal;Jam Mulai;Jam Selesai;Kegiatan Harian;Realisasi;Satuan;Bukti Dukung\n"
GOOD = "198609262015051001;;05/01/2026;08:00;09:00;Imunisasi BCG 12 bayi;12;Bayi;\n"
BAD = "1,98609E+17;;05/01/2026;08:00;09:00;Imunisasi BCG 12 bayi;12;Bayi;\n"


def clock():
    return datetime(2026, 4, 9, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('use') / 'ekin.db'}"
    with open_store(Settings(database_url=url)) as store:
        load_samples(store)
        yield store


def test_every_sample_row_is_accounted_for(loaded):
    again = load_samples(loaded)
    assert len(again) == len(SAMPLE_FILES)
    for receipt in again:
        assert receipt.read == receipt.taken + receipt.refused
        assert (receipt.new, receipt.changed) == (0, 0)
    assert len(loaded.entries()) == sum(receipt.taken for receipt in again if "progres" in receipt.extract.path.name)


def test_local_costs_give_verdicts_of_their_own_that_are_found_again(loaded, monkeypatch):
    period = periods(loaded)[0]
    shipped_model = load_records(loaded, period).entries["model"].iloc[0]
    monkeypatch.setenv("EKIN_COST_UNSURE", "10")
    entries = load_records(loaded, period).entries
    assert entries["model"].str.startswith(f"{shipped_model}+lokal-").all()
    assert entries["flag"].ne("unsure").all()  # being unsure never pays then
    assert assess_stored(loaded, period) == 0


def test_files_given_in_any_order_find_each_other(store, tmp_path):
    files = [SAMPLES / name for name in ("tinjauan.csv", "progres-harian-2026-01.xlsx", "cuti.csv", "pegawai.csv")]
    receipts = {receipt.extract.path.name: receipt for receipt in import_files(store, files, clock=clock)}
    assert receipts["cuti.csv"].refused == 0
    late = receipts["tinjauan.csv"].refusals()["reason"].unique().tolist()
    assert late == ["unknown_reference"]  # reviews of February and March have no entry here
    written = receipts["tinjauan.csv"].write_refusals(tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert ";';" not in written  # an empty cell stays empty


def test_strict_takes_nothing(store, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TEMPLATE + GOOD + BAD, encoding="utf-8")
    with pytest.raises(StrictImportError) as caught:
        import_files(store, [path], strict=True, clock=clock)
    assert caught.value.receipt.refusals()["reason"].tolist() == ["nip_float"]
    assert store.entries().empty
    assert sources(store).empty


def test_a_crash_in_the_middle_leaves_nothing(store, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text(TEMPLATE + GOOD, encoding="utf-8")
    extract = read_file(path, store.settings, clock=clock)
    with store.transaction() as connection:
        schema.import_log.drop(connection)
    with pytest.raises(Exception, match="import_log"):
        store_extract(store, extract, clock=clock)
    assert store.entries().empty
    assert store.employees().empty


def test_the_receipt_as_csv_names_the_cell_and_is_harmless(store, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TEMPLATE + GOOD + BAD + GOOD.replace("12;Bayi", "=1+1;Bayi"), encoding="utf-8")
    (receipt,) = import_files(store, [path], clock=clock)
    lines = receipt.write_refusals(tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "baris 3 kolom A" in lines[1]
    assert ";'=1+1;" in lines[2]


def test_periods_and_records(loaded):
    assert [period.key for period in periods(loaded)] == ["2026-01", "2026-02", "2026-03"]
    records = load_records(loaded, periods(loaded)[0])
    assert records.entries["flag"].isin(["specific", "unsure", "generic"]).all()
    assert records.entries["model"].nunique() == 1


def test_an_accepted_objection_reverses_the_flag(loaded):
    period = periods(loaded)[0]
    entries = load_records(loaded, period).entries
    generic = entries.loc[entries["flag"] == "generic", "id"].iloc[0]
    with loaded.transaction() as connection:
        nip = entries.set_index("id").loc[generic, "nip"]
        row = {"id": "o1", "entry_id": generic, "nip": nip, "text": "Sudah jelas", "outcome": "accepted", "raised_at": clock()}
        connection.execute(schema.objection.insert(), row)
    after = load_records(loaded, period).entries.set_index("id").loc[generic]
    assert (after["flag"], after["label"], bool(after["objected"])) == ("specific", 0, True)


def test_a_period_without_entries_names_those_there_are(loaded):
    with pytest.raises(NoDataError, match="2026-01"):
        make_report(loaded, "2027-01")


def test_an_unknown_unit_names_those_there_are(loaded):
    with pytest.raises(NoDataError, match="Puskesmas Karang Teduh"):
        make_report(loaded, "2026-01", unit="Dinas Antah")


def test_a_report_of_a_parent_unit(loaded):
    report = make_report(loaded, "2026-01", unit="dinas kesehatan", clock=clock)
    assert set(report.records.employees["parent_unit"]) == {"Dinas Kesehatan"}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_check_file_keeps_the_columns_and_adds_the_verdict(tmp_path, suffix):
    judged = check_file(SAMPLES / "templat-impor-satu-orang.xlsx", Settings(), output=tmp_path / f"o{suffix}")
    assert judged.columns[0] == "Rencana Aksi"
    assert {"p_generic", "flag", "label", "missing", "empty_words", "question", "model"} <= set(judged.columns)
    again = check_file(tmp_path / f"o{suffix}", Settings(), column="Kegiatan Harian")
    assert again["flag"].tolist() == judged["flag"].tolist()


def test_check_file_without_descriptions_says_which_columns_there_are(tmp_path):
    (tmp_path / "a.csv").write_text("satu;dua\n1;2\n", encoding="utf-8")
    with pytest.raises(Exception, match="satu, dua"):
        check_file(tmp_path / "a.csv", Settings())


def test_the_truth_is_no_table_of_ekin(store):
    with pytest.raises(UnknownLayoutError):
        import_files(store, [SAMPLES / "truth.csv"])


def test_health_reports_good_and_bad(tmp_path):
    good = health(Settings(database_url=f"sqlite:///{tmp_path / 'x.db'}"))
    assert good["ok"].all(), good
    bad = health(Settings(database_url="sqlite:////no/such/folder/x.db")).set_index("part")
    assert not bad.loc["Basis data", "ok"]


def test_what_was_written_in_ekin_is_recognised_in_an_export(office, writer, tmp_path):
    first, second = office.sent(writer, SAID), office.sent(writer, VAGUE)
    line = f"{WRITER};;05/01/2026;{{}};{{}};{{}};{{}};Bayi;\n"
    rows = [("08:00", "10:00", SAID["description"].upper(), 14), ("13:00", "14:30", VAGUE["description"], 1)]
    path = tmp_path / "a.csv"
    path.write_text(TEMPLATE + "".join(line.format(*row) for row in rows), encoding="utf-8")
    (receipt,) = import_files(office.store, [path], clock=clock)
    assert (receipt.new, receipt.changed, receipt.refused) == (1, 1, 0)  # another end is another entry
    kept = office.store.entries().set_index("id")
    assert len(kept) == 3
    assert kept.loc[first, ["version", "quantity"]].tolist() == [2, 14]
    assert kept.loc[second, "version"] == 1
    (again,) = import_files(office.store, [path], clock=clock)
    assert again.unchanged == 2
    assert verify(office.store) == []


def test_reading_and_opening_do_not_wait_for_a_writer(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'ekin.db'}")
    with open_store(settings) as store, store.transaction(), open_store(settings) as other:
        assert sources(other).empty
