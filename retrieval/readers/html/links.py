"""Addresses on a web page: its own, and those of articles it links to."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from retrieval.readers.html.identity import canonical

if TYPE_CHECKING:
    from retrieval.readers.html.dom import Element

# What browsers write at the head of a page they save.
_SAVED: Final = re.compile(r"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>\"]{4,2000}) -->")
_HEAD: Final = 4000
_MOBILE: Final = re.compile(r"^(?:www|m|mobile|amp)\.")
_NO_ARTICLE: Final = re.compile(
    r"/(?:tags?|category|categories|author|authors|page|search|login|register|feed|rss|wp-[a-z]+|about|contact|privacy"
    r"|terms|cart|account|users?|profile|comment|archive|cdn-cgi)(?:/|$|\?|\.)|\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip"
    r"|css|js|xml|docx?|xlsx?)$",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}(?:[/-]|$)")
_DAY: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|$)")
_NUMBERED: Final = re.compile(r"\d{4,}")
# Words of an address's last part from which it is a headline.
_HEADLINE_WORDS: Final = 4
_MOST_LINKS: Final = 2000


def of_page(text: str, said: str | None, fetched: str | None) -> str | None:
    """Return the address of a page: what it says itself, where it was saved from, where it was fetched from.

    A page that was fetched is believed only an address on its own site, so that no site can put itself in
    another's place; and no page is a site's front page.
    """
    if fetched:
        return said if said and _names_page(said) and _site(said) == _site(fetched) else fetched
    if said and _names_page(said):
        return said
    found = _SAVED.search(text[:_HEAD])
    return found.group(1) if found else None


def day(url: str) -> datetime.date | None:
    """Return the day that an address names («/2023/03/14/»), as most publishing systems write it; None if it names none."""
    found = _DAY.search(url)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def articles(root: Element, base_url: str) -> tuple[str, ...]:
    """List the same-site addresses that look like articles: dated, numbered, or named by a headline."""
    found: dict[str, str] = {}
    for anchor in root.iter("a"):
        address = _joined(base_url, anchor.get("href"))
        if address and _site(address) == _site(base_url) and _is_article(address):
            found.setdefault(canonical(address), address)
        if len(found) == _MOST_LINKS:
            break
    return tuple(found.values())


def _names_page(url: str) -> bool:
    parts = _split(url)
    return parts is not None and bool(parts[1].strip("/") or "=" in url)


def _site(url: str) -> str:
    parts = _split(url)
    return _MOBILE.sub("", parts[0]) if parts else ""


def _split(url: str) -> tuple[str, str] | None:
    """Return host and path of a web address; None for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return ((parts.hostname or "").lower(), parts.path) if parts.scheme in {"http", "https"} else None


def _joined(base: str, href: str | None) -> str | None:
    try:
        return urldefrag(urljoin(base, href.strip())).url if href else None
    except ValueError:
        return None


def _is_article(url: str) -> bool:
    parts = _split(url)
    if parts is None or _NO_ARTICLE.search(parts[1]) or not parts[1].strip("/"):
        return False
    last = unquote(parts[1].rstrip("/").rpartition("/")[2])
    words = [word for word in re.split(r"[-_\s]", last) if word]
    return bool(_DATED.search(parts[1]) or _NUMBERED.search(url) or len(words) >= _HEADLINE_WORDS)
