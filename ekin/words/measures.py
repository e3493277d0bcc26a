"""Words of the figures: what each measure is called, means, counts, and how it is read. Keys are the codes of the measures."""

from __future__ import annotations

from typing import Final

GROUP: Final[dict[str, str]] = {
    "disiplin": "Disiplin",
    "konsistensi": "Konsistensi",
    "produktivitas": "Produktivitas",
    "kesesuaian": "Kesesuaian tugas",
    "terukur": "Terukur",
    "akuntabel": "Akuntabel",
    "objektif": "Objektif",
    "transparan": "Transparan",
    "berkelanjutan": "Berkelanjutan",
}
"""Aspects and principles of the policy that a measure serves."""

NAME: Final[dict[str, str]] = {
    "fill_rate": "Hari kerja terisi",
    "lag_days": "Jeda pengiriman",
    "same_day": "Terkirim pada hari yang sama",
    "batch_share": "Dikirim sekaligus untuk banyak hari",
    "longest_gap": "Kekosongan terpanjang",
    "recorded_minutes": "Menit kerja tercatat",
    "aligned_share": "Selaras dengan rencana aksi (percobaan)",
    "skp_coverage": "RHK yang sudah punya entri disetujui",
    "quantified_share": "Memuat jumlah dan satuan",
    "linked_share": "Tertaut ke rencana aksi",
    "evidence_share": "Disertai bukti dukung tersendiri",
    "specific_share": "Uraian spesifik",
    "unsure_share": "Uraian yang masih ragu",
    "reviewed_share": "Sudah ditinjau atasan",
    "review_days": "Lama menunggu tinjauan",
    "returned_with_note": "Dikembalikan dengan catatan",
}

MEANING: Final[dict[str, str]] = {
    "fill_rate": "Hari kerja yang punya sedikitnya satu entri terkirim dibagi hari kerja yang diharapkan; libur, cuti bersama, dan cuti tidak dihitung, dan konsep belum dihitung.",
    "lag_days": "Nilai tengah jarak dari hari kegiatan sampai entrinya dikirim, dalam hari menurut waktu setempat pegawai.",
    "same_day": "Entri yang dikirim pada hari kegiatannya menurut waktu setempat pegawai (ditambah kelonggaran yang diatur) dibagi entri yang waktu kirimnya diketahui.",
    "batch_share": "Entri yang dikirim dalam satu kali duduk untuk beberapa hari kegiatan sekaligus (bawaan: 3 hari atau lebih) dibagi entri yang waktu kirimnya diketahui.",
    "longest_gap": "Deret terpanjang hari kerja berturut-turut tanpa entri terkirim; untuk kelompok, nilai tengah dari para pegawainya.",
    "recorded_minutes": "Menit yang tercatat (yang bertumpang tindih dihitung sekali) dibagi menit kerja yang diharapkan pada hari kerja.",
    "aligned_share": "Entri yang isinya selaras dengan rencana aksi atau RHK pegawai itu sendiri dibagi entri yang dapat dibandingkan.",
    "skp_coverage": "RHK yang punya sedikitnya satu entri disetujui dalam periode dibagi semua RHK pegawai pada tahun itu.",
    "quantified_share": "Entri yang memuat jumlah dan satuan dibagi semua entri terkirim, kecuali jabatan yang dinyatakan tidak menghitung hasil; tanpa pengecualian, semua jabatan ikut dihitung.",
    "linked_share": "Entri yang tertaut ke rencana aksi yang dikenal dibagi semua entri terkirim.",
    "evidence_share": "Entri yang punya tautan bukti dukung, dan tautannya bukan satu tautan untuk hampir semua entri, dibagi semua entri terkirim.",
    "specific_share": "Entri yang uraiannya dinilai spesifik (atau keberatannya diterima) dibagi entri yang uraiannya sudah diperiksa.",
    "unsure_share": "Entri yang hasil pemeriksaan uraiannya ragu, sehingga perlu dibaca orang, dibagi entri yang sudah diperiksa.",
    "reviewed_share": "Entri yang pernah disetujui atau dikembalikan atasan dibagi semua entri terkirim.",
    "review_days": "Nilai tengah jarak dari entri dikirim sampai keputusan atasan yang pertama sesudahnya, dalam hari.",
    "returned_with_note": "Pengembalian yang disertai catatan dibagi semua pengembalian.",
}

UNIT: Final[dict[str, str]] = {"lag_days": "hari", "longest_gap": "hari kerja", "review_days": "hari"}
"""Unit of a figure that is not a share; shares are written in percent."""

NOUN: Final[dict[str, str]] = {
    "fill_rate": "hari kerja",
    "lag_days": "entri",
    "same_day": "entri",
    "batch_share": "entri",
    "longest_gap": "hari kerja atau pegawai",
    "recorded_minutes": "menit",
    "aligned_share": "entri",
    "skp_coverage": "RHK",
    "quantified_share": "entri",
    "linked_share": "entri",
    "evidence_share": "entri",
    "specific_share": "entri",
    "unsure_share": "entri",
    "reviewed_share": "entri",
    "review_days": "entri",
    "returned_with_note": "pengembalian",
}
"""What the denominator n counts."""

READING: Final[dict[str, str]] = {
    "fill_rate": "Makin tinggi makin lengkap; lihat selangnya, dan cari dahulu sebab yang sah (dinas luar, sistem mati) sebelum menegur.",
    "lag_days": "Nol berarti dikirim pada harinya; angka besar berarti kegiatan ditulis dari ingatan.",
    "same_day": "Makin tinggi makin segera; entri tanpa waktu kirim tidak ikut dihitung, jadi perhatikan n.",
    "batch_share": "Makin tinggi makin sering dirapel; gangguan jaringan juga dapat menyebabkannya.",
    "longest_gap": "Angka besar berarti ada masa kosong; angka satu orang adalah fakta, jadi tidak punya selang.",
    "recorded_minutes": "Bukan makin banyak makin baik: jauh di bawah 100 % berarti banyak yang tidak tercatat, di atas 100 % berarti lembur atau catatan yang berlebihan.",
    "aligned_share": "Percobaan, bukan putusan: pencocok teksnya masih sering keliru. Angka rendah dapat berarti entri salah taut, atau rencana aksi yang tidak lagi sesuai dengan pekerjaannya.",
    "skp_coverage": "Bacalah untuk triwulan atau setahun: tidak setiap RHK bergerak setiap bulan. RHK yang kosong disebutkan satu per satu.",
    "quantified_share": "Hanya bermakna bagi pekerjaan yang hasilnya dapat dihitung; angka rendah bukan kesalahan bagi yang lain.",
    "linked_share": "Makin tinggi makin mudah ditelusuri dari entri ke SKP.",
    "evidence_share": "Satu tautan yang dipakai pada lebih dari separuh entri seseorang (sedikitnya lima kali) tidak dihitung sebagai bukti.",
    "specific_share": "Tentang tulisan, bukan tentang kinerja orangnya; tandanya saran yang boleh dibantah.",
    "unsure_share": "Makin tinggi makin banyak yang perlu dibaca orang sebelum menyimpulkan apa pun dari bagian uraian spesifik.",
    "reviewed_share": "Angka rendah menunjuk ke beban atau kelalaian atasan, bukan ke penulisnya.",
    "review_days": "Makin kecil makin cepat; entri yang belum diputuskan tidak ikut, jadi baca bersama bagian yang sudah ditinjau.",
    "returned_with_note": "Seharusnya 100 %: entri yang dikembalikan tanpa catatan tidak dapat diperbaiki penulisnya.",
}
"""How a figure is read."""
