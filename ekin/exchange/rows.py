"""Read the rows of one table: each is taken, or refused with every bad cell named."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from ekin.domain.entry import Entry, check_entry
from ekin.errors import CellError
from ekin.exchange import bkn
from ekin.exchange.cells import Parsed, Parser, fold_name, parse_text
from ekin.exchange.dates import SlashOrder, look_at_column, parse_date, parse_timestamp
from ekin.exchange.extract import Refusal, Table, show
from ekin.exchange.headers import Header
from ekin.exchange.sheet import Sheet, Unreadable, column_letters
from ekin.settings import Settings
from ekin.vocabulary import TIME_ZONES, Layout, Reason, Repair
from ekin.words.imports import WARNING

_SPANS = (("start", "end"), ("period_start", "period_end"), ("skp_period_start", "skp_period_end"))
_ENTRY_FIELDS = tuple(Entry.model_fields)
_REMEMBERED = 10_000  # different cells of one column whose reading is kept
_FOOTER = re.compile(r"((sub|grand) ?)?(jumlah|total)|rata rata|catatan|keterangan|mengetahui|dicetak|ditarik|sumber")
_LONGEST_COLUMN_NUMBER = 5  # "(12)" and a space

Problem = tuple[str, Reason]  # field and reason


class TableReader:
    """Reads the rows below one header into a table.

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
        self.sheet, self.header, self.owner, self.date_order = sheet, header, owner, date_order
        self.settings, self.today, self.seen = settings, today, seen
        self.layout, found = header.table.layout, header.matches.values()
        above = sheet.rows[: header.first_data - 1] if self.layout in bkn.PERIOD_ENDS else []
        matches = [(match.field, match.column, match.how) for match in found]
        unused = _unused(sheet, header)
        self.table = Table(self.layout, sheet.name, header.number, matches, unused, bkn.read_metadata(above))
        self._at = {match.field: match.at for match in found}
        self._columns = [(match.field, match.at, self._parser(match.field, match.at)) for match in found]
        self._needed = {field.name for field in header.table.fields if field.filled}
        self._width = 1 + max(at for at, name in enumerate(header.names) if name)

    def read(self, number: int, row: list[object]) -> None:
        """Take a row or refuse it."""
        self.table.read += 1
        if self._is_no_data(number, row):
            return
        row = row + [""] * (self._width - len(row))
        values, repairs, problems = self._parse(row)
        if values.get("acting"):
            problems = [("acting", Reason.PLT_ROW)]
        elif self.layout is Layout.PROGRESS:
            problems += self._check_entry(values, problems)
        else:
            problems += self._check_row(values, problems)
        for field, reason in problems:
            at = self._at.get(field, 0)
            self._refuse(number, at, field, row[at], reason)
        if not problems and not self._is_repeated(number, values):
            self.table.repairs.update(repairs)
            self.table.rows.append((number, values))

    def finish(self) -> None:
        """After the last row: of a person's several periods in a report the newest stays."""
        if not self.table.read:
            self.table.warnings.append(WARNING["no_rows"].format(sheet=self.sheet.name))
        if self.layout not in bkn.PERIOD_ENDS:
            return
        table, ends = self.table, bkn.PERIOD_ENDS[self.layout]
        reasons = bkn.superseded(self.layout, table.rows, table.metadata)
        for number, values in table.rows:
            if number in reasons:
                self._refuse(number, self._at[ends], ends, values[ends], reasons[number])
        table.rows = [(number, values) for number, values in table.rows if number not in reasons]
        table.refusals.sort(key=lambda refusal: refusal.row)

    def _parser(self, field: str, at: int) -> Parser:
        parse = given = self.header.table.field(field).parse
        if given in (parse_date, parse_timestamp):
            rows = self.sheet.rows[self.header.first_data :]
            column = look_at_column((row[at] for row in rows if at < len(row)), self.date_order)
            if column.slash is SlashOrder.PROVEN:
                self.table.warnings.append(WARNING["other_dates"].format(column=self.header.names[at]))
            parse = partial(parse, column=column)
        if given is parse_timestamp:
            parse = partial(parse, zone=ZoneInfo(TIME_ZONES[self.settings.time_zone]))
        return _remembering(parse)

    def _parse(self, row: list[object]) -> tuple[dict[str, object], list[Repair], list[Problem]]:
        values, repairs, problems = {}, [], []
        for field, at, parse in self._columns:
            try:
                values[field], repair = parse(row[at])
            except CellError as error:
                problems.append((field, error.reason))
                continue
            if repair:
                repairs.append(repair)
            if field in self._needed and values[field] in (None, ""):
                problems.append((field, Reason.NOT_A_TIME if repair is Repair.TIMESTAMP_WITHOUT_TIME else Reason.MISSING))
        return values, repairs, problems

    def _check_entry(self, values: dict[str, object], problems: list[Problem]) -> list[Problem]:
        """Hold a row of daily progress to the rules of an entry, the same as in the form."""
        if self.owner:
            values["nip"] = self.owner
        fields = {name: values[name] for name in _ENTRY_FIELDS if name in values}
        entry = check_entry(fields, today=self.today, settings=self.settings)
        if not isinstance(entry, Entry):
            known = {field for field, _ in problems}
            return [(item.field, item.reason) for item in entry if item.field not in known]
        values["entry"] = entry
        values.setdefault("status", None)  # no word in the file: what is stored stays
        values.setdefault("submitted_at", None)
        return []

    def _check_row(self, values: dict[str, object], problems: list[Problem]) -> list[Problem]:
        """Complete a row of any other table, and refuse spans of dates that end before they begin."""
        if self.layout in bkn.PERIOD_ENDS:
            values["agency"] = self.table.metadata.agency
        if self.layout is Layout.RATING_REPORT and not problems:
            period = bkn.rated_period(values, self.table.metadata)
            values["period_start"] = period.start if period else values["skp_period_start"]
            values["period_end"] = period.end if period else values["skp_period_end"]
        spans = [(values.get(first), values.get(last), last) for first, last in _SPANS if last in self._at]
        return [(last, Reason.REVERSED_DATES) for start, end, last in spans if start and end and end < start]

    def _is_repeated(self, number: int, values: dict[str, object]) -> bool:
        """Refuse a row that stood in the file before; in reports only one that is the same throughout."""
        names = self.header.table.key if self.layout not in bkn.PERIOD_ENDS else ()
        key = tuple(values[name] for name in names or sorted(values))
        if "description" in names:
            key = *key[:-1], key[-1].casefold()
        cell = self.sheet.cell(number, 0)
        first, earlier = self.seen.setdefault((self.layout, key), (cell, values))
        if earlier is values:
            return False
        same = all(earlier.get(name) == value for name, value in values.items() if name != "entry")
        self._refuse(number, 0, "", first, Reason.DUPLICATE_ROW if same else Reason.CONFLICTING_ROW)
        return True

    def _is_no_data(self, number: int, row: list[object]) -> bool:
        """Refuse what is no row of data: totals, footers, repeated headers, rows that a quote or separator broke."""
        if number not in self.sheet.broken and _is_footer(row, self.header):
            first = next(at for at, value in enumerate(row) if str(value).strip())
            self._refuse(number, first, "", row[first], Reason.TOTAL_ROW)
            return True
        beyond = row[len(self.header.names) :]
        if self.sheet.ragged and (len(row) < self._width or any(value.strip() for value in beyond)):
            self._refuse(number, 0, "", " | ".join(row), Reason.BROKEN_ROW)
            return True
        return False

    def _refuse(self, number: int, at: int, field: str, value: object, reason: Reason) -> None:
        self.table.refusals.append(Refusal(number, self.sheet.cell(number, at), field, show(value), reason))


def _remembering(parse: Parser) -> Parser:
    """Read equal cells of a column once; cells that cannot be read raise for every parser."""

    @lru_cache(_REMEMBERED, typed=True)
    def read(value: object) -> Parsed:
        if isinstance(value, Unreadable):
            raise CellError(value.reason, value)
        return parse(value)

    return read


def _unused(sheet: Sheet, header: Header) -> list[str]:
    """Names of the columns not used; a column with values but no name is given by its letters."""
    used = {match.at for match in header.matches.values()}
    named = {at for at, name in enumerate(header.names) if name}
    filled = {at for row in sheet.rows[header.first_data :] for at, value in enumerate(row) if value != ""}
    return [header.names[at] for at in sorted(named - used)] + [column_letters(at) for at in sorted(filled - named)]


def _is_footer(row: list[object], header: Header) -> bool:
    """Tell whether a row holds no data.

    A row with all its anchors filled is data, unless it repeats the header or numbers the columns 1, 2, 3...
    """
    anchors = [header.matches[name].at for name in header.table.anchors if name in header.matches]
    filled = sum(at < len(row) and row[at] != "" for at in anchors)
    first = row[anchors[0]] if anchors and anchors[0] < len(row) else ""
    if filled == len(anchors) and len(str(first)) > _LONGEST_COLUMN_NUMBER and first != header.names[anchors[0]]:
        return False
    texts = [(at, text) for at, value in enumerate(row) if value != "" and (text := parse_text(value)[0])]
    if not texts:
        return False
    if all(at < len(header.names) and text == header.names[at] for at, text in texts):
        return True
    if len(texts) > 2 and [text.strip("( )") for _, text in texts] == [str(number + 1) for number in range(len(texts))]:
        return True
    lonely = len(texts) == 1 and texts[0][0] not in {match.at for match in header.matches.values()}
    return filled < len(anchors) and (lonely or bool(_FOOTER.match(fold_name(texts[0][1]))))
