"""Build the matcher: teach the twelve layers of multilingual-e5-small which of a person's plans an entry belongs to."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's name

from ekin.quality.alignment import letters
from ekin.quality.encoder import PAD
from ekin.quality.matcher import MODEL
from ekin.quality.normalize import fold
from ekin.quality.packing import export, pack
from ekin.quality.slips import noisy
from ekin.quality.teaching import open_teacher, padded, vocabulary

N_LAYERS: Final = 12
EPOCHS: Final = 3
RATE, FALL, HEAD_RATE = 1e-4, 0.9, 2e-3
"""Learning rate of the last layer, its share from layer to layer below, and that of the five weights."""
TOGETHER: Final = 8
"""Lines of one person learnt together, so that a plan is read once for all of them; two persons a step."""
HIDDEN, OTHERS, STRANGE = 0.2, 0.1, 1 / 3
"""How often the right plan is taken away (the answer is then "none"), another plan, and how often a stranger's is added."""
SMOOTH: Final = 0.05
START: Final = {"mean": 8.0, "forth": 4.0, "back": 4.0, "letters": 4.0, "shift": -12.0}

OnProgress = Callable[[str], None]


@dataclass(frozen=True)
class Case:
    """One line beside the plans of its writer; `right` is the place of its plan, -1 where it belongs to none."""

    person: str
    text: str
    plans: tuple[str, ...]
    right: int


class MatchNetwork(nn.Module):
    """Layers over frozen word vectors, and the five weights that join what they see with the letters."""

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__()
        self.body = open_teacher().network(rows, range(N_LAYERS))
        self.near = nn.Parameter(torch.tensor([START["mean"], START["forth"], START["back"]]).log())
        self.letters, self.shift = (nn.Parameter(torch.tensor(START[name])) for name in ("letters", "shift"))

    def forward(self, ids: Tensor) -> Tensor:
        """Return unit vectors of lines: the mean first, then the tokens, shape (batch, tokens + 1, width)."""
        vectors, known = self.body.read(ids)
        mean = (vectors * known[..., None]).sum(1, keepdim=True) / known.sum(1)[:, None, None]
        return F.normalize(torch.cat([mean, vectors], dim=1), dim=-1)

    def weights(self) -> dict[str, float]:
        """Return the five weights, as in the model card."""
        near = dict(zip(("mean", "forth", "back"), self.near.exp().tolist(), strict=True))
        return {
            name: round(value, 5) for name, value in (near | {"letters": self.letters.item(), "shift": self.shift.item()}).items()
        }


def cases(lines: pd.DataFrame, plans: pd.DataFrame) -> list[Case]:
    """Join pairs into cases.

    Parameters
    ----------
    lines
        Columns person, plan (1, 2, ...; 0 for none), text.
    plans
        Columns person, plan, text; a person's plans in order, numbered from 1.
    """
    of = {person: tuple(part["text"]) for person, part in plans.sort_values(["person", "plan"], kind="stable").groupby("person")}
    return [Case(row.person, row.text, of[row.person], int(row.plan) - 1) for row in lines.itertuples()]


def fit(given: Sequence[Case], folder: Path, *, seed: int = 0, on_progress: OnProgress = lambda step: None) -> dict[str, Any]:
    """Teach a matcher on cases, write `matcher.onnx` into a folder and return its weights."""
    network = _taught(given, seed, on_progress)
    weights = network.weights()
    pack(network.body)
    export(network, folder / MODEL, {"vectors": {0: "lines", 1: "places"}})
    return weights


def judged(
    given: Sequence[Case], unseen: Sequence[Case], *, seed: int = 0, on_progress: OnProgress = lambda step: None
) -> list[np.ndarray]:
    """Teach on some cases and return the log-odds of the plans of each unseen one against "none"."""
    network, (tokenizer, _) = _taught(given, seed, on_progress).eval(), vocabulary()
    found = []
    with torch.no_grad():
        for one in unseen:
            found.append(_logits(network, [_read(one.text, one.plans, tokenizer)])[0][:-1].numpy())
    return found


def _taught(given: Sequence[Case], seed: int, on_progress: OnProgress) -> MatchNetwork:
    torch.set_num_threads(1)  # sums in another order end in other last digits
    torch.manual_seed(seed)
    rng, (tokenizer, rows) = random.Random(seed), vocabulary()
    network, all_plans = MatchNetwork(rows), sorted({plan for one in given for plan in one.plans})
    of = {person: [one for one in given if one.person == person] for person in dict.fromkeys(one.person for one in given)}
    steps = EPOCHS * math.ceil(sum(math.ceil(len(part) / TOGETHER) for part in of.values()) / 2)
    optimiser, schedule = _optimiser(network, steps)
    network.train()
    for epoch in range(EPOCHS):
        on_progress(f"matcher {epoch + 1}/{EPOCHS}")
        for step in _steps(of, rng):
            seen = [_changed(one, all_plans, rng) for one in step]
            read = [_read(noisy(fold(one.text), rng), one.plans, tokenizer) for one in seen]
            logits = _logits(network, read)
            right = [torch.tensor([one.right % len(row)]) for one, row in zip(seen, logits, strict=True)]
            losses = [F.cross_entropy(row[None], at, label_smoothing=SMOOTH) for row, at in zip(logits, right, strict=True)]
            optimiser.zero_grad()
            (sum(losses) / len(losses)).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network


def _optimiser(network: MatchNetwork, steps: int) -> tuple[torch.optim.Optimizer, Any]:
    """Give AdamW with a rate that rises over the first steps, then falls to nothing; lower layers move less."""
    layers = network.body.layers
    groups = [{"params": layer.parameters(), "lr": RATE * FALL ** (len(layers) - 1 - at)} for at, layer in enumerate(layers)]
    groups.append({"params": [network.near, network.letters, network.shift], "lr": HEAD_RATE})
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min(1.0, (k + 1) / (0.06 * steps)) * (steps - k) / steps)
    return optimiser, rate


def _steps(of: dict[str, list[Case]], rng: random.Random) -> list[list[Case]]:
    parts = []
    for cases_ in of.values():
        order = rng.sample(cases_, len(cases_))
        parts += [order[at : at + TOGETHER] for at in range(0, len(order), TOGETHER)]
    rng.shuffle(parts)
    return [[one for part in parts[at : at + 2] for one in part] for at in range(0, len(parts), 2)]


def _changed(one: Case, all_plans: Sequence[str], rng: random.Random) -> Case:
    """Take plans away and add a stranger's, so that "none" is learnt on lines whose own plan is not offered."""
    gone = {at for at in range(len(one.plans)) if rng.random() < (HIDDEN if at == one.right else OTHERS)}
    left = [at for at in range(len(one.plans)) if at not in gone]
    plans = [one.plans[at] for at in left] + ([rng.choice(all_plans)] if rng.random() < STRANGE else [])
    return Case(one.person, one.text, tuple(plans), left.index(one.right) if one.right in left else -1)


def _read(text: str, plans: Sequence[str], tokenizer: Callable[[str], list[int]]) -> tuple[list[int], list[list[int]], Tensor]:
    alike = letters([text] * len(plans), plans)
    return tokenizer(fold(text)), [tokenizer(fold(plan)) for plan in plans], torch.tensor(alike, dtype=torch.float32)


def _logits(network: MatchNetwork, read: Sequence[tuple[list[int], list[list[int]], Tensor]]) -> list[Tensor]:
    """Return the log-odds of each plan of each case, and 0 for none after them."""
    places: dict[tuple[int, ...], int] = {}
    for line, plans, _ in read:
        for tokens in (line, *plans):
            places.setdefault(tuple(tokens), len(places))
    ids = padded([list(tokens) for tokens in places])
    with torch.autocast("cpu", torch.bfloat16):
        vectors = network(ids)
    vectors, known = vectors.float(), (ids != PAD).float()
    found = []
    for line, plans, alike in read:
        at, of = places[tuple(line)], [places[tuple(plan)] for plan in plans]
        sums = [network.near.exp() @ _near(vectors[at], known[at], vectors[to], known[to]) for to in of]
        near = torch.stack(sums) if sums else torch.empty(0)
        found.append(torch.cat([near + network.letters * alike + network.shift, torch.zeros(1)]))
    return found


def _near(line: Tensor, of_line: Tensor, plan: Tensor, of_plan: Tensor) -> Tensor:
    """As `matcher._near`, without padding."""
    line, plan = line[: int(of_line.sum()) + 1], plan[: int(of_plan.sum()) + 1]
    words = line[1:] @ plan[1:].T
    return torch.stack([line[0] @ plan[0], words.amax(1).mean(), words.amax(0).mean()])
