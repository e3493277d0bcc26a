"""What a statistical question gets: figures, or a refusal in words with the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from ekin.errors import NotEnoughError, NotLinkedError


@dataclass(frozen=True)
class Answer:
    """Frames by name; where the design allows no number, `refused` says why and `ways_out` what would allow one.

    Attributes
    ----------
    frames
        Every figure has its n, and an interval unless it counts everybody. Some stand beside a refusal too, such as raw marks.
    """

    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    refused: str = ""
    ways_out: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give one frame.

        Raises
        ------
        KeyError
            If there is none of that name, as after a refusal.
        """
        return self.frames[name]

    def beside(self, **frames: pd.DataFrame) -> Answer:
        """Add frames that stand whatever the answer is."""
        return Answer({**self.frames, **frames}, self.refused, self.ways_out)


def answer(find: Callable[[], Mapping[str, pd.DataFrame]], ways_out: Callable[[], tuple[str, ...]] = tuple) -> Answer:
    """Ask, and turn "not enough" and "not linked" into a refusal."""
    try:
        return Answer(find())
    except (NotEnoughError, NotLinkedError) as error:
        return Answer(refused=str(error), ways_out=ways_out())
