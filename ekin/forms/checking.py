"""Form to check descriptions: one while it is written, several pasted lines, or a whole file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from ekin.exchange.frames import is_description, read_any, write_frame
from ekin.forms import controls, markup
from ekin.forms.files import FilePicker
from ekin.forms.paging import PagedTable
from ekin.quality.judge import check
from ekin.settings import Settings, load_settings, output_folder
from ekin.vocabulary import Flag
from ekin.words import numbers
from ekin.words.forms import CHECK
from ekin.words.quality import FLAG

ROWS_A_STEP = 2_000
"""Rows judged between two moves of the progress bar."""


class CheckForm(controls.Form):
    """Check descriptions for being generic, with reasons.

    Parameters
    ----------
    settings
        Limits of files; those of the folder when not given.
    position
        Name of the writer's position, where known; it makes the questions about written lines better.

    Attributes
    ----------
    writing, filing
        The two halves of the form, to be shown apart.
    frame
        The file that was checked: its own columns and those of `ekin.check`; empty before.
    """

    def __init__(self, settings: Settings | None = None, *, position: str = "") -> None:
        self.settings, self.frame, self._table = settings or load_settings(), pd.DataFrame(), None
        self._name = ""
        self.line = controls.area("check-line", CHECK["line"], placeholder=CHECK["line_hint"], rows=3)
        self.position = controls.text("check-position", CHECK["position"], value=position, placeholder=CHECK["position_hint"])
        self.feedback = controls.view("check-feedback", markup.note(CHECK["waiting"]))
        self.lines = PagedTable("check-lines")
        self.files, self.status = FilePicker("check"), controls.view("check-status")
        self.column = controls.choice("check-column", CHECK["column"], [(CHECK["choose_column"], "")])
        self.progress, self.counts = controls.ProgressLine("check-progress"), controls.view("check-counts")
        flags = [(CHECK["all"], ""), *((FLAG[code], str(code)) for code in Flag)]
        self.flag = controls.choice("check-flag", CHECK["filter_flag"], flags)
        self.contains = controls.text("check-contains", CHECK["filter_text"], placeholder=CHECK["filter_hint"])
        self.table = PagedTable("check")
        self.kind = controls.choice("check-export-kind", CHECK["export_kind"], ["xlsx", "csv"])
        self.kind.layout.width = "20rem"
        self.open_button = controls.button("check-open", CHECK["check"], self._open, self.status, main=True)
        self.export = controls.button("check-export", CHECK["export"], self._export, self.status)
        self.writing, self.filing = controls.Form("check-writing", self._one()), controls.Form("check-filing", self._many())
        super().__init__("check", [self.writing, self.filing])
        self._watch()
        with controls.told(self.feedback):
            check("")  # loads the model now, so that the first key is as quick as the others

    def _one(self) -> list:
        title = controls.view("check-title", markup.heading(CHECK["title"]) + markup.note(CHECK["advice"]))
        return [title, self.line, self.position, self.feedback, self.lines]

    def _many(self) -> list:
        title = controls.view("check-file-title", markup.heading(CHECK["file_title"]))
        self._shown = [self.column, self.counts, self.flag, self.contains, self.table, controls.row(self.kind, self.export)]
        self._reveal(False)
        return [title, self.files, controls.row(self.open_button), self.progress, *self._shown, self.status]

    def _reveal(self, shown: bool) -> None:
        for part in self._shown:
            part.layout.display = None if shown else "none"

    def _watch(self) -> None:
        self.line.observe(self._typed, names="value")
        self.position.observe(self._typed, names="value")
        self.column.observe(self._chosen, names="value")
        self.flag.observe(self._filter, names="value")
        self.contains.observe(self._filter, names="value")

    def _typed(self, _change: object) -> None:
        with controls.told(self.feedback):
            self.lines.clear()
            texts = [line for line in self.line.value.splitlines() if line.strip()]
            found = check(texts, position=self.position.value)
            if len(texts) > 1:
                self.feedback.value = markup.big(_counted(found["flag"]))
                self._list(self.lines, found.assign(text=texts), "text")
            else:
                self.feedback.value = markup.verdict(texts[0], found.iloc[0]) if texts else markup.note(CHECK["waiting"])

    def _open(self) -> None:
        self.status.value, self.frame, self._table = "", pd.DataFrame(), None
        self._reveal(False)
        with self.files.paths() as paths:
            table, self._name = read_any(paths[-1], self.settings), paths[-1].stem
        names = [str(name) for name in table.columns]
        found = next((name for name in names if is_description(name)), "")
        controls.refill(self.column, [(CHECK["choose_column"], ""), *((name, name) for name in names)], found)
        self._table = table  # only now, so that filling the list does not judge
        self._reveal(True)
        self._judge()

    def _chosen(self, _change: object) -> None:
        if self._table is not None:
            with controls.told(self.status):
                self.status.value = ""
                self._judge()

    def _judge(self) -> None:
        if not self.column.value:
            self.frame, self.counts.value = pd.DataFrame(), markup.error(CHECK["no_column"])
            self.table.clear()
            return
        texts, parts = self._table[self.column.value], []
        with self.progress.running(CHECK["checking"]) as step:
            for start in range(0, max(len(texts), 1), ROWS_A_STEP):
                parts.append(check(texts.iloc[start : start + ROWS_A_STEP]))
                step(min(start + ROWS_A_STEP, len(texts)), len(texts))
        verdicts = pd.concat(parts, ignore_index=True)
        self.frame = pd.concat([self._table.drop(columns=verdicts.columns, errors="ignore"), verdicts], axis=1)
        self._filter()

    def _rows(self) -> pd.DataFrame:
        """Rows that the filter lets through."""
        texts = self.frame[self.column.value].fillna("").astype("str")
        keep = texts.str.contains(self.contains.value.strip(), case=False, regex=False)
        return self.frame[keep & (self.frame["flag"].eq(self.flag.value) if self.flag.value else True)]

    def _filter(self, _change: object = None) -> None:
        if self.frame.empty:
            return
        with controls.told(self.status):
            rows = self._rows()
            shown = [CHECK["shown"].format(n=numbers.number(len(rows)))] if len(rows) < len(self.frame) else []
            self.counts.value = markup.big(" ".join([_counted(self.frame["flag"]), *shown]))
            self._list(self.table, rows, self.column.value)

    def _list(self, table: PagedTable, rows: pd.DataFrame, column: str) -> None:
        heads = [CHECK["row"], CHECK["flag"], CHECK["line"], CHECK["reason"]]
        table.show(rows, heads, partial(_cells, column), short=(0, 1))

    def _export(self) -> None:
        if self.frame.empty:
            self.status.value = markup.error(CHECK["no_column"])
            return
        rows = self._rows()
        reasons = [markup.reason(*pair) for pair in zip(rows["missing"], rows["question"], strict=True)]
        path: Path = output_folder(self.settings) / f"{self._name}{CHECK['file_suffix']}.{self.kind.value}"
        write_frame(rows.assign(**{CHECK["reason_column"]: reasons}), path)
        said = CHECK["exported"].format(n=numbers.number(len(rows)), path=path)
        self.status.value = f"{markup.note(said)}<p>{markup.download(path)}</p>"


def _cells(column: str, rows: pd.DataFrame) -> list[Sequence[object]]:
    texts = rows[column].fillna("").astype("str")
    return [
        (numbers.number(at + 1), markup.flag(flag), markup.marks(text, spans), markup.reason(missing, question))
        for at, flag, text, spans, missing, question in zip(
            rows.index, rows["flag"], texts, rows["empty_words"], rows["missing"], rows["question"], strict=True
        )
    ]


def _counted(flags: pd.Series) -> str:
    counts = flags.value_counts()
    shown = {str(code): numbers.number(counts.get(str(code), 0)) for code in Flag}
    return CHECK["counts"].format(n=numbers.number(len(flags)), **shown)
