"""Does a note that returns an entry say what to do? Read from word lists; advice for the superior, never a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ekin.quality.normalize import fold
from ekin.words.review import NOTE_QUESTION, NOTE_QUESTION_ACT

_FACTS: Final = """
    jumlah satuan realisasi kelas materi mapel pelajaran topik tema judul agenda pokok bahasan bab nama nomor tanggal hari jam
    pukul waktu durasi tempat lokasi alamat ruang ruangan bangsal poli desa dusun penerima peserta pasien siswa warga pemohon
    tamu pihak jenis objek alat perangkat kendala kerusakan keluhan temuan tindakan layanan hasil keputusan peran tujuan
    keperluan periode bulan triwulan semester tahun dokumen surat no undangan notulen daftar absen rekap laporan spj berita acara
    bukti dukung eviden tautan link foto berkas lampiran folder akses rencana aksi rhk skp indikator target kolom isian
"""
_ACTS: Final = """
    sebut tulis tambah lampir cantum isi ganti ubah pilih betul perbaiki koreksi jelas perjelas lengkap unggah upload sesuai
    cocok sama rinci ketik masuk catat cek periksa urai hitung buka serta terang pakai beri hindari jangan
"""
_NAMING: Final = "sebut tulis tambah lampir cantum unggah upload serta terang ketik masuk urai beda"
_WHOLE: Final = "hapus gabung pisah pindah batal tukar jadi milik"
_FAULTS: Final = "belum tidak tanpa kurang kosong salah keliru hilang rusak lupa tertukar terbalik beda berbeda lewat mati"
_ASKS: Final = "apa berapa brp siapa mana kapan bagaimana"
_SAYS_NOTHING: Final = frozenset(
    """
    ini itu begini begitu sih ya saja kerja kegiatan maksud maksudnya kok masa tolong mohon yang tidak bisa mau harus boleh sudah
    lagi kali saya anda kamu bapak ibu terjadi malu berubah menyuruh bilang salah coba dong pak bu lebih dengan secara jelas
    rinci detail benar lengkap ulang uraian uraiannya baik spesifik singkat segera seperti sesuai arahan yang dan juga harap
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read and to edit
)
_NO_FACT: Final = re.compile(
    r"\b(?:hari|bulan|tahun|minggu|waktu|saat|tempo) (?:ini|itu|hari|depan|lalu|terbatas)\b|\btepat waktu\b"
    r"|\b(?:hasil|cara|hari) kerja\b|\blaporan (?:anda|kinerja|harian|ini)\b|\btanggung jawab\b|\bper hari\b"
)
"""Words of a fact where they name none."""


def _any_of(words: str, around: str = "{}") -> re.Pattern[str]:
    return re.compile(rf"\b{around.format('(?:' + '|'.join(words.split()) + ')')}\b")


_FACT: Final = _any_of(_FACTS, r"{}(?:nya|mu)?")
_ACT: Final = _any_of(_ACTS, r"(?:di|men?)?{}(?:kan|i)?")
_NAME: Final = _any_of(_NAMING, r"(?:di|men?)?{}(?:kan|i)?")
_WHOLE_ACT: Final = _any_of(_WHOLE, r"(?:di)?{}(?:kan)?")
_FAULT: Final = _any_of(_FAULTS)
_ASK: Final = _any_of(_ASKS, r"{}(?:kah)?")


@dataclass(frozen=True)
class NoteCheck:
    """What was read in a note: whether it says what to do, and if not, one question to its author ("" when it does)."""

    says_what: bool
    question: str = ""


def check_note(note: str) -> NoteCheck:
    """Check whether a returning note says what to do.

    It does when it names a fact that is missing or wrong, asks for one, or names an act on a field of the entry;
    "perbaiki" or "kurang jelas" alone does not.

    Examples
    --------
    >>> check_note("Sebutkan kelas dan materinya").says_what
    True
    >>> check_note("Kurang jelas, perbaiki").says_what
    False
    """
    words = _NO_FACT.sub(" ", fold(note))
    acts, fact, fault = bool(_ACT.search(words)), bool(_FACT.search(words)), bool(_FAULT.search(words))
    about = any(found.search(words) and set(found.sub(" ", words).split()) - _SAYS_NOTHING for found in (_ASK, _NAME))
    if _WHOLE_ACT.search(words) or (fact and (acts or fault)) or about:
        return NoteCheck(True)
    return NoteCheck(False, NOTE_QUESTION_ACT if acts or fault else NOTE_QUESTION)
