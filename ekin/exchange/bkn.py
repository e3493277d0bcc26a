"""Tables of E-Kinerja BKN: daily progress by the importer's template, and the two Excel reports (DOMAIN 2.1, 2.4, 2.6)."""

from __future__ import annotations

from typing import Final

from ekin.exchange import cells, clocks, dates
from ekin.exchange.fields import Field, TableLayout
from ekin.vocabulary import Layout

PROGRESS: Final = TableLayout(
    Layout.PROGRESS,
    (
        Field("plan", "Rencana Aksi", aliases=("aksi", "plan")),
        Field(
            "day", "Tanggal", dates.parse_date, ("Tanggal Kegiatan", "tgl", "tgl kegiatan", "date", "kh_tanggal"), required=True
        ),
        Field("start", "Jam Mulai", clocks.parse_time, ("Jam Mulai Kegiatan", "mulai", "start", "waktu mulai"), required=True),
        Field(
            "end", "Jam Selesai", clocks.parse_time, ("Jam Selesai Kegiatan", "selesai", "end", "waktu selesai"), required=True
        ),
        Field(
            "description",
            "Kegiatan Harian",
            cells.parse_text,
            ("kegiatan", "aktivitas", "activity", "deskripsi", "uraian", "uraian kegiatan", "kh_uraian"),
            required=True,
        ),
        Field(
            "quantity",
            "Realisasi",
            cells.parse_integer,
            ("qty", "jumlah", "output", "capaian", "realisasi_activity"),
        ),
        Field("quantity_unit", "Satuan", aliases=("unit", "uom", "satuan output")),
        Field("evidence_url", "Bukti Dukung", aliases=("bukti", "link", "evidence", "bukti_eviden")),
        Field("nip", "NIP", cells.parse_nip, ("nip pegawai", "nipBaru", "nip baru", "nip/ni pppk"), filled=True),
        Field("name", "Nama", aliases=("nama pegawai", "nama asn")),
        Field("status", "Status", cells.parse_status, ("status kegiatan",)),
        Field("submitted_at", "Waktu Rekam", dates.parse_timestamp, ("kh_rekam", "waktu input", "tanggal rekam")),
    ),
    anchors=("day", "start", "end"),
    key=("nip", "day", "start", "end", "description"),
)

SKP_REPORT: Final = TableLayout(
    Layout.SKP_REPORT,
    (
        Field("person_id", "id"),
        Field("nip", "nip", cells.parse_nip, required=True, filled=True),
        Field("name", "nama", required=True, filled=True),
        Field("position", "jabatan"),
        Field("unit", "unit"),
        Field("kind", "jenis_pegawai", cells.parse_kind),
        Field("skp_id", "skp_id"),
        Field("status", "skp_status", required=True),
        Field("approach", "skp_model", cells.parse_code),
        Field("skp_unit", "skp_unor"),
        Field("superior_unit", "skp_unor_atasan"),
        Field("parent_unit", "skp_unor_induk"),
        Field("skp_position", "skp_jabatan"),
        Field("position_kind", "skp_jenis_jabatan", cells.parse_position_kind),
        Field("period_start", "periode_awal", dates.parse_date, required=True),
        Field("period_end", "periode_akhir", dates.parse_date, required=True),
        Field("acting", "is_plt_plh", cells.parse_acting, required=True),
        Field("has_skp", "is_skp"),
        Field("created_at", "created_at", dates.parse_timestamp),
    ),
    anchors=("nip",),
    key=("nip",),
)

RATING_REPORT: Final = TableLayout(
    Layout.RATING_REPORT,
    (
        Field("row_kind", "jenis"),
        Field("person_id", "id"),
        Field("nip", "nip", cells.parse_nip, required=True, filled=True),
        Field("name", "nama", required=True, filled=True),
        Field("skp_period_start", "periode_awal_skp", dates.parse_date, required=True),
        Field("skp_period_end", "periode_akhir_skp", dates.parse_date, required=True),
        Field("unit_id", "skp_unor_id"),
        Field("unit", "skp_unor"),
        Field("parent_unit", "skp_unor_induk"),
        Field("position", "skp_jabatan"),
        Field("position_kind", "skp_jenis_jabatan", cells.parse_position_kind),
        Field("acting", "is_skp_plt_plh_pjb", cells.parse_acting, required=True),
        Field("hasil", "hasil_kerja", cells.parse_expectation, required=True),
        Field("perilaku", "perilaku_kerja", cells.parse_expectation, required=True),
        Field("predikat", "hasil_akhir", cells.parse_predikat, required=True),
        Field("superior_id", "pegawai_atasan_id"),
        Field("superior_nip", "pegawai_atasan_nip", cells.parse_nip),
        Field("superior_name", "pegawai_atasan_nama"),
        Field("superior_unit_id", "pegawai_atasan_unor_id"),
        Field("superior_unit", "pegawai_atasan_unor"),
        Field("superior_position", "pegawai_atasan_jabatan"),
        Field("superior_rank", "pegawai_atasan_golru"),
        Field("rated_at", "waktu_dinilai", dates.parse_timestamp),
        Field("assessor_id", "pegawai_penilai_id"),
        Field("year", "tahun_skp", cells.parse_integer),
        Field("skp_id", "skp_id"),
        Field("period_id", "periode_id"),
        Field("assessment_id", "skp_penilaian_id"),
        Field("rank", "golru"),
        Field("kind", "jenis_pegawai", cells.parse_kind),
        Field("month", "bulan_skp", dates.parse_month),
    ),
    anchors=("nip",),
    key=("nip", "period_start", "period_end"),
)
