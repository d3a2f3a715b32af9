"""How often each address may ask, by a bucket of tokens that fills up again evenly."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0
MOST_ADDRESSES = 20_000
"""Addresses remembered; of those that came longest ago, the buckets are mostly full again."""
_NETWORK = 64
"""Bits of an IPv6 address that one subscriber has in common."""


class AddressLimit:
    """At most `most` requests of one address at once, and that many in a minute; with 0 any number."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Count a request of `address`; return 0, or where it came too soon, the seconds until it may come again."""
        if not self._most:
            return 0
        key, now, rate = _subscriber(address), self._clock(), self._most / MINUTE
        tokens, at = self._buckets.get(key, (float(self._most), now))
        tokens = min(float(self._most), tokens + (now - at) * rate)
        granted = tokens >= 1
        self._buckets[key] = (tokens - granted, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return 0 if granted else max(1, math.ceil((1 - tokens) / rate))


def _subscriber(address: str) -> str:
    """Return what stands for everybody behind one connection: an IPv4 address, or the network of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed), _NETWORK), strict=False))
