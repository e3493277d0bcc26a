"""Words beside names: titles, posts, what takes a person, and what makes a name one of a place or a school."""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSTS: Final = _words(
    "asisten bapak bendahara bidan bupati camat danramil dandim desa dinas direktur dirut dokter dosen driver dukuh dusun gubernur "
    "guru haji hakim hamil hansip ibu inspektur jaga jaksa jenderal kabag kabid kadin kadis kades kader kadus kalapas kapolres kapolsek "
    "kapus kasat kasi kasubag kasubbag kaur kepala kepsek keuchik ketua klien komandan koordinator korban korwil kuwu lansia lurah mandor "
    "menteri menyusui nifas operator pasien pejabat pemilik pengawas pengurus penjaga perawat pembina pimpinan pj pkk plh plt posyandu "
    "presiden rektor satpam sekcam sekda sekdes sekdin sekretaris siswa sopir spesialis staf staff tim terdakwa umum ustadz wabup wagub "
    "wakasek wakil wali walikota warga yang dan di ke dari untuk dengan rt rw tu bersalin balita rumah kantor semua para"
)
"""Words that follow Bu, Pak or dr. and name a post or a group, not a person."""

TITLE: Final = re.compile(
    r"(?:bu|ibu|pak|bapak|bpk|bp|sdr|sdri|sdra|saudara|saudari|mas|mbak|kak|bang|dik|ustadz|ustadzah|ust|ny|tn|nn|by|an|a\.n|dr|drg|drs|dra"
    r"|ir|prof|ns|apt|h|hj|kh|pdt)",
    re.I,
)
WEAK: Final = _words("an by h dr mas dik bang kak ir ns bp")
"""Titles that are words or abbreviations too when no dot follows: then only a name of the register counts."""

LOUD: Final = frozenset({"BU", "IBU", "PAK", "BAPAK"})
FRONT: Final = _words("dr drg drs dra ir prof ns apt h hj kh pdt")
NOUNS: Final = _words("ibu bapak saudara saudari")
"""Titles that are also written of people in general: what follows them in small letters is no name."""

NAMING: Final = re.compile(r"(?:atas nama|\ba n|\bbernama|\bnama|\balm|\balmarhum(?:ah)?|\bbin(?:ti)?|(?-i:\bHaji))$", re.I)
ROLES: Final = _words(
    "pasien siswa siswi murid mahasiswa mahasiswi klien pelapor korban saksi odgj tersangka guru dosen santri peserta wali"
)
WITH: Final = _words("dengan bersama dari oleh kepada milik untuk")
"""What names follow: one word after a role, two or more capital ones that nobody writes otherwise after the others."""

TAKES: Final = (
    ROLES
    | _words(
        "dengan dgn dg dng bersama bareng sama oleh kepada kpd milik punya menemui nemui ketemu bertemu menemani menghubungi hubungi konfirmasi "
        "menelepon menelpon telepon telpon telp nelpon mewawancarai wawancara menjenguk jenguk mengantar antar nganter mengantarkan menjemput "
        "jemput membimbing bimbing bimbingan mendampingi dampingi pendampingan konseling memanggil panggil pemanggilan mengunjungi kunjungi "
        "melatih menegur menasihati membesuk besuk melayat takziah merawat memandikan memeriksa ibu bapak bu pak anak istri suami keluarga "
        "almarhum almarhumah alm kades kadus kasi kabid kasubag sekdes sekcam camat lurah bidan perawat dokter staf satpam sopir bendahara "
        "operator ketua warga nasabah pemohon pelanggar rekan kakak adik cucu magang atasan dipimpin didampingi dibantu ditemani diserahkan"
    )
    | _words("mbah mbok opa oma kakek nenek om tante kang teh bude pakde lek")
)
"""What a person follows, whatever the case of the line."""

DAYS: Final = _words(
    "senin selasa rabu kamis jumat sabtu minggu ahad januari februari maret april juni juli agustus september oktober november desember "
    "ramadan ramadhan natal indonesia jakarta jawa inggris pancasila"
)
"""Words with a capital in any line."""

KIN: Final = _words(
    "opa oma mbah mbok simbah eyang nenek kakek tante om bude pakde bulik paklik budhe pakdhe lek cik koh encik daeng uda uni teteh teh kang "
    "abah gus kiai kyai nyai romo suster bruder sr bli ompu opung tuan nyonya nona jeng cak cacak nduk letkol kolonel mayor kapten lettu letda "
    "kompol akp aiptu aipda bripka brigadir briptu bripda serka serma sertu serda koptu kopda praka prada ipda iptu akbp kombes brigjen mayjen"
)
"""Kinship and ranks that names follow."""

SOFT_KIN: Final = _words(
    "mbah mbok simbah eyang opa oma opung ompu pakde pakdhe bude budhe paklik bulik tante teh teteh kang bli mbak mas bripka aiptu"
)
"""Those that names follow in small letters too."""

TIMES: Final = _words(
    "hari siang mei april bulan minggu kali dini jaga tugas utang emang tahan raja murni tri eka dua panca lintang pasar"
)
"""Words of names that, in small letters behind a name, are none."""

PLACES: Final = _words(
    "jl jln jalan gg gang lorong desa ds kelurahan kel kec kecamatan kab kabupaten kota provinsi prov dusun dsn kampung kp nagari "
    "gampong pekon banjar lingkungan komplek perum perumahan blok sd sdn sdit sds smp smpn smpit sma sman smk smkn slb slbn tk tkn paud "
    "ra mi mis min mts mtsn ma man mtss sekolah madrasah pesantren ponpes pondok universitas univ kampus institut stikes akademi "
    "poltekkes politeknik rsud rsu rs rsia rsup rumkit puskesmas pkm pustu polindes poskesdes posyandu klinik apotek masjid mesjid "
    "musholla mushola surau langgar gereja paroki pura vihara kapel gedung aula lapangan stadion gor taman terminal stasiun bandara "
    "pelabuhan hotel wisma ruang bangsal kamar museum monumen pantai gunung bukit pulau sungai danau waduk bendungan embung situ teluk "
    "selat pt cv ud pd koperasi kud ksu bumdes toko bank rm resto cafe yayasan panti lapas rutan kpu polsek polres koramil kodim korem "
    "kodam lanud subak bpp gapoktan poktan kwt wayang tari lagu puisi novel cerpen cerita kisah teori teorema hukum metode rumus nabi "
    "rasul surah qs injil kitab santo santa hari tokoh pahlawan pangeran sultan raja bung kapal km kri kapten simpang jembatan tol "
    "titik wilayah daerah dapil cabang majelis forum komunitas klub pesta batik suku bahasa sumber merek merk aplikasi karang watu "
    "tanjung batu lubuk muara ujung rawa tpu kmp mv mt jasa center centre perang kth tpq tpa rusun rusunawa apartemen ruas segmen "
    "negeri ruko menara pesawat bengkel sumur pendopo villa bendung laut perairan hutan irigasi candi benteng goa gua curug objek "
    "wisata perguruan"
)
"""What makes the words behind it a name of a place, a school, a firm, a festival or a figure of history."""

KINDS_OF_PLACES: Final = _words(
    "tani ternak nelayan wanita negeri swasta islam kristen katolik besar kecil utama raya agung lama baru"
)
"""Words between a place and its name: kelompok tani Sri Rejeki."""

PLAIN: Final = _words(
    "suwun rumdin widyaiswara tridharma sudin sudinkes tausiyah tsanawiyah ibtidaiyah aliyah ismiyah fi'liyah nahwu diniyah puskes narsum"
)
"""Words of the field that sound like names and are none."""

HEADS: Final = _words("kepala ketua bidan perangkat pak bu bapak ibu sekretaris penjaga guru staf pegawai perawat dokter warga")
"""Before one of `PLACES` they make it a post: kepala desa, bidan desa."""

FAMOUS: Final = re.compile(
    r"\b(?:bung (?:karno|hatta|tomo)|budi (?:pekerti|luhur|daya)|idul (?:fitri|adha)|asmaul husna(?: \w+){0,6}|tata surya|soekarno[ \-]hatta|(?:r\.? ?a\.? )kartini|ki hadjar dewantara|ki hajar dewantara|cut nyak dien|"
    r"jend(?:e|)ral (?:sudirman|soedirman)|pangeran diponegoro|imam bonjol|imam (?:syafi'?i|ghazali|bukhari)|tri dharma|khulafaur rasyidin|nurul (?:huda|iman|islam|falah|yaqin))\b",
    re.I,
)
"""Names of history and of houses of prayer that stay."""

JOINTS: Final = _words("la wa ode bin binti bt moh muh mhd moch abd st hj van der al el")
"""Parts of names that are none alone."""
