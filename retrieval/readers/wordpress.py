"""WordPress: posts as its REST API gives them, and its export files (WXR)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import msgspec

from retrieval.errors import UnreadableSource
from retrieval.readers import facts, fragment, identity, safexml
from retrieval.readers.people import person
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.readers.reading import Reading
    from retrieval.readers.safexml import Element

# Shortcodes of themes and plugins, and the comments that mark blocks: neither is text.
_CODES: Final = re.compile(r"\[/?[a-zA-Z][\w-]{1,40}(?:\s[^\[\]<>]{0,500})?/?\]|<!--[^<>]{0,2000}-->")
_CAPTIONS: Final = re.compile(r"\[caption[^\[\]]{0,500}\][^\[\]]{0,2000}\[/caption\]")

_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Rendered(msgspec.Struct, frozen=True):
    """A field that WordPress gives as HTML."""

    rendered: str = ""


class Named(msgspec.Struct, frozen=True):
    """An author, or a term of a taxonomy."""

    name: str = ""
    taxonomy: str = ""


class Embedded(msgspec.Struct, frozen=True):
    """What `_embed` adds to a post."""

    author: tuple[Named, ...] = ()
    terms: tuple[tuple[Named, ...], ...] = msgspec.field(default=(), name="wp:term")


class Post(msgspec.Struct, frozen=True):
    """A post of the REST API; what of it is read."""

    title: Rendered
    content: Rendered
    date: str = ""
    link: str = ""
    status: str = "publish"
    embedded: msgspec.Raw = msgspec.field(default=msgspec.Raw(b"{}"), name="_embedded")


class Refusal(msgspec.Struct, frozen=True):
    """What the API answers instead of posts."""

    code: str
    message: str


def read_posts(data: bytes, path: str, reading: Reading) -> Iterator[Article | SetAside]:
    """Read the answer of `/wp-json/wp/v2/posts`: an article a post, in order. Raises UnreadableSource.

    `_embedded` authors and terms are used where the request asked for them (`_embed=author,wp:term`).
    """
    for number, raw in enumerate(_posts(data, path), start=1):
        try:
            post = msgspec.json.decode(raw, type=Post, strict=False)
        except _UNREADABLE as error:
            yield SetAside(path, f"post {number}: {error}")
            continue
        if post.status == "publish":
            yield _read_post(post, path, number, reading)


def _posts(data: bytes, path: str) -> Sequence[msgspec.Raw]:
    try:
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    except _UNREADABLE as error:
        raise UnreadableSource(path, f"not a list of posts: {_refusal(data) or error}") from error


def _refusal(data: bytes) -> str | None:
    try:
        refusal = msgspec.json.decode(data, type=Refusal)
    except _UNREADABLE:
        return None
    return f"the site answers {refusal.code}: {refusal.message}"


def _read_post(post: Post, path: str, number: int, reading: Reading) -> Article | SetAside:
    embedded = _embedded(post.embedded)
    terms = [term for group in embedded.terms for term in group if term.taxonomy == "category"]
    return _article(
        Fields(
            title=post.title.rendered,
            content=post.content.rendered,
            link=post.link,
            date=post.date,
            author=next((author.name for author in embedded.author), ""),
            section=next((term.name for term in terms), ""),
            outlet=reading.outlet,
        ),
        f"{PurePath(path).stem}-{number}",
        path,
        reading,
    )


def _embedded(raw: msgspec.Raw) -> Embedded:
    """What `_embed` added; nothing if the site put errors in its place."""
    try:
        return msgspec.json.decode(raw, type=Embedded)
    except _UNREADABLE:
        return Embedded()


@dataclass(frozen=True, slots=True)
class Fields:
    """What a post of either kind says, as written."""

    title: str
    content: str
    link: str
    date: str
    author: str
    section: str
    outlet: str | None


def _article(post: Fields, number: str, path: str, reading: Reading) -> Article | SetAside:
    title = _plain(post.title)
    body = fragment.read(_CODES.sub(" ", _CAPTIONS.sub(" ", post.content)), title, reading.chrome)
    if not body.text:
        return SetAside(path, f"the post {title or post.link!r} has no text")
    url = post.link if post.link.startswith(("http://", "https://")) else None
    return Article(
        id=identity.from_url(url) if url else number,
        title=title,
        text=body.text,
        outlet=post.outlet,
        author=person(_plain(post.author), post.outlet, reading.chrome),
        published=facts.day(post.date),
        url=url,
        section=_plain(post.section) or None,
        headings=body.headings,
    )


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", markup)).split())


_TAGS: Final = re.compile(r"<[^<>]{0,500}>")


@dataclass(slots=True)
class _Site:
    """What an export says of the site before its first post."""

    title: str | None = None
    authors: dict[str, str] = field(default_factory=dict)


def read_export(data: bytes, path: str, reading: Reading) -> Iterator[Article | SetAside]:
    """Read a WXR export: an article a published post, in order. Raises UnreadableSource.

    Pages, drafts, attachments and posts with a password are passed over.
    """
    site: _Site | None = None
    published = 0
    try:
        for item in safexml.each(data, "item"):
            site = site or _site(item.getparent())
            if _is_published(item):
                published += 1
                yield _article(_fields(item, site, reading), _number(item, path, published), path, reading)
    except UnreadableSource as error:
        yield SetAside(path, f"{error.reason}; the {published} posts before were read")
        return
    if not published:
        yield SetAside(path, "the export holds no published post")


def _site(channel: Element) -> _Site:
    named = {
        safexml.child(one, "author_login") or "": safexml.child(one, "author_display_name") or ""
        for one in channel
        if safexml.name(one) == "author"
    }
    return _Site(safexml.child(channel, "title"), named)


def _is_published(item: Element) -> bool:
    kind, status = safexml.child(item, "post_type"), safexml.child(item, "status")
    return kind in {"post", None} and status in {"publish", None} and not safexml.child(item, "post_password")


def _number(item: Element, path: str, number: int) -> str:
    return f"{PurePath(path).stem}-{safexml.child(item, 'post_id') or number}"


def _fields(item: Element, site: _Site, reading: Reading) -> Fields:
    sections = (one for one in item if safexml.name(one) == "category" and one.get("domain") == "category")
    login = safexml.child(item, "creator") or ""
    return Fields(
        title=safexml.child(item, "title") or "",
        content=next((text for one in item if (text := _content(one))), ""),
        link=safexml.child(item, "link") or "",
        date=safexml.child(item, "post_date") or "",
        author=site.authors.get(login) or login,
        section=next((one.text or "" for one in sections), ""),
        outlet=reading.outlet or site.title,
    )


def _content(element: Element) -> str | None:
    """Give the text of <content:encoded>, which shares its local name with <excerpt:encoded>."""
    body = safexml.name(element) == "encoded" and "/content/" in element.tag
    return "".join(element.itertext()) if body else None
