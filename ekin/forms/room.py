"""The room: pages for participants, served from one process to every phone on the room's own network."""

from __future__ import annotations

import asyncio
import secrets
import socket
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy import Row
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler, StaticFileHandler

from ekin.domain import workshop as rules
from ekin.errors import EkinError, WorkshopError
from ekin.forms import markup, outcome
from ekin.service import classroom
from ekin.service import workshop as service
from ekin.service.workshop import Workshop
from ekin.settings import log_unexpected
from ekin.vocabulary import Facet, Stage
from ekin.words import workshop as words
from ekin.words.errors import ERROR
from ekin.words.quality import FACET, FLAG

COOKIE: Final = "ekin_ruang"
MAX_BODY: Final = 64 * 1024
FRESH_S: Final = 5
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def application(shop: Workshop) -> Application:
    """Make the web application of a room."""
    given = {"shop": shop}
    pages = [("/", Home), ("/masuk", Join), ("/jawab", Answer), ("/keadaan", State), ("/izin", Consent), ("/hapus", Erase)]
    static = ("/berkas/(.*)", StaticFileHandler, {"path": str(outcome.FOLDER / "static")})
    return Application(
        [*((path, page, given) for path, page in pages), static],
        template_path=str(outcome.FOLDER),
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"samesite": "Strict", "httponly": True},
        log_function=lambda _handler: None,  # what people do is nobody's log
    )


async def serve(shop: Workshop, *, ip: str = "0.0.0.0") -> None:
    """Serve a room until cancelled.

    Raises
    ------
    WorkshopError
        If the room's port is taken: the address that people know must not change.
    """
    service.judged("Memeriksa 12 berkas", "")  # what is slow the first time nobody shall wait for
    outcome.effect_lines(classroom.summary(shop))
    server = HTTPServer(application(shop), max_buffer_size=MAX_BODY)
    try:
        server.listen(shop.room.port, ip)
    except OSError:
        raise WorkshopError("port", port=shop.room.port) from None
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()
        await server.close_all_connections()


def address(port: int) -> str:
    """Where participants find the room: the laptop's address on the network it is on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))  # sends nothing; the system only picks the way out
            ip = probe.getsockname()[0]
        except OSError:
            ip = "127.0.0.1"
    return f"http://{ip}:{port}"


class Page(RequestHandler):
    """What every page shares: the headers, who is asking, and one sentence for what goes wrong."""

    def initialize(self, shop: Workshop) -> None:
        """Take the room."""
        self.shop = shop

    def set_default_headers(self) -> None:
        """Forbid whatever does not come from this laptop."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def person(self) -> Row | None:
        """Find who is asking."""
        return service.known(self.shop, self.get_cookie(COOKIE, ""))

    def required(self) -> Row:
        """Find who is asking; a stranger is sent to the door."""
        person = self.person()
        if person is None:
            raise WorkshopError("code")
        return person

    def get_template_namespace(self) -> dict[str, Any]:
        """Give the templates their words."""
        mine = {"page": words.PAGE, "words": words, "Stage": Stage, "families": self.shop.content.families, "error": ""}
        return super().get_template_namespace() | mine | {"nonce": secrets.token_urlsafe(9), "version": ""}

    def write_error(self, status_code: int, **how: Any) -> None:
        """Say in one sentence what went wrong, above the page as it was."""
        error = how.get("exc_info", (None, None))[1]
        text = ERROR["unexpected"].format(kind=type(error).__name__, log=self.settings.get("log", ""))
        if isinstance(error, EkinError):
            self.set_status(HTTPStatus.CONFLICT)
            text = str(error)
        self.show(text if error else self._reason)

    def log_exception(self, typ: type | None, value: BaseException | None, tb: object) -> None:
        """Keep what nobody foresaw in ekin's log; refusals are no errors."""
        if not isinstance(value, EkinError):
            super().log_exception(typ, value, tb)
            self.settings["log"] = log_unexpected()

    def show(self, error: str = "") -> None:
        """Show the participant's page, or the door."""
        person = self.person()
        if person is None:
            self.render("join.html", error=error)
            return
        task = service.task(self.shop, person)
        shown = self._of_stage(task, person) | {
            "task": task,
            "me": person,
            "error": error,
            "version": _version(self.shop, person),
        }
        self.render(_TEMPLATE.get(task.stage, "wait.html") if task.item else "wait.html", **shown)

    def _of_stage(self, task: service.Task, person: Row) -> dict[str, Any]:
        family, content = self.shop.content.families[person.family], self.shop.content
        shown = {"family": family, "remarks": service.remarks(self.shop, person), "left": classroom.seconds_left(self.shop)}
        shown |= {"key": service.reviewer_key(self.shop, person)}
        shown |= {"paused": self.shop.room.paused_at is not None, "said": "", "choices": _choices(task.item), "spread": None}
        last = task.last
        if task.stage in rules.TEXT_STAGES and last:
            found = service.judged(last.given, family.title)
            shown["said"] = markup.verdict(last.given, found)
            shown["own"] = [(one.given, one.flag) for one in service.answers(self.shop, person, task.stage)]
        elif task.stage in (Stage.EMPTY, Stage.TIE) and last:
            shown["said"] = _compared(content.item(last.item), last)
        elif task.stage is Stage.DONE:
            tests = [[one.right for one in service.answers(self.shop, person, at)] for at in (Stage.PRE, Stage.POST)]
            shown["result"], shown["effect"] = tests, self._effect()
        elif task.stage is Stage.CALIBRATE and self.shop.room.revealed:
            mine = {one.item: int(one.given) for one in service.answers(self.shop, person, Stage.CALIBRATE)}
            shown["spread"] = outcome.spread_table(self.shop, mine) if person.superior else None
        return shown | {"FLAG": FLAG, "FACET": FACET, "Facet": Facet, "rules": rules}

    def _effect(self) -> list[str]:
        """Sum up once in a few seconds, not once for each of forty phones that ask together."""
        since, said = self.settings.get("effect", (-FRESH_S, []))
        if self.shop.clock() - since >= FRESH_S:
            said = outcome.effect_lines(classroom.summary(self.shop))
            self.settings["effect"] = self.shop.clock(), said
        return said


class Home(Page):
    """The one address."""

    def get(self) -> None:
        """Show what is to do now."""
        self.show()


class Join(Page):
    """The door."""

    def post(self) -> None:
        """Let somebody in who has the code."""
        nickname, family = self.get_argument("nickname", ""), self.get_argument("family", "")
        superior = self.get_argument("superior", "") == "1"
        token = service.join(self.shop, self.get_argument("code", ""), nickname, family, superior=superior)
        self.set_cookie(COOKIE, token, expires_days=2, httponly=True, samesite="Lax")
        self.redirect("/", status=HTTPStatus.SEE_OTHER)


class Answer(Page):
    """Answers, and going on to the next line."""

    def post(self) -> None:
        """Keep an answer before saying so."""
        person, item = self.required(), self.get_argument("item", "")
        if self.get_argument("next", ""):
            service.go_on(self.shop, person, item)
        else:
            given = " ".join(sorted(self.get_arguments("word"), key=len)) or self.get_argument("given", "")
            service.answer(self.shop, person, item, given, self.get_argument("nonce", ""))
        self.redirect("/", status=HTTPStatus.SEE_OTHER)


class State(Page):
    """What a page asks every few seconds: has anything changed, and how long is left."""

    def get(self) -> None:
        """Answer in JSON."""
        person = self.person()
        self.write({"version": _version(self.shop, person) if person else "", "left": classroom.seconds_left(self.shop)})


class Consent(Page):
    """Consent to research, given or taken back."""

    def post(self) -> None:
        """Keep the choice."""
        given = self.get_argument("consent", "") == "1"
        service.consent(self.shop, self.required(), given, self.get_argument("key", ""))
        self.redirect("/", status=HTTPStatus.SEE_OTHER)


class Erase(Page):
    """Wiping on request."""

    def post(self) -> None:
        """Wipe the one who asks, once they said that they are sure."""
        if self.get_argument("sure", "") == "1":
            service.erase(self.shop, self.required())
            self.clear_cookie(COOKIE)
            self.render("join.html", error=words.PAGE["erased"])
            return
        self.redirect("/", status=HTTPStatus.SEE_OTHER)


_TEMPLATE = {
    Stage.LESSON: "lesson.html", Stage.EMPTY: "empty.html", Stage.REPAIR: "write.html", Stage.WRITE: "write.html",
    Stage.PRE: "choose.html", Stage.POST: "choose.html", Stage.TIE: "choose.html", Stage.CALIBRATE: "choose.html",
}  # fmt: skip


def _choices(item: rules.Item | None) -> list[tuple[str, str]]:
    if item is None:
        return []
    plans = [*((str(number), plan) for number, plan in enumerate(item.plans, 1)), ("0", words.NO_PLAN)]
    known = {
        "test": words.TEST_CHOICES.items(),
        "tie": plans,
        "vignette": ((str(mark), said) for mark, said in words.MARK.items()),
    }
    return list(known.get(item.kind, ()))


def _compared(item: rules.Item, last: Row) -> str:
    """Show an answer beside the key."""
    if item.kind == "tie":
        key = item.plans[item.key - 1] if item.key else words.NO_PLAN
        return markup.note(words.PAGE["tie_right"] if last.right else words.PAGE["tie_wrong"].format(key=key))
    spans, at = [], 0
    for word, empty in rules.words(item.text):
        spans += [(at, at + len(word))] if empty else []
        at += len(word) + 1
    said = words.PAGE["empty_right" if last.right else "empty_wrong"]
    return f"{markup.note(words.PAGE['empty_key'])}<p>{markup.marks(rules.plain(item.text), spans)}</p>{markup.note(said)}"


def _version(shop: Workshop, person: Row) -> str:
    """Say what a page was made from, so that it can tell when it is old."""
    room = shop.room
    return f"{room.stage} {room.paused_at is not None} {room.revealed} {len(service.remarks(shop, person))}"
