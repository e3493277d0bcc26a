"""Words of the workshop: what participants read, the trainer's board, the summary."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Facet, Stage
from ekin.words.quality import FACET

STAGE: Final[dict[Stage, str]] = {
    Stage.WAIT: "Menunggu mulai",
    Stage.PRE: "Tes awal",
    Stage.LESSON: "Pelajaran singkat",
    Stage.EMPTY: "Latihan 1: coret kata kosong",
    Stage.REPAIR: "Latihan 2: perbaiki uraian",
    Stage.TIE: "Latihan 3: kaitkan dengan RHK",
    Stage.WRITE: "Latihan 4: tulis kegiatan Anda hari ini",
    Stage.POST: "Tes akhir",
    Stage.CALIBRATE: "Putaran atasan: menyamakan ukuran",
    Stage.DONE: "Selesai",
}

TASK: Final[dict[Stage, str]] = {
    Stage.WAIT: "Anda sudah masuk. Pelatih akan memulai sebentar lagi.",
    Stage.PRE: "Kalau Anda atasan yang membacanya: apa yang belum ada pada uraian ini?",
    Stage.LESSON: "Baca, lalu tekan tombol di bawah.",
    Stage.EMPTY: "Tandai kata yang boleh dicoret tanpa menghilangkan satu fakta pun.",
    Stage.REPAIR: "Tulis ulang uraian ini seolah-olah pekerjaan Anda. Pakai fakta yang wajar; pemeriksa hanya bertanya.",
    Stage.TIE: "Uraian ini paling cocok dengan RHK yang mana?",
    Stage.WRITE: "Tulis satu kegiatan yang sungguh Anda kerjakan hari ini, tanpa nama orang. Boleh berkali-kali.",
    Stage.POST: "Kalau Anda atasan yang membacanya: apa yang belum ada pada uraian ini?",
    Stage.CALIBRATE: "Nilai sendiri, jangan berunding: seberapa jelas pekerjaan ini bagi atasan yang tidak hadir?",
    Stage.DONE: "Terima kasih. Lokakarya selesai.",
}

STEPS: Final = (
    "Masuk ke E-Kinerja.",
    "Lihat hari mana yang belum diisi.",
    "Tulis apa yang sungguh dikerjakan: aksi, objek, rincian.",
    "Kaitkan dengan rencana aksi dan RHK pada SKP.",
    "Kirim hari itu juga, selagi ingat.",
    "Atasan meninjau; yang dikembalikan diperbaiki, lalu dievaluasi.",
)

ASKS: Final[dict[Facet, str]] = {
    Facet.ACTION: "apa yang dilakukan",
    Facet.OBJECT: "pekerjaan apa persisnya",
    Facet.DETAIL: "yang mana, untuk siapa, berapa, hasilnya apa",
}
"""What each facet answers."""

TEST_CHOICES: Final[dict[str, str]] = {
    "none": "Sudah lengkap",
    **{facet: f"{FACET[facet].capitalize()}: {asks}" for facet, asks in ASKS.items()},
}

MARK: Final[dict[int, str]] = {1: "tidak jelas", 2: "kurang jelas", 3: "cukup jelas", 4: "sangat jelas"}
"""The marks of the calibration round."""

NO_PLAN: Final = "Tidak cocok dengan satu pun"

REMARK: Final[dict[str, str]] = {
    "what": "Pekerjaan apa persisnya? Sebut nama dokumen, layanan, atau acaranya.",
    "which": "Yang mana? Sebut kelas, unit, penerima, atau periodenya.",
    "result": "Apa hasilnya? Sebut jumlah dengan satuan, atau temuannya.",
    "verb": "Apa yang Anda lakukan terhadapnya? Mulai dengan kata kerja.",
    "manner": "Kata seperti 'dengan baik' tidak menambah fakta; coba coret.",
    "good": "Sudah jelas: orang yang tidak hadir pun dapat membayangkannya.",
    "share": "Contoh yang baik untuk dibahas bersama.",
}
"""Comments that a trainer gives again and again."""

REFUSED: Final[dict[str, str]] = {
    "code": "Kode ruang tidak cocok; lihat lagi kode di layar pelatih.",
    "nickname": "Nama panggilan perlu 2 sampai 20 huruf atau angka; tulis yang lain.",
    "taken": "Nama panggilan itu sudah dipakai di ruang ini; tambahkan angka atau pilih yang lain.",
    "family": "Rumpun pekerjaan belum dipilih; pilih yang paling dekat.",
    "stage": "Tahap ini sudah ditutup pelatih, jadi jawabannya tidak dicatat; lanjutkan dengan tahap sekarang.",
    "paused": "Lokakarya sedang jeda; jawab lagi sesudah pelatih melanjutkan.",
    "answer": "Jawabannya kosong atau bukan salah satu pilihan; pilih atau tulis dahulu (paling panjang 2.000 huruf).",
    "unknown": "Nama panggilan '{nickname}' tidak ada di ruang ini; periksa ejaannya.",
    "key": "Kode penilai terdiri atas 16 angka dan huruf a-f, boleh didahului p; salin dari kepegawaian, atau kosongkan.",
    "no_room": "Belum ada lokakarya di folder {folder}; mulai dengan: ekin workshop start --folder {folder}",
    "busy": "Data sudah dihapus dari tabel, tetapi berkasnya masih dipakai proses lain sehingga belum bersih; ulangi perintah ini.",
    "port": "Nomor port {port} sedang dipakai program lain; tutup program itu, atau mulai ruang baru di folder lain dengan --port.",
    "one": "Berkas butir {name} baris {line} tidak dapat dipakai; perbaiki isinya.",
}

PAGE: Final[dict[str, str]] = {
    "title": "Lokakarya uraian harian",
    "join": "Masuk ke ruang",
    "join_intro": "Pakai nama panggilan yang tidak mengenalkan Anda. Jangan tulis nama asli atau NIP.",
    "code": "Kode ruang",
    "nickname": "Nama panggilan",
    "family": "Rumpun pekerjaan",
    "choose": "Pilih …",
    "superior": "Saya atasan yang meninjau uraian bawahan",
    "enter": "Masuk",
    "progress": "{done} dari {total}",
    "send": "Kirim",
    "check": "Periksa",
    "next": "Lanjut ke uraian berikutnya",
    "read": "Sudah saya baca",
    "wait": "Bagian ini selesai. Tunggu pelatih melanjutkan; halaman ini berganti sendiri.",
    "watch": "Bagian ini untuk atasan yang meninjau. Sementara itu, bacalah lagi catatan pelatih Anda.",
    "paused": "Jeda. Tulisan Anda tetap ada.",
    "lost": "Sambungan terputus; mencoba lagi. Tulisan Anda tersimpan di layar ini.",
    "sending": "Mengirim …",
    "left": "Sisa waktu",
    "remarks": "Catatan pelatih",
    "line": "Uraian",
    "yours": "Tulisan Anda",
    "before": "Hasil tulisan terakhir",
    "own_lines": "Uraian Anda sejauh ini",
    "steps": "Enam langkah",
    "facets": "Tiga bagian uraian yang jelas",
    "vague": "Umum",
    "good": "Spesifik",
    "example": "Contoh {family}",
    "tie_right": "Cocok dengan kunci.",
    "tie_wrong": "Kuncinya lain: {key}.",
    "empty_key": "Yang diberi latar boleh dicoret:",
    "empty_right": "Tidak ada fakta yang ikut tercoret.",
    "empty_wrong": "Bandingkan: apakah ada fakta yang ikut tercoret, atau kata kosong yang tertinggal?",
    "advice": "Pemeriksa otomatis bisa keliru; keputusan pada orang.",
    "spread": "Sebaran nilai {n} atasan",
    "spread_wait": "Sebaran tampil sesudah semua selesai dan pelatih membukanya.",
    "your_mark": "Anda",
    "own": "Tes awal Anda {pre} dari {n} benar, tes akhir {post} dari {n}. Hanya Anda yang melihat ini.",
    "consent": "Saya setuju jawaban saya dipakai untuk riset, tanpa nama panggilan",
    "key": "Kode penilai (bila ada)",
    "key_why": "Dari kepegawaian. Nilai Anda pada putaran atasan lalu dapat disambungkan dengan nilai Anda yang lain, tanpa nama.",
    "save": "Simpan pilihan",
    "consent_yes": "Jawaban Anda boleh dipakai untuk riset; Anda dapat menariknya di sini.",
    "consent_no": "Jawaban Anda tidak ikut diekspor.",
    "privacy": "Data saya",
    "erase": "Hapus semua data saya",
    "erase_sure": "Ya, hapus sekarang",
    "erase_warn": "Nama panggilan, jawaban, dan tulisan Anda hilang selamanya.",
    "erased": "Data Anda sudah dihapus.",
    "error": "Perlu diperbaiki:",
}

BOARD: Final[dict[str, str]] = {
    "title": "Papan pelatih",
    "count": "{n} peserta; kode {code}. Tahap: {stage}, sisa {left}.",
    "paused": "jeda",
    "stage": "Tahap",
    "go": "Buka tahap ini",
    "pause": "Jeda / lanjut",
    "more": "Tambah 2 menit",
    "refresh": "Muat ulang",
    "reveal": "Buka sebaran nilai",
    "who": "Siapa sampai di mana",
    "nickname": "Nama panggilan",
    "family": "Rumpun",
    "place": "Terjawab pada tahap ini",
    "missing": "Yang paling sering belum ada",
    "missing_row": "{facet}: {k} dari {n} uraian",
    "missing_none": "Belum ada uraian yang diperiksa.",
    "missing_fine": "Tidak ada yang hilang pada {n} uraian.",
    "lines": "Uraian untuk dibahas (tanpa nama)",
    "remark": "Klik satu uraian, lalu satu catatan: penulisnya menerimanya, tanpa Anda tahu siapa.",
    "pick": "Pilih satu uraian lebih dahulu.",
    "remarked": "Catatan terkirim.",
    "line": "Uraian",
    "place_of": "{done} dari {total}",
    "address": "Alamat untuk peserta: {address}",
    "effect": "Hasil sementara",
}

EFFECT: Final[dict[str, str]] = {
    "title": "Hasil lokakarya",
    "people": "{joined} peserta masuk; {n} menyelesaikan kedua tes.",
    "share": "{when}: {share} butir benar (95 %: {interval}; n = {n} peserta).",
    "pre": "Tes awal",
    "post": "Tes akhir",
    "better": "Naik {points} poin persen (95 %: {low} sampai {high}): setelah lokakarya, peserta lebih sering benar.",
    "worse": "Turun {points} poin persen (95 %: {low} sampai {high}): setelah lokakarya, peserta lebih jarang benar.",
    "unclear": "Selisih {points} poin persen (95 %: {low} sampai {high}): tidak cukup bukti bahwa ada perubahan.",
    "few": "Tidak cukup bukti: baru {n} peserta menyelesaikan kedua tes, perlu sedikitnya {minimum}.",
    "forms": "Bentuk A {a} benar (n = {na}), bentuk B {b} benar (n = {nb}) pada tes awal; bentuknya ditukar bergiliran, jadi beda kesulitan tidak memihak.",
    "limits": "Kedua bentuk disetarakan lewat kisi-kisi, bukan lewat data. Tanpa kelompok pembanding, kenaikan juga bisa datang dari mengenal bentuk soal. Angka ini tentang kelompok, bukan tentang orang, dan bukan kinerja.",
    "lines": "Uraian yang ditulis: {n}; pada tulisan terakhir {specific} spesifik, {unsure} ragu, {generic} umum menurut pemeriksa (yang dapat keliru).",
    "spread": "Putaran atasan: sebaran nilai",
    "vignette": "Uraian",
    "next": "Lanjutkan: setiap hari satu uraian dengan aksi, objek, dan rincian; baca ulang seperti orang yang tidak hadir.",
}

CONSOLE: Final[dict[str, str]] = {
    "app": "Lokakarya 90 menit untuk 20-40 peserta, dari satu laptop.",
    "start": "Buka ruang dan layani peserta sampai dihentikan. Contoh: ekin workshop start --folder lokakarya",
    "export": "Tulis ringkasan, dan jawaban peserta yang setuju, ke folder. Contoh: ekin workshop export --out hasil",
    "keep": "Simpan nilai atasan yang setuju ke basis data, untuk menghubungkan para penilai. Contoh: ekin workshop keep --folder lokakarya",
    "wipe": "Hapus semua data seorang peserta, sampai tak berbekas di berkas. Contoh: ekin workshop wipe melati7",
    "folder": "Folder ruang; folder yang sama melanjutkan ruang yang sama.",
    "port": "Nomor port; ruang yang sudah ada memakai port lamanya.",
    "out": "Folder tujuan.",
    "nickname": "Nama panggilan peserta.",
    "open": "Alamat: {address}   Kode: {code}",
    "hint": "Papan pelatih: notebook 05_lokakarya. Hentikan dengan Ctrl+C; jawaban tetap tersimpan.",
    "exported": "{consented} dari {n} peserta setuju; tertulis di {path}.",
    "kept": "Nilai {n} atasan yang setuju tersimpan di basis data; jalankan lagi bila ada yang menarik persetujuannya.",
    "wiped": "Data {nickname} sudah dihapus dari berkas. Ekspor yang dibuat sebelumnya perlu dihapus sendiri.",
}
