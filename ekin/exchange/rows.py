"""Read the rows of one table: each is taken, or refused with every bad cell named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from ekin.domain.entry import Entry, check_entry
from ekin.domain.period import Period, parse_period
from ekin.errors import CellError
from ekin.exchange import dates
from ekin.exchange.cells import Parsed, Parser
from ekin.exchange.footers import is_footer
from ekin.exchange.headers import Header
from ekin.exchange.metadata import Metadata, read_metadata
from ekin.exchange.refusals import Refusal, show
from ekin.exchange.spreadsheets import Sheet
from ekin.exchange.workbooks import Unreadable
from ekin.settings import Settings
from ekin.vocabulary import TIME_ZONES, Layout, Reason, Repair
from ekin.words.imports import WARNING

_REPORTS = (Layout.SKP_REPORT, Layout.RATING_REPORT)
_SPANS = (("start", "end"), ("period_start", "period_end"), ("skp_period_start", "skp_period_end"))
_ENTRY_FIELDS = tuple(Entry.model_fields)
_REMEMBERED = 100_000  # different texts of one column whose reading is kept


class TableReader:
    """Reads the rows below one header.

    Parameters
    ----------
    owner
        NIP of all rows when the table has no such column.
    seen
        Rows of the same file so far, to find repeated ones; shared between its sheets.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        owner: str | None,
        date_order: str,
        *,
        settings: Settings,
        today: date,
        seen: dict[tuple, tuple[str, dict[str, object]]],
    ) -> None:
        self.sheet, self.header, self.owner = sheet, header, owner
        self.settings, self.today, self.seen = settings, today, seen
        self.layout = header.table.layout
        self.rows: list[tuple[int, dict[str, object]]] = []
        self.refusals: list[Refusal] = []
        self.repairs: Counter[Repair] = Counter()
        self.warnings: list[str] = []
        zone = ZoneInfo(TIME_ZONES[settings.time_zone])
        above = sheet.rows[: header.first_data - 1] if self.layout in _REPORTS else []
        self.metadata: Metadata = read_metadata(above, zone)
        self._columns = [
            (match.field, match.at, self._parser(match.field, match.at, date_order, zone)) for match in self._matches()
        ]
        self._at = {match.field: match.at for match in self._matches()}
        self._needed = {field.name for field in header.table.fields if field.filled and field.name in self._at}
        self._width = 1 + max(at for at, name in enumerate(header.names) if name)

    def read(self, number: int, row: list[object]) -> None:
        """Take a row or refuse it."""
        if self._is_no_data(number, row):
            return
        if len(row) < self._width:
            row = row + [""] * (self._width - len(row))
        values, repairs, problems = self._parse(row)
        if values.get("acting"):
            problems = [(self._at["acting"], "acting", Reason.PLT_ROW)]
        elif self.layout is Layout.PROGRESS:
            problems += self._check_entry(values, problems)
        else:
            problems += self._check_row(values, problems)
        if not problems and (repeated := self._repeated(number, values)):
            self.refusals.append(repeated)
            return
        for at, field, reason in problems:
            self._refuse(number, at, field, row[at] if at < len(row) else "", reason)
        if not problems:
            self.repairs.update(repairs)
            self.rows.append((number, values))

    def finish(self) -> None:
        """After the last row: of a person's several periods in a report the newest stays (mutation, DOMAIN 2.4)."""
        if self.layout not in _REPORTS:
            return
        ends = "period_end" if self.layout is Layout.SKP_REPORT else "skp_period_end"
        newest: dict[tuple, tuple[int, dict[str, object]]] = {}
        for number, values in self.rows:
            group = self._group(values)
            if group not in newest or _later(values[ends], newest[group][1][ends]):
                newest[group] = number, values
        kept = {number for number, _ in newest.values()}
        for number, values in self.rows:
            if number not in kept:
                same = values[ends] == newest[self._group(values)][1][ends]
                reason = Reason.CONFLICTING_ROW if same else Reason.OLDER_PERIOD
                self._refuse(number, self._at[ends], ends, values[ends], reason)
        self.rows = [item for item in self.rows if item[0] in kept]
        self.refusals.sort(key=lambda refusal: refusal.row)

    def _matches(self) -> list:
        return list(self.header.matches.values())

    def _parser(self, field: str, at: int, date_order: str, zone: ZoneInfo) -> Parser:
        parse = self.header.table.field(field).parse
        if parse in (dates.parse_date, dates.parse_timestamp):
            rows = self.sheet.rows[self.header.first_data :]
            column = dates.look_at_column((row[at] for row in rows if at < len(row)), date_order)
            if column.slash is dates.SlashOrder.PROVEN:
                self.warnings.append(WARNING["other_dates"].format(column=self.header.names[at]))
            parse = partial(parse, column=column)
            if self.header.table.field(field).parse is dates.parse_timestamp:
                parse = partial(parse, zone=zone)
        return _remembering(parse)

    def _parse(self, row: list[object]) -> tuple[dict[str, object], list[Repair], list[tuple[int, str, Reason]]]:
        values: dict[str, object] = {}
        repairs, problems = [], []
        for field, at, parse in self._columns:
            value = row[at]
            try:
                values[field], repair = parse(value)
            except CellError as error:
                problems.append((at, field, error.reason))
                continue
            if repair:
                repairs.append(repair)
            if field in self._needed and values[field] in (None, ""):
                problems.append((at, field, Reason.NOT_A_TIME if value not in (None, "") and repair else Reason.MISSING))
        return values, repairs, problems

    def _check_entry(
        self, values: dict[str, object], problems: list[tuple[int, str, Reason]]
    ) -> Iterator[tuple[int, str, Reason]]:
        """Hold a row of daily progress to the rules of an entry, the same as in the form."""
        if self.owner:
            values["nip"] = self.owner
        bad = {field for _, field, _ in problems}
        fields = {name: values[name] for name in _ENTRY_FIELDS if name in values}
        entry = check_entry(fields, today=self.today, settings=self.settings)
        if isinstance(entry, Entry):
            values["entry"] = entry
            values.setdefault("status", None)  # no word in the file: what is stored stays
            values.setdefault("submitted_at", None)
            return ()
        return [(self._at.get(item.field, 0), item.field, item.reason) for item in entry if item.field not in bad]

    def _check_row(self, values: dict[str, object], problems: list[tuple[int, str, Reason]]) -> list[tuple[int, str, Reason]]:
        if self.layout in _REPORTS:
            values["agency"] = self.metadata.agency
        if self.layout is Layout.RATING_REPORT and not problems:
            period = self._rated_period(values)
            values["period_start"] = period.start if period else values["skp_period_start"]
            values["period_end"] = period.end if period else values["skp_period_end"]
        spans = ((values.get(first), values.get(last), last) for first, last in _SPANS if last in self._at)
        return [(self._at[last], last, Reason.REVERSED_DATES) for start, end, last in spans if start and end and end < start]

    def _rated_period(self, values: dict[str, object]) -> Period | None:
        ends = values.get("skp_period_end")
        year = values.get("year") or self.metadata.year or (ends.year if ends else None)
        if values.get("month") and year:
            return parse_period(f"{year}-{values['month']:02d}")
        return self.metadata.period

    def _group(self, values: dict[str, object]) -> tuple:
        """Give what only one row of a report may be about: a person, and in the rating report the rated period too."""
        if self.layout is Layout.SKP_REPORT:
            return (values["nip"],)
        if self._rated_period(values):
            return values["nip"], values["period_start"], values["period_end"]
        return values["nip"], values.get("year"), values.get("period_id")

    def _repeated(self, number: int, values: dict[str, object]) -> Refusal | None:
        names = self.header.table.key if self.layout not in _REPORTS else ()
        key = tuple(values[name] for name in names) if names else tuple(values.values())
        if "description" in names:
            key = *key[:-1], key[-1].casefold()
        cell = self.sheet.cell(number, 0)
        first, earlier = self.seen.setdefault((self.layout, key), (cell, values))
        if earlier is values:
            return None
        same = all(earlier.get(name) == value for name, value in values.items() if name != "entry")
        return Refusal(number, cell, "", first, Reason.DUPLICATE_ROW if same else Reason.CONFLICTING_ROW)

    def _is_no_data(self, number: int, row: list[object]) -> bool:
        """Refuse what is no row of data: totals, footers, repeated headers, rows that a quote or separator broke."""
        if number in self.sheet.broken:
            self._refuse(number, 0, "", row[0], Reason.BROKEN_ROW)
            return True
        if is_footer(row, self.header):
            first = next(at for at, value in enumerate(row) if str(value).strip())
            self._refuse(number, first, "", row[first], Reason.TOTAL_ROW)
            return True
        names = len(self.header.names)
        if self.sheet.ragged and (len(row) < self._width or any(value.strip() for value in row[names:])):
            self._refuse(number, 0, "", " | ".join(row), Reason.BROKEN_ROW)
            return True
        return False

    def _refuse(self, number: int, at: int, field: str, value: object, reason: Reason) -> None:
        self.refusals.append(Refusal(number, self.sheet.cell(number, at), field, show(value), reason))


def _later(one: date | None, other: date | None) -> bool:
    """Whether a date lies after another; an unknown one lies before all."""
    return one is not None and (other is None or one > other)


def _remembering(parse: Callable[[object], Parsed]) -> Parser:
    """Read equal texts of a column once; cells that cannot be read raise for every parser."""
    known: dict[str, Parsed] = {}

    def read(value: object) -> Parsed:
        if type(value) is str:
            found = known.get(value)
            if found is None:
                found = parse(value)
                if len(known) < _REMEMBERED:
                    known[value] = found
            return found
        if isinstance(value, Unreadable):
            raise CellError(value.reason, value)
        return parse(value)

    return read
