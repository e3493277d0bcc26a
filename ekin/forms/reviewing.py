"""Form of the superior: log in, then the queue, the objections and the unit board."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import ipywidgets as w

from ekin.errors import SessionEndedError
from ekin.forms import controls, dossier
from ekin.forms.decisions import ObjectionDesk
from ekin.forms.desk import ReviewDesk
from ekin.forms.login import PersonForm
from ekin.forms.monitoring import MonitoringForm
from ekin.service.login import Session
from ekin.settings import Settings
from ekin.words.review import TABS


class ReviewForm(PersonForm):
    """Review what staff sent (`desk`), answer `objections`, see the unit `board`; the three parts are there after the login.

    Parameters
    ----------
    settings
        Those of the folder when not given.
    session
        Of a superior who is logged in already.
    """

    def __init__(self, settings: Settings | None = None, *, session: Session | None = None) -> None:
        super().__init__("review", settings, session=session, role="superior")

    def turn(self, name: str) -> None:
        """Show one of the parts: desk, objections or board."""
        for part, form in self._forms.items():
            controls.reveal(part == name, form)
            (self._tabs[part].add_class if part == name else self._tabs[part].remove_class)("ekin-here")
        self._forms[name].refresh()

    def _parts(self, session: Session) -> list[w.Widget]:
        self.desk, self.objections, self.board = ReviewDesk(session), ObjectionDesk(session), MonitoringForm(session)
        self._forms = {"desk": self.desk, "objections": self.objections, "board": self.board}
        self._tabs = {
            name: controls.button(f"tab-{name}", TABS[name], partial(self.turn, name), self.status) for name in self._forms
        }
        self.turn("desk")
        style = w.HTML(dossier.STYLE, layout={"display": "none"})
        return [style, controls.row(*self._tabs.values()), *self._forms.values()]

    def _close(self) -> bool:
        with suppress(SessionEndedError):
            self.desk.leave()
        return True
