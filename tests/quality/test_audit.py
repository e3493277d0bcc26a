from __future__ import annotations

import pandas as pd

from ekin.quality.audit import audit_menu
from ekin.words.quality import QUESTION

MENU = ["Mengikuti rapat", "mengikuti  RAPAT", "Melaksanakan tugas lain", "Menyusun LKJIP Dinas Pertanian tahun 2025", ""]
ENTRIES = pd.DataFrame(
    [
        ("1", "Mengikuti rapat", ""),
        ("2", "Mengikuti rapat", ""),
        ("2", "mengikuti rapat", ""),
        ("3", "Verifikasi 14 RDKK poktan Desa Ciburial", "Melaksanakan tugas lain"),
        ("4", "Membaca", "Butir yang tidak ada"),
    ],
    columns=["nip", "description", "plan"],
)


def test_items_that_only_give_generic_entries_come_with_their_use_and_questions():
    found = audit_menu(MENU, ENTRIES).set_index("item")
    assert list(found.index) == ["Mengikuti rapat", *[item for item in found.index if item != "Mengikuti rapat"]]
    assert len(found) == 3  # equal ones count once, an empty one not at all
    assert found.loc["Mengikuti rapat", ["n", "people", "only_generic"]].tolist() == [3, 2, True]
    assert set(found.loc["Mengikuti rapat", "questions"]) <= {text for facet in QUESTION.values() for text in facet.values()}
    assert len(found.loc["Mengikuti rapat", "questions"]) >= 1
    assert found.loc["Melaksanakan tugas lain", ["n", "people", "specific", "only_generic"]].tolist() == [1, 1, 1.0, False]
    assert not found.loc["Menyusun LKJIP Dinas Pertanian tahun 2025", "only_generic"]
    assert found["specific"].isna().tolist() == found["n"].eq(0).tolist()


def test_a_menu_alone_is_judged_without_use():
    found = audit_menu(MENU)
    assert found["n"].eq(0).all()
    assert found["only_generic"].sum() == 2
