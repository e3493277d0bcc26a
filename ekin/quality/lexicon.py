"""Word lists of the judge, written by hand from the codebook: what says nothing, and what a line is about.

These words are matched, never shown; what people read stands in `ekin.words.quality`.
"""

from __future__ import annotations

import re
from typing import Final

OFFICE_WORDS: Final = frozenset(
    """
    melaksanakan melakukan mengerjakan menyelesaikan membantu mengikuti menghadiri menyiapkan mempersiapkan membuat
    menyusun mengelola memeriksa mengecek menindaklanjuti mengoordinasikan mengkoordinasikan berkoordinasi memberikan
    memberi menerima melayani mengatur mengolah menjalankan menjaga menghimpun mengumpulkan menyampaikan memfasilitasi
    memproses mendukung meningkatkan terlaksananya tersusunnya terwujudnya tersedianya meningkatnya terselesaikannya
    terselenggaranya terkelolanya terpenuhinya terlayaninya pelaksanaan penyelesaian pengelolaan penyusunan pembuatan
    penyiapan pemberian peningkatan kegiatan tugas pekerjaan kerja kerjaan aktivitas administrasi koordinasi pelayanan
    layanan berkas laporan surat data dokumen perkara arsip rapat pertemuan zoom undangan acara agenda dinas kedinasan
    kantor sekolah ruangan ruang unit bidang bagian seksi pimpinan atasan kepala kabid kasubag kasi bapak ibu rekan
    teman staf pegawai tim masyarakat warga pihak terkait lain lainnya sebagainya seterusnya rutin harian sehari hari
    ini tadi kemarin pagi siang sore malam senin selasa rabu kamis jumat sabtu minggu pukul jam wib wita wit tanggal
    bulan tahun selesai mulai baik benar lancar aman tertib terkendali kondusif tepat waktu cepat cermat teliti rapi
    optimal maksimal efektif efisien profesional penuh tanggung jawab bertanggung disiplin ikhlas semangat sesuai dengan
    arahan petunjuk perintah instruksi disposisi sop ketentuan aturan peraturan prosedur berlaku tupoksi pokok fungsi
    tambahan diberikan diperintahkan sebagaimana mestinya seperti biasa sama dalam rangka untuk guna agar dan atau yang
    di ke dari pada kepada oleh serta juga secara saya kami beberapa semua seluruh berbagai segala hal ada masuk apel
    piket upacara senam absen standby siaga monitoring evaluasi pembinaan pendampingan pemantauan penilaian teknis
    operasional umum internal rencana program hasil bahan lingkungan pemerintah daerah kabupaten kota provinsi indonesia
    negara organisasi instansi mutu kualitas kinerja pendidikan kesehatan pembelajaran mengajar belajar murid siswa
    kelas guru pasien terhadap atas bagi per buah lembar kali orang
    the and of for to work daily tasks office meeting attended
    """.split()  # noqa: SIM905 - a list of 300 quoted words is harder to read and to edit
)
"""Words of any office on any day; rarity is read from the words that are left."""

JUNK_WORDS: Final = frozenset(
    "idem sda nihil tes test coba same ditto n a sama seperti kemarin di atas hari ini no nomor".split()  # noqa: SIM905 - as above
)
"""A line of nothing but these is junk (CODEBOOK ruling 11)."""

ABBREVIATIONS: Final = dict(
    pair.split(":")
    for pair in """
    yg:yang dgn:dengan dg:dengan dng:dengan utk:untuk untk:untuk dlm:dalam pd:pada kpd:kepada dr:dari dri:dari
    tgl:tanggal jml:jumlah keg:kegiatan kgtn:kegiatan mlksnkn:melaksanakan melaks:melaksanakan mlks:melaksanakan
    pelaks:pelaksanaan adm:administrasi krn:karena krna:karena sdh:sudah blm:belum tdk:tidak tsb:tersebut thd:terhadap
    ttg:tentang tntg:tentang bln:bulan thn:tahun th:tahun hr:hari jg:juga sm:sama spt:seperti sprti:seperti sbg:sebagai
    dll:lainnya dst:seterusnya dsb:sebagainya pkl:pukul kls:kelas kel:kelurahan kec:kecamatan kab:kabupaten
    prov:provinsi ktr:kantor kntr:kantor msk:masuk org:orang psn:pasien px:pasien lap:laporan lprn:laporan srt:surat
    brks:berkas sklh:sekolah skl:sekolah bpk:bapak bp:bapak kpl:kepala ka:kepala ket:keterangan peg:pegawai
    masy:masyarakat krj:kerja tgs:tugas sy:saya dtg:datang jln:jalan jl:jalan rmh:rumah koord:koordinasi bhn:bahan
    dok:dokumen
    """.split()  # noqa: SIM905 - a list of 300 quoted words is harder to read and to edit
)
"""Common office abbreviations and what they stand for (CODEBOOK ruling 10: spelling has no effect on the label)."""

TOPIC_WORDS: Final = frozenset("tentang materi topik tema bahas membahas pembahasan perihal soal mengenai judul bab".split())  # noqa: SIM905
"""A topic follows these (CODEBOOK, RINCIAN and ruling 2)."""

NAMED_PLACES: Final = frozenset(
    """
    desa dusun kelurahan kampung nagari rw rt bangsal poli bed kamar blok petak pasar sd sdn smp smpn sma sman smk smkn
    mi mts ma puskesmas posyandu kelas poktan gapoktan jalan simpang jembatan masjid dermaga pos kapal km
    """.split()  # noqa: SIM905
)
"""Places, classes and groups that narrow when a name or number follows (CODEBOOK ruling 7)."""

SCHOOL_SUBJECTS: Final = frozenset(
    """
    matematika mtk ipa ipas ips pkn ppkn pjok penjas bahasa inggris fisika kimia biologi sejarah geografi ekonomi sosiologi
    informatika tik seni prakarya agama pai aqidah akidah fikih fiqih quran hadis hadits tematik pecahan perkalian
    """.split()  # noqa: SIM905
)
"""Subjects and materials taught (CODEBOOK ruling 3)."""

PERIODS: Final = frozenset(
    """
    januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agu agt
    sep okt nov des triwulan tw semester tahunan
    """.split()  # noqa: SIM905
)
PERIOD_DOCUMENTS: Final = frozenset(
    """
    laporan rekap rekapitulasi daftar spj gaji lpj absensi absen kas buku data rapor realisasi honor tpp tukin rincian
    pajak stok klaim jadwal
    """.split()  # noqa: SIM905
)
"""A period within the four words after one of these is the period a document covers (CODEBOOK ruling 8)."""

_RULE = r"(?:sop|(?:ketentuan|aturan|peraturan)(?:\s+perundang-undangan)?|prosedur|juknis|tupoksi|standar|jadwal|kebutuhan|permintaan)"
_BOSS = r"(?:pimpinan|atasan|kepala|kasubag|kasi|kabid)"
_MANNER = (
    r"(?:penuh\s+)?(?:rasa\s+)?tanggung\s+jawab|baik(?:\s+dan\s+benar)?|benar|lancar|tertib|cermat|teliti|rapi|semangat|ikhlas"
    r"|sabar|profesional|maksimal|optimal|sebaik-baiknya|sungguh-sungguh|disiplin|penuh\s+(?:semangat|dedikasi)"
)
_STATE = r"(?:aman|lancar|tertib|terkendali|kondusif)"
_BARE = r"(?:tugas|pekerjaan|kegiatan|administrasi|koordinasi|pelayanan|berkas|laporan|surat|data|dokumen|perkara)"
_ACT = (
    r"(?:me[mnglrwy]\w{3,}|pe[mnglr]\w{3,}an|ter\w{3,}nya|n[gy]\w{3,}|input|entri|entry|olah|antar|cari|cek|verif|ketik|bikin"
    r"|buat|susun|isi|urus|kirim|minta|terima|cetak|download|upload|scan|update|lanjut|koreksi|periksa|ttd|disposisi)"
)
_ENDS = r"\s*(?:$|[.;,)])"
EMPTY_PHRASES: Final = (
    rf"(?:dengan|dgn|dg)\s+(?:{_MANNER})(?:(?:\s*,\s*|\s*,?\s+dan\s+)(?:{_MANNER}))*",
    r"secara\s+(?:tepat\s+waktu|optimal|maksimal|profesional|efektif(?:\s+dan\s+efisien)?|berkesinambungan|rutin|baik|tertib)",
    r"(?:secara\s+)?tepat\s+waktu",
    rf"(?:dapat\s+)?(?:berjalan\s+)?(?:dengan\s+)?{_STATE}(?:\s*,\s*|\s+dan\s+){_STATE}(?:\s+dan\s+{_STATE})?",
    r"(?:(?:dalam\s+)?(?:situasi|kondisi|keadaan)\s+)?aman\s+(?:terkendali|kondusif)",
    rf"(?:dalam\s+)?(?:situasi|kondisi|keadaan)\s+{_STATE}",
    rf"(?:sesuai|berdasarkan)\s+(?:dengan\s+)?{_RULE}(?:\s+dan\s+{_RULE})?(?:\s+(?:yang|yg)\s+berlaku)?(?={_ENDS}|\s+dan\b)",
    rf"(?:sesuai|atas)\s+(?:dengan\s+)?(?:arahan|petunjuk|perintah|instruksi)(?:\s+(?:dari\s+)?{_BOSS})?",
    rf"(?:yang|yg)\s+(?:diberikan|diperintahkan|ditugaskan)(?:\s+oleh)?(?:\s+{_BOSS})?",
    r"sebagaimana\s+mestinya",
    r"seperti\s+(?:biasa|biasanya|kemarin)",
    r"sama\s+seperti\s+kemarin|alhamdulillah",
    rf"yang\s+(?:tepat\s+waktu|berkualitas|akuntabel|efektif|efisien|optimal|tertib)(?={_ENDS}|\s+dan\b)",
    r"(?:pada\s+)?hari\s+ini",
    rf"tugas\s+tambahan(?:\s+lain(?:nya)?)?(?:\s+dari\s+{_BOSS})?(?!\s+se[bl]a)",
    r"tugas\s+(?:kedinasan|rutin|harian|pokok(?:\s+dan\s+fungsi)?|kantor)",
    r"(?:kegiatan|pekerjaan)\s+(?:rutin|harian|kantor|sehari-hari)",
    r"(?:tugas|kegiatan|pekerjaan)\s+lain(?:nya|-lain)?",
    r"administrasi\s+(?:perkantoran|umum|kantor)",
    rf"(?:pihak|instansi|dinas|opd|unit|petugas|pejabat)(?:-\w+)?\s+terkait(?={_ENDS})",
    rf"(?:demi|untuk|guna)\s+kelancaran\s+{_BARE}(?={_ENDS})",
    r"(?:dan|serta)\s+(?:lain-lain|lain2|lainnya|sebagainya|seterusnya)",
    r"\b(?:dll|dsb|dst)\b\.?",
)
"""Phrases that carry nothing (CODEBOOK: manner, order, the whole job, and so on)."""

PLACEHOLDER: Final = (
    rf"(?:^|[,;.:+]|\b(?:{_ACT}|dan)\b)\s*\b({_BARE}|{_STATE}|normal)\b"
    rf"(?={_ENDS}|\s+(?:(?:dengan|dgn|dg)\s+(?:{_MANNER})|sesuai|secara|di\s+(?:kantor|sekolah)|hari\s+ini)\b)"
    r"|\(per\s+\w+\)"
)
"""An object that names nothing (CODEBOOK, OBJEK): only after an act or as an item of its own, and where no word narrows it."""

OWN_PLACE: Final = r"\b(?:di|d)\s*(?:kantor|sekolah|ruangan|tempat\s+kerja)(?=\s*(?:$|[.;,)]|\b(?:dengan|sesuai|pada|hari)\b))"
"""The writer's own workplace narrows nothing (CODEBOOK ruling 7)."""

ACTION_FIRST: Final = re.compile(
    r"\W*(?:me[mnglrwy]\w{3,}|pe[mnglr]\w{3,}an|rapat|apel|piket|upacara|senam|patroli|input|rekap)\b", re.IGNORECASE
)
"""A line that opens with a verb or nominalised verb has its action (97 % of such lines of the corpus)."""


DOCUMENTS: Final = frozenset(
    """
    agenda absen absensi atp bahan baliho banner berita berkas blanko brosur buku daftar data dokumen dpa draf draft
    formulir foto grafik ijazah instrumen jadwal jurnal juknis kartu katalog kisi kuitansi kwitansi laporan leaflet
    lembar lkpd materi matriks modul naskah nota notula notulen pamflet panduan pedoman peta poster profil prota
    promes proposal rapor raport register rka rpp sertifikat silabus sk soal sop spanduk spj surat tabel undangan
    """.split()  # noqa: SIM905
)
"""Kinds of documents that open a line."""

ACT: Final = re.compile(
    r"(?:me|di|be?r|te?r|ng|ny)[a-z]{4,}|(?:pe|per|ke)[a-z]{3,}an|[a-z]{4,}kan"
    r"|(?!vaksin|bensin|mesin|disiplin|rutin|admin|insulin)[a-z]{4,}in"
    r"|ambil|antar|arsip|bagi|bayar|bikin|buat|cek|cetak|edit|entri|entry|fotokopi|ganti|hapus|hitung|input|isi|jadi|ketik|kirim|koreksi"
    r"|legalisir|lengkap|pasang|periksa|print|rekap|revisi|scan|selesai|serah|setor|siap|simpan|sortir|susun|terima|ttd|unggah|update|upload"
    r"|urus|validasi|verifikasi"
)
"""Folded words, matched whole, that may say what was done with a document: in doubt one does."""


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


TOPICS: Final = _compiled(
    {
        "meeting": r"\brapat|\brakor|\bzoom|\bmeeting|\bundangan|pertemuan|briefing",
        "training": r"sosialisasi|penyuluhan|bimtek|pelatihan|diklat|webinar|workshop",
        "teaching": r"ajar|\bkbm\b|\bmurid|\bsiswa|\bmateri|mahasiswa",
        "patient": r"pasien|\brawat|perawatan|\bpoli\b|posyandu|imunisasi|\bobat|\bresep",
        "fault": r"printer|komputer|laptop|jaringan|\bserver|aplikasi|internet|\binstal",
        "finance": r"\bspj\b|\bspp\b|\bspm\b|\bsts\b|keuangan|anggaran|pembayaran|kuitansi|belanja|\bpajak",
        "letter": r"\bsurat|disposisi|\bnota\b|undang",
        "report": r"laporan|\blap\b|rekap|dokumen|\bdata\b|\bberkas|arsip",
        "field": r"patroli|monitoring|\bmonev|survei|survey|kunjungan|lapangan|pantau|pengawasan|pendampingan|pembinaan",
        "duty": r"\bapel\b|piket|upacara|senam|\bjaga|siaga|stand\s*by|keamanan",
        "cleaning": r"bersih|\bsapu|nyapu|kebersihan|taman|sampah|rumput",
        "driving": r"sopir|mengemudi|\bantar\b|mengantar|jemput|kendaraan|\bmobil",
        "service": r"layan|\bloket|pemohon|\btamu\b|warga|masyarakat",
    }
)
"""What a line is about, first match wins: decides which question is asked."""

JOBS: Final = _compiled(
    {
        "teaching": r"\bguru|dosen|pengajar|widyaiswara|instruktur|pamong belajar",
        "patient": r"perawat|bidan|dokter|terapis|nutrisionis|apoteker|radiografer|rekam medis",
        "finance": r"bendahara|keuangan|perbendaharaan|\bpajak",
        "driving": r"pengemudi|sopir|\bdriver",
        "cleaning": r"kebersihan|pramubakti|pramu kebersihan|taman",
        "duty": r"polisi|praja|satpol|pengamanan|penjaga|pemadam|sipir|satpam",
        "fault": r"pranata komputer|teknologi informasi|teknisi",
        "letter": r"arsiparis|sekretaris|agendaris|korespondensi",
        "field": r"penyuluh|pengawas|surveyor|juru ukur|penilik",
        "report": r"auditor|perencana|statistisi|analis|peneliti",
        "service": r"pelayanan|resepsionis|protokol|petugas loket",
    }
)
"""Topic of `TOPICS` that a job is mostly about, by the name of the position: decides the question where a line has no topic."""
