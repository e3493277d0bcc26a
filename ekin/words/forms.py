"""Words of the forms in the notebooks."""

from __future__ import annotations

from typing import Final

PICK: Final[dict[str, str]] = {
    "upload": "Pilih berkas",
    "path": "atau alamat berkas",
    "path_hint": "misalnya data/progres-2026-01.xlsx; pakai ini untuk berkas di atas 8 MB",
    "picked": "Terpilih: {names}",
    "nothing": "Belum ada berkas. Pilih berkas atau tulis alamatnya, lalu tekan lagi.",
}

IMPORT: Final[dict[str, str]] = {
    "title": "Impor berkas",
    "intro": "1. Pilih berkas. 2. Periksa dulu: belum ada yang disimpan. 3. Simpan, lalu baca tanda terimanya.",
    "date_order": "Urutan tanggal",
    "dmy": "hari/bulan/tahun (05/01 = 5 Januari)",
    "mdy": "bulan/hari/tahun (05/01 = 1 Mei)",
    "owner": "NIP pemilik",
    "owner_hint": "hanya bila berkas tidak punya kolom NIP",
    "strict": "Jangan simpan apa pun dari berkas yang punya baris ditolak",
    "preview": "Periksa dulu",
    "save": "Simpan",
    "reading": "Membaca",
    "preview_title": "Pemeriksaan {name}",
    "ready": "{read} baris dibaca = {taken} siap disimpan + {refused} ditolak. Belum ada yang disimpan.",
    "stale": "Pilihannya berubah. Tekan Periksa dulu sekali lagi sebelum menyimpan.",
    "not_ready": "Belum ada yang dapat disimpan. Tekan Periksa dulu lebih dahulu.",
    "map_title": "Pasangkan kolom {name}",
    "map_intro": "Pilih kolom untuk isian yang belum dikenali, lalu tekan Periksa dulu. Tanda * berarti wajib.",
    "map_rest": "Isian yang belum punya kolom: {name}",
    "table": "Jenis tabel",
    "none": "(tidak ada)",
    "matches": "Kolom yang dikenali",
    "refusals": "Sel yang ditolak: {shown} dari {count}",
    "no_refusals": "Tidak ada baris yang ditolak.",
    "refusals_file": "Daftar penolakan tersimpan di {path}.",
    "download": "Unduh {name}",
    "read": "Dibaca",
    "new": "Baru",
    "changed": "Diperbarui",
    "unchanged": "Sudah ada",
    "refused": "Ditolak",
}

CHECK: Final[dict[str, str]] = {
    "title": "Periksa uraian",
    "file_title": "Periksa satu berkas",
    "line": "Uraian",
    "line_hint": "Tulis satu uraian, atau tempel beberapa baris: tiap baris dinilai sendiri.",
    "position": "Jabatan penulis",
    "position_hint": "bila tahu, misalnya guru kelas; hanya mengubah pertanyaannya",
    "waiting": "Belum ada uraian.",
    "missing": "Belum tampak",
    "question": "Pertanyaan untuk penulis",
    "empty_words": "Kata yang belum berkata apa-apa",
    "chance": "Perkiraan model: {n} dari 100 uraian seperti ini tergolong umum.",
    "at_most": "paling banyak ",
    "at_least": "sedikitnya ",
    "advice": "Ini saran penulisan, bukan penilaian kinerja; keputusan ada pada manusia.",
    "column": "Kolom uraian",
    "choose_column": "(pilih kolom)",
    "no_column": "Kolom uraian tidak dikenali. Pilih kolomnya pada daftar Kolom uraian.",
    "check": "Periksa berkas",
    "checking": "Menilai uraian",
    "filter_flag": "Tampilkan",
    "filter_text": "Memuat kata",
    "filter_hint": "misalnya rapat",
    "all": "semua",
    "counts": "{n} uraian: {specific} spesifik, {unsure} ragu, {generic} umum.",
    "shown": "Saringan menampilkan {n}.",
    "export_kind": "Bentuk",
    "export": "Ekspor yang tampil",
    "exported": "{n} baris tertulis di {path}.",
    "file_suffix": "-diperiksa",
    "reason_column": "alasan",
    "row": "Baris",
    "flag": "Pemeriksaan",
    "reason": "Alasan dan pertanyaan",
}

FLAG_SIGN: Final[dict[str, str]] = {"specific": "✓", "unsure": "?", "generic": "!"}
"""A sign beside each flag, so that nobody has to tell them apart by colour."""

REPORT: Final[dict[str, str]] = {
    "title": "Laporan evaluasi",
    "kind": "Laporan",
    "until": "Sampai bulan",
    "nip": "NIP pegawai",
    "units_written": "{count} laporan unit tertulis di {folder}; bukalah {index}, yang menautkan semuanya.",
    "period": "Periode",
    "unit": "Unit",
    "all_units": "semua pegawai",
    "parent": "{name} (beserta unit di bawahnya)",
    "shared": "Untuk dibagikan: tanpa nama, kelompok kecil disamarkan",
    "show": "Tampilkan",
    "write": "Tulis laporan",
    "making": "Menilai dan menghitung",
    "writing": "Menulis laporan",
    "written": "Laporan tertulis di {folder}:",
    "no_entries": "Belum ada entri dalam basis data. Impor berkasnya lebih dahulu (00_mulai), lalu buka formulir ini lagi.",
    "first_show": "Tekan Tampilkan lebih dahulu.",
    "changed": "Pilihannya berubah; tekan Tampilkan untuk membuat laporan yang baru.",
    "folder": "laporan",
    "drill": "Entri di balik satu angka",
    "level": "Menurut",
    "key": "Siapa",
    "measure": "Ukuran",
    "open": "Buka entri",
    "figure": "{measure}: {value} ({basis}).",
    "share_basis": "{k} dari {n} {noun}, interval 95 % {interval}",
    "other_basis": "dari {n} {noun}",
    "counted": "Terhitung",
    "person": "Pegawai",
    "no_rows": "Tidak ada baris di balik angka ini.",
}

REPORT_KIND: Final[dict[str, str]] = {
    "report": "satu unit, atau semua pegawai bersama",
    "all": "semua unit, satu laporan tiap unit",
    "person": "kartu alasan satu pegawai",
    "compare": "perbandingan periode",
}

LEVEL: Final[dict[str, str]] = {"person": "pegawai", "unit": "unit", "parent_unit": "unit induk"}

PAGE: Final[dict[str, str]] = {
    "previous": "Sebelumnya",
    "next": "Berikutnya",
    "place": "Halaman {page} dari {pages}; baris {first}–{last} dari {count}",
    "nothing": "Tidak ada baris yang cocok.",
}

PROGRESS: Final = "{title}: {done} dari {total}"
