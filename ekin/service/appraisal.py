"""What may be said of the ratings that people gave: their reviewers, a calibration round, and the distribution of predikat."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import pandas as pd

from ekin.domain.period import Period
from ekin.domain.rating import check_distribution, predikat
from ekin.evaluation.answer import Answer, answer
from ekin.evaluation.reliability import alpha, d_study, icc
from ekin.evaluation.reviewers import fit_reviewers, linked_groups, linking_options
from ekin.exchange.siasn import EXPECTATION_NAME, PREDIKAT_NAME, rating_payload
from ekin.service.calibration import vignette_ratings
from ekin.storage.store import Store
from ekin.vocabulary import Achievement, Expectation, Predikat
from ekin.words.statistics import LINKING, REFUSED

ITEMS: Final = ("hasil", "perilaku")
"""What a superior rates; SIASN's code 1 is the best, a mark of 3 here."""

RATERS: Final = (1, 2, 3, 5, 10)
"""Numbers of reviewers of the D-study of a calibration round."""


def given_ratings(store: Store, period: Period, people: Collection[str] | None = None) -> pd.DataFrame:
    """Ratings that people gave for periods within a period.

    Parameters
    ----------
    people
        NIP of those whose ratings are wanted; everybody's when None.

    Returns
    -------
    DataFrame
        nip, period (the rated one), unit, assessor_nip, hasil, perilaku, predikat; where only the first two were given, predikat
        is that of the matrix.
    """
    rated = store.ratings(period).dropna(subset=list(ITEMS))
    rated = rated if people is None else rated[rated["nip"].isin(people)]
    unit = store.employees().set_index("nip")["unit"]
    rows = rated.assign(
        period=[Period(*span) for span in zip(rated["period_start"], rated["period_end"], strict=True)],
        unit=rated["nip"].map(unit),
        predikat=rated["predikat"].fillna(pd.Series(_by_matrix(rated), rated.index, dtype="float64")),
    )
    columns = ["nip", "period", "unit", "assessor_nip", *ITEMS, "predikat"]
    return rows[columns].astype(dict.fromkeys((*ITEMS, "predikat"), "int64")).reset_index(drop=True)


def reviewer_effects(store: Store, period: Period, people: Collection[str] | None = None) -> Answer:
    """Compare superiors by severity, centrality and halo, where people rated by several of them link them all.

    The last rating that each superior gave each person counts, so movers link the old superior with the new one; it is taken that
    the person stayed the same.

    Returns
    -------
    Answer
        Frames reviewers, items, people of `ReviewerFit`, and always raw: rater, people, mean and sd of the marks (3 is above
        expectation), stuck (one single
        mark for each item), group (reviewers of one number can be compared). With one superior a person it refuses and offers designs.
    """
    rows = given_ratings(store, period, people).query("assessor_nip not in ('', 'None')")
    latest = rows.drop_duplicates(["assessor_nip", "nip"], keep="last").rename(columns={"assessor_nip": "rater", "nip": "ratee"})
    marks = latest.melt(["rater", "ratee"], list(ITEMS), "item", "mark").assign(mark=lambda long: 4 - long["mark"])
    if marks.empty:
        return Answer(refused=REFUSED["no_ratings"])
    return _compared(marks).beside(raw=_raw(marks))


def calibration(store: Store) -> Answer:
    """Compare those who marked the same vignettes in a workshop; it speaks of marking lines, not of rating people.

    Returns
    -------
    Answer
        As `reviewer_effects` but without halo, which one mark a vignette cannot show, and reliability of their marks: alpha, icc,
        raters (a D-study over numbers of reviewers, kind "absolute").
    """
    marks = vignette_ratings(store, item="mark")
    if marks.empty:
        return Answer(refused=REFUSED["no_calibration"])
    compared, parts = _compared(marks, one_item=True).beside(raw=_raw(marks)), {"alpha": alpha, "icc": icc, "raters": _by_raters}
    asked = {name: answer(lambda find=find, name=name: {name: find(marks)}) for name, find in parts.items()}
    return compared.beside(**{name: part[name] for name, part in asked.items() if not part.refused})


def predikat_distribution(
    store: Store,
    period: Period,
    achievement: Achievement | Mapping[str, Achievement] | None = None,
    people: Collection[str] | None = None,
) -> Answer:
    """Hold the predikat that people gave against the pattern of SE 3/2023; nothing is changed, proposed or computed from texts.

    Parameters
    ----------
    achievement
        Capaian organisasi, which somebody else sets: one for all people together, or one for each unit named. Without it the rules
        of all five stand side by side.

    Returns
    -------
    Answer
        Frames counts (period, unit, predikat, n), matrix (period, hasil, perilaku, n), odd (rows whose predikat is not that of the
        matrix) and checks (period, unit or "" for all, achievement, rule, count, n, result). They count everybody rated, so there is
        no interval. Each rated period has its own rows: a predikat of a year is given by people, never computed from its months.
    """
    rows = given_ratings(store, period, people)
    if rows.empty:
        return Answer(refused=REFUSED["no_ratings"])
    checks = pd.DataFrame(_checks(rows, achievement), columns=["period", "unit", "achievement", "rule", "count", "n", "result"])
    counts, matrix = (
        rows.groupby(["period", *by]).size().rename("n").reset_index() for by in (("unit", "predikat"), ("hasil", "perilaku"))
    )
    odd = rows[rows["predikat"].ne(pd.Series(_by_matrix(rows), rows.index))].reset_index(drop=True)
    return Answer({"counts": counts, "matrix": matrix, "odd": odd, "checks": checks})


def siasn_rows(store: Store, period: Period, people: Collection[str] | None = None) -> pd.DataFrame:
    """Ratings in SIASN's names and codes, one row per person and period; `exchange.siasn.rating_of` reads such rows back.

    Columns nip, hasilKinerja, perilakuKerja, kuadranKinerja (names) and the fields of `exchange.siasn.rating_payload`. Nothing is sent.

    Raises
    ------
    CellError
        If a rated period is no calendar month, quarter or year.
    """
    rows = []
    for row in given_ratings(store, period, people).itertuples():
        hasil, perilaku = Expectation(row.hasil), Expectation(row.perilaku)
        named = {"hasilKinerja": EXPECTATION_NAME[hasil], "perilakuKerja": EXPECTATION_NAME[perilaku]}
        named |= {"kuadranKinerja": PREDIKAT_NAME[predikat(hasil, perilaku)]}
        rows.append({"nip": row.nip} | named | rating_payload(hasil, perilaku, row.period))
    return pd.DataFrame(rows)


def _by_matrix(rated: pd.DataFrame) -> list[int]:
    pairs = zip(rated["hasil"].astype("int64"), rated["perilaku"].astype("int64"), strict=True)
    return [int(predikat(Expectation(hasil), Expectation(perilaku))) for hasil, perilaku in pairs]


def _compared(marks: pd.DataFrame, *, one_item: bool = False) -> Answer:
    def ways_out() -> tuple[str, ...]:
        options = linking_options(marks).itertuples()
        return tuple(LINKING[row.option].format(people=row.people_each, ratings=row.ratings_each) for row in options)

    def find() -> dict[str, pd.DataFrame]:
        fit = fit_reviewers(marks)
        shown = fit.reviewers[fit.reviewers["measure"].ne("halo")] if one_item else fit.reviewers
        return {"reviewers": shown.reset_index(drop=True), "items": fit.items, "people": fit.people}

    return answer(find, ways_out)


def _raw(marks: pd.DataFrame) -> pd.DataFrame:
    group = {rater: number for number, part in enumerate(linked_groups(marks), 1) for rater in part}
    found = marks.groupby("rater").agg(
        people=("ratee", "nunique"), mean=("mark", "mean"), sd=("mark", lambda mark: mark.std(ddof=0)), n=("mark", "size")
    )
    stuck = marks.groupby(["rater", "item"])["mark"].nunique().groupby("rater").max().eq(1)
    return found.assign(stuck=stuck).reset_index().assign(group=lambda frame: frame["rater"].map(group))


def _by_raters(marks: pd.DataFrame) -> pd.DataFrame:
    return d_study(marks, days=[1], raters=RATERS).query("kind == 'absolute'").reset_index(drop=True)


def _checks(rows: pd.DataFrame, achievement: Achievement | Mapping[str, Achievement] | None) -> Iterator[tuple[object, ...]]:
    for period, part in rows.groupby("period"):
        if isinstance(achievement, Mapping):
            asked = [(unit, part[part["unit"].eq(unit)], found) for unit, found in achievement.items()]
        else:
            asked = [("", part, found) for found in ([achievement] if achievement else Achievement)]
        for unit, people, found in asked:
            for check in check_distribution(map(Predikat, people["predikat"]), found):
                yield period, unit, found, check.rule, check.count, check.n, check.result
