"""Words of reviewers, reliability, fairness, predikat and the effect of a socialisation."""

from __future__ import annotations

from typing import Final

LINKING: Final[dict[str, str]] = {
    "vignettes": "Semua penilai menilai {people} contoh kasus lokakarya yang sama (masing-masing {ratings} nilai).",
    "second_reviewer": "Penilai kedua ikut menilai {people} pegawai dari setiap penilai, dan pasangannya berantai sampai semua terhubung.",
    "movers": "Nilai {people} pegawai yang berpindah atasan ikut dipakai, dari atasan lama dan atasan baru, untuk setiap penilai.",
}
"""Ways to link reviewers, by option of `ekin.evaluation.reviewers.linking_options`."""

REVIEWER: Final[dict[str, str]] = {
    "severity": "Ketegasan: di atas nol berarti nilainya lebih rendah daripada penilai lain untuk pegawai dan butir yang sama.",
    "centrality": "Pemusatan: di atas nol berarti nilainya lebih sering berkumpul di tengah.",
    "halo": "Kesan umum: seberapa jauh semua butir seorang pegawai naik atau turun bersama menurut penilai ini saja.",
}
"""What each measure of a reviewer means."""

LACKS: Final[dict[str, str]] = {
    "icc": "diperlukan sedikitnya {people} pegawai yang dinilai oleh dua penilai yang sama; tambah penilaian bersama.",
    "components": "diperlukan sedikitnya {people} pegawai, masing-masing dengan dua nilai (dua hari atau dua penilai), dan penilai yang menilai lebih dari satu pegawai.",
}
"""What is missing, after 'Tidak cukup bukti:'."""
