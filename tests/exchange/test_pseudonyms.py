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

from ekin.domain.identifiers import People, bare_name
from ekin.exchange.frames import read_any
from ekin.exchange.pseudonyms import Pseudonymiser, attack, coarsen, group_sizes, hide_small, people_of, roles
from ekin.settings import Settings, shipped
from ekin.vocabulary import Identifier

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
CUES = set("nip nik skp pdf sdr sdri bapak ibu bu pak dr drg ny a n an wa telp rekening".split())
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
    print(f"\nrecall {n - len(missed)}/{n}, {proportion_confint(n - len(missed), n, method='wilson')}; over {changed}/{plain}")
    assert (n - len(missed)) / n >= 0.99, missed
    assert changed / plain <= 0.005


def test_the_corpus_without_people_hardly_changes():
    maker, words, gone, lines = Pseudonymiser(KEY, PEOPLE), 0, 0, []
    for line in LINES:
        copy = maker.text(line)
        before, after = line.split(), TAGS.sub(" ", copy).split()
        words, gone = words + len(before), gone + len(before) - len(after)
        if copy != line:
            lines.append((line, copy))
    print(f"\n{gone}/{words} {proportion_confint(gone, words, method='wilson')} lines {len(lines)}/{len(LINES)}")
    for pair in lines:
        print(pair)
    assert gone / words <= 0.005
