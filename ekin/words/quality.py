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

CARD: Final = """# Kartu model: penilai uraian ({version})

Menilai apakah satu uraian kegiatan harian ASN **umum** (1) atau **spesifik** (0) menurut buku kode, dan bagian mana yang
belum ada. Hasilnya saran, bukan vonis: pita ragu diserahkan kepada orang, dan mutu uraian bukan kinerja.

- Bentuk: regresi logistik atas kata, potongan huruf (TF-IDF), kelangkaan kata, dan tanda rincian (topik, tempat bernama,
  mata pelajaran, periode dokumen); peluang dikalibrasi (Platt) pada penulis yang tidak ikut dilatih. Huruf besar dan tanda
  baca tidak dilihat; angka hanya dilihat sesudah nama tempat, kelas, atau topik.
- Data: {n} baris tulisan tangan oleh {n_authors} penulis, {n_families} rumpun pekerjaan; sidik jari {digest}.
- Baris `ekin_clear`: hanya baris yang tidak ditandai meragukan oleh penulisnya.
- Ambang: umum mulai {threshold:.3f}; ragu antara {low:.3f} dan {high:.3f}.
- Versi: {versions}.

## Pada penulis yang tidak ikut dilatih

Selang 95 % (bootstrap baris). Keseimbangan data dan gaya penulis dibuat untuk pelatihan: **angka ini bukan angka untuk
baris sungguhan**, yang lazimnya lebih rendah.

{ladder}

{warnings}

## Bagian yang hilang (model yang dikirim)

{facets}

## Per kelompok (model yang dikirim)

{groups}

## Petunjuk luar (AUC terhadap label; 0,5 berarti tidak menolong)

{cues}

## Kegagalan yang diketahui

- Tidak membaca jumlah: "Membuat STS" dan "Membuat 6 STS" dinilai sama, "Scaling 3 pasien" dikira umum.
- Kata langka pada slogan ("orkestrasi kebijakan") mudah dikira spesifik; rincian dengan kata sehari-hari mudah dikira umum.
- Bahasa daerah dan Inggris sering tidak ada dalam daftar kata, jadi cenderung dikira spesifik.
- Kelompok dengan selang lebar belum dapat disimpulkan; rumpun yang tidak ada dalam data belum diuji.
- Aksi yang hilang jarang ada dalam data ({no_action} baris), jadi tebakannya paling lemah.

## Lisensi daftar kata

`zipf_id.csv.gz` berasal dari wordfreq (Robyn Speer), CC BY-SA 4.0; lihat `ZIPF_LICENSE.txt`.
"""

CARD_COLUMNS: Final[dict[str, str]] = {
    "model": "Cara",
    "by": "Menurut",
    "group": "Kelompok",
    "cue": "Petunjuk",
    "facet": "Bagian yang hilang",
    "recall": "Tertangkap",
    "precision": "Tepat saat disebut hilang",
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
