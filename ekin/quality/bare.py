"""Bare documents: lines that name a document and no act, generic however exactly they name it (CODEBOOK ruling 13).

Neither stage sees that a word is missing, so the rule is given to what joins them, which learns its weight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

_DOCUMENTS: Final = frozenset(
    [
        "agenda",
        "absen",
        "absensi",
        "atp",
        "bahan",
        "baliho",
        "banner",
        "berita",
        "berkas",
        "blanko",
        "brosur",
        "buku",
        "daftar",
        "data",
        "dokumen",
        "dpa",
        "draf",
        "draft",
        "formulir",
        "foto",
        "grafik",
        "ijazah",
        "instrumen",
        "jadwal",
        "jurnal",
        "juknis",
        "kartu",
        "katalog",
        "kisi",
        "kuitansi",
        "kwitansi",
        "laporan",
        "leaflet",
        "lembar",
        "lkpd",
        "materi",
        "matriks",
        "modul",
        "naskah",
        "nota",
        "notula",
        "notulen",
        "pamflet",
        "panduan",
        "pedoman",
        "peta",
        "poster",
        "profil",
        "prota",
        "promes",
        "proposal",
        "rapor",
        "raport",
        "register",
        "rka",
        "rpp",
        "sertifikat",
        "silabus",
        "sk",
        "soal",
        "sop",
        "spanduk",
        "spj",
        "surat",
        "tabel",
        "undangan",
    ]
)
"""Kinds of documents that open a line."""

_ACT: Final = re.compile(
    r"(?:(?:me|di|be?r|te?r|ng|ny)[a-z]{4,}|(?:pe|per|ke)[a-z]{3,}an|[a-z]{4,}kan|(?!vaksin|bensin|mesin|disiplin|rutin|admin|insulin)[a-z]{4,}in|ambil|antar|arsip|bagi|bayar|bikin|buat|cek|cetak|edit|entri"
    r"|entry|fotokopi|ganti|hapus|hitung|input|isi|jadi|ketik|kirim|koreksi|legalisir|lengkap|pasang|periksa|print|rekap|revisi|scan|selesai"
    r"|serah|setor|siap|simpan|sortir|susun|terima|ttd|unggah|update|upload|urus|validasi|verifikasi)"
)
"""Words that may say what was done: in doubt a line is not bare."""


def is_bare(folded: str) -> bool:
    """Say whether a folded line opens with a kind of document and no other word of it says what was done.

    >>> is_bare("modul ajar ipas kelas v"), is_bare("modul ajar ipas kelas v dicetak")
    (True, False)
    """
    first, *rest = folded.split() or [""]
    return first in _DOCUMENTS and not any(map(_ACT.fullmatch, rest))


def stages(fast: np.ndarray, deep: np.ndarray, bare: Sequence[bool] | np.ndarray) -> np.ndarray:
    """Put beside each other what the join of the stages is fitted on: both heads, and both labels again where a line is bare.

    Parameters
    ----------
    fast, deep
        Logits, shape (n, 4), the label first.
    bare
        Shape (n,).

    Returns
    -------
    ndarray
        Shape (n, 11).
    """
    bare = np.asarray(bare, float)
    return np.column_stack([fast, deep, bare, bare * fast[:, 0], bare * deep[:, 0]])
