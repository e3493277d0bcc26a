"""Words of which the texts of a simulated crowd are composed. All invented; no line was taken from a real log."""

from __future__ import annotations

from typing import Final

SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "mapel": (
        "Matematika",
        "Bahasa Indonesia",
        "IPAS",
        "Pendidikan Pancasila",
        "Seni Rupa",
        "PJOK",
        "Bahasa Inggris",
        "Informatika",
    ),
    "kelas": ("I", "II", "III", "IV A", "IV B", "V A", "V B", "VI"),
    "materi": (
        *("pecahan senilai", "bangun datar", "kalimat majemuk", "teks prosedur", "rantai makanan", "sumber energi", "pantun"),
        *("gaya dan gerak", "keliling persegi", "peta provinsi", "musyawarah", "daur air", "bilangan bulat", "cerita fabel"),
        *("siklus hidup", "perkalian bersusun", "puisi anak", "wujud benda", "norma di rumah", "sudut lancip", "debit air"),
        *("surat resmi", "tata surya", "kubus dan balok", "hak anak", "batik pesisir", "lompat jauh", "denah lokasi"),
    ),
    "bagian": (
        "contoh soal",
        "praktik",
        "latihan kelompok",
        "kuis",
        "pengayaan",
        "remedial",
        "proyek",
        "tanya jawab",
        "presentasi",
    ),
    "desa": (
        *("Kenari", "Randu Alas", "Watu Ireng", "Sumber Waras", "Karang Teduh", "Mekar Asri", "Telaga Biru", "Tanjung Rejo"),
        *("Bukit Kapur", "Muara Dua", "Sido Luhur", "Pring Kuning", "Lembah Hijau", "Gunung Sari", "Batu Lawang", "Rawa Jati"),
    ),
    "posyandu": ("Melati", "Mawar", "Anggrek", "Dahlia", "Kenanga", "Cempaka", "Flamboyan", "Teratai", "Kamboja", "Seruni"),
    "layanan": (
        "imunisasi campak",
        "pemeriksaan kehamilan",
        "penimbangan balita",
        "skrining hipertensi",
        "pemeriksaan gula darah",
    ),
    "obat": ("amoksisilin", "parasetamol", "oralit", "vitamin A", "tablet tambah darah", "salep mata", "antasida"),
    "berkas": ("kartu keluarga", "akta kelahiran", "surat pindah", "akta kematian", "kartu identitas anak", "KTP elektronik"),
    "urusan": (
        *(
            "belanja modal",
            "perjalanan dinas",
            "pengadaan kursi",
            "pemeliharaan gedung",
            "kenaikan gaji berkala",
            "aset kendaraan",
        ),
        *(
            "arsip inaktif",
            "usul pensiun",
            "bantuan sosial",
            "dana desa",
            "retribusi pasar",
            "hibah pertanian",
            "honor narasumber",
        ),
    ),
    "dokumen": ("nota dinas", "berita acara", "rekapitulasi", "laporan realisasi", "telaahan staf", "surat pengantar", "notulen"),
    "jalan": (
        "Merdeka",
        "Diponegoro",
        "Pasar Lama",
        "Veteran",
        "Cendana",
        "Kartini",
        "Pelabuhan",
        "Stasiun",
        "Rambutan",
        "Nusa Indah",
    ),
    "temuan": ("parkir liar", "lampu padam", "saluran tersumbat", "pedagang di trotoar", "pohon tumbang", "spanduk tanpa izin"),
    "acara": (
        "stunting",
        "banjir",
        "pemilihan kepala desa",
        "vaksinasi",
        "gerakan sekolah sehat",
        "musrenbang",
        "kebersihan pasar",
    ),
}
"""Values of each slot; {n} is a number."""

SPECIFIC: Final[dict[str, tuple[str, ...]]] = {
    "sekolah": (
        "Melaksanakan pembelajaran {mapel} kelas {kelas} materi {materi} dengan {bagian} untuk {n} siswa",
        "Mengajar {mapel} di kelas {kelas} tentang {materi} melalui {bagian} dan menilai {n} siswa",
        "Memeriksa {n} hasil kerja siswa kelas {kelas} pada materi {materi} bagian {bagian}",
        "Menyusun {n} butir soal {mapel} kelas {kelas} untuk materi {materi} dalam bentuk {bagian}",
    ),
    "kesehatan": (
        "Melaksanakan {layanan} kepada {n} warga di posyandu {posyandu} desa {desa}",
        "Melayani {n} pasien dengan {layanan} dan memberikan {obat} di desa {desa}",
        "Mencatat stok {obat} sebanyak {n} kotak untuk posyandu {posyandu} desa {desa}",
        "Memberikan penyuluhan {acara} kepada {n} ibu di posyandu {posyandu} desa {desa}",
    ),
    "kependudukan": (
        "Melayani pengurusan {berkas} bagi {n} warga desa {desa} sampai selesai",
        "Memeriksa {n} permohonan {berkas} dari desa {desa} dan mencatat hasilnya",
        "Menyerahkan {n} {berkas} kepada warga desa {desa} di loket pelayanan",
        "Mengunjungi desa {desa} untuk mendata {n} warga yang belum memiliki {berkas}",
    ),
    "administrasi": (
        "Menyusun {dokumen} tentang {urusan} sebanyak {n} halaman untuk desa {desa}",
        "Memeriksa {n} bukti {urusan} dan membuat {dokumen} bagi desa {desa}",
        "Mencatat {n} surat masuk tentang {urusan} dari desa {desa} dalam buku agenda",
        "Membuat {dokumen} rapat {urusan} yang dihadiri {n} peserta dari desa {desa}",
    ),
    "lapangan": (
        "Melaksanakan patroli di jalan {jalan} desa {desa} dan mencatat {n} {temuan}",
        "Menertibkan {n} {temuan} di sepanjang jalan {jalan} desa {desa}",
        "Menjaga kegiatan {acara} di desa {desa} bersama {n} petugas di jalan {jalan}",
        "Memeriksa laporan {temuan} di jalan {jalan} desa {desa} bersama {n} warga",
    ),
}
"""Specific lines of each family of work."""

COUNTER: Final = "Melayani perekaman KTP elektronik untuk {n} pemohon di loket satu"
"""What a counter clerk writes every day; only the number changes."""

JOINT: Final = (
    "Mengikuti rapat {acara} bersama seluruh pegawai di desa {desa}",
    "Melaksanakan kerja bakti {acara} di jalan {jalan} bersama rekan sekantor",
)
"""What a whole unit did together on one day; colleagues write it alike in good faith."""

ROUTINE: Final = (
    "Mengikuti upacara bendera hari Senin di halaman kantor",
    "Memimpin apel pagi pegawai di halaman depan kantor",
    "Mengisi daftar hadir pegawai pada awal pekan ini",
)
"""What comes back every week in the same words, in good faith."""

GENERIC: Final = (
    *(
        "Melaksanakan tugas kedinasan",
        "Apel pagi",
        "Administrasi kantor",
        "Rapat koordinasi",
        "Melayani masyarakat",
        "Membuat laporan",
    ),
    *(
        "Mengerjakan laporan harian",
        "Tugas lain dari pimpinan",
        "Pelayanan kepada warga",
        "Menyiapkan berkas",
        "Koordinasi",
        "Piket",
    ),
    *(
        "Mengikuti kegiatan kantor",
        "Mengajar di kelas",
        "Membantu pekerjaan rekan",
        "Mengarsipkan surat",
        "Patroli rutin",
        "Input data",
    ),
)
"""Lines that could be written on any day."""

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "melaksanakan": ("menjalankan", "mengadakan", "melakukan"),
    "mengajar": ("mengajarkan", "membimbing", "mendidik"),
    "pembelajaran": ("pelajaran", "kegiatan belajar"),
    "memeriksa": ("meneliti", "mengecek", "meninjau"),
    "menyusun": ("membuat", "menyiapkan", "merancang"),
    "membuat": ("menyusun", "menyiapkan", "menulis"),
    "melayani": ("membantu", "menerima", "menangani"),
    "mencatat": ("menulis", "mendata", "merekam"),
    "memberikan": ("menyampaikan", "menyerahkan", "membagikan"),
    "menyerahkan": ("memberikan", "menyampaikan", "membagikan"),
    "mengunjungi": ("mendatangi", "turun ke", "berkunjung ke"),
    "menertibkan": ("menindak", "menangani", "merapikan"),
    "menjaga": ("mengamankan", "mengawal", "mengawasi"),
    "materi": ("bahan", "topik", "pokok bahasan"),
    "siswa": ("murid", "anak didik", "pelajar"),
    "untuk": ("bagi", "buat", "guna"),
    "dengan": ("lewat", "memakai", "disertai"),
    "melalui": ("lewat", "dengan", "memakai"),
    "tentang": ("mengenai", "soal", "perihal"),
    "kepada": ("bagi", "untuk", "terhadap"),
    "warga": ("penduduk", "masyarakat", "orang"),
    "pasien": ("orang sakit", "pengunjung", "warga"),
    "bersama": ("dengan", "beserta", "didampingi"),
    "sebanyak": ("sejumlah", "sebesar", "mencapai"),
    "dari": ("asal", "berasal dari", "kiriman"),
    "dan": ("serta", "lalu", "kemudian"),
    "di": ("pada", "bertempat di", "wilayah"),
    "sampai": ("hingga", "dan", "dengan"),
    "bagi": ("untuk", "buat", "kepada"),
    "bagian": ("tahap", "dengan", "lewat"),
    "dalam": ("pada", "ke dalam", "memakai"),
    "hasil": ("capaian", "buah", "lembar"),
    "rapat": ("pertemuan", "musyawarah", "diskusi"),
    "pada": ("dalam", "untuk", "mengenai"),
    "laporan": ("aduan", "berita", "informasi"),
    "pengurusan": ("pembuatan", "penerbitan", "layanan"),
    "kegiatan": ("acara", "agenda", "pelaksanaan"),
}
"""Other words for the words of the lines above; facts (numbers, names, things) have none."""

POLISH_BEFORE: Final = (
    "Dengan penuh tanggung jawab dan semangat tinggi",
    "Secara terencana dan penuh ketelitian",
    "Guna mendukung kelancaran tugas dan fungsi",
    "Sebagai wujud pelayanan yang prima",
    "Dengan menjunjung nilai kerja yang baik",
    "Dalam rangka meningkatkan mutu kinerja",
    "Secara aktif dan penuh dedikasi",
    "Dengan sikap ramah dan cermat",
)
POLISH_AFTER: Final = (
    "sehingga tercapai hasil yang optimal bagi semua pihak",
    "demi terwujudnya pelayanan yang lebih baik",
    "agar seluruh tujuan dapat tercapai secara maksimal",
    "sebagai bentuk dukungan terhadap program pimpinan",
    "dengan tetap memperhatikan ketentuan yang berlaku",
    "sehingga berjalan lancar, tertib, dan aman",
    "serta menjaga hubungan kerja yang harmonis",
    "untuk mendukung capaian kinerja yang berkelanjutan",
)
"""Words set around a line that add no fact."""

NOTES: Final[dict[str, tuple[str, ...]]] = {
    "returned": (
        *(
            "Sebutkan kelas dan materinya.",
            "Tulis jumlah dan satuannya.",
            "Lampirkan bukti dukung.",
            "Tambahkan tempat kegiatan.",
        ),
        *(
            "Tulis hasil rapatnya apa.",
            "Sebutkan nama dokumennya.",
            "Jam selesai tidak sesuai, perbaiki.",
            "Uraikan peran Saudara.",
        ),
        *(
            "Siapa penerima layanannya?",
            "Tautkan ke rencana aksi yang benar.",
            "Tuliskan tindak lanjutnya.",
            "Berapa peserta yang hadir?",
        ),
    ),
    "approved": ("Sesuai.", "Lanjutkan.", "Terima kasih.", "Sudah baik.", "Oke."),
    "same": ("Sudah diperiksa dan sesuai dengan rencana aksi, tingkatkan kinerja.",),
}
"""Notes of superiors."""
