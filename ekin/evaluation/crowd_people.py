"""The people of a simulated crowd: units of seven to twenty, one head each, and a role for every writer and superior."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from ekin.evaluation.crowd_texts import FAMILIES
from ekin.evaluation.roles import SUPERIORS, WRITERS, Role, fits

AGENCY: Final = "Pemerintah Kabupaten Lembayung"
UNITS_PER_PARENT: Final = 10
_SMALLEST, _LARGEST = 7, 20
_POSITIONS: Final = {
    "sekolah": "Guru Kelas",
    "kesehatan": "Perawat",
    "kependudukan": "Pengadministrasi Kependudukan",
    "administrasi": "Pengelola Keuangan",
    "lapangan": "Anggota Satuan Polisi Pamong Praja",
}
_SIX_DAYS: Final = ("sekolah", "kesehatan")


def make_people(n_people: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw people with their unit, role and habits; index 0..n-1.

    Returns
    -------
    DataFrame
        Columns of `storage.store.employees`, and family, head (bool), boss (position of the superior, -1 for none), role, reviews_as
        ("" for who has no staff), care, drift (change of care over the period), fill, same_day, evidence, busy (all shares), copied,
        changed (share of words a paraphraser means to change), colleague (position, -1), style (0 sentence, 1 small, 2 Title).
    """
    sizes = rng.integers(_SMALLEST, _LARGEST + 1, size=n_people // _SMALLEST + 1)
    unit = np.repeat(np.arange(len(sizes)), sizes)[:n_people]
    head = np.concatenate([[True], unit[1:] != unit[:-1]])
    heads = np.flatnonzero(head)
    above = heads[unit // UNITS_PER_PARENT * UNITS_PER_PARENT]
    boss = np.where(head, np.where(above == np.arange(n_people), -1, above), heads[unit])
    family = np.array(FAMILIES)[unit % len(FAMILIES)]
    people = pd.DataFrame({"family": family, "head": head, "boss": boss, "unit_number": unit})
    people["role"] = _draw_roles(WRITERS, n_people, rng)
    misfit = [not fits(role, kind) for role, kind in zip(people["role"], family, strict=True)]
    people.loc[np.array(misfit) | head, "role"] = "ordinary"
    reviews_as = _draw_roles(SUPERIORS, n_people, rng)
    people["reviews_as"] = np.where(np.isin(np.arange(n_people), boss), reviews_as, "")
    return _named(_with_habits(people, rng), rng)


def _draw_roles(roles: dict[str, Role], size: int, rng: np.random.Generator) -> np.ndarray:
    shares = np.array([role.share for role in roles.values()])
    return np.array(list(roles))[rng.choice(len(roles), size, p=shares / shares.sum())]


def _with_habits(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    size, roles = len(people), people["role"].map(WRITERS)
    for name in ("care", "copied"):
        low, high = (np.array([getattr(role, name)[end] for role in roles]) for end in (0, 1))
        people[name] = low + (high - low) * rng.random(size)
    people["drift"] = np.where(rng.random(size) < 0.1, rng.uniform(-0.3, 0.3, size), 0.0)
    for name, low, high in (("fill", 0.8, 1.0), ("same_day", 0.6, 0.95), ("evidence", 0.1, 0.7), ("busy", 0.1, 0.6)):
        people[name] = rng.uniform(low, high, size)
    people.loc[people["role"].eq("one_link"), "evidence"] = 0.95
    people["changed"] = np.where(people["role"].eq("paraphrase"), rng.random(size), 0.0)
    people["style"] = rng.choice(3, size, p=(0.6, 0.2, 0.2))
    people["colleague"] = _colleagues(people, rng)
    return people


def _colleagues(people: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Choose for each copier an honest colleague of the same unit who writes anew each day."""
    colleague = np.full(len(people), -1)
    writes_anew = people["role"].isin(["ordinary", "careful", "timetable"]) & ~people["head"]
    for place in np.flatnonzero(people["role"].eq("copy_colleague")):
        others = np.flatnonzero(writes_anew & people["unit_number"].eq(people["unit_number"].iat[place]))
        colleague[place] = rng.choice(others) if len(others) else -1
    people.loc[people["role"].eq("copy_colleague") & (colleague < 0), ["role", "copied"]] = ["ordinary", 0.0]
    return colleague


def _named(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    size = len(people)
    born = np.datetime64("1968-01-01") + rng.integers(0, 30 * 365, size).astype("timedelta64[D]")
    year = born.astype("datetime64[Y]").astype(int) + 1970 + rng.integers(22, 27, size)
    digits = pd.Series(pd.to_datetime(born).strftime("%Y%m%d")) + pd.Series(year).astype("str")
    digits += pd.Series(rng.integers(1, 13, size)).astype("str").str.zfill(2) + pd.Series(rng.integers(1, 3, size)).astype("str")
    people["nip"] = digits + (digits.groupby(digits).cumcount() + 1).astype("str").str.zfill(3)
    numbers = pd.Series(np.arange(1, size + 1)).astype("str").str.zfill(len(str(size)))
    unit, parent = people["unit_number"] + 1, people["unit_number"] // UNITS_PER_PARENT + 1
    nips = people["nip"].to_numpy()
    return people.assign(
        name="Pegawai " + numbers,
        kind="PNS",
        position=people["family"].map(_POSITIONS).where(~people["head"], "Kepala Unit"),
        unit="Unit " + unit.astype("str").str.zfill(4),
        parent_unit="Dinas " + parent.astype("str").str.zfill(3),
        agency=AGENCY,
        superior_nip=np.where(people["boss"].ge(0), nips[people["boss"]], ""),
        work_week=np.where(people["family"].isin(_SIX_DAYS), 6, 5),
        time_zone="WIB",
    ).drop(columns="unit_number")
