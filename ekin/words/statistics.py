"""Words of reviewers, reliability, fairness, predikat and the effect of a socialisation."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Expectation, Predikat

LINKING: Final[dict[str, str]] = {
    "vignettes": "Semua penilai menilai {people} contoh kasus lokakarya yang sama (masing-masing {ratings} nilai).",
    "second_reviewer": "Penilai kedua ikut menilai {people} pegawai dari setiap penilai, dan pasangannya berantai sampai semua terhubung.",
    "movers": "Nilai {people} pegawai yang berpindah atasan ikut dipakai, dari atasan lama dan atasan baru, untuk setiap penilai.",
}
"""Ways to link reviewers, by option of `ekin.evaluation.reviewers.linking_options`."""

REVIEWER: Final[dict[str, str]] = {
    "severity": "Ketegasan: di atas nol berarti nilainya lebih rendah daripada penilai lain untuk pegawai dan butir yang sama.",
    "centrality": "Pemusatan: di atas nol berarti nilainya lebih sering berkumpul di tengah.",
    "halo": "Kesan umum: seberapa jauh semua butir seorang pegawai naik atau turun bersama menurut penilai ini saja.",
}
"""What each measure of a reviewer means."""

LACKS: Final[dict[str, str]] = {
    "icc": "diperlukan sedikitnya {people} pegawai yang dinilai oleh dua penilai yang sama; tambah penilaian bersama.",
    "marks": "semua nilai sama, jadi penilai tidak dapat dibedakan; pakai butir yang nilainya beragam.",
    "units": "diperlukan sedikitnya {units} unit yang mendapat sosialisasi dan {units} unit pembanding (atau {units} unit yang punya keduanya); tambah unit pembanding.",
    "periods": "diperlukan data sebelum dan sesudah sosialisasi; periksa tanggalnya atau tambah periodenya.",
    "components": "diperlukan sedikitnya {people} pegawai, masing-masing dengan dua nilai (dua hari atau dua penilai), dan penilai yang menilai lebih dari satu pegawai.",
}
"""What is missing, after 'Tidak cukup bukti:'."""

REFUSED: Final[dict[str, str]] = {
    "no_ratings": "Tidak ada nilai hasil dan perilaku kerja untuk periode ini; impor Laporan Penilaian SKP lebih dahulu.",
    "no_calibration": "Belum ada putaran kalibrasi: minta para atasan menilai sepuluh contoh kasus yang sama di lokakarya (notebook 05).",
    "no_judged": "Tidak ada entri terkirim yang sudah diperiksa dalam periode ini; periksa periodenya.",
    "no_socialisation": "Tanggal sosialisasi dan unit yang mendapatnya belum disebut; sebutkan keduanya di notebook 04.",
}
"""Why there is no answer at all."""

VERDICT: Final[dict[str, str]] = {
    "effect": "Ada perubahan yang melebihi unit pembanding.",
    "not_enough": "Tidak cukup bukti: intervalnya memuat nol; tambah unit atau periode sebelum menyimpulkan.",
    "placebo_fails": "Tidak cukup bukti: kelompoknya sudah bergerak berbeda sebelum sosialisasi; pilih unit pembanding yang lebih serupa.",
}
"""What an estimate of `ekin.evaluation.study` says."""

FAIRNESS: Final[dict[str, str]] = {
    "flag": "Ditandai",
    "error": "Salah menilai",
    "wrongly_flagged": "Spesifik tetapi ditandai",
    "missed": "Umum tetapi tidak ditandai",
    "too_small": "Kelompok ini kurang dari {rows} baris atau {people} orang, jadi tidak dibandingkan.",
}
"""Measures and sentences of a fairness audit."""

RULE: Final[dict[str, str]] = {
    "istimewa_most": "Capaian organisasi Istimewa: sebagian besar pegawai Sangat Baik.",
    "istimewa_max": "Capaian organisasi Istimewa: Sangat Baik paling banyak 70 %.",
    "baik_most": "Capaian organisasi Baik: sebagian besar pegawai Baik.",
    "baik_max": "Capaian organisasi Baik: Baik paling banyak 70 %.",
    "baik_some": "Capaian organisasi Baik: harus ada pegawai Butuh Perbaikan dan/atau Kurang.",
    "bp_min": "Capaian organisasi Butuh Perbaikan/Cukup: Butuh Perbaikan paling sedikit 60 %.",
    "bp_best": "Capaian organisasi Butuh Perbaikan/Cukup: Sangat Baik paling banyak 10 %.",
    "kurang_min": "Capaian organisasi Kurang: Kurang/Misconduct paling sedikit 60 %.",
    "kurang_bp": "Capaian organisasi Kurang: Butuh Perbaikan paling sedikit 10 %.",
    "kurang_best": "Capaian organisasi Kurang: Sangat Baik paling banyak 10 %.",
    "sk_min": "Capaian organisasi Sangat Kurang: Sangat Kurang paling sedikit 60 %.",
    "sk_low": "Capaian organisasi Sangat Kurang: Kurang dan/atau Butuh Perbaikan paling sedikit 10 %.",
    "sk_best": "Capaian organisasi Sangat Kurang: tidak ada Sangat Baik.",
}
"""Rules of SE MenPANRB 3/2023 as news reports give them; the letter itself was not at hand (DOMAIN 1.5)."""

RULE_NOTE: Final[dict[str, str]] = {
    "source": "Aturan dikutip dari ringkasan SE MenPANRB 3/2023 di media; cocokkan dengan naskah resminya sebelum dipakai.",
    "small": "Tim ini kurang dari {people} orang, jadi persentase tidak berarti banyak; aturan SE untuk tim kecil belum ditemukan.",
    "most": "Naskahnya tidak menyebut berapa persen 'sebagian besar' itu; di sini dibaca lebih dari separuh.",
    "people": "Predikat berasal dari penilaian orang; ekin tidak menilai dan mutu uraian tidak ikut dihitung.",
}
"""What stands beside every check of the distribution."""

EXPECTATION: Final[dict[Expectation, str]] = {
    Expectation.ABOVE: "di atas ekspektasi",
    Expectation.AS_EXPECTED: "sesuai ekspektasi",
    Expectation.BELOW: "di bawah ekspektasi",
}
PREDIKAT: Final[dict[Predikat, str]] = {
    Predikat.SANGAT_BAIK: "Sangat Baik",
    Predikat.BAIK: "Baik",
    Predikat.BUTUH_PERBAIKAN: "Butuh Perbaikan",
    Predikat.KURANG: "Kurang/Misconduct",
    Predikat.SANGAT_KURANG: "Sangat Kurang",
}
RESULT: Final[dict[str, str]] = {"met": "terpenuhi", "broken": "tidak terpenuhi", "unclear": "tidak dapat dipastikan"}
"""What a check of the distribution found."""

GROUP_BY: Final[dict[str, str]] = {
    "unit": "Unit",
    "position": "Jabatan",
    "position_kind": "Jenis jabatan",
    "work_week": "Hari kerja sepekan",
    "kind": "Jenis pegawai",
    "letters": "Cara menulis huruf",
}
GROUP_NAME: Final[dict[str, str]] = {
    "others": "jabatan lain",
    "upper": "kapital semua",
    "lower": "kecil semua",
    "mixed": "campuran",
}
"""Columns of the fairness audit, and groups that are codes."""

QUESTION: Final[dict[str, str]] = {
    "failures": "Yang tidak dapat dikatakan, dan yang perlu dilihat",
    "reviewers": "Apakah para penilai sama tegasnya?",
    "calibration": "Apakah mereka menilai contoh kasus yang sama dengan sama tegas?",
    "reliability": "Berapa hari yang cukup, dan dapatkah unit diurutkan?",
    "signals": "Apa yang layak dilihat lebih dekat?",
    "fairness": "Apakah pemeriksaan uraian adil bagi setiap kelompok?",
    "predikat": "Apakah sebaran predikat sesuai SE MenPANRB 3/2023?",
    "socialisation": "Apakah sosialisasinya berhasil?",
}
"""Headings of the appendix, by name of the answer."""

NOTE: Final[dict[str, str]] = {
    "title": "Lampiran statistik",
    "intro": "Untuk pemeriksa: seberapa jauh angka dalam laporan dapat dipercaya. Yang gagal dan yang ditolak dicetak lebih dahulu. Interval 95 %; n menyertai setiap angka.",
    "signals": "Bukan kesimpulan dan bukan pelanggaran: setiap baris menyebut penjelasan lain yang wajar dan seberapa sering orang jujur ikut tertandai pada simulasi. Bicarakan dengan orangnya; jangan dipakai untuk nilai atau tunjangan.",
    "signals_file": "Entri di balik setiap baris, satu baris per entri: {file}.",
    "signals_none": "Tidak ada yang melewati ambang.",
    "signals_count": "{name}: {count} orang.",
    "reviewers": "Nilai 3 berarti di atas ekspektasi, 1 di bawahnya. Nilai terakhir dari setiap penilai untuk setiap pegawai yang dipakai. Angka yang disesuaikan berdiri di samping nilai asli, tidak pernah menggantikannya. Menurut abjad, bukan peringkat.",
    "calibration": "Dari contoh kasus lokakarya: tentang menilai uraian, bukan tentang menilai orang; predikat tidak diubah karenanya. Menurut abjad, bukan peringkat.",
    "reliability": "Keandalan bagian uraian spesifik seseorang bila dirata-ratakan atas sekian hari, untuk membandingkan orang. Harinya dianggap contoh acak dari hari-hari orang itu, dan ekin satu-satunya penilai, jadi kekeliruan ekin sendiri tidak termasuk.",
    "fairness": "Setiap kelompok dibandingkan dengan semua yang lain; orang adalah klaster. Peluang salah curiga 5 % untuk semua perbandingan bersama-sama (Holm). Dasar adalah bagian umum menurut label orang; tanpa label hanya tingkat penandaan yang dapat dibandingkan, dan beda tingkat belum berarti tidak adil.",
    "predikat": "Hitungan semua pegawai yang dinilai, bukan sampel, jadi tanpa interval.",
    "no_achievement": "Capaian organisasi tidak ada dalam data, jadi aturan kelima capaian ditampilkan; pakai yang sesuai.",
    "socialisation": "Selisih perubahan (difference-in-differences): perubahan unit yang mendapat sosialisasi dikurangi perubahan unit pembanding; setiap unit satu angka, interval antarunit. Tanggal palsu (plasebo) sebelum sosialisasi seharusnya tidak menunjukkan apa-apa.",
    "days_enough": "Baru sejak {days} hari seluruh intervalnya di atas 0,8.",
    "days_never": "Sampai {days} hari pun intervalnya belum seluruhnya di atas 0,8: jangan membandingkan orang dengan angka ini.",
    "order": "Urutan di bawah benar dengan peluang {probability}; unit dalam satu tingkat tidak dapat dibedakan.",
    "no_order": "Unit tidak diurutkan: peluang bahwa suatu urutan benar di bawah 90 % untuk {units} unit yang cukup besar.",
    "alarm": "{measure}: berbeda pada {group}, selisih ke yang lain {gap} poin, n = {n}, p {p}.",
    "no_alarm": "Tidak ada kelompok yang melewati batas curiga.",
    "power": "Selisih di bawah {least} sampai {most} poin, menurut kelompoknya, biasanya (lebih dari satu dari lima kali) tidak terlihat; lihat kolom 'Terlihat mulai'.",
    "none_compared": "Tidak ada kelompok yang cukup besar untuk dibandingkan.",
    "broken": "{where}: {rule} Ditemukan {count} dari {n}.",
    "odd": "{count} predikat tidak sama dengan matriks hasil dan perilaku; periksa asal nilainya.",
    "stuck": "{count} penilai memberi setiap butir satu nilai yang sama untuk semua pegawainya ({least} pegawai atau lebih); bicarakan, jangan disimpulkan.",
    "matrix": "Matriks hasil dan perilaku, {period}",
    "counts": "Predikat menurut unit, {period}",
    "tiny": "< 0,001",
    "nothing_failed": "Tidak ada yang ditolak dan tidak ada yang mencolok.",
    "rater": "Penilai {number}",
    "small_hidden": "Kelompok kecil dan nilai per penilai tidak ditampilkan dalam salinan untuk dibagikan.",
    "before": "tanpa sosialisasi",
    "after": "dengan sosialisasi",
    "start": "sosialisasi",
    "target": "0,8",
}
"""Sentences of the appendix."""

COLUMN: Final[dict[str, str]] = {
    "who": "Siapa",
    "seen": "Yang terlihat",
    "behind": "Tanggal",
    "rater": "Penilai",
    "measure": "Ukuran",
    "estimate": "Disesuaikan (95 %)",
    "raw": "Nilai asli",
    "n": "n",
    "people": "Pegawai",
    "vignettes": "Contoh kasus",
    "mean": "Rata-rata",
    "sd": "Simpangan baku",
    "group": "Kelompok",
    "days": "Hari",
    "raters": "Banyak penilai",
    "reliability": "Keandalan (95 %)",
    "unit": "Unit",
    "tier": "Tingkat",
    "share": "Uraian spesifik (95 %)",
    "rate": "Nilai (95 %)",
    "base": "Dasar",
    "gap": "Selisih ke yang lain (95 %)",
    "detectable": "Terlihat mulai",
    "p": "p (Holm)",
    "period": "Periode",
    "rule": "Aturan SE MenPANRB 3/2023",
    "found": "Ditemukan",
    "result": "Hasil",
    "hasil": "Hasil kerja \\ perilaku",
    "method": "Cara",
    "date": "Tanggal",
    "change": "Perubahan (95 %)",
    "units": "Unit (sosialisasi + pembanding)",
    "icc": "Kesepakatan",
}
"""Heads of the appendix's tables."""

MEASURE: Final[dict[str, str]] = {"severity": "Ketegasan", "centrality": "Pemusatan", "halo": "Kesan umum"}
METHOD: Final[dict[str, str]] = {"did": "Selisih perubahan", "series": "Loncatan deret", "placebo": "Plasebo"}
AGREEMENT: Final[dict[str, str]] = {
    "alpha": "alpha Krippendorff (interval)",
    "2,1": "ICC(2,1): satu penilai, sepakat mutlak",
    "2,k": "ICC(2,k): rata-rata {raters} penilai",
}
"""Names of figures of the appendix."""
