"""Controls that all forms share: each has a class `ekin-...` as its handle, and nothing goes wrong in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import ipywidgets as w

from ekin.errors import EkinError
from ekin.forms import markup
from ekin.settings import log_unexpected
from ekin.words import numbers
from ekin.words.errors import ERROR
from ekin.words.forms import PROGRESS

_WIDE = {"width": "auto"}  # fills the column; 100 % would add the margins and cut the right edge
_STYLE = {"description_width": "10rem"}
KEYS_S = 0.4
"""Seconds to wait for text: ipywidgets holds keys back while the kernel is busy, and lets a press overtake them."""


def text(handle: str, label: str, **options: object) -> w.Text:
    """Make a line to write in."""
    return w.Text(description=label, layout=_WIDE, style=_STYLE, **_named(handle), **options)


def area(handle: str, label: str, **options: object) -> w.Textarea:
    """Make a box of several lines to write in."""
    return w.Textarea(description=label, layout=_WIDE, style=_STYLE, **_named(handle), **options)


def clock(handle: str, label: str) -> w.TimePicker:
    """Make a field for a time of day."""
    return w.TimePicker(description=label, layout=_WIDE, style=_STYLE, **_named(handle))


def calendar(handle: str, label: str, value: date | None = None) -> w.DatePicker:
    """Make a field for a day."""
    return w.DatePicker(description=label, value=value, layout=_WIDE, style=_STYLE, **_named(handle))


def secret(handle: str, label: str) -> w.Password:
    """Make a line for a password; it reaches the kernel once, when it is complete, not at every key."""
    return w.Password(description=label, continuous_update=False, layout=_WIDE, style=_STYLE, **_named(handle))


def choice(handle: str, label: str, options: list, value: object = None) -> w.Dropdown:
    """Make a list to choose from; the first option is chosen when no value is given."""
    made = w.Dropdown(description=label, options=options, layout=_WIDE, style=_STYLE, **_named(handle))
    refill(made, options, value)
    return made


def refill(list_: w.Dropdown, options: list, value: object = None) -> None:
    """Give a list other options; the first is chosen where the value is not among them; ipywidgets would choose none."""
    known = [option[1] if isinstance(option, tuple) else option for option in options]
    list_.options = options
    list_.index = known.index(value) if value in known else 0 if known else None


def tick(handle: str, label: str) -> w.Checkbox:
    """Make a box to tick."""
    return w.Checkbox(description=label, indent=False, layout=_WIDE, **_named(handle))


def view(handle: str, content: str = "") -> w.HTML:
    """Make a place to show things in."""
    return w.HTML(content, layout=_WIDE, **_named(handle))


def button(
    handle: str,
    label: str,
    do: Callable[[], object],
    place: w.HTML,
    *,
    main: bool = False,
    after_keys: bool = False,
    stays: bool = False,
) -> w.Button:
    """Make a button; while it works it cannot be pressed again, and what goes wrong is shown in `place`.

    With `after_keys`, `do` gives at the press what is to run once the keys typed before it have arrived. With `stays` it takes the focus
    back, which the browser takes from whatever cannot be pressed: it can be pressed again by key.
    """
    wide = {"width": "auto", "min_width": "8rem"}
    made = w.Button(description=label, button_style="primary" if main else "", layout=wide, **_named(handle))

    def run(act: Callable[[], object]) -> None:
        try:
            with told(place):
                act()
        finally:
            made.disabled = False
            if stays:
                made.focus()

    def pressed(_button: w.Button) -> None:
        if made.disabled:  # a click that was queued while the first one ran
            return
        made.disabled = True
        if after_keys:
            act = partial(run, do())
            if later(KEYS_S, act) is None:  # no kernel, so no keys on their way
                act()
        else:
            run(do)

    made.on_click(pressed)
    return made


def later(seconds: float, act: Callable[[], object]) -> asyncio.TimerHandle | None:
    """Let the kernel do something later; None where nothing runs later, outside a kernel."""
    try:
        return asyncio.get_running_loop().call_later(seconds, act)
    except RuntimeError:
        return None


def while_open(opened: Callable[[], object], do: Callable[[], object]) -> Callable[[], Callable[[], object]]:
    """Bind an act to what is open when its button is pressed; it does nothing once that is no longer open."""

    def bound() -> Callable[[], object]:
        pressed = opened()
        return lambda: do() if pressed is not None and opened() is pressed else None

    return bound


def row(*parts: w.Widget) -> w.HBox:
    """Put controls beside each other; they wrap on a narrow screen."""
    return w.HBox(parts, layout={"width": "auto", "flex_flow": "row wrap", "align_items": "center"})


def reveal(shown: bool, *parts: w.Widget) -> None:
    """Show parts or hide them."""
    for part in parts:
        part.layout.display = None if shown else "none"


def dispose(box: w.Box) -> None:
    """Empty a box and close what was in it."""
    gone, box.children = box.children, ()
    for part in gone:
        if isinstance(part, w.Box):
            dispose(part)
        part.close()


@contextmanager
def told(place: w.HTML) -> Iterator[None]:
    """Show whatever goes wrong as one sentence; Lab would hide the exception of a callback in its log."""
    try:
        yield
    except EkinError as error:
        place.value = markup.error(str(error))
    except Exception as error:
        place.value = markup.error(ERROR["unexpected"].format(kind=type(error).__name__, log=log_unexpected()))


class ProgressLine(w.HBox):
    """A bar with words, hidden while nothing runs; call it with rows done and rows in all."""

    def __init__(self, handle: str) -> None:
        self.bar = w.IntProgress(min=0, max=1, layout={"width": "40%"})
        self.words, self.title = w.Label(), ""
        super().__init__([self.bar, self.words], layout={"display": "none", "width": "auto"})
        self.add_class(f"ekin-{handle}")

    @contextmanager
    def running(self, title: str) -> Iterator[ProgressLine]:
        """Show the bar while something runs."""
        self.title, self.bar.value, self.words.value, self.layout.display = title, 0, f"{title} …", "flex"
        try:
            yield self
        finally:
            self.layout.display = "none"

    def __call__(self, done: int, total: int) -> None:
        """Move the bar."""
        self.bar.max, self.bar.value = max(total, 1), done
        self.words.value = PROGRESS.format(title=self.title, done=numbers.number(done), total=numbers.number(total))


class Form(w.VBox):
    """A column of controls in the look of ekin."""

    def __init__(self, handle: str, parts: list[w.Widget]) -> None:
        super().__init__([w.HTML(markup.STYLE, layout={"display": "none"}), *parts], layout=_WIDE)
        self.add_class("ekin-form")
        self.add_class(f"ekin-{handle}")


def _named(handle: str) -> dict[str, tuple[str]]:
    """Give the class with which a control is born; one added later would be a message more for each control."""
    return {"_dom_classes": (f"ekin-{handle}",)}
