"""When what there is to tell is told: at once, but not in the quiet hours, or with the next daily digest."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from bot.following.records import Rhythm

_HOUR = datetime.timedelta(hours=1)
_DAY = datetime.timedelta(days=1)


def zone(name: str) -> datetime.tzinfo | None:
    """Return the time zone of an IANA name; that of the machine (None) for "" and for one that it does not know."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def is_due(made: int, rhythm: Rhythm, now: datetime.datetime) -> bool:
    """Return whether what there has been to tell since `made` (Unix seconds) is to be told `now`.

    A digest that is late, as when the bot was down at its hour, keeps the quiet hours.
    """
    local = now.astimezone(zone(rhythm.zone))
    quiet = False
    if rhythm.quiet is not None:
        first, until = rhythm.quiet
        # Over midnight where the end is earlier.
        quiet = (first <= local.hour < until) if first <= until else not until <= local.hour < first
    if rhythm.hour is None:
        return not quiet
    last = local.replace(hour=rhythm.hour, minute=0, second=0, microsecond=0)
    if last > local:
        last -= _DAY
    return made <= last.timestamp() and (not quiet or local - last < _HOUR)
