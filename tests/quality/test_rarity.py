from __future__ import annotations

import pytest

from ekin.quality.rarity import RARITY_FEATURES, TABLE, UNKNOWN_ZIPF, build_zipf, load_zipf, rarity_features


def _named(text: str) -> dict[str, float]:
    return dict(zip(RARITY_FEATURES, rarity_features([text])[0], strict=True))


def test_numbers_of_a_line_by_hand():
    zipf = load_zipf()
    found = _named("membuat laporan posyandu qwxz")
    assert found["rarest"] == UNKNOWN_ZIPF
    assert found["mean_2_rarest"] == pytest.approx((UNKNOWN_ZIPF + zipf["posyandu"]) / 2)
    assert (found["n_unknown"], found["share_unknown"], found["n_acronyms"], found["n_office_words"]) == (1, 0.5, 1, 2)


def test_a_line_of_office_words_is_everyday():
    assert _named("melaksanakan tugas")["rarest"] > _named("verval posyandu")["rarest"]


def test_no_lines_give_no_rows():
    assert rarity_features([]).shape == (0, len(RARITY_FEATURES))


def test_table_is_rebuilt_byte_for_byte(tmp_path):
    build_zipf(tmp_path / "zipf.csv.gz")
    assert (tmp_path / "zipf.csv.gz").read_bytes() == TABLE.read_bytes()
    assert TABLE.with_name("ZIPF_LICENSE.txt").read_text(encoding="utf-8").count("creativecommons.org/licenses/by-sa/4.0") == 1
