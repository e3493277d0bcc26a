"""Make a copy of a file that may be analysed away from the people in it."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from ekin.errors import FileRefusedError, KeyFileError, SmallGroupError
from ekin.exchange import pseudonyms as tools
from ekin.exchange.frames import read_any, write_frame
from ekin.settings import Settings
from ekin.vocabulary import Identifier
from ekin.words.errors import ERROR

KEY_BYTES: Final = 32


@dataclass(frozen=True)
class Copied:
    """What became of a file: identifiers replaced by kind, columns left out, the leak test, and the groups.

    Attributes
    ----------
    struck, left, bare
        Cells that the leak test struck out, that it would still strike out, and those with what may be a first name.
    quasi, k, people, hidden
        Columns over which groups were counted, people in the smallest group (0: no column says who), people in all and hidden.
    known
        Names known beforehand.
    """

    found: Counter[Identifier]
    dropped: list[str]
    cells: int
    struck: int
    left: int
    bare: int
    quasi: list[str]
    k: int
    people: int
    hidden: int
    known: int


def pseudonymise_file(
    path: str | Path,
    output: str | Path,
    key: str | Path,
    settings: Settings,
    *,
    register: str | Path | None = None,
    new_key: bool = False,
    coarse: Iterable[str] = (),
    hide_small: bool = False,
) -> Copied:
    """Write a copy without identities, or nothing when somebody could be singled out in it.

    Parameters
    ----------
    key
        File with the secret, in another folder than `output`; `new_key` makes it, readable by its owner alone.
    register
        Table of NIPs and names that texts may mention.
    coarse, hide_small
        Columns to make coarser, in this order; whether people in groups under `settings.min_group` lose post, unit and rank.

    Raises
    ------
    FileRefusedError
        If a file cannot be read or written, or a column is not there.
    KeyFileError
        If the key is missing, short, readable by others or beside the copy.
    SmallGroupError
        If a group stays under `settings.min_group`.
    """
    frame = read_any(path, settings)
    people = tools.people_of(frame, *([read_any(register, settings)] if register else []))
    maker = tools.Pseudonymiser(read_key(Path(key), Path(output), new=new_key), people)
    role, copy = tools.roles(frame), maker.frame(frame)
    copy, struck, _ = tools.attack(copy, people)
    _, left, bare = tools.attack(copy, people)
    for column in coarse:
        if column not in copy:
            raise FileRefusedError(path, ERROR["no_column"].format(column=column, found=", ".join(copy.columns)))
        copy = tools.coarsen(copy, column)
    quasi = [name for name in copy if role[name] == "quasi"]
    person = next((name for wanted in ("nip", "name") for name in copy if role[name] == wanted), None)
    hidden, sizes = 0, tools.group_sizes(copy, quasi, person) if person else pd.Series(dtype=int)
    if person and hide_small:
        copy, hidden = tools.hide_small(copy, quasi, person, settings.min_group)
        sizes = tools.group_sizes(copy, quasi, person)
    if quasi or person:
        _refuse_small(copy, quasi, person, sizes, settings.min_group)
    write_frame(copy, output)
    dropped = [name for name in frame if name not in copy]
    k = int(sizes.min()) if person else 0
    return Copied(maker.found, dropped, copy.size, struck, left, bare, quasi, k, len(sizes), hidden, people.count)


def read_key(path: Path, output: Path, *, new: bool) -> bytes:
    """Read the secret from its file, or make file and secret.

    Raises
    ------
    KeyFileError
        As `pseudonymise_file`.
    """
    if path.resolve().parent == output.resolve().parent:
        raise KeyFileError(path, "beside")
    try:
        if new:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(KEY_BYTES))
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise KeyFileError(path, "open")
        key = path.read_bytes().strip()
    except FileExistsError:
        raise KeyFileError(path, "exists") from None
    except FileNotFoundError:
        raise KeyFileError(path, "missing") from None
    except OSError:
        raise KeyFileError(path, "unreadable") from None
    if len(key) < KEY_BYTES:
        raise KeyFileError(path, "short", minimum=KEY_BYTES)
    return key


def _refuse_small(copy: pd.DataFrame, quasi: list[str], person: str | None, sizes: pd.Series, minimum: int) -> None:
    columns = ", ".join(quasi)
    if person is None:
        raise SmallGroupError("nobody", columns=columns, advice=_options(quasi))
    if len(sizes) < minimum:
        raise SmallGroupError("few", people=len(sizes), minimum=minimum)
    if sizes.min() < minimum:
        chosen, hide = tools.advice(copy, quasi, person, minimum)
        words = {"k": sizes.min(), "small": int(sizes.lt(minimum).sum()), "people": len(sizes), "columns": columns}
        raise SmallGroupError("k", minimum=minimum, advice=_options(chosen) + " --hide-small" * hide, **words)


def _options(columns: Iterable[str]) -> str:
    return " ".join(f"--coarsen '{column}'" for column in columns)
