"""Hand-made weeks for each signal, then a small crowd with planted truth; texts are judged by `quality.duplicates`."""

from datetime import date

import pandas as pd
import pytest
from office_records import employee_frame, entry_frame, leave_frame

from ekin.domain.period import Period
from ekin.evaluation.crowd import START, make_crowd
from ekin.evaluation.crowd_days import whole_months
from ekin.evaluation.records import Records
from ekin.evaluation.review_signals import rating_signals
from ekin.evaluation.roles import SUPERIORS, WRITERS
from ekin.evaluation.signal_rules import RULES
from ekin.evaluation.signal_scores import paraphrase_curve, score_signals
from ekin.service.signals import measure_signals
from ekin.settings import Settings
from ekin.vocabulary import Signal

PERIOD = Period(date(2026, 2, 2), date(2026, 3, 1))  # four weeks; 16 February is joint leave, the 17th a holiday
RATINGS = ["nip", "period_start", "period_end", "hasil", "perilaku", "assessor_nip"]
NO_REVIEWS = pd.DataFrame(columns=["entry_id", "superior_nip", "decision", "note", "seconds_open", "decided_at"]).astype(
    {"seconds_open": "float64", "note": "str", "decision": "str"}
)
WORKING = [day.date() for day in pd.bdate_range("2026-02-02", "2026-02-27") if day.day not in (16, 17)]


VILLAGES = ("Kenari", "Rejo", "Melati", "Karang", "Telaga")


def told(nip, days, text, **more):
    """One entry a day; `text` and the columns of `more` are functions of the day, hours vary with it."""
    return [
        (f"{nip}-{day}", nip, day, 8 + (day.day % 5) / 4, 60 + 5 * (day.day % 7), "submitted", pd.Timestamp(day) + pd.Timedelta(hours=9),
         {"description": text(day)} | {name: value(day) for name, value in more.items()})
        for day in days
    ]  # fmt: skip


def measured(*rows, reviews=NO_REVIEWS, leave=()):
    entries = entry_frame(*rows)
    people = employee_frame(*((nip, "SD", 5, "WIB") for nip in sorted(entries["nip"].unique())))
    records = Records(people, entries, leave_frame(*leave), reviews, pd.DataFrame())
    return measure_signals(records, pd.DataFrame(columns=RATINGS), PERIOD, Settings())


def shown_to(found, nip="A"):
    return set(found.loc[found["nip"].eq(nip) & found["shown"], "signal"])


def fresh(day):
    return f"Memeriksa {day.day * 7} berkas kartu keluarga desa {'Kenari' if day.day % 2 else 'Rejo'} tanggal {day.day}"


def test_fresh_entries_show_nothing():
    assert shown_to(measured(*told("A", WORKING, fresh))) == set()


def test_the_same_text_each_day_is_a_copy_with_its_entries_behind_it():
    found = measured(*told("A", WORKING, lambda day: "Memeriksa 14 berkas kartu keluarga desa Kenari"))
    assert shown_to(found) == {Signal.COPY_OWN}
    row = found[found["signal"].eq(Signal.COPY_OWN)].iloc[0]
    assert row["entries"] == sorted(f"A-{day}" for day in WORKING[1:])
    assert row["strength"] == pytest.approx(len(row["entries"]) / row["n"])


def test_a_text_for_each_weekday_is_a_template():
    assert shown_to(measured(*told("A", WORKING, lambda day: f"Memeriksa berkas warga di desa {VILLAGES[day.weekday()]}"))) == {
        Signal.TEMPLATE
    }


def test_short_lines_and_changing_numbers_are_no_copies():
    assert shown_to(measured(*told("A", WORKING, lambda day: "Apel pagi"))) == set()
    clerk = told("A", WORKING, lambda day: f"Melayani perekaman KTP untuk {30 + day.day % 6} pemohon di loket")
    assert shown_to(measured(*clerk)) == set()


def test_a_teacher_with_a_timetable_shows_nothing():
    lessons = [
        "pecahan senilai",
        "bangun datar",
        "debit air",
        "kubus",
        "sudut lancip",
        "perkalian",
        "keliling",
        "skala peta",
        "bilangan bulat",
        "simetri",
    ]
    days = dict(zip(WORKING, lessons * 2, strict=False))
    teacher = told(
        "A", WORKING, lambda day: f"Mengajar Matematika kelas V materi {days[day]} untuk 24 siswa minggu {day.day // 10}"
    )
    assert shown_to(measured(*teacher)) == set()


def test_the_later_sender_of_the_same_text_is_the_one_shown():
    later = [(*row[:6], row[6] + pd.Timedelta(hours=1), row[7]) for row in told("B", WORKING, fresh)]
    found = measured(*told("A", WORKING, fresh), *later)
    assert shown_to(found, "A") == set()
    assert shown_to(found, "B") == {Signal.COPY_COLLEAGUE}


def test_a_month_in_one_sitting_is_a_batch_and_a_week_is_not():
    month = [
        (*row[:6], pd.Timestamp("2026-02-27 12:00") + pd.Timedelta(minutes=at), row[7])
        for at, row in enumerate(told("A", WORKING, fresh))
    ]
    assert shown_to(measured(*month)) == {Signal.BATCH}
    friday = lambda day: pd.Timestamp(day) + pd.Timedelta(days=4 - day.weekday(), hours=10)  # noqa: E731
    week = [(*row[:6], friday(row[2]) + pd.Timedelta(minutes=row[2].weekday()), row[7]) for row in told("A", WORKING, fresh)]
    assert shown_to(measured(*week)) == set()


def test_constant_times_and_one_link():
    same = [(*row[:3], 8, 120, *row[5:]) for row in told("A", WORKING, fresh, evidence_url=lambda day: "https://a.example/1")]
    assert shown_to(measured(*same)) == {Signal.CONSTANT_TIMES, Signal.ONE_LINK}
    own = told("A", WORKING, fresh, evidence_url=lambda day: f"https://a.example/{day}")
    assert shown_to(measured(*own)) == set()


def test_days_off_count_but_not_of_who_works_every_saturday():
    off = [date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 8)]
    found = measured(*told("A", [*WORKING, *off], fresh))
    assert shown_to(found) == {Signal.HOLIDAY}
    assert found.loc[found["signal"].eq(Signal.HOLIDAY), "entries"].iloc[0] == sorted(f"A-{day}" for day in off)
    saturdays = [date(2026, 2, 7), date(2026, 2, 14), date(2026, 2, 21), date(2026, 2, 28)]
    assert shown_to(measured(*told("A", [*WORKING, *saturdays], fresh))) == set()


def test_own_leave_is_a_day_off():
    assert shown_to(measured(*told("A", WORKING, fresh), leave=[("A", "2026-02-09", "2026-02-11", "tahunan")])) == {
        Signal.HOLIDAY
    }


def review_rows(seconds, step_s, note="", n=30):
    entries = [row for nip in "ABC" for row in told(nip, WORKING[:10], fresh)][:n]
    at = pd.Timestamp("2026-02-27 03:00", tz="UTC") + pd.to_timedelta(range(n), unit="s") * step_s
    columns = {"superior_nip": "S", "decision": "approved", "note": note, "seconds_open": float(seconds), "decided_at": at}
    return entries, pd.DataFrame({"entry_id": [row[0] for row in entries]} | columns)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"seconds": 30, "step_s": 32}, set()),
        ({"seconds": 1, "step_s": 3}, {Signal.SPEED, Signal.BURST}),
        ({"seconds": 1, "step_s": 30}, {Signal.SPEED}),
        ({"seconds": 0, "step_s": 30}, {Signal.UNOPENED}),
        ({"seconds": float("nan"), "step_s": 30}, set()),
        ({"seconds": 30, "step_s": 32, "note": "Sudah sesuai dengan rencana aksi"}, {Signal.SAME_NOTE}),
        ({"seconds": 30, "step_s": 32, "note": "Sesuai."}, set()),
    ],
)
def test_superiors(given, expected):
    entries, reviews = review_rows(**given)
    assert shown_to(measured(*entries, reviews=reviews), "S") == expected


def rating_frame(marks):
    """{superior: one (hasil, perilaku) per month for each person} as ratings."""
    rows = [
        (f"{boss}{person}", f"2026-0{month}-01", f"2026-0{month}-28", hasil, perilaku, boss)
        for boss, staff in marks.items()
        for person, months in enumerate(staff)
        for month, (hasil, perilaku) in enumerate(months, start=1)
    ]
    return pd.DataFrame(rows, columns=RATINGS)


VARIED = [[(1 + (person + month) % 2, 2) for month in range(3)] for person in range(10)]


def test_stuck_and_copied_ratings():
    stuck, copied = [[(2, 2)] * 3] * 10, [[(1 + person % 2, 2)] * 3 for person in range(10)]
    found = rating_signals(rating_frame({"A": stuck, "B": copied} | dict.fromkeys("CDEFG", VARIED))).query("shown")
    assert list(zip(found["nip"], found["signal"], strict=True)) == [("A", "stuck_ratings"), ("B", "copied_ratings")]
    assert found["entries"].iloc[0] == [f"A{person}" for person in range(10)]


def test_where_everyone_is_rated_alike_or_few_are_nothing_is_shown():
    alike = [[(2, 2)] * 3] * 10
    assert not rating_signals(rating_frame(dict.fromkeys("ABCD", alike)))["shown"].any()
    assert not rating_signals(rating_frame({"A": alike[:4]} | dict.fromkeys("CDEFG", VARIED)))["shown"].any()
    assert not rating_signals(rating_frame({"A": alike}))["shown"].any()


def test_a_setting_moves_a_threshold():
    rows = told("A", WORKING, lambda day: "Memeriksa 14 berkas kartu keluarga desa Kenari")
    people = employee_frame(("A", "SD", 5, "WIB"))
    records = Records(people, entry_frame(*rows), leave_frame(), NO_REVIEWS, pd.DataFrame())
    strict = Settings(signal_thresholds={"copy_own": 0.99})
    assert shown_to(measure_signals(records, pd.DataFrame(columns=RATINGS), PERIOD, strict)) == set()


@pytest.fixture(scope="module")
def crowd():
    return make_crowd(600, 2, seed=9)


@pytest.fixture(scope="module")
def found(crowd):
    return measure_signals(crowd.records, crowd.ratings, whole_months(START, 2), Settings())


def test_order_of_rows_does_not_matter(crowd, found):
    records = crowd.records
    shuffled = {name: getattr(records, name).sample(frac=1, random_state=4) for name in ("entries", "reviews", "leave")}
    again = measure_signals(
        Records(records.employees, **shuffled, plans=records.plans), crowd.ratings.sample(frac=1, random_state=4), whole_months(START, 2), Settings()
    )  # fmt: skip
    order = ["signal", "nip"]
    first, second = (frame.sort_values(order, ignore_index=True) for frame in (found, again))
    pd.testing.assert_frame_equal(first, second)


def test_what_is_planted_is_found_and_honest_people_are_left_alone(crowd, found):
    scores = score_signals(found, crowd.truth).set_index("signal")
    promised = [Signal.COPY_OWN, Signal.TEMPLATE, Signal.COPY_COLLEAGUE, Signal.BATCH]
    assert (scores.loc[promised, "planted"] >= 5).all()
    assert (scores.loc[promised, "recall"] >= 0.9).all()
    assert (scores.loc[promised, "false_alarm"] <= 0.01).all()
    assert scores.loc[promised, "recall_low"].lt(scores.loc[promised, "recall"]).all()


def test_timetable_teachers_and_shift_workers_are_left_alone(crowd, found):
    honest = crowd.truth.loc[crowd.truth["role"].isin(["timetable", "shift", "counter", "narrow"]), "nip"]
    of_writers = ~found["signal"].isin(["speed", "burst", "unopened", "same_note", "stuck_ratings", "copied_ratings"])
    assert len(honest) > 50
    assert found[of_writers & found["nip"].isin(honest)]["shown"].sum() <= 1


def test_the_curve_counts_every_paraphraser(crowd, found):
    curve = paraphrase_curve(found, crowd.truth)
    assert curve["planted"].sum() == crowd.truth["role"].eq("paraphrase").sum()
    assert (curve["found"] <= curve["planted"]).all()


def test_every_signal_has_a_rule_and_somebody_who_plants_it():
    planted = {signal for roles in (WRITERS, SUPERIORS) for role in roles.values() for signal in role.signals}
    assert set(RULES) == set(Signal) == planted
