"""What a table that ekin knows is made of: its columns, the names they go by, and how their cells are read."""

from __future__ import annotations

from dataclasses import dataclass

from ekin.exchange.cells import Parser, fold_name, parse_optional_text
from ekin.vocabulary import Layout


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes
    ----------
    name
        Name in ekin's rows; that of the storage column where there is one.
    header
        Name in the file, as its maker writes it.
    aliases
        Other names that are taken for it; never by likeness, only as listed.
    parse
        Reads one cell. Date parsers are given what their whole column says.
    required
        Whether a file without this column is not this table.
    filled
        Whether a row with an empty cell is refused.
    """

    name: str
    header: str
    parse: Parser = parse_optional_text
    aliases: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False

    def match(self, folded: str) -> str | None:
        """Say how a folded column name fits: "exact", "synonym", or None."""
        if folded == fold_name(self.header):
            return "exact"
        return "synonym" if folded in {fold_name(self.name), *map(fold_name, self.aliases)} else None


@dataclass(frozen=True)
class TableLayout:
    """One known table.

    Attributes
    ----------
    anchors
        Fields that every real row has; a row with none of them filled may be a total or a footer.
    key
        Fields that tell two rows apart; empty when only a row that is the same throughout is a duplicate.
    """

    layout: Layout
    fields: tuple[Field, ...]
    anchors: tuple[str, ...]
    key: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """Field of a name; KeyError when the table has none."""
        return next(item for item in self.fields if item.name == name)

    @property
    def required(self) -> tuple[Field, ...]:
        """Columns without which a file is not this table."""
        return tuple(item for item in self.fields if item.required)
