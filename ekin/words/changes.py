"""Words of the comparison of periods."""

from __future__ import annotations

from typing import Final

CHANGES: Final[dict[str, str]] = {
    "title": "Perbandingan periode",
    "all": "Semua ukuran",
    "compared": "{label} dibanding {first}",
    "measure": "Ukuran",
    "how": (
        "Selisih dihitung dari pegawai yang sama pada kedua periode, dibanding periode pertama. Angka dalam kurung adalah interval 95 %; "
        "bila interval memuat nol, buktinya tidak cukup untuk mengatakan ada perubahan. Naik dan turun tidak selalu berarti baik atau buruk."
    ),
    "chance": "Dari {count} selisih di halaman ini, sekitar {expected} dapat tampak berubah hanya karena kebetulan, dan {changed} tampak berubah.",
    "people": "{count} pegawai",
    "points": "{value} poin",
    "same": "tidak ada selisih pada siapa pun",
    "alike": "semua pegawai berubah sama",
    "units": "Per unit",
    "too_small": "Tidak dibandingkan, karena kurang dari {minimum} pegawai yang sama pada dua periode untuk setiap ukuran: {units}.",
    "plot": "Selisih ukuran berupa bagian, dalam poin persen, dengan interval 95 %. Angkanya ada dalam tabel.",
    "trace": "Setiap angka di halaman ini ada dalam ",
    "entries": "Entri di baliknya ada dalam laporan setiap periode.",
    "scope": "Cakupan",
    "digest": "Sidik data {label} (SHA-256)",
}
CHANGE: Final[dict[str, str]] = {"up": "naik", "down": "turun", "unclear": "tidak cukup bukti", "few": "belum cukup data", "": ""}
CHANGE_SIGN: Final[dict[str, str]] = {"up": "▲", "down": "▼", "unclear": "≈", "few": "–", "": ""}
CSV: Final[dict[str, str]] = {
    "period_key": "Periode",
    "difference": "Selisih",
    "difference_low": "Selisih batas bawah 95 %",
    "difference_high": "Selisih batas atas 95 %",
    "people": "Pegawai pada kedua periode",
    "change": "Perubahan",
}
