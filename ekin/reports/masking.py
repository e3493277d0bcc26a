"""What a report that is shared must hide: names, and groups so small that a figure is about somebody (DOMAIN 8)."""

from __future__ import annotations

import hashlib
import hmac

import pandas as pd

from ekin.words.report import PSEUDONYM

_FIGURES = ["value", "low", "high", "k", "n"]


def small_groups(sizes: pd.Series, minimum: int) -> set[str]:
    """Choose the groups to mask.

    Masking only one group would let a reader subtract the others from the total, so the next smallest are masked too
    until at least two groups with together at least `minimum` people are hidden (complementary disclosure).

    Parameters
    ----------
    sizes
        Number of people by group.
    minimum
        Smallest group that may be shown.
    """
    ordered = sizes.sort_index().sort_values(kind="stable")
    hidden = int(ordered.lt(minimum).sum())
    while 0 < hidden < len(ordered) and (hidden == 1 or ordered.iloc[:hidden].sum() < minimum):
        hidden += 1
    return set(ordered.index[:hidden])


def mask(frame: pd.DataFrame, keys: set[str]) -> pd.DataFrame:
    """Take the figures of some groups out of a long frame and mark them in a column `masked`."""
    hidden = frame["key"].isin(keys)
    shown = frame.assign(masked=hidden, enough=frame["enough"] & ~hidden)
    shown[_FIGURES] = shown[_FIGURES].astype("float64").where(~hidden)
    return shown


def pseudonyms(employees: pd.DataFrame, entries: pd.DataFrame, seed: int) -> dict[str, str]:
    """Give each NIP a label such as 'Pegawai 07', in an order that a list of NIPs alone cannot repeat.

    The key is made from the entries themselves and the seed: the same data give the same labels, and whoever could make
    the key already holds the data. Plain hashes of NIPs can be tried out in minutes (DOMAIN 4.4).
    """
    private = [column for column in ("id", "nip", "day", "description", "created_at") if column in entries]
    key = hashlib.sha256(f"{seed}".encode())
    key.update(entries[private].astype("str").to_csv(index=False).encode("utf-8", "replace"))
    secret = key.digest()
    order = sorted(employees["nip"], key=lambda nip: hmac.new(secret, nip.encode(), hashlib.sha256).digest())
    width = len(str(len(order)))
    return {nip: PSEUDONYM.format(number=f"{place:0{max(width, 2)}d}") for place, nip in enumerate(order, 1)}
