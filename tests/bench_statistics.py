"""Recovery, coverage and power of the statistics, with planted truth: `python tests/bench_statistics.py build/statistics.json`.

On one core of an ordinary machine it takes under ten minutes. README's table is written beside it, as statistics.md.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import power_proportions_2indep

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT / "evaluation"), str(ROOT.parent)]

from test_fairness import draw as draw_rows  # noqa: E402
from test_reliability import planted  # noqa: E402
from test_reviewers import RASCHPY, of  # noqa: E402

from ekin.evaluation.fairness import audit_fairness  # noqa: E402
from ekin.evaluation.planted import START, draw_panel, draw_ratings  # noqa: E402
from ekin.evaluation.reliability import d_study, order  # noqa: E402
from ekin.evaluation.reviewers import fit_reviewers  # noqa: E402
from ekin.evaluation.study import effect_of  # noqa: E402
from ekin.statistics.intervals import Z, wilson  # noqa: E402


def share(hits, runs):
    """Give a share over independent runs: n is their number, the interval Wilson's or, for shares within runs, normal."""
    hits = np.asarray(hits, dtype="float64")
    if set(np.unique(hits)) <= {0.0, 1.0}:
        low, high = (float(bound[0]) for bound in wilson(np.array([hits.sum()]), np.array([len(hits)])))
    else:
        low, high = (float(hits.mean() + sign * Z * hits.std(ddof=1) / len(hits) ** 0.5) for sign in (-1, 1))
    return {
        "value": round(float(hits.mean()), 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "n": len(hits),
        "seeds": f"0-{runs - 1}",
    }


def reviewers(runs, *, halo=0.0, **options):
    """Ten reviewers, ten own staff each, 10 or more vignettes, three items: coverage and correlation of severity."""
    rows = []
    for seed in range(runs):
        ratings, truth = draw_ratings(seed, halo=[halo, halo, *[0.0] * 8], **options)
        found = fit_reviewers(ratings).reviewers.set_index("measure")
        severity, central, general = (found.loc[name] for name in ("severity", "centrality", "halo"))
        covered = (severity["low"].to_numpy() <= truth) & (truth <= severity["high"].to_numpy())
        alarms = (central["low"].gt(0) | central["high"].lt(0)).mean(), general["low"].gt(0).to_numpy()
        rows.append(
            (
                covered.mean(),
                np.corrcoef(severity["estimate"], truth)[0, 1],
                alarms[0],
                alarms[1][2:].mean(),
                alarms[1][:2].mean(),
            )
        )
    names = ("coverage", "correlation", "centrality_alarms_without", "halo_alarms_without", "halo_alarms_first_two")
    return {name: share(part, runs) for name, part in zip(names, zip(*rows, strict=True), strict=True)}


def raschpy():
    """Largest difference of a severity to RaschPy 1.4.0, in logits, over its two draws of six reviewers."""
    drawn = {seed: draw_ratings(seed, raters=6, staff=0, vignettes=120)[0] for seed in RASCHPY}
    gaps = [of(fit_reviewers(drawn[seed], central=False), "severity")["estimate"] - known for seed, known in RASCHPY.items()]
    return {"largest_difference": round(float(np.abs(gaps).max()), 4), "n": sum(map(len, gaps)), "seeds": str(list(RASCHPY))}


def fairness(runs, base, gap, **options):
    """Share of audits of 400 rows in two groups that alarm, beside the power that a z test of two proportions has on paper."""
    seen = [audit_fairness(draw_rows(seed, base, gap, **options), ["register"])["alarm"].any() for seed in range(runs)]
    on_paper = power_proportions_2indep(gap, base, 200).power if gap else 0.05
    return share(seen, runs) | {"two_proportion_test": round(float(on_paper), 4)}


def study(runs, units):
    """Coverage of a planted 0.2 (about 0.2 standard deviations), mean estimate, share of each verdict."""
    found = pd.concat([effect_of(draw_panel(seed, units), START) for seed in range(runs)])
    figures = {}
    for method in ("did", "series"):
        rows = found[found["method"].eq(method)]
        figures[method] = {
            "coverage": share(rows["low"].le(0.2) & rows["high"].ge(0.2), runs),
            "mean": round(float(rows["estimate"].mean()), 4),
        }
        figures[method]["effect"] = share(rows["verdict"].eq("effect"), runs)
    null = pd.concat([effect_of(draw_panel(seed, units, effect=0.0), START) for seed in range(runs)])
    return figures | {"said_effect_without": share(null.loc[null["method"].eq("did"), "verdict"].eq("effect"), runs)}


def generalizability(runs):
    """Coverage of the reliability of 5 days and 4 reviewers for comparing 60 people."""
    truth = 1 / (1 + 0.5 / 5 + 0.3 / 4 + 0.8 / 20)
    found = [d_study(planted(seed), days=[5], raters=[4], n_boot=500).iloc[0] for seed in range(runs)]
    return share([row["low"] <= truth <= row["high"] for row in found], runs)


def orders(runs):
    """Share of printed orders of six figures that are true, over four spreads of the truth."""
    rng, true = np.random.default_rng(1), []
    for spread in np.repeat([0.0, 0.5, 1.5, 4.0], runs // 4):
        truth = rng.normal(0, spread, 6)
        value = truth + rng.normal(size=6)
        ranked = order(pd.DataFrame({"truth": truth, "estimate": value, "low": value - Z, "high": value + Z}), n_draws=1000)
        tiers = ranked.groupby("tier")["truth"].agg(["min", "max"])
        if len(tiers) > 1:
            true.append((tiers["min"].to_numpy()[:-1] > tiers["max"].to_numpy()[1:]).all())
    return share(true, len(true)) | {"seeds": "1", "sets": runs}


def cell(figure):
    """Write a share with its interval and the number of runs."""
    value, low, high = (f"{100 * figure[name]:.1f}" for name in ("value", "low", "high"))
    return f"{value} % ({low}–{high}), {figure['n']} runs"


def markdown(figures):
    """Write README's table."""
    linked, weak = figures["reviewers_30_linked"], figures["reviewers_30_linked_severity_sd_0.5"]
    r = " / ".join(
        f"{part['correlation']['value']:.3f} ({part['correlation']['low']:.3f}–{part['correlation']['high']:.3f})"
        for part in (linked, weak)
    )
    halo, apart = figures["reviewers_90_linked_halo_1.5_in_two"], figures["raschpy"]
    rows = [
        (
            "severity, 30 linked ratings each: correlation with the truth where it differs by 1 / by 0.5 logit (SD)",
            r + f", {linked['correlation']['n']} / {weak['correlation']['n']} runs",
        ),
        ("its 95 % interval holds the truth", cell(linked["coverage"])),
        ("the same, with a strong halo (1.5 logits) in two of ten reviewers: too narrow", cell(halo["coverage"])),
        ("largest difference to RaschPy 1.4.0", f"{apart['largest_difference']} logit, {apart['n']} severities"),
        ("reliability (D-study), 95 % interval holds the truth", cell(figures["d_study_coverage"])),
        ("a printed order of units is true", cell(figures["orders_true"])),
        (
            "fairness: alarm without any gap, base rate 10 % (400 rows; 40 people as clusters)",
            f"{cell(figures['fairness_alarms_without']['base 0.1'])}; {cell(figures['fairness_alarms_without_40_people'])}",
        ),
    ]
    for base, found in figures["fairness_found"].items():
        named = f"fairness: a gap of 10 points in 400 rows is found, {base.replace('base 0.', 'base rate 0.')}"
        rows.append((named, f"{cell(found)}; a two-proportion test on paper {100 * found['two_proportion_test']:.1f} %"))
    for units, found in figures["study"].items():
        rows.append((f"socialisation, {units}, 0.2 SD planted: interval holds it", cell(found["did"]["coverage"])))
        rows.append(
            ("… found / said without any effect", f"{cell(found['did']['effect'])} / {cell(found['said_effect_without'])}")
        )
    return (
        "\n".join(
            [
                "| planted and looked for | found (95 % interval) |",
                "| --- | --- |",
                *(f"| {what} | {how} |" for what, how in rows),
            ]
        )
        + "\n"
    )


def main(out):
    """Simulate and write."""
    began = time.perf_counter()
    figures = {
        "reviewers_30_linked": reviewers(120),
        "reviewers_30_linked_severity_sd_0.5": reviewers(60, severity_sd=0.5),
        "reviewers_60_linked": reviewers(50, vignettes=20),
        "reviewers_90_linked_halo_1.5_in_two": reviewers(30, vignettes=30, halo=1.5),
        "raschpy": raschpy(),
        "fairness_found": {f"base {base}": fairness(500, base, 0.1) for base in (0.02, 0.05, 0.1, 0.2, 0.3)},
        "fairness_alarms_without": {f"base {base}": fairness(1000, base, 0.0) for base in (0.05, 0.1, 0.3)},
        "fairness_alarms_without_40_people": fairness(500, 0.1, 0.0, people=40),
        "study": {f"{units} units": study(400, units) for units in (10, 20, 30)},
        "d_study_coverage": generalizability(300),
        "orders_true": orders(2000),
    }
    figures["seconds"] = round(time.perf_counter() - began)
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=2), encoding="utf-8")
    Path(out).with_suffix(".md").write_text(markdown(figures), encoding="utf-8")
    sys.stdout.write(Path(out).read_text(encoding="utf-8") + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
