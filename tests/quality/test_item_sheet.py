from __future__ import annotations

from tests.quality.item_sheet import MARKS, PAGE, figures, items


def test_the_data_sheet_says_what_is_measured_now():
    shown = PAGE.read_text(encoding="utf-8").partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert shown == figures(), "python -m tests.quality.item_sheet"


def test_the_hands_agree_on_the_tests_that_people_are_measured_by():
    frame = items()
    assert frame["kind"].eq("test").sum() == 96
    assert frame.loc[frame["kind"].eq("test"), "label"].eq(frame.loc[frame["kind"].eq("test"), "label_b"]).mean() >= 0.9
