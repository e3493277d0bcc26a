"""Planted identifiers are found, ordinary words are left alone, the copy betrays nobody of the register."""

from __future__ import annotations

import hashlib
import hmac
import random
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from ekin.domain.register import bare_name
from ekin.exchange.frames import read_any
from ekin.exchange.pseudonyms import Pseudonymiser, attack, coarsen, group_sizes, hide_small, people_of, roles
from ekin.settings import Settings, shipped

KEY = b"0123456789abcdef0123456789abcdef"
REGISTER = read_any(shipped("samples") / "pegawai.csv", Settings())
PEOPLE = people_of(REGISTER)
LINES = pd.read_csv(shipped("samples") / "corpus" / "lines.csv")["text"].tolist()
TAGS = re.compile(r"\[(?:[ptu][0-9a-f]{16}|nomor|telepon|surel|alamat)\]")
FRAMES = [
    "Koordinasi dengan {} tentang rekap absensi",
    "Serah terima berkas KGB kepada {}, selesai hari itu juga",
    "{} meminta data dukung SAKIP triwulan I",
    "rapat persiapan ANBK bersama {} di ruang guru",
    "Menerima keluhan jaringan dari {}; kabel LAN loket 2 diganti",
    "Verifikasi SPJ perjalanan dinas atas nama {} sebesar Rp 1.250.000",
    "menindaklanjuti surat nomor 800/123/2026, konfirmasi ke {}",
    "Input data 14 peserta, terakhir {}",
]
CUES = {"nip", "nik", "skp", "pdf", "sdr", "sdri", "bapak", "ibu", "bu", "pak", "dr", "drg", "ny", "an", "wa", "telp", "rekening"}
OUTSIDE = ["Sumarni", "Budi Santosa", "Kadek Suastika", "Fitri Handayani", "Bunga", "Marthen Luther Kambu", "Siti Aminah", "Mei"]
STREETS = ["Melati", "Diponegoro", "Raya Karang Teduh", "Kenanga III", "Haji Saleh"]


def nip_disguises(nip):
    dotted = f"{nip[:8]}.{nip[8:14]}.{nip[14]}.{nip[15:]}"
    yield from (nip, f"NIP {nip}", f"NIP. {nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}", f"NIP: {dotted}", f"(NIP{nip})", f"'{nip}")
    yield from (
        f"{nip[:8]}-{nip[8:14]}-{nip[14]}-{nip[15:]}",
        f"{float(nip):.14e}".replace("e", "E"),
        f"{nip}.0",
        f"SKP_{nip}.pdf",
    )
    yield from (
        " ".join(nip),
        f"{nip[:8]} / {nip[8:14]} / {nip[14]} / {nip[15:]}",
        f"{nip[:6]}\u200b{nip[6:]}",
        f"{nip[:4]} {nip[4:]}",
    )
    yield "".join(chr(0xFF10 + int(digit)) for digit in nip)


def name_disguises(name):
    full = " ".join(bare_name(name)).title()
    first, last = full.split()[0], full.split()[-1]
    yield from (name, full, full.upper(), f"Sdr. {full}", f"{first} {last}", f"bapak {full.lower()}", f"{full}, S.Pd., M.Pd.")
    if len(first) > 2:
        yield from (f"Bu {first}", f"pak {first.lower()}", f"Ibu {last}", f"dr. {first}", f"Pak {first} {last[0]}.")


def outside_disguises(name):
    yield from (f"Bu {name}", f"Pak {name}", f"Sdri. {name}", f"Ny. {name}", f"a.n. {name}", f"{name}, S.Kep.", f"drg. {name}")


def contacts(rng):
    tail = f"{rng.randrange(10**8):08d}"
    yield from (
        f"0812{tail}",
        f"0857-{tail[:4]}-{tail[4:]}",
        f"+62 813 {tail[:4]} {tail[4:]}",
        f"62852{tail}",
        f"WA 0821 {tail[:4]} {tail[4:]}",
    )
    yield from (f"(0341) 55{tail[:4]}", f"021-7{tail[:6]}", f"telp. 0896.{tail[:4]}.{tail[4:]}")
    yield from (f"staf{tail[:3]}@lembayung.go.id", f"n.{tail[:2]}.guru@mail.example.com", f"staf{tail[:3]} @ example.co.id")
    street = rng.choice(STREETS)
    yield from (f"Jl. {street} No. {rng.randrange(1, 90)}", f"jalan {street.lower()} no {rng.randrange(1, 90)} RT 02/RW 05")
    yield from (
        f"Perum Griya Asri Blok C{rng.randrange(1, 9)} No. 7",
        f"Gg. {street} Nomor {rng.randrange(1, 90)}",
        "RT 03 RW 04",
    )
    yield from (
        f"NIK 3507{rng.randrange(10, 29)}{rng.randrange(10, 29)}05{tail[:6]}",
        f"rekening 0{tail}{tail[:2]}",
        f"35072150590{tail[:5]}",
    )


def planted(seed):
    """What was planted, and the words before and behind it."""
    rng = random.Random(seed)
    for nip, name in REGISTER[["nip", "nama"]].itertuples(index=False):
        for item in (*nip_disguises(nip), *name_disguises(name), *contacts(rng)):
            yield item, *rng.choice(FRAMES).split("{}")
    for name in OUTSIDE:
        for item in outside_disguises(name):
            yield item, *rng.choice(FRAMES).split("{}")


def telling(text):
    """Parts of a text that could tell who somebody is: words but titles and cues, and digits."""
    return [part for part in re.findall(r"[^\W\d_]{2,}|\d+", TAGS.sub(" ", text)) if part.casefold() not in CUES]


def test_planted_identifiers_are_found_and_ordinary_words_left_alone():
    maker, missed, plain, changed, n = Pseudonymiser(KEY, PEOPLE), [], 0, 0, 0
    for item, before, behind in planted(2026):
        copy = maker.text(before + item + behind)
        n, plain = n + 1, plain + len(before.split()) + len(behind.split())
        if not (copy.startswith(before) and copy.endswith(behind)):
            changed += max(0, len((before + behind).split()) - len(TAGS.sub(" ", copy).split()))
        elif telling(copy[len(before) : len(copy) - len(behind)]):
            missed.append((item, copy))
    low, _ = proportion_confint(n - len(missed), n, method="wilson")
    assert low >= 0.99, missed
    assert changed / plain <= 0.005


def test_lines_without_people_hardly_change():
    maker = Pseudonymiser(KEY, PEOPLE)
    words = sum(len(line.split()) for line in LINES)
    gone = sum(len(line.split()) - len(TAGS.sub(" ", maker.text(line)).split()) for line in LINES)
    assert proportion_confint(gone, words, method="wilson")[1] <= 0.005


@pytest.mark.parametrize(
    "line",
    [
        "Menanam bunga lestari di taman, menyiram 12 pot",
        "Rapat bulan Mei bersama Bu Camat dan Pak Lurah",
        "wahyu pertama: kajian Ramadan bersama siswa kelas VI",
        "AMP kasus kematian ibu Ny. R; kontrol TN. B dan An. SM",
        "Kelas ibu hamil, 14 peserta; surat 800/1234/2026 tgl 05-01-2026 jam 08.00-09.30, 12 orang",
        "Anggaran Rp 1.250.000.000, realisasi 1.187.500.000; nilai 80 85 90 75 80 70 85 90 80",
        "Patching lubang Jl Raya Batas Kota, jalan lingkungan RT 05",
        "daftar hadir 2021 2022 2023 2024 lengkap",
    ],
)
def test_ordinary_words_stay(line):
    assert Pseudonymiser(KEY, PEOPLE).text(line) == line


def test_a_person_has_one_pseudonym_by_nip_and_name_in_every_file_of_a_key():
    nip, name = "198203142004032003", "Yulfia Koto, S.Pd., M.Pd."
    sign = "p" + hmac.new(KEY, nip.encode(), hashlib.sha256).hexdigest()[:16]  # as PostgreSQL's view for analysts
    copy = Pseudonymiser(KEY, PEOPLE).frame(REGISTER)
    assert copy.loc[REGISTER["nip"] == nip, ["nip", "nama"]].to_numpy().tolist() == [[sign, sign]]
    assert Pseudonymiser(KEY, PEOPLE).text(f"lapor {name} (NIP. 19820314 200403 2 003)") == f"lapor [{sign}] (NIP. [{sign}])"
    assert sign not in Pseudonymiser(KEY[::-1], PEOPLE).frame(REGISTER)["nip"].tolist()


def test_the_attack_strikes_what_the_patterns_cannot_see():
    hidden = ["euis.suhendi", "dikerjakan EuisSuhendi semalam", "1974,0514,1996,0420,02", "bersih", "Taman Lestari Dibersihkan"]
    copy, struck, bare = attack(pd.DataFrame({"uraian": hidden}), PEOPLE)
    assert copy["uraian"].tolist() == ["[disamarkan]"] * 3 + hidden[3:]
    assert (struck, bare) == (3, 1)


@given(st.text(max_size=60))
def test_a_copy_of_a_copy_is_the_copy(text):
    maker = Pseudonymiser(KEY, PEOPLE)
    copy = maker.text(f"{text} Bu Euis, NIP 197405141996042002")
    assert "Euis" not in copy
    assert "1974" not in re.sub(r"p[0-9a-f]{16}", "", copy) or "1974" in text
    assert maker.text(copy) == copy


def test_groups_are_counted_by_people_over_all_their_rows():
    rows = [(f"p{at}", "Guru", "SD") for at in range(5)] * 3 + [("p9", "Guru", "SD"), ("p9", "Guru", "SMP")]
    copy = pd.DataFrame(rows, columns=["nip", "jabatan", "unit"])
    assert group_sizes(copy, ["jabatan", "unit"], "nip").to_dict() == {**{f"p{at}": 5 for at in range(5)}, "p9": 1}
    hidden, n = hide_small(copy, ["jabatan", "unit"], "nip", 5)
    assert n == 6  # one hidden person alone would still be singled out
    assert hidden[["jabatan", "unit"]].isna().all(axis=None)


def test_a_rank_becomes_its_class_and_then_nothing():
    frame = pd.DataFrame({"golru": ["III/a", "IV/b", None, "IX"]})
    assert coarsen(frame, "golru")["golru"].tolist()[:2] == ["III", "IV"]
    assert coarsen(coarsen(frame, "golru"), "golru").empty


def test_columns_have_roles_in_known_and_unknown_tables():
    rating = read_any(shipped("samples") / "laporan-penilaian-skp-2026-01.xlsx", Settings())
    found = roles(rating)
    assert (found["nip"], found["pegawai_atasan_nip"], found["pegawai_atasan_nama"], found["golru"]) == (
        "nip",
        "nip",
        "name",
        "quasi",
    )
    assert found["pegawai_atasan_jabatan"] == found["skp_unor_id"] == "dropped"
    other = pd.DataFrame(columns=["NIP Pegawai", "Nama", "Nama Kegiatan", "Tempat Lahir", "Jabatan", "No HP", "Uraian"])
    assert list(roles(other).values()) == ["nip", "name", "text", "dropped", "quasi", "dropped", "text"]
