"""For every moment: what was typed comes back on the clocks of the record, in every time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mediawatch.errors import InvalidDate
from mediawatch.reading.moments import parse_moment

ZONES = st.sampled_from(
    ["Europe/London", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati",
     "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "UTC"]
).map(ZoneInfo)  # fmt: skip
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2090, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@given(MOMENTS, ZONES)
def test_a_time_with_its_offset_is_that_moment(moment: datetime, zone: ZoneInfo) -> None:
    at = moment.replace(tzinfo=UTC)
    local = at.astimezone(zone)
    offset = local.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        return  # an offset of odd seconds, as Monrovia had until 1972, cannot be written
    read = parse_moment(local.strftime("%Y-%m-%dT%H:%M%z"), zone)
    assert read.at == at.isoformat(timespec="seconds")
    assert read.day == local.date().isoformat()


@given(MOMENTS, ZONES)
def test_a_time_without_offset_is_on_the_clocks_or_is_asked_back(wall: datetime, zone: ZoneInfo) -> None:
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    try:
        read = parse_moment(wall.strftime("%Y-%m-%d %H:%M"), zone)
    except InvalidDate:
        assert early != late
    else:
        assert early == late == datetime.fromisoformat(read.at)
        assert datetime.fromisoformat(read.at).astimezone(zone).replace(tzinfo=None) == wall
