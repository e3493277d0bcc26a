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
    "units": "diperlukan sedikitnya {units} unit yang mendapat sosialisasi dan {units} unit pembanding (atau {units} unit yang punya keduanya); tambah unit pembanding.",
    "periods": "diperlukan data sebelum dan sesudah sosialisasi; periksa tanggalnya atau tambah periodenya.",
    "components": "diperlukan sedikitnya {people} pegawai, masing-masing dengan dua nilai (dua hari atau dua penilai), dan penilai yang menilai lebih dari satu pegawai.",
}
"""What is missing, after 'Tidak cukup bukti:'."""

VERDICT: Final[dict[str, str]] = {
    "effect": "Ada perubahan yang melebihi unit pembanding.",
    "not_enough": "Tidak cukup bukti: intervalnya memuat nol; tambah unit atau periode sebelum menyimpulkan.",
    "placebo_fails": "Tidak cukup bukti: kelompoknya sudah bergerak berbeda sebelum sosialisasi; pilih unit pembanding yang lebih serupa.",
}
"""What an estimate of `ekin.evaluation.study` says."""

FAIRNESS: Final[dict[str, str]] = {
    "flag": "Ditandai",
    "error": "Salah menilai",
    "wrongly_flagged": "Spesifik tetapi ditandai",
    "missed": "Umum tetapi tidak ditandai",
    "power": "Dengan {n} baris ini, selisih di bawah {gap} poin biasanya (lebih dari satu dari lima kali) tidak terlihat.",
    "too_small": "Kelompok ini kurang dari {rows} baris atau {people} orang, jadi tidak dibandingkan.",
}
"""Measures and sentences of a fairness audit."""
