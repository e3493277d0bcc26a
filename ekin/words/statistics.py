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
    "marks": "semua nilai sama, jadi penilai tidak dapat dibedakan; pakai butir yang nilainya beragam.",
    "units": "diperlukan sedikitnya {units} unit yang mendapat sosialisasi dan {units} unit pembanding (atau {units} unit yang punya keduanya); tambah unit pembanding.",
    "periods": "diperlukan data sebelum dan sesudah sosialisasi; periksa tanggalnya atau tambah periodenya.",
    "components": "diperlukan sedikitnya {people} pegawai, masing-masing dengan dua nilai (dua hari atau dua penilai), dan penilai yang menilai lebih dari satu pegawai.",
}
"""What is missing, after 'Tidak cukup bukti:'."""

REFUSED: Final[dict[str, str]] = {
    "no_ratings": "Tidak ada nilai hasil dan perilaku kerja untuk periode ini; impor Laporan Penilaian SKP lebih dahulu.",
    "no_calibration": "Belum ada putaran kalibrasi: minta para atasan menilai sepuluh contoh kasus yang sama di lokakarya (notebook 05).",
    "no_judged": "Tidak ada entri terkirim yang sudah diperiksa dalam periode ini; periksa periodenya.",
    "no_socialisation": "Tanggal sosialisasi dan unit yang mendapatnya belum disebut; sebutkan keduanya di notebook 04.",
}
"""Why there is no answer at all."""

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

RULE: Final[dict[str, str]] = {
    "istimewa_most": "Capaian organisasi Istimewa: sebagian besar pegawai Sangat Baik.",
    "istimewa_max": "Capaian organisasi Istimewa: Sangat Baik paling banyak 70 %.",
    "baik_most": "Capaian organisasi Baik: sebagian besar pegawai Baik.",
    "baik_max": "Capaian organisasi Baik: Baik paling banyak 70 %.",
    "baik_some": "Capaian organisasi Baik: harus ada pegawai Butuh Perbaikan dan/atau Kurang.",
    "bp_min": "Capaian organisasi Butuh Perbaikan/Cukup: Butuh Perbaikan paling sedikit 60 %.",
    "bp_best": "Capaian organisasi Butuh Perbaikan/Cukup: Sangat Baik paling banyak 10 %.",
    "kurang_min": "Capaian organisasi Kurang: Kurang/Misconduct paling sedikit 60 %.",
    "kurang_bp": "Capaian organisasi Kurang: Butuh Perbaikan paling sedikit 10 %.",
    "kurang_best": "Capaian organisasi Kurang: Sangat Baik paling banyak 10 %.",
    "sk_min": "Capaian organisasi Sangat Kurang: Sangat Kurang paling sedikit 60 %.",
    "sk_low": "Capaian organisasi Sangat Kurang: Kurang dan/atau Butuh Perbaikan paling sedikit 10 %.",
    "sk_best": "Capaian organisasi Sangat Kurang: tidak ada Sangat Baik.",
}
"""Rules of SE MenPANRB 3/2023 as news reports give them; the letter itself was not at hand (DOMAIN 1.5)."""

RULE_NOTE: Final[dict[str, str]] = {
    "source": "Aturan dikutip dari ringkasan SE MenPANRB 3/2023 di media; cocokkan dengan naskah resminya sebelum dipakai.",
    "small": "Tim ini kurang dari {people} orang, jadi persentase tidak berarti banyak; aturan SE untuk tim kecil belum ditemukan.",
    "most": "Naskahnya tidak menyebut berapa persen 'sebagian besar' itu; di sini dibaca lebih dari separuh.",
    "people": "Predikat berasal dari penilaian orang; ekin tidak menilai dan mutu uraian tidak ikut dihitung.",
}
"""What stands beside every check of the distribution."""
