"""Every table that ekin recognises by its header: BKN's, and ekin's own for what no export of BKN holds."""

from __future__ import annotations

from typing import Final

from ekin.exchange import bkn, cells, clocks, dates
from ekin.exchange.fields import Field, TableLayout
from ekin.vocabulary import Layout

EMPLOYEES: Final = TableLayout(
    Layout.EMPLOYEES,
    (
        Field("nip", "nip", cells.parse_nip, ("nip baru", "nip/ni pppk"), required=True, filled=True),
        Field("name", "nama", aliases=("nama pegawai", "nama lengkap"), required=True, filled=True),
        Field("position", "jabatan", aliases=("nama jabatan",), required=True),
        Field("position_kind", "jenis_jabatan", cells.parse_position_kind),
        Field("rank", "golru", aliases=("golongan", "golongan ruang", "gol/ruang", "gol ruang")),
        Field("unit", "unit", aliases=("unit kerja", "unor"), required=True),
        Field("parent_unit", "unit_induk", aliases=("unor induk", "unit kerja induk")),
        Field("agency", "instansi"),
        Field("superior_nip", "nip_atasan", cells.parse_nip, ("nip atasan langsung",)),
        Field("work_week", "hari_kerja", cells.parse_work_week),
        Field("time_zone", "zona_waktu", cells.parse_time_zone),
        Field("kind", "jenis_pegawai", cells.parse_kind, ("jenis asn", "status kepegawaian")),
    ),
    anchors=("nip",),
    key=("nip",),
)

PLANS: Final = TableLayout(
    Layout.PLANS,
    (
        Field("nip", "nip", cells.parse_nip, required=True, filled=True),
        Field("year", "tahun", cells.parse_integer, ("tahun skp",), required=True, filled=True),
        Field("approach", "pendekatan", cells.parse_code),
        Field("rhk_no", "rhk_no", cells.parse_integer, ("no rhk",)),
        Field("rhk_kind", "rhk_jenis", cells.parse_rhk_kind, ("jenis rhk",)),
        Field("rhk", "rhk", aliases=("rencana hasil kerja",), required=True, filled=True),
        Field("superior_rhk", "rhk_atasan", aliases=("rencana hasil kerja pimpinan yang diintervensi", "rhk pimpinan")),
        Field("aspect", "aspek"),
        Field("indicator", "indikator", aliases=("indikator kinerja individu", "indikator kinerja")),
        Field("target", "target"),
        Field("plan_no", "rencana_no", cells.parse_integer, ("no rencana aksi",)),
        Field("plan", "rencana_aksi"),
        Field("plan_target", "target_rencana", aliases=("target rencana aksi",)),
    ),
    anchors=("nip", "rhk"),
)

LEAVE: Final = TableLayout(
    Layout.LEAVE,
    (
        Field("nip", "nip", cells.parse_nip, required=True, filled=True),
        Field("kind", "jenis", cells.parse_leave_kind, ("jenis cuti",), required=True, filled=True),
        Field("start", "mulai", dates.parse_date, ("tanggal mulai", "dari"), required=True, filled=True),
        Field("end", "selesai", dates.parse_date, ("tanggal selesai", "sampai"), required=True, filled=True),
    ),
    anchors=("nip", "start"),
    key=("nip", "start"),
)

REVIEWS: Final = TableLayout(
    Layout.REVIEWS,
    (
        Field("nip", "nip", cells.parse_nip, required=True, filled=True),
        Field("day", "tanggal", dates.parse_date, ("tanggal kegiatan",), required=True, filled=True),
        Field("start", "jam_mulai", clocks.parse_time, ("mulai",), required=True, filled=True),
        Field("description", "kegiatan", cells.parse_text, ("kegiatan harian",), required=True, filled=True),
        Field("superior_nip", "nip_atasan", cells.parse_nip, required=True, filled=True),
        Field("decision", "keputusan", cells.parse_decision, required=True, filled=True),
        Field("note", "catatan"),
        Field("seconds_open", "detik_dibuka", cells.parse_seconds),
        Field("decided_at", "waktu_putusan", dates.parse_timestamp, required=True, filled=True),
    ),
    anchors=("nip", "day"),
)

LAYOUTS: Final[dict[Layout, TableLayout]] = {
    table.layout: table for table in (bkn.PROGRESS, bkn.SKP_REPORT, bkn.RATING_REPORT, EMPLOYEES, PLANS, LEAVE, REVIEWS)
}
"""Known tables by code; where two fit equally well, the first."""

FIELD_NAMES: Final = tuple(sorted({field.name for table in LAYOUTS.values() for field in table.fields}))
"""Every field that a column can be mapped to."""
