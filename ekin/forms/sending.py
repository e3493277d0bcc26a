"""Look again at everything that is to be sent, send it, and keep the receipt."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

import ipywidgets as w

from ekin import service
from ekin.forms import controls, markup, paging
from ekin.forms.entry import problem_list
from ekin.words import numbers
from ekin.words.day import DAY, ENTRY, SEND
from ekin.words.forms import PAGE
from ekin.words.report import LABEL

ROWS_A_PAGE = 20


class SendForm(w.VBox):
    """One screen with everything to be sent, flags first; flags never hold anything back.

    Parameters
    ----------
    session
        Whose drafts.
    on_back
        Called when the person goes back.

    Attributes
    ----------
    able
        Looks at the drafts that can be sent.
    left_out
        Ids of those without a tick.
    ticks
        Box of each draft in view, by its id.
    sent
        What was sent last; None before.
    """

    def __init__(self, session: service.Session, on_back: Callable[[], object]) -> None:
        self.session, self.able, self.left_out, self.ticks, self.sent, self._at = session, [], set(), {}, None, 0
        self.status, self.receipt = controls.view("send-status"), controls.view("send-receipt")
        self.list = w.VBox(layout={"width": "auto"})
        self.send_button = controls.button("send-now", SEND["send"], self._send_now, self.status, main=True)
        self.back = controls.button("send-back", SEND["back"], on_back, self.status)
        title = controls.view("send-title", markup.heading(SEND["title"]) + markup.note(SEND["advice"]))
        self.before = controls.button(
            "send-previous", PAGE["previous"], lambda: self._turn(-ROWS_A_PAGE), self.status, stays=True
        )
        self.after = controls.button("send-next", PAGE["next"], lambda: self._turn(ROWS_A_PAGE), self.status, stays=True)
        self.place, self.blocked = controls.view("send-place"), controls.view("send-blocked")
        self._bar = controls.row(self.before, self.after, self.place)
        super().__init__(
            [title, self.list, self._bar, self.blocked, self.status, controls.row(self.send_button, self.back), self.receipt]
        )
        self.add_class("ekin-send")

    def look(self) -> None:
        """Read the drafts again and judge them."""
        self.status.value = self.receipt.value = ""
        with controls.told(self.status):
            self._show()

    def begin(self) -> None:
        """Put the focus on the first box, never on sending: a second Enter must send nothing."""
        next(iter(self.ticks.values()), self.back).focus()

    def _show(self) -> None:
        checks = service.ready(self.session)
        self.able, blocked = [item for item in checks if not item.blocked], [item for item in checks if item.blocked]
        self.left_out, self._at = set(), 0
        self.blocked.value = _blocked(blocked) if blocked else "" if checks else markup.note(SEND["nothing"])
        self._turn(0)
        controls.reveal(bool(self.able), self.send_button)

    def _turn(self, step: int) -> None:
        """Show some at a time: a thousand messages at once are more than a kernel's socket holds, and the rest is lost."""
        self._at = paging.turned(self._at, step, len(self.able), ROWS_A_PAGE)
        shown = self.able[self._at : self._at + ROWS_A_PAGE]
        controls.dispose(self.list)
        self.ticks = {item.activity.id: self._tick(item) for item in shown}
        views = (controls.view("send-advice", _advice(item)) for item in shown)
        self.list.children = [part for pair in zip(self.ticks.values(), views, strict=True) for part in pair]
        controls.reveal(len(self.able) > ROWS_A_PAGE, self._bar)
        self.place.value = paging.place(self._at, len(shown), len(self.able), ROWS_A_PAGE)

    def _tick(self, item: service.Check) -> w.Checkbox:
        key = item.activity.id
        made = controls.tick("send-tick", _line(item.activity))
        made.value = key not in self.left_out
        made.observe(lambda change: (self.left_out.discard if change["new"] else self.left_out.add)(key), names="value")
        return made

    def _send_now(self) -> None:
        drafts = (item.activity for item in self.able)
        ids = {draft.id: draft.version for draft in drafts if draft.id not in self.left_out}
        if not ids:
            self.status.value = markup.error(SEND["none_ticked"])
            return
        self.sent = service.submit(self.session, ids)
        self.look()
        page = receipt(self.session, self.sent)
        name = SEND["file"].format(at=f"{self.sent.at:%Y%m%d-%H%M%S}")
        data = base64.b64encode(_page(page).encode()).decode()
        link = f'<p><a class="ekin-download" download="{name}" href="data:text/html;base64,{data}">{escape(SEND["download"])}</a></p>'
        self.receipt.value = f'<div class="ekin-box" role="status">{page}{link}</div>'
        self.back.focus()


def receipt(session: service.Session, sent: service.Sent) -> str:
    """Write what was sent, when, by whom, and the hash that proves it."""
    person = session.employee
    zone = person.time_zone
    when = {"day": numbers.local_day(sent.at, zone), "time": numbers.clock(sent.at, zone), "zone": zone}
    rows = [
        (numbers.short_day(row.day), f"{row.start:%H.%M}–{row.end:%H.%M}", row.description, row.plan or SEND["no_plan"])
        for row in sent.entries.itertuples()
    ]
    heads = [LABEL["day"], LABEL["time"], ENTRY["description"], ENTRY["plan"]]
    return "".join(
        [
            markup.heading(SEND["receipt"]),
            markup.note(f"{person.name} · {person.nip} · {person.unit}"),
            markup.big(SEND["sent"].format(n=numbers.number(len(rows)), **when)),
            f'<p>{escape(SEND["digest"])}: <code class="ekin-digest">{escape(sent.digest)}</code></p>',
            markup.note(SEND["keep"]),
            markup.table(heads, rows, short=(0, 1)),
        ]
    )


def _page(body: str) -> str:
    style = (
        markup.STYLE.replace(".ekin-form", "body")
        + "<style>body{font:11pt sans-serif;margin:2em}code{word-break:break-all}</style>"
    )
    head = f'<meta charset="utf-8"><title>{escape(SEND["receipt"])}</title>{style}'
    return f'<!doctype html><html lang="id"><head>{head}</head><body>{body}</body></html>'


def _line(activity: service.Activity) -> str:
    text = activity.fields.get("description") or DAY["untitled"]
    return SEND["line"].format(day=numbers.short_day(activity.day), time=span(activity), text=text)


def span(activity: service.Activity) -> str:
    """Write start and end of an activity, as far as they are known."""
    start, end = (activity.fields[name].replace(":", ".")[:5] for name in ("start", "end"))
    return f"{start or '…'}–{end or '…'}" if start or end else DAY["no_time"]


def _advice(item: service.Check) -> str:
    said = markup.reason(item.verdict["missing"], item.verdict["question"])
    plan = SEND["plan"].format(plan=item.activity.fields.get("plan") or SEND["no_plan"])
    overlap = markup.note(ENTRY["overlaps"]) if item.overlaps else ""
    return f'<div class="ekin-under"><p><b>{markup.flag(item.verdict["flag"])}</b> {escape(said)}</p>{markup.note(plan)}{overlap}</div>'


def _blocked(items: list[service.Check]) -> str:
    strict = markup.note(SEND["strict"])
    why = (problem_list(item.problems) if item.problems else strict for item in items)
    rows = (f"<li>{escape(_line(item.activity))}{said}</li>" for item, said in zip(items, why, strict=True))
    return f"{markup.heading(SEND['blocked'])}<ul>{''.join(rows)}</ul>"
