"""Sample files: the simulated offices of a fictional regency, written in the layouts that people really have."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

import pandas as pd
import xlsxwriter

from ekin.domain.period import Period, parse_period
from ekin.evaluation.people import Stock
from ekin.evaluation.simulate import QUARTER, Samples, simulate_offices
from ekin.exchange.layouts import EMPLOYEES, LAYOUTS, LEAVE, PLANS, REVIEWS
from ekin.exchange.sample_reports import rating_report, skp_report
from ekin.settings import shipped
from ekin.vocabulary import TIME_ZONES, Grain, Layout
from ekin.words.errors import STATUS

MADE = datetime(2026, 4, 8, 9, 15)
"""When the files say they were drawn; a fixed moment, so that they come out the same."""

_ZONE = TIME_ZONES["WIB"]
_WHOLE = ("offices", "names", "titles", "planted", "leave", "phrases")
_PER_OFFICE = ("positions", "skp", "lines", "slots")
_OWNER, _TEMPLATE = ("nip", "name"), ("plan", "day", "start", "end", "description", "quantity", "quantity_unit", "evidence_url")
_ADDED = ("status", "submitted_at")
_ONE_PERSON: Final = ("Guru Kelas", 2)  # whose January stands in the importer's template
_SEPARATORS: Final = {"2026-02": ";", "2026-03": ","}  # the other months are workbooks
_WIDTH = 18  # characters, of a column
_FORMATS: Final = {date: "dd/mm/yyyy", pd.Timestamp: "dd/mm/yyyy hh:mm:ss", time: "hh:mm"}  # in a workbook
_SHAPES: Final = {date: "%d/%m/%Y", pd.Timestamp: "%d/%m/%Y %H:%M:%S", time: "%H:%M"}  # in a csv

Cell = str | int | float | date | time | None


def write_samples(out_dir: str | Path, *, seed: int = 2026, on_progress: Callable[[Path], None] | None = None) -> list[Path]:
    """Write every sample file; the same seed gives the same bytes.

    Parameters
    ----------
    out_dir
        Folder for the files; made when it is missing. Other files in it are left alone.
    on_progress
        Called with each file once it is written.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    samples = simulate_offices(read_stock(), seed=seed)
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, write in _files(samples):
        write(folder / name)
        written.append(folder / name)
        if on_progress:
            on_progress(written[-1])
    return written


def read_stock(folder: str | Path | None = None) -> Stock:
    """Read the hand-written stock that the samples are made from; without a folder, the one that comes with ekin."""
    place = Path(folder) if folder else shipped("samples") / "stock"
    tables = {name: _read(place / f"{name}.csv") for name in _WHOLE}
    for name in _PER_OFFICE:
        parts = [_read(place / office / f"{name}.csv").assign(folder=office) for office in tables["offices"]["folder"]]
        tables[name] = pd.concat(parts, ignore_index=True)
    return Stock(**tables)


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def _files(samples: Samples) -> Iterable[tuple[str, Callable[[Path], None]]]:
    """Name and writer of each file."""
    header, rows = skp_report(samples)
    title = ["Laporan SKP Tahun 2026", "Periode : Tahunan"]
    yield "laporan-skp-2026.xlsx", lambda path: _workbook(path, "Laporan SKP", header, rows, _above(samples, *title))
    for month in QUARTER.split(Grain.MONTH):
        yield f"laporan-penilaian-skp-{month.key}.xlsx", lambda path, month=month: _ratings(path, samples, month)
    for month in QUARTER.split(Grain.MONTH):
        suffix = "csv" if month.key in _SEPARATORS else "xlsx"
        yield f"progres-harian-{month.key}.{suffix}", lambda path, month=month: _progress(path, samples, month)
    yield "templat-impor-satu-orang.xlsx", lambda path: _template(path, samples)
    for name, frame in _own_tables(samples).items():
        yield name, lambda path, frame=frame: _csv(path, frame)


def _ratings(path: Path, samples: Samples, month: Period) -> None:
    header, rows = rating_report(samples, month)
    number = month.start.month
    title = f"Laporan Penilaian SKP Periode Bulanan {month.label.replace(' ', ' Tahun ')}"
    _workbook(path, "Laporan Penilaian SKP", header, rows, _above(samples, title, f"Periode : Bulanan {number}"))


def _above(samples: Samples, title: str, period: str) -> list[str]:
    """Rows 1-6 of BKN's reports (DOMAIN 2.4)."""
    agency = samples.employees["agency"].iloc[0]
    return [
        title,
        f"Instansi {agency}",
        period,
        "Unor Induk : ALL",
        "Unor : ALL",
        f"Data ditarik pada : {MADE:%d-%m-%Y %H:%M:%S}",
    ]


def _progress(path: Path, samples: Samples, month: Period) -> None:
    entries = samples.entries[samples.entries["day"].between(str(month.start), str(month.end))]
    named = entries.merge(samples.employees[["nip", "name"]], on="nip")
    table = _table(named.assign(status=_words(named["status"])), Layout.PROGRESS, (*_OWNER, *_TEMPLATE, *_ADDED))
    if separator := _SEPARATORS.get(month.key):
        _csv(path, table, separator)
    else:
        _workbook(path, "Progres Harian", list(table), _cells(table))


def _template(path: Path, samples: Samples) -> None:
    position, number = _ONE_PERSON
    nip = samples.employees.loc[samples.employees["position"] == position, "nip"].iloc[number - 1]
    month = parse_period("2026-01")
    entries = samples.entries[(samples.entries["nip"] == nip) & (samples.entries["day"] <= str(month.end))]
    table = _table(entries, Layout.PROGRESS, _TEMPLATE)
    _workbook(path, "Template", list(table), _cells(table))


def _own_tables(samples: Samples) -> dict[str, pd.DataFrame]:
    """Frames of ekin's own tables and of the truth, by file name."""
    plans = samples.plans.assign(plan_no=samples.plans["plan_number"], rhk_no=_numbered(samples.plans), approach="kuantitatif")
    entries = samples.entries.rename(columns={"id": "entry_id"})[["entry_id", "nip", "day", "start", "description"]]
    reviews = samples.reviews.merge(entries, on="entry_id")
    reviews = reviews.assign(decision=_words(reviews["decision"]), seconds_open=reviews["seconds_open"].astype("int64"))
    own = {"pegawai": (samples.employees, EMPLOYEES), "rencana": (plans, PLANS), "cuti": (samples.leave, LEAVE)}
    own |= {"tinjauan": (reviews, REVIEWS)}
    tables = {f"{name}.csv": _table(frame, table.layout, [f.name for f in table.fields]) for name, (frame, table) in own.items()}
    return tables | {"truth.csv": samples.truth, "truth_entries.csv": samples.truth_entries}


def _numbered(plans: pd.DataFrame) -> pd.Series:
    """Count each RHK among those of its person, from 1."""
    return plans.groupby("nip")["rhk_id"].transform(lambda ids: pd.factorize(ids)[0] + 1)


def _words(codes: pd.Series) -> pd.Series:
    return codes.map({str(code): word.capitalize() for code, word in STATUS.items()})


def _table(frame: pd.DataFrame, layout: Layout, names: Sequence[str]) -> pd.DataFrame:
    """Give a frame a layout's own column names."""
    return frame[list(names)].rename(columns={name: LAYOUTS[layout].field(name).header for name in names})


def _cells(table: pd.DataFrame) -> Iterator[list[Cell]]:
    """Rows as Python values: days as dates, moments as local time, None for nothing."""
    columns = []
    for _, column in table.items():
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_convert(_ZONE).dt.tz_localize(None)
        elif pd.api.types.is_datetime64_dtype(column.dtype):
            column = column.dt.date
        columns.append([None if pd.isna(value) else value for value in column.astype("object")])
    yield from map(list, zip(*columns, strict=True))


def _csv(path: Path, table: pd.DataFrame, separator: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([_text(value) for value in row] for row in _cells(table))


def _text(value: Cell) -> str:
    shape = _SHAPES.get(type(value))
    return value.strftime(shape) if shape else "" if value is None else str(value)


def _workbook(
    path: Path, sheet_name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], above: Sequence[str] = ()
) -> None:
    """Write a workbook; with lines above, the header stands two rows below the last of them."""
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE})
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in _FORMATS.items()}
        sheet = book.add_worksheet(sheet_name)
        sheet.set_column(0, len(header) - 1, _WIDTH)
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line)
        top = len(above) + 1 if above else 0
        sheet.write_row(top, 0, header, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value) if value else None
                elif type(value) in formats:
                    sheet.write_datetime(number, column, value, formats[type(value)])
                elif value is not None:
                    sheet.write_number(number, column, value)
