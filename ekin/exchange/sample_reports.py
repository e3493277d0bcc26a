"""Rows of BKN's two reports from the simulated offices (DOMAIN 2.4): acting posts and moves have rows of their own."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.simulate import Samples
from ekin.exchange.layouts import RATING_REPORT, SKP_REPORT, TableLayout
from ekin.vocabulary import TIME_ZONES, EmploymentKind, Status

NONE = "-"
"""What the reports write where there is nothing."""

_NAMESPACE = UUID("2f0c4c1e-94f5-5c0a-8d0e-736b70626b6e")
_KIND: Final = {EmploymentKind.PNS: "PNS", EmploymentKind.PPPK: "PPPK", EmploymentKind.PPPK_PW: "PPPK Paruh Waktu"}
_POSITION_KIND: Final = {"struktural": "1", "fungsional": "2", "pelaksana": "4"}  # SIASN jenisJabatan (DOMAIN 4.6)
_EXPECTATION: Final = {1: "DIATAS ESPEKTASI", 2: "SESUAI ESPEKTASI", 3: "DIBAWAH ESPEKTASI"}  # SIASN's spelling (DOMAIN 3.3)
_PREDIKAT: Final = {1: "SANGAT BAIK", 2: "BAIK", 3: "BUTUH PERBAIKAN", 4: "KURANG", 5: "SANGAT KURANG"}
_SKP_STATUS: Final = {Status.APPROVED: "Persetujuan", Status.DRAFT: "Draft"}

Report = tuple[list[str], list[list[object]]]  # header and rows


def skp_report(samples: Samples) -> Report:
    """Header and rows of "Laporan SKP", one row per SKP."""
    people = samples.employees.set_index("nip")
    rows = []
    for skp in samples.skp_reports.to_dict("records"):
        who = people.loc[skp["nip"]]
        rows.append(
            _person_and_skp(skp, who)
            | {"position": who["position"], "unit": who["unit"], "skp_position": skp["position"], "skp_unit": skp["unit"]}
            | {"superior_unit": people["unit"].get(who["superior_nip"], NONE), "has_skp": "1", "approach": "Kuantitatif"}
            | {"period_start": skp["period_start"].date(), "period_end": skp["period_end"].date()}
            | {"status": _SKP_STATUS[skp["status"]], "created_at": skp["period_start"].replace(hour=10)}
        )
    return _laid_out(rows, SKP_REPORT)


def rating_report(samples: Samples, month: Period) -> Report:
    """Header and rows of "Laporan Penilaian SKP" of a month, with its 31 columns."""
    people = samples.employees.set_index("nip")
    ratings = samples.ratings[samples.ratings["period_start"] == pd.Timestamp(month.start)].set_index("nip")
    skps = samples.skp_reports
    inside = (skps["period_start"] <= str(month.end)) & (skps["period_end"] >= str(month.start))
    rows = []
    for skp in skps[inside].to_dict("records"):
        who, moved_on = people.loc[skp["nip"]], not skp["acting"] and skp["period_end"] < pd.Timestamp(month.end)
        rows.append(
            _person_and_skp(skp, who)
            | _superior(who, people)
            | ({} if moved_on else _rating(ratings.loc[skp["nip"]]))
            | {"skp_period_start": skp["period_start"].date(), "skp_period_end": skp["period_end"].date()}
            | {"position": skp["position"], "unit": skp["unit"], "unit_id": _id("unit", skp["unit"]), "rank": who["rank"]}
            | {"row_kind": "Bulanan", "year": month.start.year, "month": month.start.month}
            | {"period_id": _id("period", month.key), "assessment_id": _id("assessment", _skp_id(skp), month.key)}
        )
    return _laid_out(rows, RATING_REPORT)


def _person_and_skp(skp: dict, who: pd.Series) -> dict[str, object]:
    kinds = {"kind": _KIND[who["kind"]], "position_kind": _POSITION_KIND[who["position_kind"]]}
    person = {"person_id": _id(skp["nip"]), "nip": skp["nip"], "name": who["name"], "parent_unit": who["parent_unit"]}
    return person | kinds | {"skp_id": _skp_id(skp), "acting": skp["acting"]}


def _superior(who: pd.Series, people: pd.DataFrame) -> dict[str, object]:
    nip = who["superior_nip"]
    if not nip:
        return {}
    boss = people.loc[nip]
    names = {f"superior_{name}": boss[name] for name in ("name", "unit", "position", "rank")}
    ids = {"superior_id": _id(nip), "assessor_id": _id(nip), "superior_unit_id": _id("unit", boss["unit"])}
    return {"superior_nip": nip} | names | ids


def _rating(rating: pd.Series) -> dict[str, object]:
    """Give the rating; nothing where nobody rated."""
    if pd.isna(rating["hasil"]):
        return {}
    given = {"hasil": _EXPECTATION[rating["hasil"]], "perilaku": _EXPECTATION[rating["perilaku"]]}
    local = rating["rated_at"].tz_convert(TIME_ZONES["WIB"]).tz_localize(None)
    return given | {"predikat": _PREDIKAT[rating["predikat"]], "rated_at": local}


def _laid_out(rows: list[dict], table: TableLayout) -> Report:
    return [field.header for field in table.fields], [[row.get(field.name, NONE) for field in table.fields] for row in rows]


def _skp_id(skp: dict) -> str:
    return _id("skp", skp["nip"], skp["position"], f"{skp['period_start']:%Y-%m-%d}")


def _id(*parts: str) -> str:
    return str(uuid5(_NAMESPACE, "|".join(parts)))
