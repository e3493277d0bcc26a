"""Pick files by upload or by their path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

import ipywidgets as w

from ekin.errors import EkinError
from ekin.forms import controls, markup
from ekin.settings import home
from ekin.words.forms import PICK


class FilePicker(w.VBox):
    """An upload button and a line for a path; a Jupyter server refuses uploads over about 10 MB, a path has no limit."""

    def __init__(self, handle: str, *, multiple: bool = False) -> None:
        self.upload = w.FileUpload(description=PICK["upload"], multiple=multiple, layout={"width": "auto", "min_width": "12rem"})
        self.upload.layout.align_self, self.names = "flex-start", controls.view(f"{handle}-names")
        self.upload.add_class(f"ekin-{handle}-upload")
        self.path = controls.text(f"{handle}-path", PICK["path"], placeholder=PICK["path_hint"])
        self.upload.observe(self._list, names="value")
        super().__init__([self.upload, self.names, self.path], layout={"width": "auto"})

    @contextmanager
    def paths(self) -> Iterator[list[Path]]:
        """Give the files; uploaded ones lie in a temporary folder under their own names and are gone afterwards.

        Raises
        ------
        NoFileError
            If nothing is picked.
        """
        written = self.path.value.strip().strip("\"'")
        if not written and not self.upload.value:
            raise NoFileError
        with TemporaryDirectory(prefix="ekin-") as folder:
            paths = [_put(Path(folder) / str(at), item) for at, item in enumerate(self.upload.value)]
            yield paths + ([home() / Path(written).expanduser()] if written else [])

    def _list(self, _change: object) -> None:
        names = ", ".join(item["name"] for item in self.upload.value)
        self.names.value = markup.note(PICK["picked"].format(names=names)) if names else ""

    def observe_changes(self, changed: object) -> None:
        """Call `changed` when another file is picked."""
        self.upload.observe(changed, names="value")
        self.path.observe(changed, names="value")


class NoFileError(EkinError):
    """No file was picked."""

    def __init__(self) -> None:
        super().__init__(PICK["nothing"])


def _put(folder: Path, item: dict) -> Path:
    """Write an upload under its bare name, whatever folders the browser's name claims."""
    folder.mkdir()
    path = folder / (PureWindowsPath(item["name"]).name or "berkas")
    path.write_bytes(bytes(item["content"]))
    return path
