"""Words of errors and refusals."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Reason, Repair, Status

STATUS: Final[dict[Status, str]] = {
    Status.DRAFT: "konsep",
    Status.SUBMITTED: "terkirim",
    Status.APPROVED: "disetujui",
    Status.RETURNED: "dikembalikan",
}

REASON: Final[dict[Reason, str]] = {
    Reason.MISSING: "Isian wajib ini kosong; lengkapi lalu impor ulang.",
    Reason.NIP_LENGTH: "NIP harus 18 angka; periksa angka yang kurang atau lebih.",
    Reason.NIP_FLOAT: "NIP rusak oleh Excel (tersimpan sebagai bilangan, angka belakangnya hilang); ambil ulang kolom NIP sebagai teks.",
    Reason.NIP_DATE: "Delapan angka pertama NIP bukan tanggal lahir yang ada; periksa NIP-nya.",
    Reason.NIP_SEX: "Angka ke-15 NIP harus 1 atau 2; periksa NIP-nya.",
    Reason.NIP_APPOINTMENT: "Angka ke-13 dan 14 NIP bukan bulan (01-12) dan bukan kode PPPK (21 ke atas); periksa NIP-nya.",
    Reason.NIP_UNKNOWN: "NIP ini tidak ada dalam daftar pegawai; impor daftar pegawai atau Laporan SKP lebih dahulu.",
    Reason.NOT_A_DATE: "Bukan tanggal yang dikenal; tulis seperti 31/01/2026 atau 2026-01-31.",
    Reason.AMBIGUOUS_DATE: "Urutan hari dan bulan di kolom ini bercampur, jadi tanggal ini bisa dibaca dua cara; samakan formatnya atau pilih urutan tanggal.",
    Reason.DATE_ORDER: "Urutan hari dan bulan kolom ini bukan yang dipilih; impor ulang dengan urutan tanggal yang lain (--date-order mdy untuk bulan/hari/tahun, dmy untuk hari/bulan/tahun).",
    Reason.FUTURE_DATE: "Tanggalnya belum terjadi; periksa tahun dan bulannya.",
    Reason.NOT_A_TIME: "Bukan jam yang dikenal; tulis seperti 07:30.",
    Reason.NO_DURATION: "Jam selesai sama dengan jam mulai; perbaiki salah satunya.",
    Reason.TOO_LONG_SPAN: "Jam selesai lebih awal daripada jam mulai dan rentangnya terlalu panjang untuk dinas malam; periksa kedua jam itu.",
    Reason.NOT_AN_INTEGER: "Harus bilangan bulat tanpa koma, seperti 12.",
    Reason.NOT_A_NUMBER: "Isian ini harus bilangan.",
    Reason.NEGATIVE: "Bilangan tidak boleh kurang dari nol.",
    Reason.NOT_AN_OPTION: "Isian ini bukan salah satu pilihan yang dikenal.",
    Reason.FORMULA: "Sel berisi rumus tanpa hasil tersimpan; buka di Excel, simpan, lalu impor ulang.",
    Reason.EXCEL_ERROR: "Sel berisi galat Excel (seperti #N/A); perbaiki sumbernya.",
    Reason.MERGED_CELL: "Sel ini bagian dari sel gabungan, jadi isinya tidak pasti; pisahkan selnya (Unmerge) dan isi setiap baris.",
    Reason.DUPLICATE_ROW: "Baris ini sama persis dengan baris lain di berkas yang sama; cukup satu.",
    Reason.CONFLICTING_ROW: "Baris lain di berkas yang sama memuat hal yang sama dengan isian berbeda; pilih satu yang benar.",
    Reason.PLT_ROW: "Baris jabatan PLT/PLH/PJB; dikesampingkan supaya orangnya tidak terhitung dua kali.",
    Reason.OLDER_PERIOD: "Ada periode yang lebih baru untuk NIP ini (mutasi); yang lama dikesampingkan.",
    Reason.TOTAL_ROW: "Baris jumlah, nomor kolom, judul berulang, atau catatan kaki, bukan data.",
    Reason.BROKEN_ROW: "Jumlah kolom baris ini tidak sesuai dengan judulnya; periksa tanda kutip dan pemisahnya.",
    Reason.REVERSED_DATES: "Tanggal akhir lebih awal daripada tanggal mulai; tukar atau perbaiki.",
    Reason.UNKNOWN_REFERENCE: "Baris ini merujuk data yang tidak ada; impor data rujukannya lebih dahulu.",
}

REPAIR: Final[dict[Repair, str]] = {
    Repair.NIP_CLEANED: "tanda petik, spasi, atau titik pada NIP dihapus",
    Repair.SPACES_FOLDED: "spasi berlebih, pindah baris, dan karakter kendali dirapikan",
    Repair.DATE_FROM_SERIAL: "tanggal dibaca dari nomor seri Excel",
    Repair.DATE_FROM_TEXT: "tanggal dibaca dari teks",
    Repair.TIME_FROM_FRACTION: "jam dibaca dari pecahan hari Excel",
    Repair.TIME_FROM_TEXT: "jam dibaca dari teks",
    Repair.NUMBER_FROM_TEXT: "bilangan dibaca dari teks",
    Repair.TEXT_FROM_NUMBER: "teks dibaca dari sel bilangan",
    Repair.TIMESTAMP_WITHOUT_TIME: "waktu rekam tanpa jam tidak dipakai",
}

ERROR: Final[dict[str, str]] = {
    "file_refused": "Berkas {name} tidak dapat dibaca: {why} Tidak ada data yang diubah.",
    "foreign_output": "Folder {name} berisi hal lain, bukan hasil perintah ini ({what}); pilih folder baru. Isinya tidak disentuh.",
    "unknown_layout": "tidak ada baris judul yang dikenal. Judul yang ditemukan: {found}.{hints} Pasangkan kolomnya dengan --map ISIAN=KOLOM atau pada formulir impor.",
    "mapping": "Pemasangan kolom '{given}' tidak dikenal; yang dapat dipakai: {allowed}.",
    "period": "Periode '{given}' tidak dikenal; tulis seperti 2026-01, 2026-Q1, 2026, atau 2026-01-05.",
    "no_data": "Tidak ada data untuk {what}. Yang tersedia: {have}. Impor datanya lebih dahulu atau pilih yang tersedia.",
    "no_calendar": "Daftar hari libur untuk tahun {year} belum ada; perbarui paket holidays atau isi extra_holidays pada ekin.toml.",
    "transition": "Entri berstatus {status} tidak dapat menerima tindakan '{action}'; yang mungkin: {allowed}.",
    "stale": "Entri {entry_id} sudah diubah orang lain sejak Anda membukanya; muat ulang, tulisan Anda tidak hilang.",
    "store_too_new": "Basis data ini dibuat ekin yang lebih baru (versi data {found}, yang dikenal {known}); perbarui ekin. Basis data tidak disentuh.",
    "store": "Basis data {url} tidak dapat dipakai: {why} Periksa EKIN_DATABASE_URL.",
    "model": "Berkas model tidak cocok pada {what}: ditemukan {found}, seharusnya {expected}. Bangun ulang dengan: ekin train",
    "setting": "Pengaturan {name} = {value} tidak dapat dipakai; seharusnya {expected}. Perbaiki ekin.toml atau variabel lingkungannya.",
    "date_span": "Rentang tanggal terbalik: {start} sampai {end}; tanggal akhir harus sesudah tanggal mulai.",
    "not_found": "berkasnya tidak ada.",
    "is_folder": "ini folder, bukan berkas.",
    "broken_parquet": "berkas .parquet terpotong atau rusak; unduh ulang.",
    "no_parquet": "tidak ada berkas .parquet langsung di dalam folder ini.",
    "empty": "berkasnya kosong.",
    "no_rows": "tidak ada baris data di bawah judulnya.",
    "kind": "jenis {suffix} tidak didukung; simpan sebagai .xlsx, .csv, atau .parquet.",
    "html_as_xls": "isinya halaman web atau XML yang diberi nama Excel; buka di Excel lalu simpan sebagai .xlsx.",
    "broken_zip": "berkas Excel terpotong atau rusak; unduh ulang.",
    "unreadable": "sistem tidak mengizinkan berkas ini dibuka; periksa izinnya dan tutup program lain yang memakainya.",
    "too_big": "ukurannya {size} MB, melebihi batas {limit} MB; pecah berkasnya.",
    "too_many_cells": "lembar {sheet} memuat isian sampai sel {cell}, terlalu luas untuk dibuka; hapus isian yang tersesat atau pecah berkasnya.",
    "broken_json": "isinya bukan JSON satu objek per baris; periksa barisnya.",
    "zip_bomb": "isinya mengembang menjadi {size} MB, melebihi batas {limit} MB; pecah berkasnya.",
    "password": "berkas dikunci kata sandi; buka di Excel dan simpan tanpa kata sandi.",
    "encoding": "huruf-hurufnya tidak terbaca (pengodean tidak dikenal); simpan ulang sebagai CSV UTF-8.",
    "too_wide": "baris {row} punya {columns} kolom, melebihi batas {limit}.",
    "nip_needed": "berkas ini tidak punya kolom NIP; sebutkan pemiliknya dengan --nip, atau pada isian NIP pemilik di formulir impor.",
    "two_owners": "berkas ini sudah punya kolom NIP; hilangkan --nip.",
    "double_column": "isian '{field}' cocok dengan lebih dari satu kolom ({columns}); pilih satu dengan --map ISIAN=KOLOM, misalnya dengan huruf kolomnya.",
    "no_column": "kolom '{column}' tidak ada; kolom yang ada: {found}.",
    "strict": "{refused} baris ditolak dan --strict dipakai, jadi tidak ada baris yang diambil.",
    "shared_report": "Laporan untuk dibagikan tidak membuka entri atau hari seorang pegawai; buat laporan tanpa shared untuk melihatnya.",
    "unexpected": "Terjadi kesalahan yang tidak terduga ({kind}). Data tidak diubah. Catatan teknis: {log}",
}
