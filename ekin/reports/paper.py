"""Print a page as PDF in a process of its own, so that the other formats are written meanwhile on a second core."""

from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self


def put(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def write_pages(pages: Mapping[str, str], folder: Path, stem: str, on_progress: Callable[[Path], None]) -> list[Path]:
    """Write one page as the kinds asked for: html as it is, pdf printed; give the paths in the order of the kinds.

    Raises
    ------
    ValueError
        If a kind is neither; nothing is written then.
    """
    if unknown := set(pages) - {"html", "pdf"}:
        raise ValueError(f"formats: {sorted(unknown)}")
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"{stem}.{kind}" for kind in pages}
    for kind, path in paths.items():
        put(path, printed(pages[kind]) if kind == "pdf" else pages[kind].encode())
        on_progress(path)
    return list(paths.values())


def counted(step: Callable[[int, int], None], total: int) -> Callable[[Path], None]:
    """Turn "so many of so many" into what is called with each file written; files that come on top raise the total."""
    done = count(1)

    def written(_path: Path) -> None:
        at = next(done)
        step(at, max(at, total))

    return written


def printed(page: str) -> bytes:
    """Print a page and wait for the PDF."""
    with Printer() as printer:
        printer.send(page)
        return printer.pdf()


class Printer:
    """A process that loads WeasyPrint at once, prints the one page it is sent, and ends with the `with` block it is used in."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, "-m", __name__], stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603 - ourselves

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def send(self, page: str) -> None:
        """Hand over the page as HTML text; printing starts now."""
        self._process.stdin.write(page.encode())
        self._process.stdin.close()
        self._process.stdin = None

    def pdf(self) -> bytes:
        """Wait for the PDF.

        Raises
        ------
        RuntimeError
            If the page could not be printed, with what WeasyPrint said.
        """
        printed, said = self._process.communicate()
        if self._process.returncode:
            raise RuntimeError(said.decode(errors="replace"))
        return printed


def _main() -> None:
    gc.disable()  # the tree of boxes has no garbage to find, and looking for it takes a second of four
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    page = sys.stdin.buffer.read()
    nothing = URLFetcher(allowed_protocols=())  # the page holds all it needs
    mark = hashlib.sha256(page).digest()[:16]
    sys.stdout.buffer.write(HTML(string=page.decode(), url_fetcher=nothing).write_pdf(pdf_identifier=mark))


if __name__ == "__main__":
    _main()
