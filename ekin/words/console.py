"""Words of the command line."""

from __future__ import annotations

from typing import Final

HELP: Final[dict[str, str]] = {
    "app": "Perangkat Jupyter untuk catatan kinerja harian ASN: impor, periksa uraian, evaluasi.",
    "lab": "Buka JupyterLab pada buku catatan ekin. Contoh: ekin lab",
    "import": "Impor ekspor E-Kinerja BKN dan tabel ekin. Contoh: ekin import progres-2026-01.xlsx cuti.csv",
    "check": "Periksa uraian dalam berkas. Contoh: ekin check progres.xlsx --column 'Kegiatan Harian' -o hasil.xlsx",
    "report": "Buat laporan evaluasi. Contoh: ekin report --period 2026-01 --unit 'Puskesmas Karang Teduh' --out laporan",
    "samples": "Tulis data contoh; isinya selalu sama. Contoh: ekin samples --out data/samples",
    "train": "Latih ulang model dari korpus. Contoh: ekin train",
    "files": "Berkas .xlsx, .xls, .ods, .csv, .tsv, atau .parquet.",
    "map": "Pasangkan kolom: ISIAN=KOLOM, misalnya description='Uraian Tugas'. Boleh diulang.",
    "nip": "Pemilik entri bila berkas tidak punya kolom NIP.",
    "date_order": "Urutan tanggal seperti 05/01/2026: dmy atau mdy.",
    "strict": "Jangan ambil apa pun bila ada baris yang ditolak.",
    "refusals": "Tulis baris yang ditolak ke CSV ini (bawaan: NAMA-ditolak.csv di samping basis data).",
    "column": "Nama kolom uraian; dicari sendiri bila tidak disebut.",
    "output": "Tulis hasil ke .csv, .xlsx, atau .parquet.",
    "period": "Bulan, triwulan, atau tahun: 2026-01, 2026-Q1, 2026.",
    "unit": "Nama unit atau unit induk; semua bila tidak disebut.",
    "out": "Folder tujuan.",
    "format": "Bentuk, dipisah koma: html,pdf,xlsx.",
    "shared": "Untuk dibagikan: tanpa nama, kelompok kecil disamarkan.",
    "seed": "Benih acak.",
    "corpus": "Korpus berlabel (CSV).",
    "folder": "Folder kerja untuk buku catatan dan basis data.",
    "port": "Nomor port; dipilih sendiri bila tidak disebut.",
    "browser": "Buka peramban.",
    "version": "Tampilkan versi.",
}

SAY: Final[dict[str, str]] = {
    "reading": "Membaca {name}",
    "judging": "Menilai uraian",
    "writing": "Menulis laporan",
    "refused_at": "Baris yang ditolak: {path}",
    "first_refused": "{cell}: {value} – {hint}",
    "more_refused": "... dan {count} lainnya.",
    "verdicts": "{n} uraian: {specific} spesifik, {unsure} ragu, {generic} umum (model {model}).",
    "advice": "Ini saran dengan alasan, bukan penilaian kinerja; keputusan pada orang.",
    "written": "Tertulis: {path}",
    "samples": "{count} berkas contoh tertulis di {path}.",
    "lab": "Buku catatan ada di {path}.",
    "error": "Galat: {text}",
    "usage": "perintah belum benar ({text}); lihat contohnya dengan: ekin PERINTAH --help",
    "interrupted": "Dihentikan. Yang sudah tersimpan tetap ada.",
}

HEALTH: Final[dict[str, str]] = {
    "python": "Python",
    "model": "Model penilai uraian",
    "calendar": "Kalender hari libur",
    "samples": "Berkas contoh",
    "store": "Basis data",
    "pdf": "Pembuat PDF",
}
