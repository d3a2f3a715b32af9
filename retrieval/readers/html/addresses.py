"""Addresses: the one form they are compared in, what an article is called by its own, and those on a page."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urlencode, urljoin, urlsplit

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
_DIGEST_BYTES: Final = 8
_DEFAULT_PORTS: Final = frozenset({80, 443})
# Parameters that say how a reader came to the page; the page is the same without them.
_TRACKING: Final = frozenset({
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
    "mc_cid", "mc_eid", "_ga", "_gl", "ref", "ref_src", "ref_url", "referrer", "cmpid", "ocid", "spm", "share",
    "shared", "amp", "outputtype", "xtor", "fb_ref", "fb_source",
})  # fmt: skip
_TRACKING_STARTS: Final = ("utm_", "at_", "pk_", "mtm_", "hsa_", "_hs")
_INDEX_PAGES: Final = ("index.html", "index.htm", "index.php", "default.aspx", "default.asp")
# Characters of a path that mean the same escaped or not stay as they are; others are escaped as UTF-8.
_SAFE: Final = "/:@!$&'()*+,;=-._~"


def article_id(url: str) -> str:
    """Name the article at `url`: short, stable, the same for every way of writing the address.

    Example: `web-5f0c4c3b9a3d1e27`. Equal ids mean equal `canonical` addresses, but for one chance in about
    10⁷ in an archive of a million.
    """
    digest = blake2b(canonical(url).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
    return f"web-{digest.hexdigest()}"


def canonical(url: str) -> str:
    """Write `url` in the one form that addresses are compared in; it is for comparing, not for fetching.

    Scheme, `www.`, default port, user, trailing slash, index page, fragment and tracking parameters go;
    letters of the host are made small, escapes uniform, the other parameters sorted. An address that
    cannot be parsed is only trimmed.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower().rstrip(".").removeprefix("www."), parts.port
    except ValueError:
        return url.strip()
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    if port is not None and port not in _DEFAULT_PORTS:
        host = f"{host}:{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
    head, _, last = path.rpartition("/")
    path = (head if last.lower() in _INDEX_PAGES else path).rstrip("/").removesuffix("/amp")
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="replace", max_num_fields=200)
    named = ((key, key.lower(), value) for key, value in pairs)
    meaningful = (
        (key, value)
        for key, low, value in named
        if low not in _TRACKING and not low.startswith(_TRACKING_STARTS)
    )
    query = urlencode(sorted(meaningful))
    return host + path + (f"?{query}" if query else "")


def of_page(text: str, stated: str | None, fetched: str | None) -> str | None:
    """Return the address of a page: what it says itself, where it was saved from, where it was fetched from.

    A page that was fetched is believed only an address on its own site, so that no site can put itself in
    another's place; and no page is a site's front page.
    """
    if fetched:
        return stated if stated and _names_page(stated) and _site(stated) == _site(fetched) else fetched
    if stated and _names_page(stated):
        return stated
    found = _SAVED.search(text[:_HEAD])
    return found.group(1) if found else None


def day(url: str) -> datetime.date | None:
    """Return the day that an address names («/2023/03/14/»), as most publishing systems do; None if it names none."""
    found = _DAY.search(url)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def articles(root: Element, base_url: str) -> tuple[str, ...]:
    """List the same-site addresses that look like articles: dated, numbered, or named by a headline."""
    found: dict[str, str] = {}
    for anchor in root.iter("a"):
        href = anchor.get("href")
        try:
            address = urldefrag(urljoin(base_url, href.strip())).url if href else ""
        except ValueError:
            continue
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


def _is_article(url: str) -> bool:
    parts = _split(url)
    if parts is None or _NO_ARTICLE.search(parts[1]) or not parts[1].strip("/"):
        return False
    last = unquote(parts[1].rstrip("/").rpartition("/")[2])
    words = [word for word in re.split(r"[-_\s]", last) if word]
    return bool(_DATED.search(parts[1]) or _NUMBERED.search(url) or len(words) >= _HEADLINE_WORDS)
