"""Words of the signals: what each is called, what was seen, and how it is to be read. Keys are the codes of `vocabulary.Signal`."""

from __future__ import annotations

from typing import Final

NAME: Final[dict[str, str]] = {
    "copy_own": "Menyalin entri sendiri",
    "template": "Templat nama hari",
    "copy_colleague": "Sama dengan rekan",
    "paraphrase": "Fakta lama, kata diganti",
    "polish": "Kalimat panjang tanpa fakta baru",
    "batch": "Dikirim sekaligus",
    "constant_times": "Jam selalu sama",
    "one_link": "Satu tautan untuk semua",
    "holiday": "Entri pada hari libur atau cuti",
    "speed": "Disetujui lebih cepat daripada dibaca",
    "burst": "Banyak keputusan dalam satu menit",
    "unopened": "Disetujui tanpa dibuka",
    "same_note": "Catatan yang ditempel",
    "stuck_ratings": "Nilai seragam",
    "copied_ratings": "Nilai tidak pernah berubah",
}

SEEN: Final[dict[str, str]] = {
    "copy_own": "{share} dari {n} uraian sama persis dengan uraiannya sendiri kurang dari sepekan sebelumnya.",
    "template": "{share} dari {n} uraian sama persis dengan uraiannya pada nama hari yang sama pekan sebelumnya.",
    "copy_colleague": "{share} dari {n} uraian sama persis dengan uraian rekan seunit untuk hari yang sama yang dikirim lebih dahulu.",
    "paraphrase": "{share} dari {n} uraian memuat angka dan nama yang sama dengan uraiannya sebelumnya, dengan sebagian kata diganti.",
    "polish": "{share} dari {n} uraian panjang tidak memuat fakta yang belum pernah ditulisnya.",
    "batch": "{share} dari {n} entri dikirim dalam satu kali duduk untuk banyak hari kegiatan.",
    "constant_times": "{share} dari {n} entri berada pada hari yang semua jamnya sama.",
    "one_link": "{share} dari {n} entri yang bertautan memakai satu tautan yang sama.",
    "holiday": "{share} dari {n} entri bertanggal libur, akhir pekan, atau cutinya sendiri; yang bekerja bergilir tidak dihitung.",
    "speed": "{share} dari {n} persetujuan dibuka lebih singkat daripada waktu membacanya.",
    "burst": "{share} dari {n} keputusan jatuh dalam rentetan sedikitnya lima belas keputusan semenit.",
    "unopened": "{share} dari {n} persetujuan diberikan tanpa membuka entrinya.",
    "same_note": "{share} dari {n} catatan yang panjang berbunyi sama.",
    "stuck_ratings": "{share} dari {n} pegawai yang dinilai selalu mendapat nilai yang sama; kebetulan sebesar itu p = {p}.",
    "copied_ratings": "Nilai {share} dari {n} pegawai tidak pernah berubah antarperiode; kebetulan sebesar itu p = {p}.",
}
"""What was seen; share, n and p are filled in."""

INNOCENT: Final[dict[str, str]] = {
    "copy_own": "Pekerjaan yang memang sama setiap hari terlihat begini juga.",
    "template": "Tugas mingguan yang tetap terlihat begini juga.",
    "copy_colleague": "Kegiatan bersama terlihat begini juga, dan yang mengirim lebih dahulu belum tentu penulisnya.",
    "paraphrase": "Pekerjaan yang berlanjut beberapa hari terlihat begini juga.",
    "polish": "Gaya bahasa seseorang bukan kesalahan.",
    "batch": "Gangguan jaringan atau aplikasi pada hari-hari itu menghasilkan hal yang sama.",
    "constant_times": "Jam layanan yang tetap terlihat begini juga.",
    "one_link": "Satu folder bersama dapat berisi bukti yang berbeda-beda.",
    "holiday": "Piket dan penugasan resmi pada hari libur terlihat begini juga.",
    "speed": "Entri yang sudah dibahas lisan dapat disetujui cepat.",
    "burst": "Entri yang sudah dibaca lebih dahulu dapat diputuskan beruntun.",
    "unopened": "Daftar yang menampilkan seluruh uraian dapat dibaca tanpa membuka entrinya.",
    "same_note": "Catatan baku kantor terlihat begini juga.",
    "stuck_ratings": "Tim yang memang setara, atau penilai yang sangat memusat, terlihat begini juga.",
    "copied_ratings": "Kinerja yang memang tetap terlihat begini juga.",
}
"""An honest explanation of each."""

RATE: Final = (
    "Layak dilihat, bukan kesimpulan: pada simulasi, {rate} dari {n} orang jujur juga tertandai (selang {low}-{high}). "
    "Pada data Anda angkanya bisa lain."
)
FRAME: Final[dict[str, str]] = {
    "nip": "NIP",
    "name": "Nama",
    "unit": "Unit",
    "period": "Periode",
    "label": "Yang terlihat",
    "strength": "Kekuatan",
    "n": "n",
    "threshold": "Ambang",
    "advice": "Cara membacanya",
}
BEHIND: Final = "Entri (nilai: NIP yang dinilai)"
"""Column of the csv of what lies behind the signals."""
SCORES: Final[dict[str, str]] = {
    "luput": "pelaku yang luput",
    "planted": "pelaku",
    "alarms": "jujur tetapi tertandai",
    "honest": "orang jujur",
    "false_alarm": "alarm palsu",
    "false_alarm_low": "dari",
    "false_alarm_high": "sampai",
}
"""Columns of the table of failures."""
PLOT: Final[dict[str, str]] = {
    "recall": "Ditemukan dari yang ditanam",
    "false_alarm": "Orang jujur yang tertandai",
}
