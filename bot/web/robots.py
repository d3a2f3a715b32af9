"""robots.txt: what a site lets crawlers fetch, by RFC 9309 (the one importer of Protego)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from protego import Protego

MOST_BYTES: Final = 512 * 1024
"""RFC 9309 asks that at least 500 KiB be read."""
LONGEST_DELAY: Final = 30.0
"""Seconds between two pages that a site may ask for; more would starve the other sources."""
_SEPARATORS: Final = re.compile(r"[\s:]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says to `crawler`: its rules, the pause between pages in seconds, and its sitemaps."""

    rules: Protego
    crawler: str
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allow(self, url: str) -> bool:
        """Return whether the page may be fetched."""
        return self.rules.can_fetch(url, self.crawler)


NO_ROBOTS: Final = Robots(Protego.parse(""), "*")
ALL_FORBIDDEN: Final = Robots(Protego.parse("User-agent: *\nDisallow: /"), "*")
"""For a site whose robots.txt cannot be had because its server fails, as RFC 9309 has it."""


def parse(data: bytes, crawler: str) -> Robots:
    """Return what robots.txt says to `crawler`, the product token of its user agent; reads the first 512 KiB."""
    crawler = crawler.lower()
    lines = data[:MOST_BYTES].decode("utf-8-sig", errors="replace").splitlines()
    rules = Protego.parse("\n".join(_addressed(line, crawler) for line in lines))
    delay = min(rules.crawl_delay(crawler) or 0.0, LONGEST_DELAY)
    return Robots(rules, crawler, delay, tuple(rules.sitemaps))


def _addressed(line: str, crawler: str) -> str:
    """Return a line of robots.txt, the names of all other crawlers replaced by one.

    Protego copies each rule for every name above it: thousands of names over thousands of rules would fill the memory.
    It also takes the beginning of a name for the whole.
    """
    field, *values = _SEPARATORS.split(line.partition("#")[0].strip().lower())
    if not field.startswith("user"):
        return line
    return f"User-agent: {values[-1] if values and values[-1] in {crawler, '*'} else 'none'}"
