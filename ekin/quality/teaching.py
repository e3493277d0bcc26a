"""Build the deep stage: train layers of multilingual-e5-small on the corpus, write them for onnxruntime."""

from __future__ import annotations

import gzip
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's name

from ekin.quality.encoder import MODEL, PAD, PIECES, UNKNOWN, WORD_START, Tokenizer
from ekin.quality.normalize import NUMBER, fold
from ekin.quality.packing import export, pack
from ekin.quality.slips import noisy
from ekin.quality.transformer import Network, Teacher

N_PIECES: Final = 18_000
"""Rows kept of the table's 250,002: those that cut Indonesian and English words, and single letters for any other."""
N_LAYERS: Final = 4
"""First layers of multilingual-e5-small that are taught: two taught by these four on composed lines judged real lines less well."""
RATE, FALL, HEAD_RATE = 2e-4, 0.8, 1e-3
"""Learning rate of the last layer, its share from layer to layer below, and that of the head."""
BATCH: Final = 32
EPOCHS: Final = 3
SMOOTH: Final = 0.05
"""Share of every label given to the other one: no annotator is certain."""
SOFT: Final = 0.6
"""Weight of a line that somebody found borderline."""
HEAD_WEIGHTS: Final = (1.0, 0.33, 0.33, 0.33)

OnProgress = Callable[[str], None]


def fit(corpus: pd.DataFrame, folder: Path, *, seed: int = 0, on_progress: OnProgress = lambda step: None) -> None:
    """Train on every line of a corpus and write `encoder.onnx` and `pieces.csv.gz` into a folder.

    Parameters
    ----------
    corpus
        Columns text, label, action, object, detail, borderline.
    """
    torch.set_num_threads(1)  # sums in another order end in other last digits
    tokenizer, rows = vocabulary()
    network = _teach(corpus, tokenizer, rows, seed, on_progress)
    _write_pieces(folder / PIECES, rows)
    pack(network)
    export(network, folder / MODEL, {"logits": {0: "lines"}})


def held_out(
    corpus: pd.DataFrame, folds: Sequence[int], *, seed: int = 0, on_progress: OnProgress = lambda step: None
) -> np.ndarray:
    """Return the logits of every line by a network that has not seen its fold, shape (n, 4); fold -1 is only trained on."""
    torch.set_num_threads(1)
    tokenizer, rows = vocabulary()
    folds, logits = np.asarray(folds), np.full((len(corpus), 4), np.nan, dtype=np.float32)
    for fold_number in np.unique(folds[folds >= 0]):
        on_progress(f"fold {fold_number}")
        apart = folds == fold_number
        network = _teach(corpus[~apart], tokenizer, rows, seed, on_progress)
        logits[apart] = _logits(network, [tokenizer(fold(text)) for text in corpus.loc[apart, "text"]])
    return logits


def _teach(corpus: pd.DataFrame, tokenizer: Tokenizer, rows: list[int], seed: int, on_progress: OnProgress) -> Network:
    """Train by AdamW with a rate that rises over the first steps, then falls to nothing; lower layers move less."""
    texts = [fold(text) for text in corpus["text"]]
    targets = np.column_stack([corpus["label"], 1 - corpus[["action", "object", "detail"]]]).astype(np.float32)
    targets = torch.from_numpy(targets * (1 - 2 * SMOOTH) + SMOOTH)
    weights = torch.from_numpy(np.where(corpus["borderline"] == 1, SOFT, 1.0).astype(np.float32))
    torch.manual_seed(seed)
    rng, network = random.Random(seed), open_teacher().network(rows, range(N_LAYERS))
    steps = EPOCHS * math.ceil(len(texts) / BATCH)
    optimiser, schedule = _optimiser(network, steps)
    network.train()
    for epoch in range(EPOCHS):
        on_progress(f"deep {epoch + 1}/{EPOCHS}")
        read = [tokenizer(noisy(text, rng)) for text in texts]
        for batch in _shuffled(list(map(len, read)), BATCH, rng):
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(padded([read[at] for at in batch])).float()
            errors = F.binary_cross_entropy_with_logits(logits, targets[batch], reduction="none")
            loss = (errors @ torch.tensor(HEAD_WEIGHTS) * weights[batch]).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network


def _optimiser(network: Network, steps: int) -> tuple[torch.optim.Optimizer, Any]:
    rates = [HEAD_RATE, *(RATE * FALL ** (N_LAYERS - 1 - at) for at in range(N_LAYERS))]
    groups = [{"params": part.parameters(), "lr": lr} for part, lr in zip([network.head, *network.layers], rates, strict=True)]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min(1.0, k / (0.06 * steps)) * (steps - k) / steps)


def _shuffled(sizes: list[int], size: int, rng: random.Random) -> list[list[int]]:
    """Cut rows into batches in random order, rows of like length together."""
    order = rng.sample(range(len(sizes)), len(sizes))
    batches = []
    for start in range(0, len(order), size * 20):
        block = sorted(order[start : start + size * 20], key=sizes.__getitem__)
        batches += [block[at : at + size] for at in range(0, len(block), size)]
    rng.shuffle(batches)
    return batches


@torch.no_grad()
def _logits(network: Network, read: list[list[int]]) -> np.ndarray:
    network.eval()
    order, logits = sorted(range(len(read)), key=lambda at: len(read[at])), np.empty((len(read), 4), np.float32)
    for start in range(0, len(order), 128):
        batch = order[start : start + 128]
        with torch.autocast("cpu", torch.bfloat16):
            logits[batch] = network(padded([read[at] for at in batch])).float().numpy()
    return logits


def padded(lines: list[list[int]]) -> Tensor:
    """Put lines of tokens below each other, shape (n, longest)."""
    width = max(map(len, lines))
    return torch.tensor([line + [PAD] * (width - len(line)) for line in lines])


@cache
def open_teacher() -> Teacher:
    """Open the file of multilingual-e5-small once."""
    return Teacher()


@cache
def vocabulary() -> tuple[Tokenizer, list[int]]:
    """Choose the pieces that common words are cut into, by word frequency, and renumber them."""
    from wordfreq import get_frequency_dict

    teacher = open_teacher()
    whole = Tokenizer({piece: (at, float(teacher.scores[at])) for at, piece in enumerate(teacher.pieces) if at > UNKNOWN})
    used: Counter[int] = Counter()
    for language, weight in (("id", 1.0), ("en", 0.05)):
        for word, share in get_frequency_dict(language).items():
            if word.isascii() and word.isalpha():
                for at in whole(word)[1:]:
                    used[at] += share * weight
    letters = {*"abcdefghijklmnopqrstuvwxyz", NUMBER, ""}
    single = [at for at, piece in enumerate(teacher.pieces) if at > UNKNOWN and piece.removeprefix(WORD_START) in letters]
    common = [at for at, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])) if at not in set(single)]
    rows = [*range(UNKNOWN + 1), *single, *common][:N_PIECES]
    return Tokenizer({teacher.pieces[at]: (row, float(teacher.scores[at])) for row, at in enumerate(rows) if row > UNKNOWN}), rows


def _write_pieces(path: Path, rows: list[int]) -> None:
    teacher = open_teacher()
    lines = "".join(f"{row},{teacher.scores[at]:.4f},{teacher.pieces[at]}\n" for row, at in enumerate(rows) if row > UNKNOWN)
    path.write_bytes(gzip.compress(lines.encode(), compresslevel=9, mtime=0))
