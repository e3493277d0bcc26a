from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from ekin.domain.period import Period
from ekin.domain.rating import predikat
from ekin.errors import CellError
from ekin.exchange.siasn import EXPECTATION_NAME, PREDIKAT_NAME, rating_of, rating_payload
from ekin.vocabulary import Expectation

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("hasil", "perilaku"), list(product(Expectation, Expectation)))
def test_a_rating_goes_and_comes_back(hasil, perilaku):
    payload, verdict = rating_payload(hasil, perilaku, YEAR), predikat(hasil, perilaku)
    assert rating_of(payload) == (hasil, perilaku, verdict)
    answer = {"hasilKinerjaNilai": str(int(hasil)), "PerilakuKerjaNilai": int(perilaku), "KuadranKinerjaNilai": int(verdict)}
    assert rating_of(answer) == (hasil, perilaku, verdict)  # capital K and P, as rw-skp22 writes them
    names = {
        "hasilKinerja": EXPECTATION_NAME[hasil],
        "perilakuKerja": EXPECTATION_NAME[perilaku],
        "kuadranKinerja": PREDIKAT_NAME[verdict],
    }
    assert rating_of(names) == (hasil, perilaku, verdict)


def test_each_period_has_its_fields():
    best = Expectation.ABOVE
    month, quarter, year = (rating_payload(best, best, period) for period in (MARCH, QUARTER, YEAR))
    assert (month["periodikId"], month["bulanMulaiPenilaian"], month["bulanSelesaiPenilaian"]) == ("1", 3, 3)
    assert (quarter["periodikId"], quarter["bulanMulaiPenilaian"], quarter["bulanSelesaiPenilaian"]) == ("2", 1, 3)
    assert year == {"hasilKinerjaNilai": 1, "perilakuKerjaNilai": 1, "kuadranKinerjaNilai": 1, "tahun": 2026}


def test_other_spans_and_values_are_refused():
    with pytest.raises(CellError):
        rating_payload(Expectation.ABOVE, Expectation.ABOVE, Period(date(2026, 1, 1), date(2026, 2, 28)))
    with pytest.raises(CellError):
        rating_of({"hasilKinerjaNilai": 9})
    assert rating_of({}) == (None, None, None)
