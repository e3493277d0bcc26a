"""Commands that put a secret into the operating system's keyring and take it out again; none is an argument, so none is in a history."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Annotated

import typer
from pydantic import SecretStr

from ekin.cli.console import app, fail, screen
from ekin.secrets import NAMES, find_secret, keep_secret, remove_secret
from ekin.vocabulary import SecretSource
from ekin.words.secrets import HELP, SAY

secret = typer.Typer(help=HELP["secret"], no_args_is_help=True)
app.add_typer(secret, name="secret")

Name = Annotated[str, typer.Argument(help=HELP["name"].format(names=", ".join(NAMES)))]


@secret.command("set", help=HELP["set"])
def set_secret(name: Name) -> None:
    """Ask for a secret without echo and keep it."""
    _known(name)
    keep_secret(name, _asked(name))
    screen.print(SAY["kept"].format(name=name), soft_wrap=True)
    if find_secret(name)[1] == SecretSource.ENVIRONMENT:
        screen.print(SAY["shadowed"].format(name=name), soft_wrap=True)


@secret.command("remove", help=HELP["remove"])
def remove(name: Name) -> None:
    """Remove a secret."""
    _known(name)
    screen.print(SAY["removed" if remove_secret(name) else "absent"].format(name=name), soft_wrap=True)


def _known(name: str) -> None:
    if name not in NAMES:  # never repeated: somebody may have typed the secret itself
        fail(SAY["unknown"].format(names=", ".join(NAMES)))


def _asked(name: str) -> SecretStr:
    """Ask twice on a terminal; a pipe gives its first line."""
    if sys.stdin.isatty():
        given, again = SecretStr(getpass(SAY["ask"].format(name=name))), SecretStr(getpass(SAY["again"]))
    else:
        given = again = SecretStr(sys.stdin.readline().rstrip("\r\n"))
    if given != again:
        fail(SAY["differs"])
    if not given.get_secret_value():
        fail(SAY["empty"])
    return given
