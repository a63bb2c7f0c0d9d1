"""The study day, over time zones, rollover hours and both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.lib.clock import StudyClock

ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/Sao_Paulo", "America/Havana", "Asia/Gaza",
    "Africa/Cairo", "America/Santiago", "Atlantic/Azores", "Antarctica/Troll",
]  # fmt: skip
clocks = st.builds(StudyClock, st.sampled_from(ZONES), st.integers(0, 23))
moments = st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
days = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(clocks, moments)
def test_day_of_a_moment_contains_it(clock, moment):
    day = clock.day_of(moment)

    assert clock.start_of(day) <= moment < clock.end_of(day)


@given(clocks, days)
def test_days_follow_each_other_without_gap_or_overlap(clock, day):
    start, end = clock.start_of(day), clock.end_of(day)

    assert clock.start_of(day + timedelta(days=1)) == end
    assert timedelta(hours=21) <= end - start <= timedelta(hours=27)
    assert clock.day_of(start) == day
    assert clock.day_of(end - timedelta(seconds=1)) == day


@given(clocks, moments, st.integers(0, 4000))
def test_elapsed_study_days_are_calendar_days(clock, moment, elapsed):
    first = clock.day_of(moment)

    later = clock.start_of(first + timedelta(days=elapsed)) + timedelta(hours=1)

    assert (clock.day_of(later) - first).days == elapsed


@given(clocks, moments, moments)
def test_later_moments_never_lie_on_an_earlier_day(clock, one, other):
    first, second = sorted((one, other))

    assert clock.day_of(first) <= clock.day_of(second)


@pytest.mark.parametrize(
    ("zone", "hour", "local", "day"),
    [
        ("Europe/Berlin", 4, datetime(2026, 11, 20, 3, 59), date(2026, 11, 19)),
        ("Europe/Berlin", 4, datetime(2026, 11, 20, 4, 0), date(2026, 11, 20)),
        ("Europe/Berlin", 2, datetime(2026, 3, 29, 3, 0), date(2026, 3, 29)),  # 2:00 does not exist: begins at 3:00
        ("Europe/Berlin", 2, datetime(2026, 3, 29, 1, 59), date(2026, 3, 28)),
        ("Europe/Berlin", 2, datetime(2026, 10, 25, 2, 0), date(2026, 10, 25)),  # 2:00 comes twice: begins the first
        ("America/New_York", 0, datetime(2026, 11, 1, 0, 0), date(2026, 11, 1)),
    ],
)
def test_day_of_at_the_rollover_and_when_the_clocks_change(zone, hour, local, day):
    assert StudyClock(zone, hour).day_of(local.replace(tzinfo=ZoneInfo(zone))) == day


def test_hour_that_comes_twice_begins_the_day_once():
    clock = StudyClock("Europe/Berlin", 2)
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))

    assert clock.day_of(second) == date(2026, 10, 25)
    assert clock.start_of(date(2026, 10, 25)) == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "hour"), [("Mars/Base", 4), ("UTC", 24), ("UTC", -1)])
def test_clock_refuses_what_does_not_exist(zone, hour):
    with pytest.raises(ValueError, match="is not"):
        StudyClock(zone, hour)


def test_clock_refuses_a_moment_without_zone():
    with pytest.raises(ValueError, match="needs a time zone"):
        StudyClock("UTC").day_of(datetime(2026, 11, 20))
