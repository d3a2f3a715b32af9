"""What of a page is not in its article, line by line, and what each line was taken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableSource
from retrieval.extraction import lines
from retrieval.extraction.lines import LineKind
from retrieval.readers import charset, detection
from retrieval.readers.html import dom
from retrieval.readers.html.boilerplate import BoilerplateElements
from retrieval.readers.html.lines import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of a page that is not in its article, and what it was taken for."""

    text: str
    kind: LineKind


def find(data: bytes, path: str, articles: Sequence[Article], reading: ReadContext) -> list[LeftOut]:
    """List the lines of a page, of text or of mark-up, that none of its articles holds; none of other files."""
    held = "\n".join(f"{article.title}\n{article.text}" for article in articles)
    kind = detection.of(data, path)
    try:
        shown = (
            list(_web(data, reading))
            if kind == "html"
            else [
                LeftOut(line.text, line.kind)
                for line in lines.split(charset.decode(data), reading.boilerplate)
            ]
            if kind == "txt"
            else []
        )
    except UnreadableSource:
        return []
    # Before the first word its outlet's name may have been taken off.
    begun = tuple(article.text.partition("\n")[0] for article in articles)
    return [line for line in shown if line.text not in held and not line.text.endswith(begun)]


def _web(data: bytes, reading: ReadContext) -> Iterator[LeftOut]:
    root = dom.parse(charset.decode_page(data, reading.charset))
    blocks = [] if root is None else dom.blocks(root)
    beside = BoilerplateElements(blocks, [])
    for block in blocks:
        kind = LineKind.ASIDE if beside.holds(block) else judged(block, reading.boilerplate).kind
        yield LeftOut(block.text, kind)
