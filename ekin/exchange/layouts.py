"""Every table that ekin recognises by its header: BKN's (DOMAIN 2.1, 2.4, 2.6), and ekin's for what no export of BKN holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ekin.exchange import cells
from ekin.exchange.cells import Parser, fold_name, parse_code, parse_integer, parse_kind, parse_nip, parse_position_kind
from ekin.exchange.clocks import parse_time
from ekin.exchange.dates import parse_date, parse_month, parse_timestamp
from ekin.vocabulary import Layout


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes
    ----------
    name, header
        Name in ekin's rows (that of the storage column where there is one), and in the file as its maker writes it.
    aliases
        Other names that are taken for it; never by likeness, only as listed.
    required
        Whether a file without this column is not this table.
    filled
        Whether a row with an empty cell is refused.
    """

    name: str
    header: str
    parse: Parser = cells.parse_optional_text
    aliases: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False

    @cached_property
    def _known(self) -> dict[str, str]:
        synonyms = {fold_name(name): "synonym" for name in (self.name, *self.aliases)}
        return synonyms | {fold_name(self.header): "exact"}

    def match(self, folded: str) -> str | None:
        """Say how a folded column name fits: "exact", "synonym", or None."""
        return self._known.get(folded)


@dataclass(frozen=True)
class TableLayout:
    """One known table.

    Attributes
    ----------
    anchors
        Fields that every real row has; a row with none of them filled may be a total or a footer.
    key
        Fields that tell two rows apart; empty when only a row that is the same throughout is a duplicate.
    """

    layout: Layout
    fields: tuple[Field, ...]
    anchors: tuple[str, ...]
    key: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """Field of a name that the table has."""
        return next(item for item in self.fields if item.name == name)

    @property
    def required(self) -> tuple[Field, ...]:
        """Columns without which a file is not this table."""
        return tuple(item for item in self.fields if item.required)


_ACTIVITY_NAMES = ("kegiatan", "aktivitas", "activity", "deskripsi", "uraian", "uraian kegiatan", "kh_uraian")

PROGRESS: Final = TableLayout(
    Layout.PROGRESS,
    (
        Field("plan", "Rencana Aksi", aliases=("aksi", "plan")),
        Field("day", "Tanggal", parse_date, ("Tanggal Kegiatan", "tgl", "tgl kegiatan", "date", "kh_tanggal"), required=True),
        Field("start", "Jam Mulai", parse_time, ("Jam Mulai Kegiatan", "mulai", "start", "waktu mulai"), required=True),
        Field("end", "Jam Selesai", parse_time, ("Jam Selesai Kegiatan", "selesai", "end", "waktu selesai"), required=True),
        Field("description", "Kegiatan Harian", cells.parse_text, _ACTIVITY_NAMES, required=True),
        Field("quantity", "Realisasi", parse_integer, ("qty", "jumlah", "output", "capaian", "realisasi_activity")),
        Field("quantity_unit", "Satuan", aliases=("unit", "uom", "satuan output")),
        Field("evidence_url", "Bukti Dukung", aliases=("bukti", "link", "evidence", "bukti_eviden")),
        Field("nip", "NIP", parse_nip, ("nip pegawai", "nipBaru", "nip baru", "nip/ni pppk"), filled=True),
        Field("name", "Nama", aliases=("nama pegawai", "nama asn")),
        Field("status", "Status", cells.parse_status, ("status kegiatan",)),
        Field("submitted_at", "Waktu Rekam", parse_timestamp, ("kh_rekam", "waktu input", "tanggal rekam")),
    ),
    anchors=("day", "start", "end"),
    key=("nip", "day", "start", "end", "description"),
)

SKP_REPORT: Final = TableLayout(
    Layout.SKP_REPORT,
    (
        Field("person_id", "id"),
        Field("nip", "nip", parse_nip, required=True, filled=True),
        Field("name", "nama", required=True, filled=True),
        Field("position", "jabatan"),
        Field("unit", "unit"),
        Field("kind", "jenis_pegawai", parse_kind),
        Field("skp_id", "skp_id"),
        Field("status", "skp_status", required=True),
        Field("approach", "skp_model", parse_code),
        Field("skp_unit", "skp_unor"),
        Field("superior_unit", "skp_unor_atasan"),
        Field("parent_unit", "skp_unor_induk"),
        Field("skp_position", "skp_jabatan"),
        Field("position_kind", "skp_jenis_jabatan", parse_position_kind),
        Field("period_start", "periode_awal", parse_date, required=True),
        Field("period_end", "periode_akhir", parse_date, required=True),
        Field("acting", "is_plt_plh", cells.parse_acting, required=True),
        Field("has_skp", "is_skp"),
        Field("created_at", "created_at", parse_timestamp),
    ),
    anchors=("nip",),
    key=("nip",),
)

RATING_REPORT: Final = TableLayout(
    Layout.RATING_REPORT,
    (
        Field("row_kind", "jenis"),
        Field("person_id", "id"),
        Field("nip", "nip", parse_nip, required=True, filled=True),
        Field("name", "nama", required=True, filled=True),
        Field("skp_period_start", "periode_awal_skp", parse_date, required=True),
        Field("skp_period_end", "periode_akhir_skp", parse_date, required=True),
        Field("unit_id", "skp_unor_id"),
        Field("unit", "skp_unor"),
        Field("parent_unit", "skp_unor_induk"),
        Field("position", "skp_jabatan"),
        Field("position_kind", "skp_jenis_jabatan", parse_position_kind),
        Field("acting", "is_skp_plt_plh_pjb", cells.parse_acting, required=True),
        Field("hasil", "hasil_kerja", cells.parse_expectation, required=True),
        Field("perilaku", "perilaku_kerja", cells.parse_expectation, required=True),
        Field("predikat", "hasil_akhir", cells.parse_predikat, required=True),
        Field("superior_id", "pegawai_atasan_id"),
        Field("superior_nip", "pegawai_atasan_nip", parse_nip),
        Field("superior_name", "pegawai_atasan_nama"),
        Field("superior_unit_id", "pegawai_atasan_unor_id"),
        Field("superior_unit", "pegawai_atasan_unor"),
        Field("superior_position", "pegawai_atasan_jabatan"),
        Field("superior_rank", "pegawai_atasan_golru"),
        Field("rated_at", "waktu_dinilai", parse_timestamp),
        Field("assessor_id", "pegawai_penilai_id"),
        Field("year", "tahun_skp", parse_integer),
        Field("skp_id", "skp_id"),
        Field("period_id", "periode_id"),
        Field("assessment_id", "skp_penilaian_id"),
        Field("rank", "golru"),
        Field("kind", "jenis_pegawai", parse_kind),
        Field("month", "bulan_skp", parse_month),
    ),
    anchors=("nip",),
    key=("nip", "period_start", "period_end"),
)

EMPLOYEES: Final = TableLayout(
    Layout.EMPLOYEES,
    (
        Field("nip", "nip", parse_nip, ("nip baru", "nip/ni pppk"), required=True, filled=True),
        Field("name", "nama", aliases=("nama pegawai", "nama lengkap"), required=True, filled=True),
        Field("position", "jabatan", aliases=("nama jabatan",), required=True),
        Field("position_kind", "jenis_jabatan", parse_position_kind),
        Field("rank", "golru", aliases=("golongan", "golongan ruang", "gol/ruang", "gol ruang")),
        Field("unit", "unit", aliases=("unit kerja", "unor"), required=True),
        Field("parent_unit", "unit_induk", aliases=("unor induk", "unit kerja induk")),
        Field("agency", "instansi"),
        Field("superior_nip", "nip_atasan", parse_nip, ("nip atasan langsung",)),
        Field("work_week", "hari_kerja", cells.parse_work_week),
        Field("time_zone", "zona_waktu", cells.parse_time_zone),
        Field("kind", "jenis_pegawai", parse_kind, ("jenis asn", "status kepegawaian")),
    ),
    anchors=("nip",),
    key=("nip",),
)

PLANS: Final = TableLayout(
    Layout.PLANS,
    (
        Field("nip", "nip", parse_nip, required=True, filled=True),
        Field("year", "tahun", parse_integer, ("tahun skp",), required=True, filled=True),
        Field("approach", "pendekatan", parse_code),
        Field("rhk_no", "rhk_no", parse_integer, ("no rhk",)),
        Field("rhk_kind", "rhk_jenis", cells.parse_rhk_kind, ("jenis rhk",)),
        Field("rhk", "rhk", aliases=("rencana hasil kerja",), required=True, filled=True),
        Field("superior_rhk", "rhk_atasan", aliases=("rencana hasil kerja pimpinan yang diintervensi", "rhk pimpinan")),
        Field("aspect", "aspek"),
        Field("indicator", "indikator", aliases=("indikator kinerja individu", "indikator kinerja")),
        Field("target", "target"),
        Field("plan_no", "rencana_no", parse_integer, ("no rencana aksi",)),
        Field("plan", "rencana_aksi"),
        Field("plan_target", "target_rencana", aliases=("target rencana aksi",)),
    ),
    anchors=("nip", "rhk"),
)

LEAVE: Final = TableLayout(
    Layout.LEAVE,
    (
        Field("nip", "nip", parse_nip, required=True, filled=True),
        Field("kind", "jenis", cells.parse_leave_kind, ("jenis cuti",), required=True, filled=True),
        Field("start", "mulai", parse_date, ("tanggal mulai", "dari"), required=True, filled=True),
        Field("end", "selesai", parse_date, ("tanggal selesai", "sampai"), required=True, filled=True),
    ),
    anchors=("nip", "start"),
    key=("nip", "start"),
)

REVIEWS: Final = TableLayout(
    Layout.REVIEWS,
    (
        Field("nip", "nip", parse_nip, required=True, filled=True),
        Field("day", "tanggal", parse_date, ("tanggal kegiatan",), required=True, filled=True),
        Field("start", "jam_mulai", parse_time, ("mulai",), required=True, filled=True),
        Field("description", "kegiatan", cells.parse_text, ("kegiatan harian",), required=True, filled=True),
        Field("superior_nip", "nip_atasan", parse_nip, required=True, filled=True),
        Field("decision", "keputusan", cells.parse_decision, required=True, filled=True),
        Field("note", "catatan"),
        Field("seconds_open", "detik_dibuka", cells.parse_seconds),
        Field("decided_at", "waktu_putusan", parse_timestamp, required=True, filled=True),
    ),
    anchors=("nip", "day"),
)

LAYOUTS: Final = {table.layout: table for table in (PROGRESS, SKP_REPORT, RATING_REPORT, EMPLOYEES, PLANS, LEAVE, REVIEWS)}
"""Known tables by code; where two fit equally well, the first."""

FIELD_NAMES: Final = tuple(sorted({field.name for table in LAYOUTS.values() for field in table.fields}))
"""Every field that a column can be mapped to."""
