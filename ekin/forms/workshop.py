"""The trainer's board: who is where, what is missing most, anonymous lines, comments, the timer."""

from __future__ import annotations

from functools import partial

import ipywidgets as w

from ekin.errors import EkinError
from ekin.forms import controls, markup, outcome, room
from ekin.service import classroom
from ekin.service.workshop import Workshop
from ekin.vocabulary import Stage
from ekin.words.forms import FLAG_SIGN
from ekin.words.workshop import BOARD, REMARK, STAGE

REFRESH_S = 4
MORE_MINUTES = 2


class WorkshopBoard(controls.Form):
    """What a trainer sees and presses; it shows no nickname beside anything that was judged.

    Parameters
    ----------
    shop
        The room; the server may run in another process.
    """

    def __init__(self, shop: Workshop) -> None:
        self.shop = shop
        names = ("head", "who", "missing", "line", "status", "effect")
        self.head, self.who, self.missing, self.line, self.status, self.effect = (controls.view(f"board-{one}") for one in names)
        self.stage = controls.choice("board-stage", BOARD["stage"], [(said, stage) for stage, said in STAGE.items()])
        self.stage.value = Stage(shop.room.stage)
        acts = {"go": self._go, "pause": partial(classroom.pause, shop), "reveal": partial(classroom.reveal, shop)}
        acts |= {"more": partial(classroom.add_minutes, shop, MORE_MINUTES), "refresh": lambda: None}
        self.acts = {name: self._button(name, do) for name, do in acts.items()}
        self.lines = w.Select(description=BOARD["line"], rows=8, layout={"width": "auto"})
        self.lines.add_class("ekin-board-lines")
        self.lines.observe(self._picked, names="value")
        self.remarks = {
            name: controls.button(f"board-remark-{name}", said, partial(self._remark, name), self.status)
            for name, said in REMARK.items()
        }
        discussed = [
            controls.view("board-how", markup.heading(BOARD["lines"]) + markup.note(BOARD["remark"])),
            self.lines,
            self.line,
        ]
        super().__init__(
            "board",
            [self.head, self.stage, controls.row(*self.acts.values()), self.status, self.who, self.missing]
            + [*discussed, controls.row(*self.remarks.values()), self.effect],
        )
        self.refresh()
        self._again()

    def refresh(self) -> None:
        """Read the room anew."""
        shop, now = self.shop, self.shop.room
        people = classroom.progress(shop)
        left = BOARD["paused"] if now.paused_at else "{}.{:02}".format(*divmod(classroom.seconds_left(shop), 60))
        counted = {"n": len(people), "code": now.code, "stage": STAGE[Stage(now.stage)], "left": left}
        where = markup.note(BOARD["address"].format(address=room.address(now.port)))
        self.head.value = markup.heading(BOARD["title"]) + markup.big(BOARD["count"].format(**counted)) + where
        rows = [
            (one.nickname, one.family, BOARD["place_of"].format(done=one.done, total=one.total)) for one in people.itertuples()
        ]
        self.who.value = markup.heading(BOARD["who"]) + markup.table(
            [BOARD[name] for name in ("nickname", "family", "place")], rows
        )
        said = outcome.missing_lines(*classroom.commonest_missing(shop))
        self.missing.value = markup.heading(BOARD["missing"]) + "".join(map(markup.note, said))
        self._fill()
        ended = outcome.effect_lines(classroom.summary(shop)) if now.stage == Stage.DONE else []
        self.effect.value = markup.listed(BOARD["effect"], ended) if ended else ""

    def _fill(self) -> None:
        """Show new lines without taking away the one that is picked."""
        found, picked = classroom.lines(self.shop), self.lines.value
        options = [(f"{FLAG_SIGN[one.flag]} {one.text[:200]}", int(one.id)) for one in found.itertuples()]
        if options != list(self.lines.options):
            self.lines.options = options
            self.lines.value = picked if picked in set(found["id"]) else None

    def _picked(self, _change: object) -> None:
        self.line.value = markup.big(self.lines.label[2:]) if self.lines.value else ""

    def _remark(self, name: str) -> None:
        if self.lines.value is None:
            raise EkinError(BOARD["pick"])
        classroom.comment(self.shop, self.lines.value, name)
        self.status.value = markup.note(BOARD["remarked"])

    def _go(self) -> None:
        classroom.set_stage(self.shop, self.stage.value)

    def _button(self, name: str, do: object) -> w.Button:
        def act() -> None:
            self.status.value = ""
            do()
            self.refresh()

        return controls.button(f"board-{name}", BOARD[name], act, self.status, main=name == "go")

    def _again(self) -> None:
        if self.comm is None:  # closed
            return
        with controls.told(self.status):
            self.refresh()
        controls.later(REFRESH_S, self._again)
