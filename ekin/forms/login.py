"""Log in, the profile card that a person confirms or reports, and the frame of every form behind a login."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

import ipywidgets as w
from pydantic import SecretStr

from ekin import service
from ekin.forms import controls, markup
from ekin.settings import Settings
from ekin.words import numbers
from ekin.words.day import LOGIN, PROFILE


class LoginForm(w.VBox):
    """Ask for NIP and password; the widget holds the password only until it reaches the kernel.

    Parameters
    ----------
    on_login
        Called with the session of whoever logged in.
    settings
        Those of the folder when not given.
    role
        "writer" or "superior": as whom people try the sample data.
    """

    def __init__(
        self, on_login: Callable[[service.Session], object], settings: Settings | None = None, role: str = "writer"
    ) -> None:
        self._on_login, self._settings, self._role = on_login, settings, role
        self._secret, self._entered, self.practising = None, False, False
        self.status = controls.view("login-status")
        self.nip = controls.text("login-nip", LOGIN["nip"], placeholder=LOGIN["nip_hint"])
        self.password = controls.secret("login-password", LOGIN["password"])
        self.enter = controls.button("login-enter", LOGIN["enter"], lambda: self._enter, self.status, main=True, after_keys=True)
        self.practice = controls.button("login-practice", LOGIN["practice"], self._practice, self.status)
        title = controls.view("login-title", markup.heading(LOGIN["title"]))
        note = controls.view("login-note", markup.note(LOGIN["note"]))
        super().__init__([title, self.nip, self.password, controls.row(self.enter, self.practice), self.status, note])
        self.add_class("ekin-login")
        self.password.observe(self._took, names="value")
        self.password.on_msg(self._key)

    def _took(self, change: Mapping[str, str]) -> None:
        if change["new"]:
            self._secret, self.password.value = SecretStr(change["new"]), ""
            self.password.placeholder = LOGIN["held"]
            if self._entered:  # Enter was pressed: its message comes before the value
                self._entered = False
                self.enter.click()

    def _key(self, _widget: object, content: Mapping[str, object], _buffers: object) -> None:
        self._entered = content.get("event") == "submit" and not self._secret
        if content.get("event") == "submit" and self._secret:
            self.enter.click()

    def _enter(self) -> None:
        given, self._secret = self._secret or SecretStr(""), None
        self.password.placeholder = self.status.value = ""
        session = service.login(self.nip.value, given, self._settings)
        self.practising = False
        self._on_login(session)

    def _practice(self) -> None:
        self.status.value = markup.note(LOGIN["preparing"])
        session = service.practice(self._role)
        self.status.value, self.practising = "", True
        self._on_login(session)


class ProfileCard(w.VBox):
    """Name, position, unit and superior as they are stored, to confirm or to report; one line once confirmed."""

    def __init__(self, session: service.Session) -> None:
        self.session = session
        self.card, self.status = controls.view("profile-card"), controls.view("profile-status")
        self.right = controls.button("profile-right", PROFILE["right"], self._right, self.status)
        self.wrong = controls.button("profile-wrong", PROFILE["wrong"], lambda: self._ask(True), self.status)
        self.text = controls.area("profile-text", PROFILE["text"], placeholder=PROFILE["text_hint"], rows=2)
        self.send_button = controls.button(
            "profile-send", PROFILE["send"], lambda: self._report, self.status, main=True, after_keys=True
        )
        self.choices = controls.row(self.right, self.wrong)
        super().__init__([self.card, self.choices, self.text, self.send_button, self.status])
        self.add_class("ekin-profile")
        self._ask(False)
        with controls.told(self.status):
            self._show()

    def _show(self) -> None:
        person, last = self.session.employee, service.profile_state(self.session)
        rows = [(PROFILE[name], getattr(person, name) or PROFILE["unknown"]) for name in ("name", "nip", "position", "unit")]
        rows.append((PROFILE["superior"], person.superior_name or person.superior_nip or PROFILE["unknown"]))
        if last is None:
            said = PROFILE["unchecked"]
        else:
            said = PROFILE["confirmed" if last.ok else "reported"].format(day=numbers.short_day(last.at.date()))
        self.card.value = markup.folded(f"{PROFILE['title']}: {said}", markup.pairs(rows), opened=last is None)

    def _ask(self, shown: bool) -> None:
        controls.reveal(shown, self.text, self.send_button)

    def _right(self) -> None:
        service.confirm_profile(self.session)
        self._done()

    def _report(self) -> None:
        if not self.text.value.strip():
            self.status.value = markup.error(PROFILE["text_needed"])
            return
        service.report_profile(self.session, self.text.value.strip())
        self._done()

    def _done(self) -> None:
        self.status.value = self.text.value = ""
        self._ask(False)
        self._show()


class PersonForm(controls.Form):
    """A form behind a login: the subclass gives its parts for whoever logged in.

    Parameters
    ----------
    handle
        Its class on screen.
    settings
        Those of the folder when not given.
    session
        Somebody who is logged in already; on a JupyterHub the Hub knows the person.
    role
        "writer" or "superior": as whom people try the sample data.

    Attributes
    ----------
    session
        Who is logged in; None before.
    """

    def __init__(
        self, handle: str, settings: Settings | None = None, *, session: service.Session | None = None, role: str = "writer"
    ) -> None:
        self.session = None
        self.status, self.banner, self.who = (controls.view(f"person-{name}") for name in ("status", "banner", "who"))
        self.login, self.inside = LoginForm(self._enter, settings, role), w.VBox(layout={"width": "auto"})
        super().__init__(handle, [self.banner, self.login, self.status, self.inside])
        with controls.told(self.status):
            if known := session or service.hub_login(settings):
                self._enter(known)

    def _parts(self, session: service.Session) -> list[w.Widget]:
        raise NotImplementedError

    def _renewed(self) -> None:
        """Go on after a new login of the same person."""

    def _close(self) -> bool:
        """Save what waits, before the person leaves; False when it could not be saved."""
        return True

    def _enter(self, session: service.Session) -> None:
        again = self.session is not None and self.session.nip == session.nip
        self.session, self.status.value = replace(session, clock=partial(self._clock, session)), ""
        controls.reveal(False, self.login)
        session = self.session
        if again:
            _hand(self.inside, session)
            self._renewed()
            return
        person = session.employee
        self.banner.value = markup.warning(self._about_store())
        self.who.value = markup.note(LOGIN["who"].format(name=person.name, unit=person.unit))
        leave = controls.button("person-leave", LOGIN["leave"], lambda: self._leave, self.status, after_keys=True)
        bar = controls.row(self.who, leave)
        self.profile = ProfileCard(session)
        self.inside.children = [bar, self.profile, *self._parts(session)]

    def _clock(self, session: service.Session) -> datetime:
        """Give the moment; once the login has run out, ask for the password again, and what is on screen stays."""
        if (now := session.clock()) >= session.ends:
            controls.reveal(True, self.login)
        return now

    def _about_store(self) -> str:
        if self.login.practising:
            return LOGIN["practice_banner"].format(name=self.session.employee.name)
        return LOGIN["file_banner"] if self.session.store.engine.dialect.name == "sqlite" else ""

    def _leave(self) -> None:
        if not self._close():
            return
        self.session.close()
        self.session = None
        controls.dispose(self.inside)
        self.banner.value, self.status.value = "", markup.note(LOGIN["left"])
        controls.reveal(True, self.login)


def _hand(part: w.Widget, session: service.Session) -> None:
    """Give a new session to a part of the form and to all parts within."""
    if hasattr(part, "session"):
        part.session = session
    for child in getattr(part, "children", ()):
        _hand(child, session)
