from __future__ import annotations

from datetime import date

import pytest
from office_records import make_office, make_week

from ekin.domain.period import Period


@pytest.fixture
def week():
    return make_week()


@pytest.fixture(scope="session")
def office():
    """Twelve people in January and February 2026."""
    return make_office(Period(date(2026, 1, 1), date(2026, 2, 28)))
