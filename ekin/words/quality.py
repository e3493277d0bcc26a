"""Words of the judge: flags, facets, the questions it asks, and its model card."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Facet, Flag

FLAG: Final[dict[Flag, str]] = {
    Flag.SPECIFIC: "spesifik",
    Flag.UNSURE: "ragu",
    Flag.GENERIC: "umum",
}

FLAG_MEANING: Final[dict[Flag, str]] = {
    Flag.SPECIFIC: "Uraian menyebut pekerjaan, objek, dan rinciannya.",
    Flag.UNSURE: "Penilai otomatis tidak yakin; orang yang memutuskan.",
    Flag.GENERIC: "Uraian belum cukup membedakan pekerjaan ini dari hari atau orang lain.",
}

FACET: Final[dict[Facet, str]] = {
    Facet.ACTION: "aksi",
    Facet.OBJECT: "objek",
    Facet.DETAIL: "rincian",
}

FACET_MEANING: Final[dict[Facet, str]] = {
    Facet.ACTION: "Sebutkan apa yang dikerjakan.",
    Facet.OBJECT: "Sebutkan objek pekerjaannya: nama dokumen, layanan, acara, sistem, atau mata pelajaran.",
    Facet.DETAIL: "Tambahkan satu rincian: topik, kelas, penerima, jumlah dengan satuan, periode dokumen, atau hasil.",
}

QUESTION: Final[dict[Facet, dict[str, str]]] = {
    Facet.ACTION: {
        "": "Apa yang dikerjakan?",
        "fault": "Apa yang dilakukan untuk menanganinya?",
        "teaching": "Apa yang dilakukan: mengajar, menilai, atau menyusun?",
        "report": "Apa yang dikerjakan: disusun, diperiksa, atau dikirim?",
        "letter": "Apa yang dikerjakan: dikonsep, dicatat, atau dikirim?",
    },
    Facet.OBJECT: {
        "": "Pekerjaan apa persisnya?",
        "meeting": "Pertemuan membahas apa?",
        "training": "Kegiatan tentang apa, untuk siapa?",
        "teaching": "Mata pelajaran apa?",
        "patient": "Tindakan atau layanan apa?",
        "fault": "Perangkat atau sistem apa?",
        "finance": "Dokumen keuangan apa?",
        "letter": "Surat tentang apa?",
        "report": "Dokumen atau data apa?",
        "field": "Apa yang dipantau atau dikunjungi?",
        "duty": "Apa peran atau tugasnya?",
        "cleaning": "Apa yang dibersihkan atau dirawat?",
        "driving": "Mengantar siapa atau apa?",
        "service": "Layanan apa yang diberikan?",
    },
    Facet.DETAIL: {
        "": "Rincian apa yang membedakannya: topik, penerima, periode, atau hasil?",
        "meeting": "Apa pokok bahasannya?",
        "training": "Topiknya apa, pesertanya siapa?",
        "teaching": "Kelas berapa dan materi apa?",
        "patient": "Tindakan apa, di ruang atau untuk kelompok mana?",
        "fault": "Perangkat siapa atau di unit mana, dan apa gangguannya?",
        "finance": "Untuk belanja apa dan periode mana?",
        "letter": "Surat tentang apa dan untuk siapa?",
        "report": "Tentang apa dan untuk periode mana?",
        "field": "Di mana dan apa temuannya?",
        "duty": "Apa peran Anda, atau kejadian apa yang ditangani?",
        "cleaning": "Bagian atau area mana?",
        "driving": "Ke mana dan untuk keperluan apa?",
        "service": "Layanan apa dan untuk siapa?",
    },
}
"""One question by missing facet and topic (`ekin.quality.lexicon.TOPICS`); "" when no topic is seen."""

QUESTION_EMPTY: Final = "Apa yang dikerjakan hari ini?"

SAMPLE_TOO_SMALL: Final = (
    "baru {specific} baris berlabel spesifik dan {generic} berlabel umum; "
    "perlu sedikitnya {minimum} baris, {each} untuk tiap label (tulis 0/1 atau spesifik/umum)."
)

SAMPLE_REVERSED: Final = "labelnya berlawanan dengan penilai; periksa apakah 1 berarti umum."

CARD: Final = """# Kartu model: penilai uraian ({version})

Menilai apakah satu uraian kegiatan harian ASN **umum** (1) atau **spesifik** (0) menurut buku kode, dan bagian mana yang
belum ada. Hasilnya saran, bukan vonis: pita ragu diserahkan kepada orang, dan mutu uraian bukan kinerja.

- Tahap cepat: regresi logistik atas kata, potongan huruf, kelangkaan kata, dan tanda rincian. Tahap dalam: {deep}
- Data: {n} baris tulisan tangan oleh {n_authors} penulis, {n_families} rumpun pekerjaan; sidik jari {digest}.
- Ambang: umum mulai {threshold:.3f}; ragu antara {low:.3f} dan {high:.3f}, dari biaya pada pengaturan
  (cost_false_flag, cost_missed, cost_unsure).
- Versi: {versions}.

## Pada penulis yang tidak ikut dilatih

Selang 95 %: bootstrap atas penulis. Keseimbangan data dan gaya penulis dibuat untuk pelatihan: **angka ini bukan angka untuk
baris sungguhan**, yang lazimnya lebih rendah. Angka selengkapnya, juga kegagalannya: `board.json` dan halaman yang dibuat
`ekin train --report FOLDER`.

{ladder}

{warnings}

## Bagian yang hilang

{facets}

## Petunjuk luar (AUC terhadap label; 0,5 berarti tidak menolong)

{cues}

## Kegagalan yang diketahui

- Tahap cepat tidak membaca jumlah: "Membuat STS" dan "Membuat 6 STS" dinilainya hampir sama.
- Kata langka pada slogan ("orkestrasi kebijakan") mudah dikira spesifik; rincian dengan kata sehari-hari mudah dikira umum.
- Bahasa daerah dan Inggris sering tidak ada dalam daftar kata, jadi cenderung dikira spesifik.
- Kelompok dengan selang lebar belum dapat disimpulkan; rumpun yang tidak ada dalam data belum diuji.
- Aksi yang hilang jarang ada dalam data ({no_action} baris), jadi tebakannya paling lemah.

## Lisensi daftar kata

`zipf_id.csv.gz` berasal dari wordfreq (Robyn Speer), CC BY-SA 4.0; lihat `ZIPF_LICENSE.txt`.
"""

CARD_DEEP: Final[dict[str, str]] = {
    "taught": "penyandi kecil (ONNX), dilatih bersama kartu ini.",
    "kept": "penyandi kecil (ONNX) yang sudah ada; tidak dilatih ulang.",
    "none": "tidak ada.",
}

CARD_COLUMNS: Final[dict[str, str]] = {
    "model": "Cara",
    "facet": "Bagian yang hilang",
    "recall": "Tertangkap",
    "precision": "Tepat saat disebut hilang",
    "clear": "penilai ini, hanya baris yang jelas",
    "n": "Baris",
    "auc": "AUC",
    "macro_f1": "Makro-F1",
    "recall_generic": "Umum yang tertangkap",
    "precision_generic": "Tepat saat disebut umum",
    "ece": "Galat kalibrasi (ECE)",
    "unsure_share": "Bagian ragu",
    "error_decided": "Salah di luar ragu",
}

CARD_WARNING: Final = "**Peringatan:** angka di atas 0,95 pada data buatan patut dicurigai: {found}."
CARD_NO_WARNING: Final = "Tidak ada angka di atas 0,95, yang pada data buatan patut dicurigai."

RUNG: Final[dict[str, tuple[str, str]]] = {
    "ekin": ("penilai ini", "**this judge**"),
    "deep": ("tahap dalam saja", "deep stage alone"),
    "fast": ("tahap cepat saja", "fast stage alone"),
    "tfidf": ("TF-IDF kata dan huruf + regresi logistik", "TF-IDF words and letters + logistic regression"),
    "fasttext": ("fastText", "fastText"),
    "rarity": ("kelangkaan kata", "word rarity"),
    "keywords": ("daftar kata kosong", "keyword list"),
    "length": ("panjang kalimat", "length"),
}
"""Rungs of the ladder, best first, in Indonesian and as the README says them."""

PLACE: Final[dict[str, tuple[str, str]]] = {
    "real": ("baris sungguhan", "real lines"),
    "author": ("penulis yang tidak ikut dilatih", "new authors"),
    "family": ("rumpun pekerjaan yang tidak ikut dilatih", "new job families"),
    "style": ("gaya yang tidak ikut dilatih", "new styles"),
}
PLACE_CLEAR: Final = (", hanya yang jelas", ", clear")

PROBE: Final[dict[str, str]] = {
    "pairs": "pasangan minimal: yang spesifik lebih rendah peluang umumnya",
    "gamed": "umum yang dipoles: tidak disebut spesifik",
    "terse": "spesifik yang pendek: tidak disebut umum",
    "versions": "versi satu isi: label sama dengan kebanyakan",
    "disturbed": "salinan yang dirusak: label tidak berubah",
}

GROUP_BY: Final[dict[str, str]] = {"author": "Penulis", "register": "Ragam", "family": "Rumpun pekerjaan", "style": "Gaya"}
DRAWN: Final[dict[str, str]] = {"author": "penulis", "group": "kelompok", "line": "baris"}

BOARD: Final[dict[str, str]] = {
    "title": "Papan kejujuran penilai uraian",
    "facts": "Model {model}; {n} baris ({generic} umum) oleh {authors} penulis, {families} rumpun pekerjaan.",
    "how": "Setiap cara dinilai hanya pada baris yang tidak ikut melatihnya: penulis, rumpun pekerjaan, atau gaya dikeluarkan utuh. Peluang dan ambang setiap cara ditetapkan pada lipatan lain dengan cara yang sama, jadi pembanding tidak dirugikan.",
    "interval": "Dalam kurung: selang 95 % ({n_boot} undian bootstrap); yang diundi bersama disebut pada setiap tabel. Data ditulis untuk pelatihan, jadi angka pada baris sungguhan lazimnya lebih rendah.",
    "no_real": "Baris sungguhan tidak ikut diukur pada halaman ini.",
    "missing": "Tidak diukur di semua tempat: {found}. Di mana tahap dalam tidak diukur, angka 'penilai ini' adalah angka tahap cepat.",
    "failures": "Seberapa sering keliru",
    "failed": "{place}, {n} baris: bagian ragu {unsure}, dan bagian salah dari sisanya {error}.",
    "wins": "Di mana cara yang lebih sederhana lebih baik",
    "win": "{place}: {rung} lebih baik pada {figure}, {theirs} melawan {ours}{overlap}.",
    "overlap": " (selangnya bertumpuk)",
    "no_win": "Tidak ada pembanding yang angkanya lebih baik pada halaman ini.",
    "trivial": "Dibandingkan AUC, makro-F1, dan pasangan minimal. Ukuran lain dapat dimenangi cara yang menyebut semua baris sama atau membiarkan hampir semuanya ragu; lihat tabelnya.",
    "ladder": "Tangga cara",
    "caption": "{place}: {n} baris, {generic} umum; diundi per {drawn}",
    "probes": "Ujian khusus",
    "probe": "Ujian",
    "drawn": "Diundi per",
    "curves": "Kalibrasi dan ragu",
    "reliability": "Kalibrasi",
    "reliability_x": "peluang umum yang disebut",
    "reliability_y": "yang memang umum",
    "abstention": "Bila lebih banyak dibiarkan ragu",
    "abstention_x": "bagian ragu",
    "abstention_y": "salah di luar ragu",
    "beside": "Penilai ini di samping cara lain",
    "beside_how": "Makro-F1 (1 berarti selalu benar) dan selang 95 %, hanya pada baris yang tidak ikut dilatih; di kepala kolom, banyaknya baris.",
    "weak": "Titik lemah menurut rumpun pekerjaan",
    "weak_how": "{shown} dari {n} rumpun yang cukup barisnya, angka terendah lebih dahulu; rumpun yang selangnya bertumpuk belum tentu berbeda.",
    "full": "Unduh halaman lengkap",
    "stale": "Angka ini diukur pada model {measured}; yang terpasang {now}.",
    "groups": "Per kelompok, penilai ini",
    "group": "Kelompok",
    "cues": "Petunjuk luar (AUC terhadap label; 0,5 berarti tidak menolong)",
    "cue": "Petunjuk",
    "worst": "Kekeliruan terbesar pada penulis yang tidak ikut dilatih",
    "text": "Uraian",
    "label": "Label",
    "p": "Peluang umum",
}
