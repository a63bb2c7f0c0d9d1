"""The study day. Pure: everything is handed the moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class StudyClock:
    """A learner's days: they begin at `rollover_hour` (0 to 23, local time) in `time_zone` (IANA name).

    An hour that a change to summer time skips begins the day at the moment of the change; an hour that comes twice
    begins it the first time. Raises ValueError for an unknown zone or another hour.
    """

    time_zone: str
    rollover_hour: int = 4

    def __post_init__(self) -> None:
        if self.time_zone not in _zones():
            raise ValueError(f"'{self.time_zone}' is not a time zone such as Europe/Berlin")
        if not 0 <= self.rollover_hour <= 23:
            raise ValueError(f"rollover hour {self.rollover_hour} is not from 0 to 23")

    def day_of(self, now: datetime) -> date:
        """The study day that a moment belongs to. Raises ValueError for a time without zone."""
        if now.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        local = now.astimezone(ZoneInfo(self.time_zone)).date()
        # The rollover may lie on either side of midnight after a change of the clocks, so ask the neighbours too.
        for day in (local + _DAY, local, local - _DAY):
            if self.start_of(day) <= now:
                return day
        return local - 2 * _DAY

    def start_of(self, day: date) -> datetime:
        """The moment (UTC) at which a study day begins."""
        return _start(self.time_zone, self.rollover_hour, day)

    def end_of(self, day: date) -> datetime:
        """The moment (UTC) at which the next study day begins."""
        return self.start_of(day + _DAY)


@lru_cache(maxsize=4096)
def _start(time_zone: str, hour: int, day: date) -> datetime:
    zone = ZoneInfo(time_zone)
    wall = datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001  the zone comes next
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    # The wall time does not exist: the gap starts where the offset before it ends.
    before, after = first, wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    low, high = min(before, after), max(before, after)
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
