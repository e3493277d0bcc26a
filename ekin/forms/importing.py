"""Form to import files: look first, then store, then read the receipt."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as w

from ekin.errors import EkinError, FileRefusedError, UnknownLayoutError
from ekin.exchange.extract import Extract
from ekin.exchange.frames import read_any
from ekin.exchange.receipt import Receipt
from ekin.forms import controls, markup
from ekin.forms.files import FilePicker
from ekin.forms.mapping import ColumnMapper, for_extract, lettered
from ekin.service import in_order, read_file, store_extract
from ekin.settings import output_folder
from ekin.storage.store import Store
from ekin.words.forms import IMPORT


class ImportForm(controls.Form):
    """Import files into a store.

    Parameters
    ----------
    store
        Where accepted rows go, each file in one transaction.

    Attributes
    ----------
    extracts
        What the last look gave; nothing of it is stored before `Simpan` is pressed.
    receipts
        Receipts of the last `Simpan`.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.extracts, self.receipts = store, [], []
        self._mappers: dict[str, ColumnMapper] = {}
        self.files = FilePicker("import", multiple=True)
        orders = [(IMPORT[code], code) for code in ("dmy", "mdy")]
        self.date_order = controls.choice("import-date-order", IMPORT["date_order"], orders)
        self.owner = controls.text("import-owner", IMPORT["owner"], placeholder=IMPORT["owner_hint"])
        self.strict = controls.tick("import-strict", IMPORT["strict"])
        self.status, self.result = controls.view("import-status"), controls.view("import-result")
        self.progress, self.mapping = controls.ProgressLine("import-progress"), w.VBox(layout={"width": "auto"})
        self.look = controls.button("import-preview", IMPORT["preview"], self._look, self.status)
        self.save = controls.button("import-save", IMPORT["save"], self._save, self.status, main=True)
        title = controls.view("import-title", markup.heading(IMPORT["title"]) + markup.note(IMPORT["intro"]))
        choices = [self.files, self.date_order, self.owner, self.strict]
        shown = [self.progress, self.status, self.result, self.mapping]
        super().__init__("import", [title, *choices, controls.row(self.look, self.save), *shown])
        self.files.observe_changes(self._picked)
        for control in (self.date_order, self.owner):
            control.observe(self._forget, names="value")

    def _picked(self, _change: object) -> None:
        self._mappers, self.mapping.children = {}, ()
        self._forget(_change)

    def _forget(self, _change: object) -> None:
        """Drop a look that no longer fits the choices, so that nothing unseen is stored."""
        if self.extracts:
            self.status.value = markup.note(IMPORT["stale"])
        self.extracts, self.result.value = [], ""

    def _look(self) -> None:
        self.extracts, self.status.value, self.result.value, shown, mappers = [], "", "", [], {}
        with self.files.paths() as paths, self.progress.running(IMPORT["reading"]):
            for path in paths:
                try:
                    extract = self._read(path)
                except EkinError as error:
                    shown.append(markup.error(str(error)))
                    mappers[path.name] = self._mappers.get(path.name) or self._mapper_for(path, error)
                else:
                    self.extracts.append(extract)
                    shown.append(markup.preview(extract))
                    mappers[path.name] = self._mappers.get(path.name) or for_extract(path.name, extract)
        self._mappers = {name: mapper for name, mapper in mappers.items() if mapper}
        for mapper in self._mappers.values():
            mapper.changed = self._forget
        self.mapping.children, self.result.value = tuple(self._mappers.values()), "".join(shown)

    def _read(self, path: Path) -> Extract:
        mapper = self._mappers.get(path.name)
        return read_file(
            path,
            self.store.settings,
            mapping=mapper.chosen() if mapper else None,
            nip=self.owner.value.strip() or None,
            date_order=self.date_order.value,
            on_progress=self.progress,
        )

    def _mapper_for(self, path: Path, error: EkinError) -> ColumnMapper | None:
        """Offer the columns of a file that was refused; None when it cannot be read at all."""
        if isinstance(error, UnknownLayoutError):
            return ColumnMapper(path.name, [(name, name) for name in dict.fromkeys(error.found)]) if error.found else None
        try:
            return ColumnMapper(path.name, *lettered(read_any(path, self.store.settings).columns))
        except FileRefusedError:
            return None

    def _save(self) -> None:
        if not self.extracts:
            self.status.value = markup.error(IMPORT["not_ready"])
            return
        extracts, self.extracts, self.receipts, shown = in_order(self.extracts), [], [], []
        self.status.value = ""
        for extract in extracts:
            try:
                receipt = store_extract(self.store, extract, strict=self.strict.value)
            except EkinError as error:
                shown.append(markup.error(str(error)))
            else:
                self.receipts.append(receipt)
                shown.append(markup.receipt(receipt, _keep_refusals(receipt, output_folder(self.store.settings))))
            self.result.value = "".join(shown)  # what is done stays on screen should the next file fail


def _keep_refusals(receipt: Receipt, folder: Path) -> Path | None:
    """Write the refusals beside the database."""
    if not receipt.refused:
        return None
    return receipt.write_refusals(folder / f"{receipt.extract.path.stem}-ditolak.csv")
