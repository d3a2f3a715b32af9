"""Reader of WordPress: posts as its REST API gives them, and how a post of any source becomes an article."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import msgspec

from retrieval.arabic import script
from retrieval.errors import UnreadableSource
from retrieval.readers.html import addresses, facts, fragment
from retrieval.readers.html.authors import person
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext

# Shortcodes of themes and plugins, and the comments that mark blocks: neither is text.
_CODES: Final = re.compile(r"\[/?[a-zA-Z][\w-]{1,40}(?:\s[^\[\]<>]{0,500})?/?\]|<!--[^<>]{0,2000}-->")
_CAPTIONS: Final = re.compile(r"\[caption[^\[\]]{0,500}\][^\[\]]{0,2000}\[/caption\]")

_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Rendered(msgspec.Struct, frozen=True):
    """A field that WordPress gives as HTML."""

    rendered: str = ""


class EmbeddedName(msgspec.Struct, frozen=True):
    """An author, or a term of a taxonomy."""

    name: str = ""
    taxonomy: str = ""


class Embedded(msgspec.Struct, frozen=True):
    """What `_embed` adds to a post."""

    author: tuple[EmbeddedName, ...] = ()
    terms: tuple[tuple[EmbeddedName, ...], ...] = msgspec.field(default=(), name="wp:term")


class Post(msgspec.Struct, frozen=True):
    """A post of the REST API; what of it is read."""

    title: Rendered
    content: Rendered
    date: str = ""
    link: str = ""
    status: str = "publish"
    embedded: msgspec.Raw = msgspec.field(default=msgspec.Raw(b"{}"), name="_embedded")


class ApiError(msgspec.Struct, frozen=True):
    """What the API answers instead of posts."""

    code: str
    message: str


def read_posts(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the answer of `/wp-json/wp/v2/posts`: an article a post, in order. Raises UnreadableSource.

    `_embedded` authors and terms are used where the request asked for them (`_embed=author,wp:term`).
    """
    try:
        posts = msgspec.json.decode(data, type=list[msgspec.Raw])
    except _UNREADABLE as error:
        reason = str(error)
        with suppress(*_UNREADABLE):
            refusal = msgspec.json.decode(data, type=ApiError)
            reason = f"the site answers {refusal.code}: {refusal.message}"
        raise UnreadableSource(path, f"not a list of posts: {reason}") from error
    for number, raw in enumerate(posts, start=1):
        try:
            post = msgspec.json.decode(raw, type=Post, strict=False)
        except _UNREADABLE as error:
            yield SetAside(path, f"post {number}: {error}")
            continue
        if post.status == "publish":
            yield _read_post(post, path, number, reading)


def _read_post(post: Post, path: str, number: int, reading: ReadContext) -> Article | SetAside:
    # A site may have put errors in the place of what `_embed` adds.
    embedded = Embedded()
    with suppress(*_UNREADABLE):
        embedded = msgspec.json.decode(post.embedded, type=Embedded)
    terms = [term for group in embedded.terms for term in group if term.taxonomy == "category"]
    return article(
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


@dataclass(frozen=True, slots=True)
class Fields:
    """What a post says, as written."""

    title: str
    content: str
    link: str
    date: str
    author: str
    section: str
    outlet: str | None


def without_codes(content: str) -> str:
    """Return a post's content without shortcodes, captions and the comments that mark its blocks."""
    return _CODES.sub(" ", _CAPTIONS.sub(" ", content))


def article(post: Fields, number: str, path: str, reading: ReadContext) -> Article | SetAside:
    """Make an article of a post, called `number` where it has no address; or say why it is none."""
    title = fragment.plain(post.title)
    body = fragment.read(without_codes(post.content), title, reading.boilerplate)
    if not body.text:
        return SetAside(path, f"the post {title or post.link!r} has no text")
    if reason := script.unreadable(body.text):
        return SetAside(path, f"the post {title or post.link!r}: {reason}")
    url = facts.address(post.link)
    return Article(
        id=addresses.article_id(url) if url else number,
        title=title,
        text=body.text,
        outlet=post.outlet,
        author=person(fragment.plain(post.author), post.outlet, reading.boilerplate),
        published=facts.day(post.date),
        url=url,
        section=fragment.plain(post.section) or None,
        headings=body.headings,
    )
