"""RSS and Atom documents → what each entry says."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from retrieval.arabic import dates, script
from retrieval.errors import UnreadableSource
from retrieval.extraction.boilerplate import folded
from retrieval.readers import charset
from retrieval.readers.attributes import bounded
from retrieval.readers.html import addresses, facts, fragment
from retrieval.readers.html.authors import person
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.context import ReadContext


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed; what the feed does not say is None.

    `text` is the whole article, a paragraph a line, where the feed carries it; None if it only teases, and the link
    is to be followed. `updated` and `id` are as the feed wrote them, to tell a changed entry from a known one.
    `address` names the entry's article: its `url` or, without one, what stands for it.
    """

    address: str
    url: str | None
    title: str
    text: str | None
    author: str | None
    published: datetime.date | None
    updated: str | None
    id: str | None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed: its own title, its entries in the order given, and what of it was set aside."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    set_aside: tuple[SetAside, ...] = ()


def read(data: bytes, path: str, reading: ReadContext) -> ParsedFeed:
    """Read an RSS or Atom document; relative links count from `reading.url`. Raises UnreadableSource."""
    import feedparser  # noqa: PLC0415  a tenth of a second, for feeds only

    text = charset.decode_page(data, reading.charset)
    if _ENTITY.search(text[:_PROLOGUE]):
        raise UnreadableSource(path, "the feed declares entities of its own, which are not followed")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": reading.url or ""}
    try:
        parsed = feedparser.parse(
            io.BytesIO(bounded(_DECLARATION.sub("", text, count=1)).encode()), response_headers=headers
        )
    except Exception as error:  # feedparser means to forgive everything, and stumbles now and then
        raise UnreadableSource(path, f"the feed is not sound: {error!r:.200}") from error
    if not parsed.get("version"):
        raise UnreadableSource(path, "neither an RSS nor an Atom document")
    site = _plain(parsed.feed.get("title"))
    atom = str(parsed["version"]).startswith("atom")
    # Who wrote an Atom feed wrote each of its entries that names nobody.
    of_all = _author(parsed.feed, site, reading.boilerplate) if atom else None
    entries = [
        _entry(entry, site, reading.boilerplate, atom=atom) for entry in parsed.entries[:_MOST_ENTRIES]
    ]
    entries = [replace(entry, author=entry.author or of_all) for entry in entries]
    readable = tuple(entry for entry in entries if entry.text is None or not script.unreadable(entry.text))
    foreign = len(entries) - len(readable)
    aside = SetAside(path, f"{foreign} of {len(entries)} entries are not in Arabic")
    return ParsedFeed(site, readable, (aside,) if foreign else ())


def articles(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a saved feed: an article of each entry whose whole text it carries. Raises UnreadableSource."""
    feed = read(data, path, reading)
    teasers = sum(entry.text is None for entry in feed.entries)
    for entry in feed.entries:
        if entry.text is not None:
            yield article(entry, entry.text, reading.outlet or feed.title)
    yield from feed.set_aside
    if not (feed.entries or feed.set_aside):
        yield SetAside(path, "the feed has no entries")
    elif teasers:
        yield SetAside(
            path,
            f"{teasers} of {len(feed.entries)} entries only tease; put the feed's address on the source list, and"
            " their links are followed",
        )


def article(entry: FeedEntry, text: str, outlet: str | None) -> Article:
    """Make an article of an entry with its whole text, the same whether the feed is a file or was fetched."""
    return Article(
        id=addresses.article_id(entry.address),
        title=entry.title,
        text=text,
        outlet=outlet,
        author=entry.author,
        published=entry.published,
        url=entry.url,
        section=entry.section,
    )


_DECLARATION: Final = re.compile(r"^\s*<\?xml[^<>]{0,200}\?>")
_URI: Final = re.compile(r"(?:tag|urn|https?):\S", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_PROLOGUE: Final = 64_000
_DATE: Final = 200  # characters of a date at most
_MOST_ENTRIES: Final = 5_000
# Words from which a feed's full-text element, or its summary, is taken for the whole article.
_FULL, _FULL_SUMMARY = 40, 120
_BREAKS_OFF: Final = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|[اإأ]قر[أا] المزيد|قراءة المزيد|المزيد|التفاصيل|read more|continue reading)\W{0,5}$",
    re.IGNORECASE,
)
_APPEARED: Final = re.compile(
    r"^(?:The post .{0,400} appeared first on .{0,200}|(?:ظهرت المقالة|ظهرت أولا|نشرت المقالة) .{0,600})$",
    re.IGNORECASE,
)


def _entry(entry: Any, site: str | None, boilerplate: Boilerplate, *, atom: bool) -> FeedEntry:  # noqa: ANN401  feedparser has no types
    """Return what an entry says; its day is of RFC 822 or ISO, in the zone it is written in, or an Arabic date."""
    title = _plain(entry.get("title")) or ""
    # feedparser calls dc:date «updated», which is all that SPIP and RSS 1.0 say; Atom's own is no day of publication.
    changed = entry["updated"] if "updated" in entry else ""  # noqa: SIM401  get() warns
    written = entry.get("published") or entry.get("created") or ("" if atom else changed)
    url, id_ = facts.address(entry.get("link")), entry.get("id") or None
    published: datetime.date | None
    try:
        published = facts.day(written) or parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError):
        published = dates.first(written[:_DATE])
    # An address may be lacking: a URI stands for it or, as other names are their feed's own, both.
    named = id_ or title
    unique = named if _URI.match(named) else f"{site or ''} {named}"
    stand_in = hashlib.blake2b(unique.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return FeedEntry(
        address=url or facts.address(id_) or stand_in,
        url=url,
        title=title,
        text=_full(entry, title, boilerplate),
        author=_author(entry, site, boilerplate),
        published=published,
        updated=changed or written or None,
        id=id_,
        section=_section(entry, boilerplate),
    )


# Words of a section's name at most, and what systems call the one of posts that are in none.
_SECTION_WORDS: Final = 4
_NO_SECTION: Final = frozenset(
    map(folded, ("uncategorized", "غير مصنف", "بدون تصنيف", "غير محدد", "general"))
)


def _section(entry: Any, boilerplate: Boilerplate) -> str | None:  # noqa: ANN401
    """Return the first of an entry's categories that sections are called, else the first: tags follow sections."""
    given = (_plain(tag.get("label") or tag.get("term")) for tag in entry.get("tags") or ())
    named = [
        name
        for name in given
        if name and len(name.split()) <= _SECTION_WORDS and folded(name) not in _NO_SECTION
    ]
    known = (name for name in named if folded(name) in boilerplate.sections.whole)
    return next(known, named[0] if named else None)


# A mail address, in the brackets it may stand in; and a name that is in brackets beside one.
_MAIL: Final = re.compile(r"[(<\[]?(?:mailto:)?[^\s()<>\[\]@]{1,100}@[^\s()<>\[\]@]{1,100}[)>\]]?")
_UNCLOSED: Final = re.compile(r" ?\([^()]{0,100}$")
_BRACKETED: Final = re.compile(r"\(([^()]{1,200})\)")


def _author(entry: Any, site: str | None, boilerplate: Boilerplate) -> str | None:  # noqa: ANN401
    """Return who wrote an entry, without the mail address that stands before the name or after it."""
    for written in ((entry.get("author_detail") or {}).get("name"), entry.get("author")):
        # What a library leaves of an address stands in a bracket that does not close.
        name = _UNCLOSED.sub("", " ".join(_MAIL.sub(" ", unescape(written or "")).split()))
        alone = _BRACKETED.fullmatch(name)
        if found := person(_plain(alone[1] if alone else name), site, boilerplate):
            return found
    return None


def _plain(markup: object) -> str | None:
    return fragment.plain(markup) or None if isinstance(markup, str) else None


def _full(entry: Any, title: str, boilerplate: Boilerplate) -> str | None:  # noqa: ANN401
    """Return the whole article, if the entry has it: long enough, and not broken off."""
    given = [(str(content.get("value") or ""), _FULL) for content in entry.get("content") or ()]
    given.append((str(entry.get("summary") or ""), _FULL_SUMMARY))
    for markup, least in given:
        lines = fragment.read(markup, title, boilerplate).text.split("\n")
        text = "\n".join(line for line in lines if not _APPEARED.match(line)).strip()
        if len(text.split()) >= least and not _BREAKS_OFF.search(text[-100:]):
            return text
    return None
