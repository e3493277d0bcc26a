"""Words of the card of reasons (kartu alasan) of one person."""

from __future__ import annotations

from typing import Final

CARD: Final[dict[str, str]] = {
    "title": "Kartu alasan",
    "name": "Nama",
    "nip": "NIP",
    "position": "Jabatan",
    "unit": "Unit",
    "counts": "Entri terkirim",
    "counts_of": "{sent}, yang ditandai {flagged}",
    "entries": "Uraian yang ditandai, dan alasannya",
    "none": "Tidak ada uraian yang ditandai dalam periode ini.",
    "day": "Tanggal",
    "description": "Uraian",
    "flag": "Tanda",
    "reason": "Alasan",
    "missing": "Belum tampak: {facets}.",
    "question": "Ditanyakan: {question}",
    "objection": "Keberatan dan hasilnya",
    "no_objection": "tidak ada",
    "raised": "{day}: “{text}”",
    "answer": "Jawaban: “{text}”",
    "again": "Uraian sudah dikirim lagi sesudah keberatan ini, jadi yang dinilai sekarang ialah uraian yang baru.",
    "model": "Model {model}. Uraian ditandai umum bila peluang umum menurut model {threshold} atau lebih, dan ragu bila dekat dengan batas itu.",
    "right_title": "Hak penulis",
    "right": (
        "Tanda diberikan secara otomatis dan hanya saran penulisan; manusia yang memutuskan. Anda berhak mengajukan keberatan atas pemeriksaan "
        "otomatis ini (UU 27/2022 tentang Pelindungan Data Pribadi): buka entrinya dalam ekin dan tulis keberatan, atau sampaikan kepada atasan. "
        "Keberatan yang diterima membatalkan tandanya dalam setiap laporan."
    ),
    "not_pay": "Kartu ini tidak memuat nilai dan tidak untuk tukin, TPP, atau predikat kinerja.",
}
OUTCOME: Final[dict[str, str]] = {"open": "menunggu jawaban", "accepted": "diterima", "rejected": "ditolak"}
