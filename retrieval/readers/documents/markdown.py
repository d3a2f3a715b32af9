"""Reader of Markdown: documents, and pages that a scraper turned into it, menus and all."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import charset
from retrieval.readers.document import DocumentFacts, article
from retrieval.readers.html import addresses, facts, fragment, page
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article

# A head between two rows of dashes; and the one that converters of pages write, which a line ends.
_HEAD: Final = re.compile(
    r"\A(?P<mark>---|\+\+\+)[ \t]*\n(?P<said>.{0,20000}?)\n(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL
)
_CONVERTED: Final = re.compile(
    r"\A\s*(?P<said>Title: .{0,4000}?)^Markdown Content:[ \t]*", re.DOTALL | re.MULTILINE
)
_FIELD: Final = re.compile(r"^(\w[\w -]{0,40}?)[ \t]?[:=][ \t]*(\S.{0,1000}?)[ \t]*$", re.MULTILINE)
_NAMES: Final = {
    "title": ("title", "العنوان"),
    "author": ("author", "byline", "الكاتب"),
    "published": ("date", "published", "published time", "published_time", "pubdate", "التاريخ"),
    "url": ("url", "url source", "source_url", "link", "canonical", "source", "الرابط"),
    "outlet": ("site", "site_name", "sitename", "publisher", "outlet", "المصدر"),
}
# A line that is nothing but links or pictures: so many above the first paragraph make a page with menus.
_LINKS: Final = re.compile(
    r"\A[ \t]*(?:[*+-][ \t]+|#{1,6}[ \t]+)?"
    r"(?:!?\[(?:!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)|[^\[\]]{0,300})\]\([^()\n]{0,1000}\)[ \t|•·/>»]*){1,100}"
)
_MENU, _PARAGRAPH = 2, 12
_LONGEST_LINE: Final = 4000
# What documents are called; text in another file is a page's.
_ENDINGS: Final = (".md", ".markdown")


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a document or a page as one article, its id the file's stem or made from its address; or say why not."""
    try:
        text = charset.decode(data).replace("\r\n", "\n")
        converted = _CONVERTED.match(text)
        head = converted or _HEAD.match(text)
        # What a head says, by the name of the field.
        fields = {
            key.lower(): value.strip("\"' ") for key, value in _FIELD.findall(head["said"] if head else "")
        }
        found = {
            field: next((fields[name] for name in names if name in fields), "")
            for field, names in _NAMES.items()
        }
        said = {field: value for field, value in found.items() if value}
        body = text[head.end() :] if head else text
        if converted or not path.lower().endswith(_ENDINGS) or _has_menu(body):
            yield from page.read(_page(body, said).encode(errors="replace"), path, reading)
        else:
            known = DocumentFacts(
                title=said.get("title"), author=said.get("author"), published=said.get("published")
            )
            yield _placed(article(fragment.paragraphs(_rendered(body)), path, reading, known), said)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def _has_menu(text: str) -> bool:
    """Return whether rows of links stand above the first paragraph, as on a page."""
    links = 0
    for line in text.split("\n"):
        if _LINKS.fullmatch(line[:_LONGEST_LINE]):
            links += 1
        elif len(line.split()) >= _PARAGRAPH:
            break
    return links >= _MENU


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415  for Markdown only

    # Bold marks say nothing here, and converters of pages leave them where Markdown knows none («قال** نعم **»).
    return str(MarkdownIt("commonmark").enable("table").render(_NOTE.sub("", _BOLD.sub("", text))))


# Marks of footnotes, in the text («[^1]») and at the foot («[^1]: …»).
_NOTE: Final = re.compile(r"\[\^[^\[\]\s]{1,40}\]:?")
_BOLD: Final = re.compile(r"(?<![*\\])\*\*(?!\*)|(?<!\S)__(?=\w)|(?<=\S)__(?!\S)")


def _page(text: str, said: Mapping[str, str]) -> str:
    """Return a page in Markdown as the page of mark-up that it was, with what its head says for machines."""
    named = {
        "author": "author",
        "article:published_time": "published",
        "og:site_name": "outlet",
        "og:url": "url",
    }
    metas = (
        f'<meta property="{name}" content="{escape(said[field])}">'
        for name, field in named.items()
        if field in said
    )
    title = f"<title>{escape(said['title'])}</title>" if "title" in said else ""
    return f"<!doctype html><html><head>{title}{''.join(metas)}</head><body>{_rendered(text)}</body></html>"


def _placed(found: Article, said: Mapping[str, str]) -> Article:
    """Return the article with the address and the outlet that its head gives."""
    url = facts.address(said.get("url"))
    outlet = found.outlet or said.get("outlet")
    return (
        replace(found, outlet=outlet, url=url, id=addresses.article_id(url))
        if url
        else replace(found, outlet=outlet)
    )
