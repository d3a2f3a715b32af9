"""What a page says of itself in meta elements, microdata and <time>, and whether it says that it is no article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from retrieval.arabic import dates
from retrieval.errors import UnreadableSource
from retrieval.extraction import teasers
from retrieval.extraction.boilerplate import folded
from retrieval.readers import charset
from retrieval.readers.html.dom import parse, text_of
from retrieval.readers.html.facts import Facts, address, day, instant, short_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from retrieval.readers.html.dom import Element


def read(root: Element) -> Facts:
    """Read the page's meta elements, and what they do not say from its microdata."""
    return _meta(root).or_else(_microdata(root))


@dataclass(frozen=True, slots=True)
class Interfaces:
    """What a page names for programs to read its site by: feeds, and whether there is WordPress's interface."""

    feeds: tuple[str, ...] = ()
    wordpress: bool = False


_FEEDS: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
# Feeds of comments and of single articles stand beside the site's own.
_COMMENTS: Final = re.compile(r"comments?\b|تعليقات", re.IGNORECASE)
_MOST_FEEDS: Final = 5


def interfaces(data: bytes) -> Interfaces:
    """Find what the links at a page's head name for programs; nothing for what is no page."""
    try:
        root = parse(charset.decode_page(data))
    except UnreadableSource:
        root = None
    feeds: list[str] = []
    wordpress = False
    for link in root.iter("link") if root is not None else ():
        rel, href = (link.get("rel") or "").lower().split(), (link.get("href") or "").strip()
        wordpress = wordpress or "https://api.w.org/" in rel
        described = f"{href} {link.get('title') or ''}"
        if (
            "alternate" in rel
            and (link.get("type") or "").lower() in _FEEDS
            and href
            and not _COMMENTS.search(described)
        ):
            feeds.append(href)
    return Interfaces(tuple(feeds[:_MOST_FEEDS]), wordpress)


_TITLES: Final = ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title")
_OUTLETS: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
_AUTHORS: Final = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
_DAYS: Final = (
    "article:published_time", "og:published_time", "datepublished", "date_published", "publish_date", "publishdate",
    "pubdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date",
    "dcterms.date", "dcterms.created", "cxenseparse:recs:publishtime", "article.published", "date",
)  # fmt: skip
_SECTIONS: Final = ("article:section", "section", "parsely-section", "cxenseparse:category")


def _meta(root: Element) -> Facts:
    content: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if (key := key.strip().lower()) and (value := element.get("content")):
            content.setdefault(key, value)
    written = next((content[key] for key in _DAYS if key in content and day(content[key])), None)
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    canonical = next((url for link in links if (url := address(link.get("href")))), None)
    return Facts(
        title=_any(content, _TITLES),
        outlet=_any(content, _OUTLETS),
        author=_any({key: text for key, text in content.items() if "://" not in text}, _AUTHORS),
        published=day(written) if written else None,
        url=canonical or address(content.get("og:url")),
        section=_any(content, _SECTIONS),
        instant=instant(written) if written else None,
    )


def _any(content: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys if (text := short_text(content.get(key)))), None)


def _microdata(root: Element) -> Facts:
    marked: dict[str, Element] = {}
    for element in root.iter():
        for name in f"{element.get('itemprop') or ''} {element.get('property') or ''}".split():
            marked.setdefault(name.removeprefix("schema:"), element)
    dates = (
        _value(marked.get(name)) for name in ("datePublished", "dc:date", "dc:created", "dcterms:created")
    )
    written = next((date for date in dates if date and day(date)), None) or _value(_published_time(root))
    return Facts(
        title=_value(marked.get("headline")),
        author=_value(marked.get("author")),
        published=day(written) if written else None,
        section=_value(marked.get("articleSection")),
        instant=instant(written) if written else None,
    )


# What systems call the element that shows the day of publication, whatever its tag.
_DATED: Final = re.compile(
    r"(?:item|post|entry|news|article|press|pub|publish|published)[-_]?date|date[-_]?(?:created|published|header|posted)"
    r"|pubdate"
)
_CHANGED: Final = re.compile(r"updated|modified|modif")
# Letters of such an element at most.
_LONGEST_DAY: Final = 80


def shown_day(root: Element) -> datetime.date | None:
    """Return the day in the elements that are called a date of publication, if they all show the same."""
    days: set[datetime.date] = set()
    for element in root.iter("span", "div", "p", "h2", "li", "dd", "small", "time"):
        called = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if "date" in called and _DATED.search(called) and not _CHANGED.search(called):
            text = text_of(element, " ")
            found = dates.first(text) if len(text) <= _LONGEST_DAY else None
            days |= {found} if found else set()
    return days.pop() if len(days) == 1 else None


_PUBLISHED: Final = re.compile(r"publish|pubdate|entry-date|post-date|date-created|\bcreated")


def _published_time(root: Element) -> Element | None:
    """Find a <time> that is called the time of publication, by itself or by what it stands in."""
    for time in root.iter("time"):
        labels = " ".join(
            f"{one.get('class') or ''} {one.get('id') or ''}" for one in (time, time.getparent())
        )
        if time.get("pubdate") is not None or (_PUBLISHED.search(labels.lower()) and "updated" not in labels):
            return time
    # Times that are called nothing tell the day where all tell the same.
    times = [time for time in root.iter("time") if day(time.get("datetime") or "")]
    return times[0] if len({day(time.get("datetime") or "") for time in times}) == 1 else None


def _value(element: Element | None) -> str | None:
    if element is None:
        return None
    given = element.get("content") or element.get("datetime") or element.get("title")
    return short_text(given) or short_text(text_of(element))


# What WordPress and others name the body of such pages.
_BODIES: Final = {
    "error404": teasers.ERROR, "search": teasers.REASON, "search-results": teasers.REASON, "archive": teasers.REASON,
    "category": teasers.REASON, "tag": teasers.REASON, "author": teasers.REASON,
    "page-node-type-profile": teasers.REASON, "user-login": teasers.LOGIN, "page-user-login": teasers.LOGIN,
}  # fmt: skip
_ARTICLE_BODIES: Final = frozenset(
    {"single", "single-post", "postid", "node-type-article", "page-node-type-article"}
)
_TYPES: Final = {
    "profile": teasers.REASON,
    "collectionpage": teasers.REASON,
    "searchresultspage": teasers.REASON,
    "profilepage": teasers.REASON,
}
_SCRIPTED: Final = re.compile(
    r"enable javascript|javascript is (?:disabled|required)|تفعيل (?:ال)?جافا ?سكر[يب]+ت"
    r"|javascript.{0,40}(?:تفعيل|مطلوب)"
)
_SECTION: Final = re.compile(
    r"^/(?:ar/)?(?:tags?|category|categories|authors?|search|login|register|users?|profile|topics?)(?:/|$)",
    re.IGNORECASE,
)
# Words of a page up to which the request for JavaScript is all it says.
_FEW: Final = 120


def no_article(root: Element, stated: Facts) -> str | None:
    """Return why the page is no article, in words for an editor; None where it does not say so itself.

    A page that states when its article was published is one, whatever else it says.
    """
    if stated.published is not None:
        return None
    metas = (one.get("content") or "" for one in root.iter("meta") if one.get("property") == "og:type")
    kind = next(metas, "").strip().lower()
    body = next(root.iter("body"), None)
    classes = set((body.get("class") or "").lower().split()) if body is not None else set()
    if kind == "article" or classes & _ARTICLE_BODIES:
        return None
    title = next((folded(text_of(one)) for one in root.iter("title")), "")
    by_class = (_BODIES[name] for name in sorted(classes & set(_BODIES)))
    address = urlsplit(stated.url or "")
    found = teasers.of_window(title) or _of_heading(root) or next(by_class, None) or _TYPES.get(kind)
    if found is None and stated.url and _SECTION.search(address.path):
        found = teasers.REASON
    if (
        found is None
        and kind == "website"
        and stated.url
        and not address.path.strip("/")
        and not address.query
    ):
        found = teasers.FRONT
    return found or (teasers.BLOCKED if _asks_for_scripts(root) else None)


def _of_heading(root: Element) -> str | None:
    """Return why a page is no article by its only <h1>; a list of stories may be headed like one of them."""
    headings = list(islice(root.iter("h1"), 2))
    found = teasers.of_window(folded(text_of(headings[0]))) if len(headings) == 1 else None
    return None if found == teasers.REASON else found


def _asks_for_scripts(root: Element) -> bool:
    """Return whether the page says little more than that it wants JavaScript."""
    body = next(root.iter("body"), None)
    text = folded(text_of(body, " ")) if body is not None else ""
    return len(text.split()) <= _FEW and _SCRIPTED.search(text) is not None
