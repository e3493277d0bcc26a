"""What the signals find and whom they show, on crowds they were not tuned on: `python tests/bench_signals.py build/signals.json`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd

from ekin.evaluation.crowd import START, make_crowd
from ekin.evaluation.crowd_days import whole_months
from ekin.evaluation.review_signals import rating_signals
from ekin.evaluation.signal_rules import MEASURED_ON, RULES, TUNED_ON
from ekin.evaluation.signal_scores import paraphrase_curve, score_signals, with_shares
from ekin.service.signals import measure_signals
from ekin.settings import Settings
from ekin.vocabulary import Signal

PEOPLE, MONTHS = 2000, 3
MANY, LONGER = 10_000, (6, 12)


def measured(seed, people=PEOPLE, months=MONTHS):
    """Simulate a crowd and measure it; entries, scores, and seconds of the measuring."""
    crowd = make_crowd(people, months, seed=seed)
    started = time.perf_counter()
    found = measure_signals(crowd.records, crowd.ratings, whole_months(START, months), Settings())
    return crowd, found, time.perf_counter() - started


def added(scores):
    """Add up the counts of several crowds."""
    return with_shares(
        pd.concat(scores).groupby("signal", sort=False)[["planted", "found", "honest", "alarms"]].sum().reset_index()
    )


def ratings(people, months):
    """Scores of the two signals in ratings alone, which need more superiors, and of copied ones also more months."""
    scores = []
    for seed in MEASURED_ON:
        crowd = make_crowd(people, months, seed=seed)
        scores.append(score_signals(rating_signals(crowd.ratings), crowd.truth))
    return added(scores).query("signal.isin(['stuck_ratings', 'copied_ratings'])")


def speed():
    """Seconds for 100,000 entries to be looked at, and for 10,000 people x 220 days to be simulated."""
    crowd, _, seconds = measured(7, people=1150)
    started = time.perf_counter()
    large = make_crowd(10_000, 12, seed=7)
    making = time.perf_counter() - started
    per_person = large.entries.groupby("nip")["day"].nunique().mean()
    return {
        "entries": len(crowd.entries),
        "signals_s": round(seconds, 1),
        "crowd_people": len(large.employees),
        "crowd_days_written_per_person": round(float(per_person), 1),
        "crowd_entries": len(large.entries),
        "crowd_s": round(making, 1),
    }


def main(out):
    """Measure and write; a stated false-alarm rate that is not the measured one is an error."""
    runs = [measured(seed) for seed in MEASURED_ON]
    scores = added([score_signals(found, crowd.truth) for crowd, found, _ in runs])
    rated = ratings(MANY, MONTHS)
    scores = pd.concat([scores[~scores["signal"].isin(rated["signal"])], rated])
    found = pd.concat([found.assign(nip=found["nip"] + f"-{at}") for at, (_, found, _) in enumerate(runs)])
    truth = pd.concat([crowd.truth.assign(nip=crowd.truth["nip"] + f"-{at}") for at, (crowd, _, _) in enumerate(runs)])
    figures = {
        "crowds": {"people": PEOPLE, "people_of_ratings": MANY, "months": MONTHS, "seeds": MEASURED_ON, "tuned_on": TUNED_ON},
        "signals": scores.round(4).to_dict("records"),
        "paraphrase": paraphrase_curve(found, truth).round(4).to_dict("records"),
        "ratings": {f"{months} months": ratings(PEOPLE, months).round(4).to_dict("records") for months in LONGER},
        "speed": speed(),
    }
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=2), encoding="utf-8")
    sys.stdout.write(Path(out).read_text(encoding="utf-8") + "\n")
    stated = {str(signal): (RULES[signal].alarms, RULES[signal].honest) for signal in Signal}
    counted = {row.signal: (row.alarms, row.honest) for row in scores.itertuples()}
    wrong = {signal: counted[signal] for signal in stated if stated[signal] != counted[signal]}
    sys.exit(f"ekin/evaluation/signal_rules.py states other false alarms than measured: {wrong}" if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
