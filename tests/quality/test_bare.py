"""Documents named without an act: what is bare, and that the judge asks for the act however exactly the document is named."""

import numpy as np
import pytest

from ekin.quality.bare import is_bare, stages
from ekin.quality.judge import check
from ekin.quality.normalize import fold

PAIRS = [
    ("Modul ajar Informatika kelas VIII", "Menyusun modul ajar Informatika kelas VIII"),
    ("Soal sumatif Kimia kelas XI, 30 butir", "Soal sumatif Kimia kelas XI, 30 butir, dicetak"),
    ("Daftar honor kader posyandu Desa Jati", "Daftar honor kader posyandu Desa Jati diserahkan"),
    ("lap. stok vaksin bln Juni", "kirim lap. stok vaksin bln Juni"),
    ("Notula forum anak Desa Cibeunying", "Notula forum anak Desa Cibeunying diketik"),
]


@pytest.mark.parametrize(("without", "within"), PAIRS)
def test_a_document_is_bare_until_something_is_done_with_it(without, within):
    assert is_bare(fold(without))
    assert not is_bare(fold(within))
    judged = check([without, within])
    assert judged["p_generic"].iloc[0] > judged["p_generic"].iloc[1]
    if judged["flag"].iloc[0] != "specific":
        assert "action" in judged["missing"].iloc[0]


@pytest.mark.parametrize("text", ["", "-", "laporkan", "Penyusunan laporan", "rapat", "Dokumentasi kegiatan", "suratan"])
def test_other_lines_are_not_bare(text):
    assert not is_bare(fold(text))


@pytest.mark.parametrize("change", [str.upper, "<p><b>{}</b></p>".format, lambda text: text.replace("od", "o\u200bd", 1)])
def test_dress_does_not_hide_a_bare_document(change):
    assert is_bare(fold(change(PAIRS[0][0])))


def test_both_labels_are_read_again_where_a_line_is_bare():
    fast, deep = np.arange(8.0).reshape(2, 4), 10 + np.arange(8.0).reshape(2, 4)
    beside = stages(fast, deep, np.array([False, True]))
    assert beside.shape == (2, 11)
    assert beside[0, 8:].tolist() == [0, 0, 0]
    assert beside[1, 8:].tolist() == [1, fast[1, 0], deep[1, 0]]
