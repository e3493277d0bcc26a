"""Words of the researcher's bench."""

from __future__ import annotations

from typing import Final

BENCH: Final[dict[str, str]] = {
    "names": "satu sampai {most} nama berbeda dari huruf kecil, angka, - dan _, ditambah ketua",
    "overlap": "1 sampai {most} anotator per butir, dan tidak ada butir yang berulang",
    "exists": "folder ini sudah berisi tugas anotasi; pilih folder lain.",
    "no_task": "tugas anotasi yang utuh (tugas.json, butir.csv, rencana.csv) tidak ditemukan:",
    "first": "pertama",
    "again": "ulang",
    "title": "Anotasi: {task}",
    "intro": "Tulis satu huruf pada Tombol; tidak perlu Enter. s: spesifik. a, o, r: aksi, objek, rincian tidak ada, lalu u: umum. b: perbatasan. z: batalkan.",
    "blind": "Label rekan tertutup sampai label Anda sendiri tersimpan dua menit. Folder bersama dan berkas SQLite tidak punya dinding: jangan membuka berkas rekan.",
    "keys": "Tombol",
    "keys_hint": "klik di sini, lalu s, a, o, r, u, b, z",
    "borderline": "Perbatasan (b)",
    "note": "Catatan",
    "note_hint": "bila perlu; aturan buku kode yang memutuskan",
    "specific": "Spesifik (s)",
    "generic": "Umum (u)",
    "undo": "Batalkan (z)",
    "round": "Putaran",
    "round_first": "label pertama",
    "round_again": "ulang, untuk kesepakatan dengan diri sendiri",
    "batch": "Batch",
    "every_batch": "semua butir",
    "both_kinds": "label akhir umum dan spesifik, sedikitnya satu masing-masing",
    "place": "{done} dari {n} selesai",
    "done": "Selesai: tidak ada butir yang menunggu pada putaran ini.",
    "which_missing": "Umum berarti ada yang tidak ada: tandai dulu aksi (a), objek (o), atau rincian (r).",
    "marked": "Ada yang ditandai tidak ada; hapus tandanya untuk spesifik, atau tekan u untuk umum.",
    "too_fast": "Terlalu cepat: baris ini baru saja tampil, jadi hurufnya tidak dipakai.",
    "stored": "Tersimpan: {label} ({seconds} detik).",
    "undone": "Label dibatalkan; butirnya tampil lagi.",
    "nothing_to_undo": "Tidak ada label yang masih dapat dibatalkan (paling lama dua menit).",
    "unknown_key": "Huruf '{key}' tidak dipakai; pakai s, a, o, r, u, b, atau z.",
    "codebook": "Buku kode ringkas",
}

LEARNING: Final[dict[str, str]] = {
    "too_little": "Belum cukup label untuk mengatakan apakah label aktif masih mengubah model: dari Anda {active} aktif dan {random} acak; perlu sedikitnya {least} masing-masing, umum dan spesifik. Melanjutkan atau berhenti diputuskan ketua ({lead}).",
    "changing": "Label aktif masih mengubah model: {figures}.",
    "settled": "Label aktif tidak lagi mengubah model: {figures}.",
    "unclear": "Label aktif tidak tampak mengubah model, tetapi baris acaknya terlalu sedikit untuk memastikannya: {figures}.",
    "figures": "tiap {step} label aktif terakhir mengganti putusan pada {active} dari {n} baris acak, tiap {step} label acak terakhir pada {random}",
    "decides": "Dihitung dari label Anda sendiri. Berubah bukan berarti lebih baik: melanjutkan atau berhenti diputuskan ketua ({lead}), bukan angka ini.",
}

BATCH: Final[dict[str, str]] = {
    "given": "butir awal tugas",
    "random": "sampel acak (mewakili kolam)",
    "active": "sampel aktif (yang diragukan model)",
}

CODEBOOK: Final = (
    "Tanyakan: dapatkah atasan yang tidak hadir mengetahui pekerjaan mana yang dilakukan, dan meminta buktinya?",
    "Aksi: kata kerja, kata benda kerja (Pemeriksaan ...), atau tindakan yang tersirat jelas (Scaling 3 pasien).",
    "Objek: jenis dokumen, layanan, mata pelajaran, acara bertopik, atau sistem dengan isinya; bukan 'tugas', 'kegiatan', 'berkas', 'data' saja.",
    "Rincian: topik, kelas, unit lain, penerima, jumlah dengan satuan, periode dokumen, atau temuan; bukan 'dengan baik', hari kerja, atau 'di kantor'.",
    "Spesifik hanya bila ketiganya ada. Panjang, ejaan, singkatan, dan bahasa daerah tidak mengubah label.",
)

SETTLE: Final[dict[str, str]] = {
    "title": "Perbedaan label",
    "intro": "Yang tampil hanya butir yang label Anda sendiri sudah tetap, atau yang bukan bagian Anda bila Anda ketua.",
    "count": "{labels} butir berbeda label, {facets} hanya berbeda facet; {settled} sudah diputuskan.",
    "which": "Butir",
    "item": "Butir",
    "text": "Uraian",
    "settled": "Putusan",
    "missing": "Tidak ada: {facet}",
    "ruling": "Aturan yang memutuskan",
    "ruling_hint": "misalnya 2 (rapat dengan topik)",
    "settle": "Putuskan",
    "done": "Putusan tersimpan.",
    "ruling_needed": "Tulis dulu aturan buku kode yang memutuskan.",
    "none": "Belum ada perbedaan label yang boleh Anda lihat.",
    "lead_only": "Hanya ketua ({lead}) yang memutuskan.",
    "refresh": "Muat ulang",
    "agreement": "Kesepakatan",
    "who": "Siapa",
    "of": "Yang dibandingkan",
    "label": "label",
    "measure": "Ukuran",
    "value": "Nilai (selang 95 %)",
    "n": "n butir",
    "all": "semua",
}

MEASURE: Final[dict[str, str]] = {"percent": "persen sama", "kappa": "kappa Cohen", "alpha": "alfa Krippendorff"}
LABEL: Final = ("spesifik", "umum")
LACKS: Final = "umum: tanpa {facets}"
NOT_ENOUGH: Final = "belum cukup data ({n})"

AUDIT: Final[dict[str, str]] = {
    "title": "{bad} dari {n} butir menu hanya dapat menghasilkan entri umum; entrinya {entries}; butir yang terbanyak pemakainya dipakai {people} orang.",
    "item": "Butir menu",
    "people": "Orang",
    "n": "Entri",
    "questions": "Pertanyaan pemecah",
    "advice": "Yang dinilai menunya, bukan orang yang terpaksa memakainya. Tambahkan isian untuk menjawab pertanyaannya.",
}

CARD: Final = """---
language:
- id
pretty_name: {name}
task_categories:
- text-classification
size_categories:
- {size}
configs:
{configs}
---

# {name}

{n} uraian kegiatan harian, {generic} berlabel umum (1) dan {specific} spesifik (0), {borderline} perbatasan. Sidik data: `{digest}`.

Dibuat ekin {version} dari angka korpusnya sendiri; tidak ada kalimat tentang mutu yang ditulis tangan di sini.

## Kolom
{columns}

## Pembagian
Setiap konfigurasi membagi menurut satu kolom: nilai yang sama tidak pernah berada di dua bagian, dan pasangan minimal tetap bersama.

| konfigurasi | bagian | n | umum | kelompok |
|---|---|---|---|---|
{splits}

## Pemakaian
    from datasets import load_dataset
    korpus = load_dataset("{folder}", "{first}")

Mutu uraian bukan kinerja: jangan pakai label ini untuk menilai atau membayar orang. Aturan label ada di BUKU_KODE.md, asal-usul dan
batasnya di LEMBAR_DATA.md.
"""

CORPUS_COLUMNS: Final[dict[str, str]] = {
    "id": "kunci baris",
    "text": "uraian",
    "label": "1 umum, 0 spesifik; 0 tepat bila ketiga facet 1",
    "action": "1 bila aksi ada",
    "object": "1 bila objek ada",
    "detail": "1 bila rincian ada",
    "borderline": "1 bila seorang anotator menandainya perbatasan atau labelnya harus diputuskan",
    "family": "rumpun pekerjaan",
    "style": "gaya baris",
    "register": "ragam bahasa",
    "author": "penulis baris",
    "group": "baris yang isinya satu keluarga (pasangan minimal, ragam)",
}
