from collections import Counter

import pytest

from ekin.exchange.cells import fold_name
from ekin.exchange.layouts import FIELD_NAMES, LAYOUTS
from ekin.storage import schema
from ekin.vocabulary import Layout
from ekin.words.imports import FIELD, LAYOUT


@pytest.mark.parametrize("table", LAYOUTS.values(), ids=LAYOUTS)
def test_no_name_belongs_to_two_fields(table):
    names = Counter(fold_name(name) for field in table.fields for name in {field.header, field.name, *field.aliases})
    shared = {
        name for name, count in names.items() if count > 1 and sum(field.match(name) is not None for field in table.fields) > 1
    }
    exact = {fold_name(field.header) for field in table.fields}
    assert shared <= exact  # the exact name wins over the synonym
    assert {*table.anchors} <= {field.name for field in table.fields}


def test_every_layout_and_field_has_words():
    assert set(LAYOUTS) == set(Layout) == set(LAYOUT)
    assert set(FIELD_NAMES) == set(FIELD)
    assert len({fold_name(label) for label in FIELD.values()}) == len(FIELD)


@pytest.mark.parametrize(
    ("layout", "stored"),
    [(Layout.EMPLOYEES, schema.employee), (Layout.LEAVE, schema.leave)],
)
def test_fields_are_the_columns_of_the_store(layout, stored):
    assert {field.name for field in LAYOUTS[layout].fields} == {column.name for column in stored.columns}


def test_fields_of_an_entry_are_the_columns_of_the_store():
    extra = {"name"}
    assert {field.name for field in LAYOUTS[Layout.PROGRESS].fields} - extra <= {column.name for column in schema.entry.columns}


def test_the_31_columns_of_the_rating_report():
    assert len(LAYOUTS[Layout.RATING_REPORT].fields) == 31
    assert LAYOUTS[Layout.RATING_REPORT].fields[-1].header == "bulan_skp"
