"""robots.txt: what a site lets crawlers fetch (RFC 9309).

Older Pythons' own parser knows neither wildcards nor the rule of the longest match, and a library that turns
wildcards into regular expressions can be made to run for ever by the file it reads; this one is linear.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 512 * 1024
"""RFC 9309 asks that at least 500 KiB be read."""
LONGEST_DELAY: Final = 30.0
"""Seconds between two pages that a site may ask for; more would starve the other sources."""
_MOST_RULES: Final = 2000
_LONGEST_PATTERN: Final = 500


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says to one crawler: rules as (pattern, allowed), and its sitemaps."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allow(self, url: str) -> bool:
        """Return whether the page may be fetched: the longest pattern that fits decides, allowing before forbidding."""
        parts = urlsplit(url)
        path = _plain(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/")
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


NO_ROBOTS: Final = Robots()
ALL_FORBIDDEN: Final = Robots((("/", False),))
"""For a site whose robots.txt cannot be had because its server fails, as RFC 9309 has it."""


def parse(data: bytes, crawler: str) -> Robots:
    """Return what robots.txt says to `crawler`, the product token of its user agent; reads the first 512 KiB."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    sitemaps: list[str] = []
    in_rules = False
    for key, value in _fields(data[:MOST_BYTES]):
        if key == "sitemap":
            sitemaps.append(value)
        elif key == "user-agent":
            named = [] if in_rules else named
            named.append(value.lower())
            groups.setdefault(named[-1], [])
            in_rules = False
        elif key in {"allow", "disallow", "crawl-delay"}:
            in_rules = True
            for name in dict.fromkeys(named):
                groups[name].append((key, value))
    said = groups.get(crawler.lower(), groups.get("*", []))
    return Robots(tuple(_rules(said))[:_MOST_RULES], _delay(said), tuple(sitemaps))


def _fields(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data.decode("utf-8-sig", errors="replace").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _rules(said: list[tuple[str, str]]) -> Iterator[tuple[str, bool]]:
    for key, value in said:
        if key != "crawl-delay" and value.startswith(("/", "*")):
            yield _plain(value[:_LONGEST_PATTERN]), key == "allow"


def _delay(said: list[tuple[str, str]]) -> float:
    for key, value in said:
        if key == "crawl-delay":
            try:
                seconds = float(value)
            except ValueError:
                continue
            return min(max(seconds, 0.0), LONGEST_DELAY) if math.isfinite(seconds) else 0.0
    return 0.0


def _plain(path: str) -> str:
    """Return one spelling for every way of writing a path, however much of it is percent-encoded."""
    return quote(unquote_to_bytes(path), safe="/*$?&=:;,+@!~'()%")


def _fits(pattern: str, path: str) -> bool:
    """Return whether a path begins as the pattern says; each piece between wildcards is looked for once, from the left."""
    anchored = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(pieces):
        if anchored and number == len(pieces) - 1:
            return len(path) - len(piece) >= place and path.endswith(piece)
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not anchored or place == len(path)
