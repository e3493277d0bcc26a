"""The judge's speed beside its peers, on one core, in one run: `python tests/bench_judge.py` prints figures as JSON."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

import ekin
from ekin.quality.judge import judge_model
from ekin.settings import shipped

ROWS = 1_000_000
SAMPLE_ROWS = 20_000
FASTTEXT_ROWS = 200_000
FIRST_CHECK = "import ekin; ekin.check(['Rapat'])"


def corpus():
    """Give the labelled lines."""
    return pd.read_csv(shipped("samples") / "corpus" / "lines.csv", keep_default_na=False)


def distinct_lines(texts):
    """Give ROWS distinct lines: the lines of the samples, each with one word of another line and a number."""
    draw, words = random.Random(0), sorted({word for text in texts for word in text.split()})
    lines = []
    for number in range(ROWS):
        line = texts[number % len(texts)].split() or [""]
        line[draw.randrange(len(line))] = draw.choice(words)
        lines.append(" ".join([*line, str(number)]))
    return lines


def rate(function, lines, *, repeats=1):
    """Give lines a second, the best of some repeats."""
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        function(lines)
        seconds.append(time.perf_counter() - started)
    return round(len(lines) / min(seconds))


def peak_mb(column):
    """Give the memory that judging a column takes at most, verdicts included, beyond what was there before."""
    if not Path("/proc/self/clear_refs").exists():
        return None
    Path("/proc/self/clear_refs").write_text("5")  # sets the high-water mark back to what is in use
    status = {line.split(":")[0]: line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "kB" in line}
    ekin.check(column, effort="fast")
    after = {line.split(":")[0]: line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "kB" in line}
    return round((int(after["VmHWM"]) - int(status["VmRSS"])) * 1024 / 1e6)


def median_ms(action, values):
    """Give the median milliseconds of an action."""
    taken = []
    for value in values:
        started = time.perf_counter()
        action(value)
        taken.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(taken), 2)


def in_fresh_process(code):
    """Give the median milliseconds that a fresh interpreter takes for some code."""
    return median_ms(lambda _: subprocess.run([sys.executable, "-c", code], check=True), range(5))


def scikit_learn(*vectorizers):
    """Give a fitted TF-IDF and logistic regression pipeline."""
    lines = corpus()
    return make_pipeline(make_union(*vectorizers), LogisticRegression(max_iter=1000)).fit(lines["text"], lines["label"])


def fasttext_rate(lines):
    """Give lines a second of fastText's `predict(list)`, or why there is none."""
    if not importlib.util.find_spec("fasttext"):
        return "fasttext is not installed"
    import fasttext

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        labelled = corpus()[["label", "text"]].itertuples(index=False)
        path.write_text("".join(f"__label__{label} {' '.join(text.split())}\n" for label, text in labelled), encoding="utf-8")
        model = fasttext.train_supervised(str(path), wordNgrams=2, minn=2, maxn=4, thread=1, verbose=0)
    return rate(model.predict, lines[:FASTTEXT_ROWS], repeats=3)


def main():
    """Measure everything."""
    texts = corpus()["text"].tolist()
    column = pd.Series(distinct_lines(texts), dtype="str")
    lines = column.head(FASTTEXT_ROWS).tolist()
    ekin.check(column.head(6000))  # loads numba
    figures = {"rows": ROWS, "mean_characters": round(column.str.len().mean(), 1), "load_average": os.getloadavg()}
    figures["peak_mb_whole_contract"] = peak_mb(column)
    figures["bare_lines_a_second"] = rate(judge_model()[0].heads, column, repeats=3)
    figures["whole_contract_lines_a_second"] = rate(lambda part: ekin.check(part, effort="fast"), column)
    figures["auto_lines_a_second"] = rate(ekin.check, column.head(SAMPLE_ROWS))
    figures["one_line_ms"] = median_ms(lambda line: ekin.check([line], effort="fast"), lines[:1000])
    figures["first_check_ms"] = in_fresh_process(FIRST_CHECK)
    figures["import_pandas_ms"] = in_fresh_process("import pandas")
    word, char = TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    figures["sklearn_word_char_lines_a_second"] = rate(scikit_learn(word, char).predict, lines[:SAMPLE_ROWS])
    figures["sklearn_word_lines_a_second"] = rate(scikit_learn(word).predict, lines[:SAMPLE_ROWS])
    figures["fasttext_lines_a_second"] = fasttext_rate(lines)
    for peer in ("sklearn_word_char", "sklearn_word", "fasttext"):
        other = figures[f"{peer}_lines_a_second"]
        figures[f"bare_times_{peer}"] = round(figures["bare_lines_a_second"] / other, 1) if isinstance(other, int) else other
    figures["peak_mb_of_this_process"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
