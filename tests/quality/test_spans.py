"""Empty words as judged by hand, and lines that gain the facet they lacked."""

from __future__ import annotations

import pandas as pd

from ekin.quality.judge import check
from ekin.quality.reasons import empty_spans
from ekin.settings import shipped

FOLDER = shipped("samples") / "corpus"
SPANS = pd.read_csv(FOLDER / "spans.csv", keep_default_na=False)

PAIRS = [
    tuple(line.split(" | "))
    for line in """
detail | Mengajar matematika | Mengajar matematika kelas 7B materi bilangan bulat
detail | memeriksa hasil ulangan siswa | memeriksa hasil ulangan siswa kelas 9A teorema Pythagoras
object | Mendampingi anak di kelas TK B | Mendampingi anak meronce manik-manik di kelas TK B
detail | konseling siswa | konseling siswa kelas XI yang sering bolos karena kerja malam
detail | Membimbing skripsi mahasiswa | Membimbing skripsi mahasiswa bab 3 tentang sampling petani kopi
detail | Supervisi pembelajaran guru | Supervisi pembelajaran guru SDN 2 Karangjati, RPP belum memuat asesmen awal
detail | Rawat luka pasien | Rawat luka pasien ulkus diabetik bed 4 ruang Dahlia
detail | pelayanan imunisasi | pelayanan imunisasi campak 14 bayi di Posyandu Melati
detail | ANC ibu hamil | ANC ibu hamil trimester 3, tensi 150/100, dirujuk ke RSUD
detail | Menyiapkan obat pasien rawat jalan | Menyiapkan obat pasien rawat jalan, racik puyer 12 resep poli anak
detail | konsultasi gizi pasien | konsultasi gizi pasien gagal ginjal diet rendah protein
object | Pemeriksaan laboratorium 23 orang | Pemeriksaan gula darah puasa 23 orang
detail | Penyuluhan kesehatan di sekolah | Penyuluhan kesehatan tentang bahaya rokok elektrik di sekolah
object | Input data | Input data kemiskinan ekstrem Desa Sukorejo ke DTSEN
detail | Membuat SPJ | Membuat SPJ perjalanan dinas bulan Maret bidang Bina Marga
detail | rekonsiliasi bank | rekonsiliasi bank rekening kas daerah bulan Februari, selisih 2 STS
detail | menyusun laporan keuangan | menyusun laporan keuangan semester I Dinas Perikanan
detail | Menagih pajak daerah | Menagih pajak daerah reklame 7 toko di Jalan Diponegoro
detail | Mengikuti rapat di aula | Mengikuti rapat di aula tentang penataan pedagang pasar tumpah
detail | zoom meeting dengan kementerian | zoom meeting dengan kementerian bahas juknis DAK nonfisik
object | Membuat surat | Membuat surat undangan sosialisasi PBB ke 9 kelurahan
detail | Mengagendakan surat masuk | Mengagendakan 27 surat masuk dari kecamatan di SRIKANDI
detail | Menata arsip | Menata arsip SK pensiun tahun 2018, 6 boks
detail | Menyusun notulen rapat | Menyusun notulen rapat evaluasi stunting triwulan II
detail | verifikasi usul kenaikan pangkat | verifikasi usul kenaikan pangkat 8 guru periode Oktober
object | Melaksanakan tugas dari kepala bidang | Melaksanakan tugas dari kepala bidang mengecek genangan di Jalan Kartini
detail | Perbaikan printer | Perbaikan printer kasir Samsat, ganti roller penarik kertas
detail | Cek jaringan internet | Cek jaringan internet loket 3, kabel LAN putus digigit tikus
detail | Update website dinas | Update website dinas, unggah pengumuman lelang kendaraan bekas
detail | Patroli wilayah | Patroli wilayah, menertibkan 5 lapak di trotoar Pasar Wage
detail | Piket jaga malam | Piket jaga malam, mengamankan orang mabuk di gerbang timur
detail | Memadamkan kebakaran | Memadamkan kebakaran gudang rongsok di Jalan Pahlawan
detail | mengantar pimpinan | mengantar pimpinan ke Bappenas antar usulan pokir
detail | Servis kendaraan dinas | Servis kendaraan dinas L300, ganti kampas rem depan
detail | Menyapu halaman | Menyapu halaman belakang, mengangkut 3 gerobak ranting mahoni tumbang
detail | Penyuluhan kepada petani | Penyuluhan kepada petani Poktan Sri Rejeki cara mengendalikan wereng cokelat
object | Mengambil sampel di lapangan | Mengambil sampel air sungai Citarum di lapangan
detail | vaksinasi ternak | vaksinasi PMK 34 sapi di Dusun Ngijo
detail | Pengawasan proyek jalan | Pengawasan proyek jalan Simpang Lima-Tugu, slump beton 12 cm ditolak
detail | Pengukuran tanah | Pengukuran tanah wakaf musala Al Ikhlas RT 05
detail | Monitoring ke desa | Monitoring pencairan BLT tahap 2 ke Desa Kalirejo
detail | melayani warga | melayani warga, cetak ulang 11 KTP rusak
object | Melayani pemohon di loket | Melayani pemohon paspor anak di loket
object | Memproses perkara | Memproses perkara gugatan waris nomor 88, panggil ahli waris
detail | Menggeledah kamar hunian | Menggeledah kamar hunian blok C, ditemukan 2 ponsel
detail | Survei harga | Survei harga cabai dan bawang di Pasar Johar
detail | menulis berita kegiatan | menulis berita peresmian jembatan gantung Kali Serayu
action | Modul ajar fotosintesis kelas 8 | Menyusun modul ajar fotosintesis kelas 8
action | Kuesioner Sakernas blok 12B | Memeriksa kuesioner Sakernas blok 12B
action | Buku tanah Desa Jatimulyo | Memindai buku tanah Desa Jatimulyo
action | Laporan BOS triwulan I SMPN 3 | Mengunggah laporan BOS triwulan I SMPN 3
action | Spanduk Hari Kesehatan Nasional | Memasang spanduk Hari Kesehatan Nasional di alun-alun
""".strip().splitlines()
]
"""The facet a line lacks, the line, and the same line with it."""


def test_spans_are_those_that_were_judged():
    texts = pd.read_csv(FOLDER / "lines.csv", index_col="id", keep_default_na=False)["text"]
    judged = {line: list(zip(group["start"], group["end"], strict=True)) for line, group in SPANS.groupby("id")}
    assert len(judged) >= 300
    assert {line: empty_spans(texts[line]) for line in judged} == judged


def test_nine_marks_in_ten_carry_nothing():
    assert SPANS["right"].mean() >= 0.9


def test_the_missing_facet_lowers_the_score():
    _, lacking, whole = zip(*PAIRS, strict=True)
    before, after = (check(list(lines))["p_generic"].to_numpy() for lines in (lacking, whole))
    assert (after < before).mean() >= 0.93
