"""Time zones: local time follows `TZ`, as on Unix, and a zone that the bundle lacks says which there are.

Django sets `TZ` to the project's TIME_ZONE and calls `time.tzset()`. A tab's C library knows only the zone of the
browser; worker/local-time.ts gives it the one that was asked for.
"""

import datetime
import os
import time
import zoneinfo
from zoneinfo import _common

#: The worker's functions; None in a native Python and while the engine warms up.
host = None

_load = _common.load_tzdata


def load_time_zone(key):
    """`zoneinfo._common.load_tzdata`, with a sentence for a zone that was left out."""
    try:
        return _load(key)
    except zoneinfo.ZoneInfoNotFoundError as error:
        names = sorted(zoneinfo.available_timezones())
        raise zoneinfo.ZoneInfoNotFoundError(
            f"No time zone found with key {key}. The engine has {', '.join(names)}."
        ) from error


def tzset():
    """`time.tzset()`: makes the zone named by the variable TZ the local one."""
    name = os.environ.get("TZ") or "UTC"
    try:
        zone = zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        # In C, a name that means nothing is UTC.
        zone = zoneinfo.ZoneInfo("UTC")
    year = datetime.datetime.now(datetime.UTC).year
    winter, summer = (datetime.datetime(year, month, 1, tzinfo=zone) for month in (1, 7))
    standard, daylight = sorted((winter, summer), key=lambda moment: moment.utcoffset())
    time.timezone = -int(standard.utcoffset().total_seconds())
    time.altzone = -int(daylight.utcoffset().total_seconds())
    time.daylight = int(time.timezone != time.altzone)
    time.tzname = (standard.tzname(), daylight.tzname())
    host.setLocalZone(zone.key, *time.tzname)


def install():
    _common.load_tzdata = load_time_zone
    time.tzset = tzset
