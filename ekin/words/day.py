"""Words of a working day: log in, the month, one entry, sending."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Reason

LOGIN: Final[dict[str, str]] = {
    "title": "Masuk",
    "nip": "NIP",
    "nip_hint": "18 angka",
    "password": "Kata sandi",
    "held": "••••••••  (sudah diisi)",
    "enter": "Masuk",
    "practice": "Coba dengan data contoh",
    "preparing": "Menyiapkan data contoh …",
    "note": "Kata sandi hanya dipakai untuk masuk dan tidak disimpan di buku catatan ini. Lupa kata sandi? Hubungi administrator ekin di instansi Anda.",
    "practice_banner": "LATIHAN dengan data contoh rekaan: Anda masuk sebagai {name}. Semua yang ditulis di sini hilang begitu buku catatan ditutup.",
    "file_banner": "Data tersimpan dalam satu berkas SQLite, yang tidak punya dinding: siapa pun yang dapat membuka berkasnya dapat membaca isinya.",
    "who": "{name} · {unit}",
    "leave": "Keluar",
    "left": "Anda sudah keluar.",
}

PROFILE: Final[dict[str, str]] = {
    "title": "Data diri",
    "name": "Nama",
    "nip": "NIP",
    "position": "Jabatan",
    "unit": "Unit kerja",
    "superior": "Atasan langsung",
    "unknown": "belum tercatat",
    "unchecked": "periksa dahulu, apakah sudah sesuai?",
    "confirmed": "dinyatakan sesuai pada {day}",
    "reported": "ketidaksesuaian dilaporkan pada {day}",
    "right": "Data sudah sesuai",
    "wrong": "Laporkan ketidaksesuaian",
    "text": "Apa yang tidak sesuai?",
    "text_hint": "misalnya: atasan saya sudah berganti sejak 1 Maret",
    "text_needed": "Tulis dahulu apa yang tidak sesuai.",
    "send": "Kirim laporan",
}

WEEKDAYS: Final = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")

DAY_STATE: Final[dict[str, str]] = {
    "filled": "terisi",
    "draft": "konsep, belum dikirim",
    "returned": "dikembalikan atasan",
    "empty": "belum diisi",
    "holiday": "hari libur",
    "leave": "cuti",
    "off": "bukan hari kerja",
    "future": "belum tiba",
}

DAY_MARK: Final[dict[str, str]] = {
    "filled": "✓",
    "draft": "✎",
    "returned": "↩",
    "empty": "○",
    "holiday": "★",
    "leave": "C",
    "off": "–",
    "future": "·",
}
"""A sign beside each colour of the calendar, so that nobody has to tell states apart by colour."""

MONTH: Final[dict[str, str]] = {
    "todo": "Yang perlu dikerjakan",
    "task_returned": "{day}: dikembalikan. {note}",
    "task_empty": "{day}: belum diisi",
    "nothing_left": "Tidak ada hari kosong dan tidak ada entri yang dikembalikan.",
    "more": "dan {n} lainnya; lihat kalender.",
    "previous": "← Bulan lalu",
    "next": "Bulan depan →",
    "entries": "{n} entri",
    "drafts": "{n} konsep",
}

NO_PLAN: Final = "Tidak selaras dengan rencana aksi mana pun"
"""Stands in the field Rencana Aksi when the writer says that the work belongs to no plan."""

ENTRY: Final[dict[str, str]] = {
    "plan": "Rencana Aksi",
    "day": "Tanggal Kegiatan",
    "start": "Jam Mulai Kegiatan",
    "end": "Jam Selesai Kegiatan",
    "description": "Kegiatan Harian",
    "source": "Sumber Data",
    "quantity": "Realisasi",
    "quantity_unit": "Satuan",
    "evidence_url": "Bukti Dukung",
    "description_hint": "Apa yang Anda kerjakan, objeknya apa, dan rinciannya? Sarannya muncul selagi Anda menulis.",
    "copied_hint": "Disalin dari: {text}. Tulis apa yang benar-benar dikerjakan hari ini.",
    "quantity_hint": "bilangan bulat, misalnya 14",
    "unit_hint": "misalnya dokumen, siswa, berkas",
    "evidence_hint": "tautan, boleh kosong",
    "choose_plan": "(pilih rencana aksi)",
    "plan_order": "Urutan dan persen menunjukkan kecocokan dengan uraian; pilihan tetap pada Anda.",
    "none_chosen": "“Tidak selaras” adalah jawaban yang sah: kegiatan ini di luar rencana aksi Anda.",
    "rhk": "RHK: {rhk}",
    "example": "Lihat contoh",
    "example_title": "Contoh uraian yang jelas dari rumpun pekerjaan Anda",
    "example_note": "Contoh rekaan untuk ditiru caranya, bukan isinya.",
    "autosave": "Tersimpan sendiri selagi Anda menulis.",
    "saved": "Tersimpan pukul {time}.",
    "stale": "Konsep ini baru saja disimpan dari tab atau jendela lain. Tulisan Anda di sini tersimpan sebagai konsep baru; pilih salah satu:",
    "keep": "Simpan keduanya",
    "take": "Hapus tulisan ini, pakai yang dari tab lain",
    "kept_both": "Tulisan Anda tersimpan sebagai konsep baru; yang dari tab lain juga masih ada.",
    "other_gone": "Konsep dari tab lain sudah dikirim atau dihapus. Tulisan Anda di sini tetap tersimpan sebagai konsep baru.",
    "done": "Selesai menulis",
    "delete": "Hapus konsep",
    "sendable": "Lengkap: konsep ini dapat dikirim.",
    "lacks": "Yang masih perlu diisi sebelum dikirim",
    "overlaps": "Jamnya bertumpang tindih dengan kegiatan lain pada hari ini. Boleh dikirim; periksa dulu.",
}

FIELD: Final[dict[str, str]] = {
    name: ENTRY[name] for name in ("plan", "day", "start", "end", "description", "quantity", "quantity_unit", "evidence_url")
}
"""Labels of the fields by the names of `Entry`."""

PROBLEM: Final[dict[Reason, str]] = {
    Reason.MISSING: "masih kosong.",
    Reason.NOT_A_TIME: "belum diisi.",
    Reason.NO_DURATION: "sama dengan jam mulai.",
    Reason.NOT_AN_INTEGER: "harus bilangan bulat, seperti 14.",
}
"""Reasons as the form says them; the rest as `words.errors` does."""

DAY: Final[dict[str, str]] = {
    "back": "← Ke kalender",
    "add": "Tambah kegiatan",
    "copy": "Salin dari kemarin",
    "copy_from": "Kegiatan sebelumnya",
    "none": "Belum ada kegiatan pada hari ini.",
    "open": "{time} {text} · {status}",
    "untitled": "(belum ada uraian)",
    "no_time": "jam belum diisi",
    "sent": "Kegiatan ini sudah {status}; isinya tidak dapat diubah.",
    "returned": "Catatan atasan: {note}",
    "overlap": "Jam bertumpang tindih: {one} dan {other}.",
    "deleted": "Konsep dihapus.",
    "undo": "Urungkan penghapusan",
    "restored": "Konsep dikembalikan.",
    "send": "Lihat lagi dan kirim",
    "decisions": "Lihat keputusan atasan dan sanggahan saya",
    "decisions_close": "Tutup keputusan atasan dan sanggahan saya",
}

SEND: Final[dict[str, str]] = {
    "title": "Lihat lagi, lalu kirim",
    "advice": "Tanda umum dan ragu hanya saran; tidak ada yang ditahan karenanya. Yang ditahan hanya isian yang belum lengkap.",
    "nothing": "Tidak ada konsep untuk dikirim.",
    "line": "{day}, {time}: {text}",
    "blocked": "Belum dapat dikirim",
    "strict": "Uraiannya masih umum; instansi Anda meminta uraian yang spesifik.",
    "plan": "Rencana Aksi: {plan}",
    "no_plan": "belum dipilih",
    "send": "Kirim yang dicentang",
    "back": "← Kembali",
    "none_ticked": "Belum ada yang dicentang.",
    "receipt": "Tanda terima",
    "sent": "{n} kegiatan terkirim pada {day} pukul {time} ({zone}).",
    "digest": "Kode tanda terima (SHA-256)",
    "download": "Unduh tanda terima untuk dicetak",
    "file": "tanda-terima-{at}.html",
    "keep": "Simpan kode ini: dengannya dapat dibuktikan apa yang dikirim dan kapan.",
}

APP: Final[dict[str, str]] = {
    "lost": "Sambungan terputus. Tulisan yang lebih lama dari 2 detik sudah tersimpan; yang baru diketik menunggu di halaman ini. Tunggu sampai pesan ini hilang.",
    "gone": "Sambungan terputus dan sesi ini sudah berakhir. Salin yang baru diketik, muat ulang halaman ini, lalu masuk lagi; yang tersimpan tidak hilang.",
    "isi_harian": "Isi harian",
    "tinjau_atasan": "Tinjauan atasan",
}
