"""Words of page one's next steps, of the appendix for the auditor, and of the way from a figure to its entries."""

from __future__ import annotations

from typing import Final

STEPS_TITLE: Final = "Langkah berikutnya"
STEP: Final[dict[str, str]] = {
    "fill_rate": "Tanyakan dahulu sebabnya (dinas luar, sistem mati, cuti yang belum tercatat) kepada {count} pegawai yang pengisiannya di bawah batas, lalu sepakati waktu mengisi setiap hari.",
    "specific_share": "Dampingi {count} pegawai menulis lebih spesifik.{facets}",
    "facets": " Yang paling sering belum tampak: {facets}.",
    "reviewed_share": "Tinjau {count} dari {n} entri yang belum ditinjau atasan.",
    "too_few": "Lengkapi data {count} pegawai yang belum cukup untuk dinilai.",
    "none": "Tidak ada tindakan mendesak dari angka ini; pertahankan, dan lihat lagi pada periode berikutnya.",
}
HELP_SHORT: Final = "{count} pegawai; alasannya untuk setiap orang ada dalam lampiran, bagian {section}."
HELP_OF_UNIT: Final = "{unit} ({count})"
HELP_ALL: Final = "Siapa yang perlu dibantu, seluruhnya"
TOO_FEW_SHORT: Final = "{count} pegawai; daftarnya ada dalam lampiran, bagian {section}."

APPENDIX: Final = "Bagian ini memuat semua ukuran dengan n dan intervalnya, entri di balik setiap angka, cara menghitung, dan asal angka. Ringkasan di halaman pertama dapat dibaca tanpa lampiran ini."
STATISTICS: Final = "Statistik penilai, keandalan, keadilan, dan sebaran predikat: "

TRACE: Final[dict[str, str]] = {
    "figures": "Setiap angka punya kunci, yaitu kelompok dan kode ukurannya, misalnya {example}; barisnya ada dalam ",
    "rows": "Entri di balik angka itu ada dalam ",
    "rows_how": ": saring kolom Unit atau NIP, lalu kolom ukurannya (1 = terhitung, 0 = hanya dalam n, kosong = tidak ikut).",
    "row": "{file}, baris {row}, kunci {key}",
    "key": "kunci {key}",
}
