"""Rows of BKN's two reports from the simulated offices (DOMAIN 2.4): acting posts and moves have rows of their own."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.simulate import Samples
from ekin.exchange.bkn import RATING_REPORT, SKP_REPORT
from ekin.exchange.fields import TableLayout
from ekin.vocabulary import TIME_ZONES, EmploymentKind, Status

_NAMESPACE = UUID("2f0c4c1e-94f5-5c0a-8d0e-736b70626b6e")
NONE = "-"
"""What the reports write where there is nothing."""

_KIND: Final = {EmploymentKind.PNS: "PNS", EmploymentKind.PPPK: "PPPK", EmploymentKind.PPPK_PW: "PPPK Paruh Waktu"}
_POSITION_KIND: Final = {"struktural": "1", "fungsional": "2", "pelaksana": "4"}  # SIASN jenisJabatan (DOMAIN 4.6)
_EXPECTATION: Final = {1: "DIATAS ESPEKTASI", 2: "SESUAI ESPEKTASI", 3: "DIBAWAH ESPEKTASI"}  # SIASN's spelling (DOMAIN 3.3)
_PREDIKAT: Final = {1: "SANGAT BAIK", 2: "BAIK", 3: "BUTUH PERBAIKAN", 4: "KURANG", 5: "SANGAT KURANG"}
_SKP_STATUS: Final = {Status.APPROVED: "Persetujuan", Status.DRAFT: "Draft"}


def skp_report(samples: Samples) -> tuple[list[str], list[list[object]]]:
    """Header and rows of "Laporan SKP", one row per SKP."""
    people = samples.employees.set_index("nip")
    rows = []
    for skp in samples.skp_reports.to_dict("records"):
        who = people.loc[skp["nip"]]
        values = {"has_skp": "1", "approach": "Kuantitatif", "skp_id": _skp_id(skp), "status": _SKP_STATUS[skp["status"]]}
        above = people["unit"].get(who["superior_nip"], NONE)
        values |= _person(skp["nip"], who) | {"position": who["position"], "unit": who["unit"], "superior_unit": above}
        values |= {"skp_unit": skp["unit"], "parent_unit": who["parent_unit"], "skp_position": skp["position"]}
        values |= {"period_start": skp["period_start"].date(), "period_end": skp["period_end"].date(), "acting": skp["acting"]}
        rows.append(values | {"created_at": skp["period_start"].replace(hour=10)})
    return _laid_out(rows, SKP_REPORT)


def rating_report(samples: Samples, month: Period) -> tuple[list[str], list[list[object]]]:
    """Header and rows of "Laporan Penilaian SKP" of a month, with its 31 columns."""
    people = samples.employees.set_index("nip")
    ratings = samples.ratings[samples.ratings["period_start"] == pd.Timestamp(month.start)].set_index("nip")
    skps = samples.skp_reports
    inside = (skps["period_start"] <= str(month.end)) & (skps["period_end"] >= str(month.start))
    rows = []
    for skp in skps[inside].to_dict("records"):
        who, moved_on = people.loc[skp["nip"]], not skp["acting"] and skp["period_end"] < pd.Timestamp(month.end)
        values = _person(skp["nip"], who) | _superior(who, people) | _rating(ratings.loc[skp["nip"]], moved_on)
        values |= {
            "row_kind": "Bulanan",
            "skp_period_start": skp["period_start"].date(),
            "skp_period_end": skp["period_end"].date(),
        }
        values |= {"unit": skp["unit"], "unit_id": _id("unit", skp["unit"]), "parent_unit": who["parent_unit"]}
        values |= {"position": skp["position"], "acting": skp["acting"], "year": month.start.year, "month": month.start.month}
        values |= {"skp_id": _skp_id(skp), "period_id": _id("period", month.key), "rank": who["rank"]}
        rows.append(values | {"assessment_id": _id("assessment", _skp_id(skp), month.key)})
    return _laid_out(rows, RATING_REPORT)


def _person(nip: str, who: pd.Series) -> dict[str, object]:
    kind = _POSITION_KIND[who["position_kind"]]
    return {"person_id": _id(nip), "nip": nip, "name": who["name"], "kind": _KIND[who["kind"]], "position_kind": kind}


def _superior(who: pd.Series, people: pd.DataFrame) -> dict[str, object]:
    nip = who["superior_nip"]
    if not nip:
        return {}
    boss = people.loc[nip]
    names = {f"superior_{name}": boss[name] for name in ("name", "unit", "position", "rank")}
    ids = {"superior_id": _id(nip), "assessor_id": _id(nip), "superior_unit_id": _id("unit", boss["unit"])}
    return {"superior_nip": nip} | names | ids


def _rating(rating: pd.Series, moved_on: bool) -> dict[str, object]:
    """Give the rating; nothing where nobody rated, and in the row of the post that was left."""
    if moved_on or pd.isna(rating["hasil"]):
        return {}
    given = {"hasil": _EXPECTATION[rating["hasil"]], "perilaku": _EXPECTATION[rating["perilaku"]]}
    local = rating["rated_at"].tz_convert(TIME_ZONES["WIB"]).tz_localize(None)
    return given | {"predikat": _PREDIKAT[rating["predikat"]], "rated_at": local}


def _laid_out(rows: list[dict], table: TableLayout) -> tuple[list[str], list[list[object]]]:
    return [field.header for field in table.fields], [[row.get(field.name, NONE) for field in table.fields] for row in rows]


def _skp_id(skp: dict) -> str:
    return _id("skp", skp["nip"], skp["position"], f"{skp['period_start']:%Y-%m-%d}")


def _id(*parts: str) -> str:
    return str(uuid5(_NAMESPACE, "|".join(parts)))
