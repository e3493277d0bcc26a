"""What a workshop keeps, in a file of its own beside nothing else: lokakarya.db.

A row is on disk before it is acknowledged; a row wiped is gone from the bytes of the file.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Boolean, Column, Delete, Executable, Float, ForeignKey, Integer, MetaData, Row

from sqlalchemy import Select, String, Table, UniqueConstraint, delete, insert, select, update  # isort: skip

from ekin.errors import StoreTooNewError, WorkshopError
from ekin.storage.engine import make_engine

FILE: Final = "lokakarya.db"
VERSION: Final = 2

metadata = MetaData()
room = Table(
    "room", metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("port", Integer, nullable=False),
    Column("stage", String, nullable=False),
    Column("ends_at", Float, nullable=False),  # seconds since 1970, UTC, as every time here
    Column("paused_at", Float),
    Column("revealed", Boolean, nullable=False),
)  # fmt: skip
participant = Table(
    "participant", metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String, nullable=False, unique=True),
    Column("nickname", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),  # the nickname, whatever its case
    Column("family", String, nullable=False),
    Column("superior", Boolean, nullable=False),
    Column("consent", Boolean, nullable=False),
    Column("joined_at", Float, nullable=False),
    sqlite_autoincrement=True,  # the number of somebody wiped is given to nobody else
)  # fmt: skip
_OF = {"ondelete": "CASCADE"}
answer = Table(
    "answer", metadata,
    Column("id", Integer, primary_key=True),
    Column("participant", ForeignKey("participant.id", **_OF), nullable=False),
    Column("stage", String, nullable=False),
    Column("item", String, nullable=False),
    Column("given", String, nullable=False),
    Column("right", Boolean),
    Column("flag", String),
    Column("missing", String),
    Column("done", Boolean, nullable=False),
    Column("nonce", String, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("participant", "nonce"),  # the same answer sent twice is one answer
)  # fmt: skip
remark = Table(
    "remark", metadata,
    Column("answer", ForeignKey("answer.id", **_OF), primary_key=True),
    Column("remark", String, primary_key=True),
)  # fmt: skip
mark = Table(
    "mark", metadata,
    Column("rater", ForeignKey("participant.id", **_OF), primary_key=True),
    Column("vignette", String, primary_key=True),
    Column("mark", Integer, nullable=False),
    Column("at", Float, nullable=False),
)  # fmt: skip


reviewer = Table(  # the pseudonym a superior has in other data, kept only while they consent
    "reviewer", metadata,
    Column("participant", ForeignKey("participant.id", **_OF), primary_key=True),
    Column("key", String, nullable=False),
)  # fmt: skip


class WorkshopStore:
    """The file of one room.

    Raises
    ------
    StoreTooNewError
        If a newer ekin wrote it; it is left untouched.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self.engine = make_engine(f"sqlite:///{self.path.as_posix()}")
        self._reader = self.engine.execution_options(ekin_reads=True)
        with self._reader.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA user_version").scalar()
        if found > VERSION:
            raise StoreTooNewError(str(found), str(VERSION))
        if found < VERSION:
            with self.engine.begin() as connection:
                metadata.create_all(connection)  # version 2 only adds a table
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def do(self, *statements: Executable) -> None:
        """Run statements that take effect together or not at all."""
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)

    def rows(self, query: Select) -> list[Row]:
        """Read rows; readers do not wait for a writer."""
        with self._reader.connect() as connection:
            return list(connection.execute(query))

    def room(self) -> Row | None:
        """Read the room, None before it was opened."""
        return next(iter(self.rows(select(room))), None)

    def change_room(self, **values: object) -> None:
        """Set columns of the room, and make it when there is none."""
        self.do(update(room).values(values) if self.room() else insert(room).values(id=1, **values))

    def wipe(self, of: Delete) -> None:
        """Delete rows and what hangs on them, then write the file and its journal anew without their bytes.

        Raises
        ------
        WorkshopError
            If another process reads at the moment, so that the bytes could not be cleared.
        """
        self.do(of)
        with closing(self.engine.raw_connection()) as connection:
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise WorkshopError("busy")


def wipe_participant(number: int) -> Delete:
    """Delete a participant and all that hangs on them."""
    return delete(participant).where(participant.c.id == number)
