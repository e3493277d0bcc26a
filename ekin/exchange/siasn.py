"""Ratings in the words and codes of SIASN's web service, both ways (DOMAIN 3.3); nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ekin.domain.period import Period, period_of
from ekin.domain.rating import parse_expectation, parse_predikat, predikat
from ekin.errors import CellError
from ekin.vocabulary import Expectation, Grain, Predikat, Reason

EXPECTATION_NAME: Final[dict[Expectation, str]] = {
    Expectation.ABOVE: "DIATAS ESPEKTASI",
    Expectation.AS_EXPECTED: "SESUAI ESPEKTASI",
    Expectation.BELOW: "DIBAWAH ESPEKTASI",
}
"""SIASN's own spelling, without the k."""

PREDIKAT_NAME: Final[dict[Predikat, str]] = {value: value.name.replace("_", " ") for value in Predikat}

_PERIODIK: Final = {Grain.MONTH: "1", Grain.QUARTER: "2"}


def rating_payload(hasil: Expectation, perilaku: Expectation, period: Period) -> dict[str, object]:
    """Fields of `skp22/save` (a calendar year) or `kinerjaperiodik/save` (a month or a quarter) that follow from a rating.

    Ids of the person, rank and documents are the caller's. koefisienId is left out: its codes were not found.

    Raises
    ------
    CellError
        If the period is no calendar month, quarter or year.
    """
    codes = {
        "hasilKinerjaNilai": int(hasil),
        "perilakuKerjaNilai": int(perilaku),
        "kuadranKinerjaNilai": int(predikat(hasil, perilaku)),
    }
    grain = next((grain for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH) if period_of(period.start, grain) == period), None)
    if grain is None:
        raise CellError(Reason.NOT_AN_OPTION, period.key)
    start, end = period.start, period.end
    if grain is Grain.YEAR:
        return codes | {"tahun": start.year}
    span = {"bulanMulaiPenilaian": start.month, "bulanSelesaiPenilaian": end.month}
    years = {"tahun": start.year, "tahunMulaiPenilaian": start.year, "tahunSelesaiPenilaian": end.year}
    return codes | span | years | {"periodikId": _PERIODIK[grain]}


def rating_of(row: Mapping[str, object]) -> tuple[Expectation | None, Expectation | None, Predikat | None]:
    """Read hasil, perilaku and predikat from a row of `rw-skp22` or `rw-kinerjaperiodik`, by code, else by name.

    Capital letters are ignored, because `rw-skp22` writes KuadranKinerjaNilai and PerilakuKerjaNilai. What stands there is
    given as it is, also where it breaks the matrix.

    Raises
    ------
    CellError
        If a value is neither a code nor a name.
    """
    fields = {name.lower(): value for name, value in row.items()}
    hasil = fields.get("hasilkinerjanilai") or fields.get("hasilkinerja")
    perilaku = fields.get("perilakukerjanilai") or fields.get("perilakukerja")
    kuadran = fields.get("kuadrankinerjanilai") or fields.get("kuadrannilai") or fields.get("kuadrankinerja")
    code = str(kuadran).strip()
    verdict = Predikat(int(code)) if code in {str(int(value)) for value in Predikat} else parse_predikat(kuadran)
    return parse_expectation(hasil), parse_expectation(perilaku), verdict
