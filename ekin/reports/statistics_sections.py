"""What each section of the statistical appendix says, as plain data for the templates; the templates escape every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from ekin.domain.rating import SMALL_TEAM
from ekin.evaluation.answer import Answer
from ekin.evaluation.fairness import MIN_PEOPLE, MIN_ROWS
from ekin.reports import export, plots
from ekin.reports import statistics_plots as draw
from ekin.reports import statistics_tables as tables
from ekin.vocabulary import Achievement
from ekin.words import numbers
from ekin.words import statistics as say
from ekin.words.report import MASKED

if TYPE_CHECKING:
    from ekin.reports.statistics_page import Statistics

Section = dict[str, Any]


def failures(page: Statistics) -> Section:
    """Everything that was refused or stands out, before any figure."""
    told = [f"{say.QUESTION[name]} {found.refused}" for name, found in page.answers.items() if found.refused]
    for tell in (_stuck, _alarms, _broken, _unproven):
        told += tell(page)
    return _section("failures", told or [say.NOTE["nothing_failed"]])


def reviewers(page: Statistics, name: str = "reviewers") -> Section:
    """Severity, centrality and halo, adjusted beside raw; or why not, and what would allow it."""
    found, labels, shown, svg = page.answers[name], page.raters(name), [], ""
    if "reviewers" in found.frames:
        svg = _svg(draw.forest(found["reviewers"], labels), name)
        shown.append(tables.severities(found["reviewers"], labels))
        if name == "reviewers" and not page.report.shared:
            shown.append(tables.people(found["people"], page.report.labels))
    if "raw" in found.frames and not page.report.shared:
        shown.append(tables.raw_marks(found["raw"], labels, "people" if name == "reviewers" else "vignettes"))
    meaning = [say.REVIEWER[one] for one in say.REVIEWER if one in set(found.frames.get("reviewers", {}).get("measure", ()))]
    return _section(name, [*_refusal(found), *meaning], say.NOTE[name], svg, [*shown, *tables.agreement(found)])


def reliability(page: Statistics) -> Section:
    """How many days are enough, and whether units can be put in order."""
    found, told, shown, svg = page.answers["reliability"], [], [], ""
    if "days" in found.frames:
        days = found["days"]
        enough = days.loc[days["enough"], "days"]
        told.append(
            say.NOTE["days_enough"].format(days=enough.min())
            if len(enough)
            else say.NOTE["days_never"].format(days=max(days["days"]))
        )
        svg, shown = _svg(draw.reliability_curve(days, "days"), "reliability"), [tables.study(days, "days")]
    order = page.shown_order()
    if order["tier"].nunique() > 1:
        told.append(say.NOTE["order"].format(probability=numbers.percent(order["probability"].iloc[0])))
        shown.append(tables.tiers(order))
    else:
        told.append(say.NOTE["no_order"].format(units=len(order)))
    return _section("reliability", [*_refusal(found), *told], say.NOTE["reliability"], svg, shown)


def signals(page: Statistics) -> Section:
    """Show what is worth a look, never a verdict; a shared copy says only how many people, so that nobody is pointed at."""
    found, report = page.answers["signals"]["signals"], page.report
    if page.few:
        return _section("signals", [MASKED.format(minimum=report.settings.min_group)])
    counts = found.groupby("label", sort=False)["nip"].nunique()
    told = [say.NOTE["signals_count"].format(name=name, count=tables.count(n)) for name, n in counts.items()]
    if report.shared or found.empty:
        return _section("signals", told or [say.NOTE["signals_none"]], say.NOTE["signals"])
    told.append(say.NOTE["signals_file"].format(file=page.signals_name))
    link = Markup('<a href="{}#e-{}">{}</a>').format
    who = {nip: link(export.file_name(report, "html"), report.anchors[nip], report.labels[nip]) for nip in set(found["nip"])}
    days = report.records.entries.set_index("id")["day"]
    shown = [tables.signals(part, who, days) for _signal, part in found.groupby("signal", sort=False)]
    return _section("signals", told, say.NOTE["signals"], "", shown)


def fairness(page: Statistics) -> Section:
    """Rates of groups beside base rates, gaps, and what could have been seen at all."""
    found = page.answers["fairness"]
    if found.refused:
        return _section("fairness", _refusal(found), say.NOTE["fairness"])
    rows = page.shown_gaps()
    seen = rows.loc[rows["enough"], "detectable"]
    power = (
        say.NOTE["power"].format(least=tables.points(seen.min()), most=tables.points(seen.max()))
        if len(seen)
        else say.NOTE["none_compared"]
    )
    small = [] if rows["enough"].all() else [say.FAIRNESS["too_small"].format(rows=MIN_ROWS, people=MIN_PEOPLE)]
    told = [*(_alarms(page) or [say.NOTE["no_alarm"]]), power, *small]
    flagged = rows[rows["measure"].eq("flag")]
    svg = _svg(draw.gaps(flagged, [tables.group(row) for row in flagged.itertuples()]), "fairness") if len(flagged) else ""
    shown = [tables.gaps(part, measure) for measure, part in rows.groupby("measure", sort=False)]
    return _section("fairness", told, say.NOTE["fairness"], svg, shown)


def predikat(page: Statistics) -> Section:
    """Each rule of SE 3/2023 quoted beside what people's ratings give, and the matrix."""
    found = page.answers["predikat"]
    if found.refused:
        return _section("predikat", _refusal(found), say.NOTE["predikat"])
    if page.few:
        return _section("predikat", [MASKED.format(minimum=page.report.settings.min_group)])
    checks = found["checks"]
    shown = [tables.checks(period, unit, part) for (period, unit), part in checks.groupby(["period", "unit"])]
    if not page.report.shared:
        shown += [tables.counts(period, part) for period, part in found["counts"].groupby("period")]
        shown += [tables.matrix(period, part) for period, part in found["matrix"].groupby("period")]
    told = [say.RULE_NOTE[name] for name in ("people", "source", "most")]
    told += [say.NOTE["no_achievement"]] if _unset(checks) else []
    told += [say.RULE_NOTE["small"].format(people=SMALL_TEAM)] if checks["n"].lt(SMALL_TEAM).any() else []
    return _section("predikat", told, say.NOTE["predikat"], "", shown)


def socialisation(page: Statistics) -> Section:
    """Before and after, beside units that had none."""
    found, told, shown, svg = page.answers["socialisation"], [], [], ""
    if len(weeks := found.frames.get("weeks", ())) and not (
        page.report.shared and found.refused
    ):  # few units: a mean tells of people
        svg = _svg(draw.before_after(weeks, pd.Timestamp(page.start)), "socialisation")
    if "effect" in found.frames:
        shown, told = [tables.effects(found["effect"])], [say.VERDICT[found["effect"]["verdict"].iloc[0]]]
    return _section("socialisation", [*_refusal(found), *told], say.NOTE["socialisation"], svg, shown)


SECTIONS: Final[dict[str, Callable[[Statistics], Section]]] = {
    "failures": failures,
    "reviewers": reviewers,
    "calibration": lambda page: reviewers(page, "calibration"),
    "reliability": reliability,
    "signals": signals,
    "fairness": fairness,
    "predikat": predikat,
    "socialisation": socialisation,
}
"""Sections in the order of the page."""


def _section(name: str, told: Sequence[str], note: str = "", svg: str = "", shown: Sequence[tables.Table] = ()) -> Section:
    return {"name": name, "title": say.QUESTION[name], "points": told, "note": note, "svg": svg, "tables": shown}


def _refusal(found: Answer) -> list[str]:
    return [found.refused, *found.ways_out] if found.refused else []


def _stuck(page: Statistics) -> list[str]:
    raw = page.answers["reviewers"].frames.get("raw")
    stuck = 0 if raw is None else int((raw["stuck"] & raw["people"].ge(MIN_PEOPLE)).sum())
    return [say.NOTE["stuck"].format(count=stuck, least=MIN_PEOPLE)] if stuck else []


def _alarms(page: Statistics) -> list[str]:
    """One sentence for each gap; of two groups the second only repeats the first."""
    if page.answers["fairness"].refused:
        return []
    rows = page.shown_gaps()
    first = rows.groupby(["column", "measure"], sort=False)["gap"].transform(
        lambda gap: (len(gap) != 2) | (np.arange(len(gap)) == 0)
    )
    return [
        say.NOTE["alarm"].format(
            group=tables.group(row), measure=say.FAIRNESS[row.measure], n=tables.count(row.n),
            gap=tables.between(row.gap, row.gap_low, row.gap_high), p=tables.chance(row.p) if row.p < 0.001 else f"= {tables.chance(row.p)}",
        )
        for row in rows[rows["alarm"] & first.astype("bool")].itertuples()
    ]  # fmt: skip


def _broken(page: Statistics) -> Iterator[str]:
    found = page.answers["predikat"]
    if found.refused or page.few:
        return
    if len(found["odd"]):
        yield say.NOTE["odd"].format(count=tables.count(len(found["odd"])))
    checks = found["checks"]
    for row in () if _unset(checks) else checks[checks["result"].eq("broken")].to_dict("records"):
        where = f"{row['period'].label}{', ' if row['unit'] else ''}{row['unit']}"
        yield say.NOTE["broken"].format(where=where, rule=say.RULE[row["rule"]], count=row["count"], n=row["n"])


def _unset(checks: pd.DataFrame) -> bool:
    """Whether nobody said which capaian organisasi holds."""
    return checks["achievement"].nunique() == len(Achievement)


def _unproven(page: Statistics) -> list[str]:
    effect = page.answers["socialisation"].frames.get("effect")
    if effect is None or effect["verdict"].iloc[0] == "effect":
        return []
    return [f"{say.QUESTION['socialisation']} {say.VERDICT[effect['verdict'].iloc[0]]}"]


def _svg(figure: Figure, salt: str) -> Markup:
    return Markup(plots.svg(figure, f"statistics-{salt}"))  # noqa: S704 - matplotlib escapes
