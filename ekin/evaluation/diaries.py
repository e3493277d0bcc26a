"""What the people of the simulated offices write each day, with the habits and faults planted in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from babel.dates import get_day_names, get_month_names

from ekin.domain.period import Period
from ekin.evaluation.identities import between, pick
from ekin.evaluation.people import Person, Stock

DAY = 24 * 60  # minutes
_STEP = 5  # people write times in steps of five minutes
_FRIDAY, _FRIDAY_CLOSES = 4, 11 * 60 + 30  # of 6-day offices
_NIGHT = ((21 * 60, 23 * 60 + 30), (23 * 60 + 30, DAY + 7 * 60))
_OVERLAPS, _EXTRA_DAY, _LEAVE_DAY, _COLLEAGUE = 0.012, 0.3, 0.7, 0.7

Draft = dict  # one entry while it is being made; minutes after midnight of its day in "from" and "to"


class Line(NamedTuple):
    """One line of the stock, with the weekdays, months and day that its words allow (None: any)."""

    row: dict
    weekdays: set[int]
    months: set[int]
    day: date | None
    classes: set[str]

    def fits(self, day: date) -> bool:
        """Whether the words of the line make sense on a day."""
        in_month = not self.months or any((day.month - month) % 12 in (0, 1, 11) for month in self.months)
        return (not self.weekdays or day.weekday() in self.weekdays) and in_month and self.day in (None, day)


class Diary:
    """One person's log over a period: `lines` are what people in this position write, `plans` the person's own."""

    def __init__(self, person: Person, lines: Sequence[Line], stock: Stock, plans: pd.DataFrame, *, seed: int) -> None:
        self.person = person
        self.rng = np.random.default_rng([seed, person.index, 1])
        self.own_class = person.roles.get("own_class", "")
        usable = [line for line in lines if not (self.own_class and line.classes and self.own_class not in line.classes)]
        self.piles = [[usable[i] for i in self.rng.permutation(len(usable)) if usable[i].row["label"] == label] for label in "01"]
        own = stock.slots[stock.slots["folder"] == person.folder]
        self.slots = {slot: part["value"].tolist() for slot, part in own.groupby("slot")}
        self.phrases = {use: part["text"].tolist() for use, part in stock.phrases.groupby("use")}
        self.plans = plans.to_dict("records")
        self.number_of = {plan["plan_no"]: plan["plan_number"] for plan in self.plans}
        self.fixed: dict[int, list] = {}  # weekday -> the entries or the hours that come back every week
        self.link = self._link()

    def write(self, period: Period) -> list[Draft]:
        """Write every entry of the period, in order of day and time."""
        written: list[Draft] = []
        before: list[Draft] = []
        for number, day in enumerate(self._days(period)):
            today = self._copy(before, day) if before and self._copies() else self._new(day, number, period)
            before = today or before
            written.extend(today)
        return written

    def _days(self, period: Period) -> Iterator[date]:
        person, working, on_leave = self.person, set(self.person.days(period)), [span for span, _ in self.person.leave]
        for day in period.days():
            away = any(day in span for span in on_leave)
            chance = person.habits["fill"] if day in working else 0.0
            if "holiday_entries" in person.roles and day not in working and not away:
                chance = _EXTRA_DAY
            if "leave_entries" in person.roles and away and day.weekday() < person.row["work_week"]:
                chance = _LEAVE_DAY
            if self.rng.random() < chance:
                yield day

    def _copies(self) -> bool:
        return float(self.rng.random()) < float(self.person.roles.get("copy_own") or 0)

    def _copy(self, entries: Sequence[Draft], day: date) -> list[Draft]:
        return [entry | {"day": day, "source": entry, "evidence_url": self._evidence(day)} for entry in entries]

    def _new(self, day: date, number: int, period: Period) -> list[Draft]:
        roles, weekday = self.person.roles, day.weekday()
        if "weekday_template" in roles and weekday in self.fixed:
            return self._copy(self.fixed[weekday], day)
        spans = self._hours(day, number)
        entries = []
        for span in spans or [None] * (1 + sum(self.rng.random() < self.person.habits["busy"] for _ in range(3))):
            entries.append(self._entry(self._draw(day, period), day) | ({"from": span[0], "to": span[1]} if span else {}))
        if not spans:
            entries = self._place(entries, day)
        if "timetable" in roles:
            self.fixed.setdefault(weekday, [(entry["from"], entry["to"]) for entry in entries])
            entries = [entry | {"description": self._timetabled(entry, n)} for n, entry in enumerate(entries)]
        if "weekday_template" in roles:
            self.fixed[weekday] = entries
        return entries

    def _hours(self, day: date, number: int) -> list[tuple[int, int]]:
        """Hours that are given; none when the person arranges the day."""
        person = self.person
        if "timetable" in person.roles:
            return self.fixed.get(day.weekday(), [])
        if "constant_times" in person.roles:
            noon = person.opens + 4 * 60
            return [(person.opens, noon), (noon + 60, noon + 150)]
        if "night_shift" in person.roles and number % 3 == int(person.roles["night_shift"]):
            return list(_NIGHT)
        return []

    def _timetabled(self, entry: Draft, number: int) -> str:
        return pick(self.rng, self.phrases["timetable"]).format(first=2 * number + 1, last=2 * number + 2) + entry["description"]

    def _draw(self, day: date, period: Period) -> Line:
        """Take the next line of the pile, and put it back in its second half: no quick repeats."""
        roles = self.person.roles
        passed = (day - period.start).days / max(1, (period.end - period.start).days) - 0.5
        care = 1.0 if "timetable" in roles else self.person.habits["care"] + 2 * passed * float(roles.get("drift", 0))
        generic = int(self.rng.random() >= care)
        pile = self.piles[generic]
        place = next((place for place, line in enumerate(pile) if line.fits(day)), 0)
        line = pile.pop(place)
        pile.insert(int(self.rng.integers(len(pile) // 2, len(pile) + 1)), line)
        return line

    def _entry(self, line: Line, day: date) -> Draft:
        row, habits, roles = line.row, self.person.habits, self.person.roles
        amount = int(self.rng.integers(int(row["n_lo"]), int(row["n_hi"]) + 1))
        counted = self.rng.random() < habits["quantity"] * (1.0 if self.person.counts else 0.15)
        right = self.number_of.get(row["plan_no"], 0)
        chosen = right if right and self.rng.random() < habits["right_plan"] else int(self.rng.integers(1, len(self.plans) + 1))
        if "first_plan" in roles:
            chosen, counted = 1, True
        length = between(self.rng, int(row["min_lo"]), int(row["min_hi"])) * habits["stretch"]
        return {
            **{"person": self.person, "nip": self.person.nip, "day": day, "length": max(_STEP, round(length / _STEP) * _STEP)},
            "description": self._fill(row["text"], amount, day),
            **{"plan": self.plans[chosen - 1]["plan"], "plan_id": self.plans[chosen - 1]["plan_id"], "true_plan": right},
            "quantity": (1 if "first_plan" in roles else amount) if counted else None,
            "quantity_unit": row["unit"] if counted else "",
            "evidence_url": self._evidence(day),
            **{name: int(row[name]) for name in FACETS},
            "source": None,
        }

    def _fill(self, text: str, amount: int, day: date) -> str:
        def value(match: re.Match) -> str:
            slot = match[1]
            if slot == "n":
                return str(amount)
            if slot == "bulan":
                return _MONTHS[day.month - 1 if day.day <= 10 and day.month > 1 else day.month]
            return self.own_class if self.own_class and slot.startswith("kelas") else pick(self.rng, self.slots[slot])

        return re.sub(r"\{(\w+)\}", value, text)

    def _evidence(self, day: date) -> str:
        if "one_link" in self.person.roles:
            return self.link
        if self.rng.random() >= self.person.habits["evidence"]:
            return ""
        return f"{self.link}/{day:%m%d}-{int(self.rng.integers(16**4)):04x}"

    def _link(self) -> str:
        return f"{pick(self.rng, self.phrases['link'])}{int(self.rng.integers(16**8)):08x}"

    def _place(self, entries: list[Draft], day: date) -> list[Draft]:
        """Put the activities one after another into the working hours; those that do not fit are left out."""
        person, opens = self.person, self.person.opens
        six_days = person.row["work_week"] == 6
        closes = min(person.closes, _FRIDAY_CLOSES) if six_days and day.weekday() == _FRIDAY else person.closes
        while len(entries) > 1 and sum(entry["length"] for entry in entries) > closes - opens:
            entries = entries[:-1]
        spare = max(0, closes - opens - sum(entry["length"] for entry in entries))
        now, placed = opens, []
        for entry in entries:
            now += int(between(self.rng, 0, spare / len(entries))) // _STEP * _STEP
            start = max(opens, now - 15) if placed and self.rng.random() < _OVERLAPS else now
            now = min(start + entry["length"], closes)
            placed.append(entry | {"from": start, "to": max(now, start + _STEP)})
        return placed


def lines_of(stock: Stock) -> dict[tuple[str, str], list[Line]]:
    """Lines by office and position, each with the days that its words allow."""
    rows = stock.lines.to_dict("records")
    values = {key: set(part["value"]) for key, part in stock.slots.groupby(["folder", "slot"])}
    rows.sort(key=lambda row: (row["folder"], row["position"]))
    found = groupby(rows, key=lambda row: (row["folder"], row["position"]))
    return {key: [_line(row, values) for row in part] for key, part in found}


def copy_colleagues(diaries: Mapping[str, Sequence[Draft]], people: Sequence[Person], *, seed: int) -> None:
    """Let those who copy a colleague take over what the colleague wrote for the same day."""
    for person in (person for person in people if "copy_colleague" in person.roles):
        rng = np.random.default_rng([seed, person.index, 2])
        same = (person.folder, person.row["position"], int(person.roles["copy_colleague"]))
        other = next(who for who in people if (who.folder, who.row["position"], who.number) == same)
        given = {day: list(part) for day, part in groupby(diaries[other.nip], key=lambda entry: entry["day"])}
        for entry in diaries[person.nip]:
            if given.get(entry["day"]) and rng.random() < _COLLEAGUE:
                source = given[entry["day"]].pop(0)
                entry.update({name: source[name] for name in _TAKEN_OVER} | {"source": source})


FACETS: Final = ("label", "action", "object", "detail", "borderline")
"""What is true of a description."""
_TAKEN_OVER: Final = ("description", "quantity", "quantity_unit", "true_plan", *FACETS)
_WEEKDAYS: Final = {name.lower(): number for number, name in get_day_names("wide", locale="id").items() if number != 6}
_MONTHS: Final = dict(get_month_names("wide", locale="id"))
_MONTH: Final = {name.lower(): number for number, name in _MONTHS.items()}
_DATE: Final = re.compile(rf"(\d{{1,2}})[ /-](\d{{1,2}}|{'|'.join(_MONTH)})[ /-]2026")
_CLASS: Final = re.compile(r"\b(?:kls|kelas|kl)\.? *(iii|ii|iv|i|vi|v|[1-6])\b")
_ROMAN: Final = dict(zip("123456", ("I", "II", "III", "IV", "V", "VI"), strict=True))


def _line(row: dict, values: Mapping[tuple[str, str], set[str]]) -> Line:
    text = row["text"].lower().replace("jum'at", "jumat")
    words = re.findall(r"\w+", text)
    date_match = _DATE.search(text)
    day = date(2026, int(_MONTH.get(date_match[2], date_match[2])), int(date_match[1])) if date_match else None
    classes = {_ROMAN.get(found, found.upper()) for found in _CLASS.findall(text)}
    classes |= set().union(*(values[row["folder"], slot] for slot in re.findall(r"\{(kelas\w*)\}", text)))
    return Line(row, {_WEEKDAYS[w] for w in words if w in _WEEKDAYS}, {_MONTH[w] for w in words if w in _MONTH}, day, classes)
