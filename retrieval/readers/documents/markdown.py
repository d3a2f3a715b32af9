"""Reader of Markdown, with or without a head of `key: value` lines between two rows of dashes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import charset
from retrieval.readers.document import DocumentFacts, article
from retrieval.readers.html import fragment
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article

_HEAD: Final = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w[\w -]{0,40}):[ \t]*(\S.{0,1000}?)[ \t]*$", re.MULTILINE)
_TITLES, _AUTHORS, _DAYS = ("title", "العنوان"), ("author", "الكاتب"), ("date", "published", "التاريخ")


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a document as one article, its id the file's stem; or say why there is none."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  for Markdown only

    try:
        text = charset.decode(data).replace("\r\n", "\n")
        head = _HEAD.match(text)
        written = _FIELD.findall(head.group(1)) if head else []
        fields = {key.lower(): value.strip("\"' ") for key, value in written}
        title, author, day = (
            next((fields[key] for key in keys if key in fields), None) for keys in (_TITLES, _AUTHORS, _DAYS)
        )
        rendered = MarkdownIt("commonmark").enable("table").render(text[head.end() :] if head else text)
        known = DocumentFacts(title=title, author=author, published=day)
        yield article(fragment.paragraphs(str(rendered)), path, reading, known)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
