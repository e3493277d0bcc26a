"""Words of the import: names of fields and tables, places, warnings, and the receipt."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Layout

LAYOUT: Final[dict[Layout, str]] = {
    Layout.PROGRESS: "progres harian",
    Layout.SKP_REPORT: "Laporan SKP",
    Layout.RATING_REPORT: "Laporan Penilaian SKP",
    Layout.EMPLOYEES: "daftar pegawai",
    Layout.PLANS: "rencana kerja (SKP)",
    Layout.LEAVE: "cuti",
    Layout.REVIEWS: "tinjauan atasan",
}

FIELD: Final[dict[str, str]] = {
    "acting": "tanda PLT/PLH/PJB",
    "agency": "instansi",
    "approach": "pendekatan SKP",
    "aspect": "aspek indikator",
    "created_at": "waktu dibuat",
    "day": "tanggal kegiatan",
    "decided_at": "waktu putusan",
    "decision": "keputusan",
    "description": "kegiatan harian",
    "end": "selesai",
    "evidence_url": "bukti dukung",
    "hasil": "hasil kerja",
    "has_skp": "tanda punya SKP",
    "indicator": "indikator kinerja",
    "kind": "jenis",
    "month": "bulan yang dinilai",
    "name": "nama",
    "nip": "NIP",
    "note": "catatan",
    "parent_unit": "unit induk",
    "period_end": "akhir periode",
    "period_id": "ID periode",
    "period_start": "awal periode",
    "perilaku": "perilaku kerja",
    "person_id": "ID pegawai",
    "assessor_id": "ID penilai",
    "assessment_id": "ID penilaian",
    "plan": "rencana aksi",
    "plan_no": "nomor rencana aksi",
    "plan_target": "target rencana aksi",
    "position": "jabatan",
    "position_kind": "jenis jabatan",
    "predikat": "predikat kinerja",
    "quantity": "realisasi",
    "quantity_unit": "satuan",
    "rank": "golongan ruang",
    "rated_at": "waktu dinilai",
    "rhk": "RHK",
    "rhk_kind": "jenis RHK",
    "rhk_no": "nomor RHK",
    "row_kind": "jenis baris",
    "seconds_open": "lama dibuka (detik)",
    "skp_id": "ID SKP",
    "skp_period_end": "akhir periode SKP",
    "skp_period_start": "awal periode SKP",
    "skp_position": "jabatan pada SKP",
    "skp_unit": "unit pada SKP",
    "start": "mulai",
    "status": "status",
    "submitted_at": "waktu rekam",
    "superior_id": "ID atasan",
    "superior_name": "nama atasan",
    "superior_nip": "NIP atasan",
    "superior_position": "jabatan atasan",
    "superior_rank": "golongan atasan",
    "superior_rhk": "RHK atasan",
    "superior_unit": "unit atasan",
    "superior_unit_id": "ID unit atasan",
    "target": "target",
    "time_zone": "zona waktu",
    "unit": "unit kerja",
    "unit_id": "ID unit",
    "work_week": "hari kerja seminggu",
    "year": "tahun",
}

HOW: Final[dict[str, str]] = {
    "exact": "nama kolom sama",
    "synonym": "padanan nama",
    "mapped": "dipasangkan oleh pengguna",
}

PLACE: Final[dict[str, str]] = {
    "cell": "{sheet}!{column}{row}",
    "line": "baris {row} kolom {column}",
}

WARNING: Final[dict[str, str]] = {
    "macros": "Berkas memuat makro; makronya tidak dijalankan.",
    "hidden": "Lembar {sheet} tersembunyi di Excel, tetapi tetap dibaca.",
    "xls": "Format .xls lama tidak menunjukkan sel yang galat; sel seperti itu terbaca kosong. Simpan sebagai .xlsx bila ada rumus di dalamnya.",
    "encoding": "Berkas bukan UTF-8; hurufnya dibaca sebagai {encoding}. Periksa nama-nama yang memakai huruf khusus.",
    "damaged_letters": "{count} huruf rusak di berkas ini dan tampil sebagai tanda �.",
    "no_header": "Lembar {sheet} dilewati karena tidak punya baris judul yang dikenal ({rows} baris).",
    "no_rows": "Lembar {sheet} hanya berisi judul.",
    "other_dates": "Kolom {column}: urutan hari dan bulan bercampur; hanya tanggal yang pasti yang diambil.",
}

HINT: Final[dict[str, str]] = {
    "missing": "Paling mirip dengan tabel {layout}, tetapi kolomnya kurang: {fields}.",
    "similar": "Mungkin maksudnya: {pairs}.",
    "pair": "{found} = {wanted}",
}

RECEIPT: Final[dict[str, str]] = {
    "title": "Tanda terima impor {name}",
    "table": "{layout}, lembar {sheet}: judul di baris {header_row}",
    "equation": "{read} baris dibaca = {taken} diambil ({new} baru, {changed} diperbarui, {unchanged} sudah ada) + {refused} ditolak",
    "sheet": "Lembar",
    "column": "Kolom",
    "field": "Isian",
    "how": "Cara dikenali",
    "unused": "Kolom yang tidak dipakai",
    "repairs": "Perbaikan",
    "warnings": "Perhatian",
    "refusals": "Baris yang ditolak",
    "row": "Baris",
    "cell": "Sel",
    "value": "Isi sel",
    "reason": "Alasan",
    "hint": "Alasan dan perbaikan",
}
