"""Words of the evaluation report."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Laporan evaluasi progres harian"
PUBLISHER: Final = "ekin · progres harian ASN"
ALL: Final = "Semua pegawai dalam data"
ONE_PERSON: Final = "Satu pegawai"
PSEUDONYM: Final = "Pegawai {number}"
CONFIDENTIAL: Final = "Rahasia: memuat data pribadi"
SHARED: Final = "Untuk dibagikan: tanpa nama, NIP, dan uraian; kelompok kecil disamarkan"
MASKED: Final = "disamarkan, n < {minimum}"
EMPTY_PERIOD: Final = "Tidak ada entri terkirim dalam periode ini, jadi laporan ini hampir kosong. Periksa periodenya, atau impor datanya lebih dahulu."
NO_PEOPLE: Final = "Tidak ada pegawai dalam cakupan ini."

LABEL: Final[dict[str, str]] = {
    "period": "Periode",
    "scope": "Cakupan",
    "made_at": "Dibuat",
    "contents": "Isi laporan",
    "group": "Aspek",
    "measure": "Ukuran",
    "value": "Nilai",
    "basis": "Dasar dan interval 95 %",
    "chart": "0–100 %",
    "person": "Pegawai",
    "day": "Tanggal",
    "time": "Waktu",
    "description": "Uraian",
    "quantity": "Hasil",
    "status": "Status",
    "flag": "Pemeriksaan",
    "of": "dari",
    "outputs": "Hasil yang dicatat",
    "close": "Tutup",
    "to_top": "Kembali ke ringkasan",
    "counted": "terhitung",
}

SECTION: Final[dict[str, str]] = {
    "summary": "Satu halaman untuk kepala unit",
    "appendix": "Lampiran untuk pemeriksa",
    "method": "Cara menghitung",
    "units": "Per unit",
    "people": "Per pegawai",
    "entries": "Entri di balik angka",
    "provenance": "Asal angka",
    "help": "Siapa yang perlu dibantu",
    "too_few": "Belum cukup data",
    "fields": "Semua ukuran",
    "trend": "Dari waktu ke waktu",
    "calendar": "Kalender pengisian",
    "uncovered": "RHK tanpa entri yang disetujui",
    "definitions": "Arti setiap ukuran",
    "settings": "Pengaturan yang dipakai",
}

QUESTION: Final[dict[str, str]] = {
    "fill_rate": "Seberapa lengkap?",
    "specific_share": "Seberapa spesifik?",
    "help": "Siapa yang perlu dibantu?",
    "sure": "Seberapa yakin?",
}
ANSWER: Final[dict[str, str]] = {
    "fill_rate": "hari kerja punya entri terkirim",
    "specific_share": "entri terkirim ditulis spesifik",
    "help": "dari {people} pegawai",
    "help_none": "Tidak ada pegawai yang seluruh intervalnya di bawah batas.",
    "help_some": "Seluruh interval mereka di bawah batas; daftarnya di bawah, menurut abjad.",
    "too_few": "{count} pegawai belum cukup data.",
    "no_value": "Belum dapat dihitung",
}
SURE: Final[dict[str, str]] = {
    "level": "95 %",
    "what": "tingkat keyakinan setiap interval",
    "fill_rate": "Kelengkapan dihitung dari {n} hari kerja: angka sebenarnya kira-kira antara {interval}.",
    "specific_share": "Kespesifikan dihitung dari {n} entri: kira-kira antara {interval}.",
    "none": "Belum ada data yang cukup untuk menyebut seberapa yakin.",
    "narrow": "Intervalnya sempit: angka ini cukup pasti.",
    "wide": "Intervalnya lebar: baca sebagai perkiraan.",
}
WIDE_INTERVAL: Final = 0.15
"""Width of a 95 % interval, as a share, from which the report calls it wide. A choice of words, not a rule."""

ADVICE: Final = (
    "Pemeriksaan uraian adalah saran penulisan, bukan penilaian kinerja: hasilnya tidak untuk tukin, TPP, atau predikat. "
    "Keputusan ada pada manusia, dan penulis boleh berkeberatan atas hasil pemeriksaan otomatis (UU 27/2022). "
    "Batas {fill} untuk kelengkapan dan {specific} untuk kespesifikan adalah pengaturan instansi, bukan ketentuan BKN."
)
NOT_A_RANKING: Final = "Menurut abjad dalam setiap unit, bukan peringkat; gunakan untuk menawarkan bantuan. Angka dalam kurung adalah interval 95 %, yang seluruhnya di bawah batas: {fill} hari kerja terisi, {specific} entri spesifik."
HELP: Final[dict[str, str]] = {
    "fill_rate": "Mengisi: {k} dari {n} hari kerja, {value} ({interval}).",
    "specific_share": "Menulis spesifik: {k} dari {n} entri, {value} ({interval}).",
    "missing": "Sering belum tampak: {facets}.",
}
FACET: Final[dict[str, str]] = {
    "action": "tindakan",
    "object": "objek",
    "detail": "rincian",
}
TOO_FEW: Final = "Kurang dari {minimum} hari kerja atau entri, sehingga belum dapat dikatakan apa-apa."
TOO_FEW_PART: Final[dict[str, str]] = {"fill_rate": "{n} hari kerja", "specific_share": "{n} entri terperiksa"}
NOT_ENOUGH: Final = "belum cukup data"

NOUN_OF_GAP: Final[dict[bool, str]] = {True: "hari kerja", False: "pegawai"}
"""What n of the longest gap counts: days of one person, or people of a group."""

WHY: Final[dict[str, str]] = {
    "no_entries": "tidak ada entri terkirim",
    "no_workdays": "tidak ada hari kerja",
    "lag_days": "berkas tidak memuat waktu pengiriman",
    "same_day": "berkas tidak memuat waktu pengiriman",
    "batch_share": "berkas tidak memuat waktu pengiriman",
    "recorded_minutes": "berkas tidak memuat jam mulai dan selesai",
    "aligned_share": "kecocokan dengan rencana aksi belum diperiksa",
    "linked_share": "berkas tidak memuat rencana aksi",
    "skp_coverage": "RHK pegawai belum dimuat",
    "quantified_share": "berkas tidak memuat jumlah dan satuan",
    "evidence_share": "berkas tidak memuat tautan bukti",
    "specific_share": "uraian belum diperiksa",
    "unsure_share": "uraian belum diperiksa",
    "reviewed_share": "berkas tidak memuat tinjauan atasan",
    "review_days": "berkas tidak memuat tinjauan atasan",
    "returned_with_note": "tidak ada entri yang dikembalikan",
    "other": "datanya tidak ada dalam berkas",
}

DAY_STATE: Final[dict[str, str]] = {
    "filled": "terisi",
    "draft": "masih konsep",
    "empty": "belum terisi",
    "holiday": "hari libur",
    "leave": "cuti",
    "extra": "entri di luar hari kerja",
}
FLAG: Final[dict[str, str]] = {"specific": "spesifik", "unsure": "ragu", "generic": "umum"}
LEANING: Final[dict[int, str]] = {0: ", dihitung sebagai spesifik", 1: ", dihitung sebagai umum"}
"""How the balanced threshold decided a description that the judge was not sure of."""
FLAG_MISSING: Final = "belum tampak: {facets}"
OBJECTED: Final = "keberatan penulis diterima"
NO_ENTRY: Final = "(tidak ada entri pada hari kerja ini)"
NO_RHK: Final = "(tanpa teks RHK)"

PLOT: Final[dict[str, str]] = {
    "calendar": "Kalender pengisian {unit}, {month}: satu baris tiap pegawai, satu kolom tiap tanggal. Angkanya ada dalam tabel.",
    "shares": "Kelengkapan dan kespesifikan dengan interval 95 %. Angkanya sama dengan tabel di bawahnya.",
    "trend": "Kelengkapan dan kespesifikan dari waktu ke waktu dengan interval 95 %. Angkanya sama dengan tabel di bawahnya.",
    "fill_rate": "Kelengkapan",
    "specific_share": "Kespesifikan",
    "empty": "Tidak ada data untuk digambar",
    "week": "tgl {first}–{last}",
    "bar": "{value}, interval {interval}",
}

ENTRIES: Final[dict[str, str]] = {
    "intro": "Setiap angka dalam laporan ini membuka entri yang membentuknya. Tanpa skrip, tautan angka menuju daftar ini.",
    "outside": "Entri dalam periode ini lebih dari {limit}, jadi daftarnya ditulis dalam berkas terpisah: ",
    "pdf": "Daftar entri di balik setiap angka ada dalam laporan HTML dan dalam lembar Entri berkas xlsx.",
    "shared": "Laporan untuk dibagikan tidak membuka entri.",
    "of": "Baris di bawah: {n}, yang terhitung (✓): {k}",
    "rows": "{n} entri",
}
MATRIX: Final = (
    "Setiap sel: nilai, lalu interval 95 % dan (n); – berarti belum dapat dihitung atau belum cukup data. Lembar setiap pegawai, dengan gambar "
    "dan alasannya, ada dalam laporan HTML; untuk PDF seorang pegawai, buat laporan dengan cakupan pegawai itu."
)
SHARED_PEOPLE: Final = (
    "Nomor pegawai acak dan tidak tetap dari satu laporan ke laporan lain. Pegawai pada unit yang disamarkan tidak ditampilkan."
)
FEW_OUTPUTS: Final = "Jumlah hasil tidak untuk dibandingkan antarpegawai; lebih banyak tidak selalu lebih baik."

PROVENANCE: Final[dict[str, str]] = {
    "ekin": "Versi ekin",
    "model": "Versi model pemeriksa",
    "threshold": "Batas model",
    "period": "Periode",
    "scope": "Cakupan",
    "as_of": "Entri diharapkan sampai",
    "made_at": "Dibuat",
    "people": "Pegawai",
    "entries": "Entri terkirim",
    "calendar": "Kalender",
    "interval": "Interval",
    "files": "Berkas sumber (SHA-256)",
    "digest": "Sidik data (SHA-256)",
    "packages": "Versi paket",
    "seed": "Benih acak bootstrap",
    "python": "Python",
    "work_weeks": "Minggu kerja",
}
NOT_GIVEN: Final = "tidak disebutkan"
NOT_USED: Final = "uraian belum diperiksa"
CALENDAR: Final = "libur nasional dan cuti bersama {years} menurut paket holidays {version}; libur tambahan: {extra}"
WORK_WEEK: Final = "{count} pegawai dengan {days} hari kerja"
INTERVALS: Final = (
    "Bagian: interval Wilson 95 %; untuk unit, interval memperhitungkan bahwa entri seorang pegawai saling mirip. "
    "Median: bootstrap persentil dengan {draws} ulangan."
)
SETTING_LINE: Final = "{name} = {value}"
CHANGED_SETTING: Final = "{name} = {value} (bawaan {default})"
DIGEST: Final = "{digest}, dari baris pegawai, entri, cuti, tinjauan, dan rencana aksi yang dipakai, diurutkan"
NEUTRAL_CELLS: Final = "Sel teks yang diawali = + - @, tab, atau ganti baris diberi tanda petik tunggal (') di depan, agar tidak pernah dibaca sebagai rumus."

SHEET: Final[dict[str, str]] = {
    "summary": "Ringkasan",
    "unit": "Unit",
    "person": "Pegawai",
    "entries": "Entri",
    "notes": "Keterangan",
}
COLUMN: Final[dict[str, str]] = {
    "unit": "Unit",
    "name": "Nama",
    "key": "NIP",
    "nip": "NIP",
    "group": "Aspek atau prinsip",
    "measure": "Ukuran",
    "value": "Nilai",
    "low": "Batas bawah 95 %",
    "high": "Batas atas 95 %",
    "k": "Terhitung",
    "n": "n",
    "note": "Catatan",
    "id": "ID entri",
    "day": "Tanggal",
    "start": "Mulai",
    "end": "Selesai",
    "minutes": "Menit",
    "description": "Uraian",
    "plan": "Rencana aksi",
    "quantity": "Jumlah",
    "quantity_unit": "Satuan",
    "evidence_url": "Bukti",
    "status": "Status",
    "submitted_at": "Dikirim (UTC)",
    "flag": "Pemeriksaan",
    "missing": "Belum tampak",
    "question": "Pertanyaan",
    "p_generic": "Peluang umum",
    "model": "Model",
    "aligned": "Kecocokan",
    "objected": "Keberatan diterima",
    "settings": "Pengaturan yang dipakai",
    "trace": "Kunci",
    "level": "Tingkat",
    "code": "Kode ukuran",
}
ALL_KEY: Final = "all"
TRACE_LEVEL: Final[dict[str, str]] = {"agency": "semua", "unit": "unit", "person": "pegawai"}
YES_NO: Final[dict[bool, str]] = {True: "ya", False: "tidak"}
NONE_EXTRA: Final = "tidak ada"
