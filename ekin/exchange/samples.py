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
from ekin.exchange.layouts import EMPLOYEES, LEAVE, PLANS, PROGRESS, REVIEWS, TableLayout
from ekin.exchange.sample_reports import rating_report, skp_report
from ekin.settings import shipped
from ekin.vocabulary import TIME_ZONES, Grain
from ekin.words.errors import STATUS

MADE = datetime(2026, 4, 8, 9, 15)
"""When the files say they were drawn; a fixed moment, so that they come out the same."""

_WHOLE = ("offices", "names", "titles", "planted", "leave", "phrases")
_PER_OFFICE = ("positions", "skp", "lines", "slots")
_TEMPLATE = ("plan", "day", "start", "end", "description", "quantity", "quantity_unit", "evidence_url")
_ONE_PERSON: Final = ("Guru Kelas", 2)  # whose January stands in the importer's template
_SEPARATORS: Final = {"2026-02": ";", "2026-03": ","}  # the other months are workbooks
_WIDTH = 18  # characters, of a column
_SHAPES: Final = {  # in a workbook and in a csv
    date: ("dd/mm/yyyy", "%d/%m/%Y"),
    pd.Timestamp: ("dd/mm/yyyy hh:mm:ss", "%d/%m/%Y %H:%M:%S"),
    time: ("hh:mm", "%H:%M"),
}


def write_samples(out_dir: str | Path, *, seed: int = 2026, on_progress: Callable[[Path], None] | None = None) -> list[Path]:
    """Write every sample file and list them in that order; the same seed gives the same bytes.

    Parameters
    ----------
    out_dir
        Folder for the files; made when it is missing. Other files in it are left alone.
    on_progress
        Called with each file once it is written.
    """
    folder, written = Path(out_dir), []
    folder.mkdir(parents=True, exist_ok=True)
    for path in _write_all(folder, simulate_offices(read_stock(), seed=seed)):
        written.append(path)
        if on_progress:
            on_progress(path)
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


def _write_all(folder: Path, samples: Samples) -> Iterator[Path]:
    months = list(QUARTER.split(Grain.MONTH))
    above = _above(samples, "Laporan SKP Tahun 2026", "Tahunan")
    yield _workbook(folder / "laporan-skp-2026.xlsx", "Laporan SKP", *skp_report(samples), above)
    for month in months:
        title = f"Laporan Penilaian SKP Periode Bulanan {month.label.replace(' ', ' Tahun ')}"
        above = _above(samples, title, f"Bulanan {month.start.month}")
        path = folder / f"laporan-penilaian-skp-{month.key}.xlsx"
        yield _workbook(path, "Laporan Penilaian SKP", *rating_report(samples, month), above)
    for month in months:
        table = _progress(samples, month)
        path = folder / f"progres-harian-{month.key}"
        if separator := _SEPARATORS.get(month.key):
            yield _csv(path.with_suffix(".csv"), table, separator)
        else:
            yield _workbook(path.with_suffix(".xlsx"), "Progres Harian", list(table), _cells(table))
    template = _template(samples)
    yield _workbook(folder / "templat-impor-satu-orang.xlsx", "Template", list(template), _cells(template))
    for name, table in _own_tables(samples).items():
        yield _csv(folder / name, table)


def _above(samples: Samples, title: str, period: str) -> list[str]:
    """Rows 1-6 of BKN's reports (DOMAIN 2.4)."""
    agency = f"Instansi {samples.employees['agency'].iloc[0]}"
    drawn = f"Data ditarik pada : {MADE:%d-%m-%Y %H:%M:%S}"
    return [title, agency, f"Periode : {period}", "Unor Induk : ALL", "Unor : ALL", drawn]


def _progress(samples: Samples, month: Period) -> pd.DataFrame:
    entries = samples.entries[samples.entries["day"].between(str(month.start), str(month.end))]
    named = entries.merge(samples.employees[["nip", "name"]], on="nip")
    return _table(named.assign(status=_words(named["status"])), PROGRESS, ("nip", "name", *_TEMPLATE, "status", "submitted_at"))


def _template(samples: Samples) -> pd.DataFrame:
    position, number = _ONE_PERSON
    nip = samples.employees.loc[samples.employees["position"] == position, "nip"].iloc[number - 1]
    entries, last = samples.entries, str(parse_period("2026-01").end)
    return _table(entries[(entries["nip"] == nip) & (entries["day"] <= last)], PROGRESS, _TEMPLATE)


def _own_tables(samples: Samples) -> dict[str, pd.DataFrame]:
    """Give ekin's own tables and the truth, by file name."""
    rhk_no = samples.plans.groupby("nip")["rhk_id"].transform(lambda ids: pd.factorize(ids)[0] + 1)
    plans = samples.plans.assign(plan_no=samples.plans["plan_number"], rhk_no=rhk_no, approach="kuantitatif")
    entries = samples.entries.rename(columns={"id": "entry_id"})[["entry_id", "nip", "day", "start", "description"]]
    reviews = samples.reviews.merge(entries, on="entry_id")
    reviews = reviews.assign(decision=_words(reviews["decision"]), seconds_open=reviews["seconds_open"].astype("int64"))
    return {
        "pegawai.csv": _table(samples.employees, EMPLOYEES),
        "rencana.csv": _table(plans, PLANS),
        "cuti.csv": _table(samples.leave, LEAVE),
        "tinjauan.csv": _table(reviews, REVIEWS),
        "truth.csv": samples.truth,
        "truth_entries.csv": samples.truth_entries,
    }


def _words(codes: pd.Series) -> pd.Series:
    return codes.map({str(code): word.capitalize() for code, word in STATUS.items()})


def _table(frame: pd.DataFrame, layout: TableLayout, names: Sequence[str] = ()) -> pd.DataFrame:
    """Give a frame the columns of a layout, or some of them, under their own names."""
    headers = {field.name: field.header for field in layout.fields}
    return frame[list(names or headers)].rename(columns=headers)


def _cells(table: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Rows as Python values: days as dates, moments as local time, None for nothing."""
    columns = []
    for _, column in table.items():
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_convert(TIME_ZONES["WIB"]).dt.tz_localize(None)
        elif pd.api.types.is_datetime64_dtype(column.dtype):
            column = column.dt.date
        columns.append([None if pd.isna(value) else value for value in column.astype("object")])
    return zip(*columns, strict=True)


def _csv(path: Path, table: pd.DataFrame, separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow(table.columns)
        for row in _cells(table):
            writer.writerow(value.strftime(_SHAPES[type(value)][1]) if type(value) in _SHAPES else value for value in row)
    return path


def _workbook(path: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]], above: Sequence[str] = ()) -> Path:
    """Write a workbook; with lines above, the header stands two rows below the last of them."""
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(header) - 1, _WIDTH)
        for kind, (shape, _) in _SHAPES.items():
            shown = book.add_format({"num_format": shape})
            sheet.add_write_handler(kind, lambda sheet, *cell, shown=shown: sheet.write_datetime(*cell[:3], shown))
        sheet.write_column(0, 0, above)
        top = len(above) + 1 if above else 0
        sheet.write_row(top, 0, header, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=top + 1):
            sheet.write_row(number, 0, row)
    return path
