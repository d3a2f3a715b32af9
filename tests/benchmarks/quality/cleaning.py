"""How well `extract` does on the labelled pages of tests/gold/pages, and the reader of web pages on tests/gold/html.

Run it by hand: `python -m tests.benchmarks.quality.cleaning [split]`. The web pages are scored as they are,
and turned into plain text in the ways that simple scrapers do it (see tests/benchmarks/quality/naive.py).

Body recall is the share of the article's words that are kept, boilerplate left the share of kept words that are
not the article's; both count every use of a word. A label is a JSON file beside its page: title, outlet,
author, published, body (its lines), and the split: pages seen while the method was tuned, pages held out
until it was done, and unseen ones, written later and scored before the method was mended again.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from retrieval.errors import UnreadableSource
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers import charset
from retrieval.readers.context import ReadContext
from retrieval.readers.html import page as pages
from retrieval.readers.text.page import extract
from retrieval.records import Article
from tests.benchmarks.quality import naive
from tests.benchmarks.quality.naive import Variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "gold" / "pages"
WEB_PAGES = ROOT / "tests" / "gold" / "html"


@dataclass(frozen=True, slots=True)
class Label:
    """What a person found on a page; `name` is its file's stem, and does not stand in the file."""

    split: str
    title: str
    outlet: str | None
    author: str | None
    published: str | None
    body: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one page: words of the body, kept, and kept of the body; and what was right."""

    name: str
    words: int
    kept: int
    shared: int
    title: bool
    date: bool
    date_known: bool
    author: bool
    outlet: bool

    @property
    def recall(self) -> float:
        """Share of the body's words that were kept."""
        return self.shared / self.words

    @property
    def boilerplate(self) -> float:
        """Share of the kept words that are not the body's."""
        return 1 - self.shared / self.kept if self.kept else 0.0


@cache
def boilerplate_lists() -> Boilerplate:
    """The lists that ship with the program."""
    return Boilerplate.from_table(tomllib.loads((ROOT / "config" / "boilerplate.toml").read_text("utf-8")))


def labels(split: str | None = None, folder: Path = PAGES) -> Iterator[Label]:
    """The labelled pages of a folder in order of name, of one split or of all."""
    for path in sorted(folder.glob("*.json")):
        label = msgspec.json.decode(path.read_bytes(), type=Label)
        if split in {None, label.split}:
            yield replace(label, name=path.stem)


def score(label: Label, boilerplate: Boilerplate) -> Score:
    """Return how `extract` does on one page."""
    return compared(label, extract((PAGES / f"{label.name}.txt").read_text("utf-8"), boilerplate))


def score_web(label: Label, boilerplate: Boilerplate) -> Score:
    """Return how the reader of web pages does on one page; a page set aside has kept nothing."""
    data = (WEB_PAGES / f"{label.name}.html").read_bytes()
    (found,) = pages.read(data, f"{label.name}.html", ReadContext(boilerplate))
    return compared(label, found if isinstance(found, Article) else Article(id="", title="", text=""))


def score_naive(label: Label, boilerplate: Boilerplate, variant: Variant) -> Score:
    """Return how `extract` does on a web page turned into plain text; a page without an article has kept nothing."""
    page = naive.text(charset.decode_page((WEB_PAGES / f"{label.name}.html").read_bytes()), variant)
    try:
        return compared(label, extract(page, boilerplate))
    except UnreadableSource:
        return compared(label, Article(id="", title="", text=""))


def compared(label: Label, page: Article) -> Score:
    """Count what was found on a page against its label."""
    wanted, kept = Counter(" ".join(label.body).split()), Counter(page.text.split())
    published = page.published.isoformat() if page.published else None
    return Score(
        name=label.name,
        words=wanted.total(),
        kept=kept.total(),
        shared=(wanted & kept).total(),
        title=page.title == label.title,
        date=published in {None, label.published},
        date_known=published is not None,
        author=page.author == label.author,
        outlet=_outlet_right(page, label),
    )


def _outlet_right(page: Article, label: Label) -> bool:
    return page.outlet in {None, label.outlet}


@dataclass(frozen=True, slots=True)
class Total:
    """All pages together: recall and boilerplate over all words, the rest as shares of the pages."""

    recall: float
    boilerplate: float
    title: float
    date: float
    known: float
    author: float


def total(scores: Iterable[Score]) -> Total:
    """The figures over all `scores`."""
    counted = list(scores)
    shared = sum(one.shared for one in counted)
    return Total(
        recall=shared / sum(one.words for one in counted),
        boilerplate=1 - shared / sum(one.kept for one in counted),
        title=sum(one.title for one in counted) / len(counted),
        date=sum(one.date for one in counted) / len(counted),
        known=sum(one.date_known for one in counted) / len(counted),
        author=sum(one.author for one in counted) / len(counted),
    )


def main() -> None:
    """Print a line for each page, and the totals of each kind."""
    boilerplate = boilerplate_lists()
    split = sys.argv[1] if len(sys.argv) > 1 else None
    for kind, folder, scored in _kinds():
        scores = [scored(label, boilerplate) for label in labels(split, folder)]
        for one in scores:
            print(_told(kind, one))
        if scores:
            print(total(scores), f"over {len(scores)} pages of {kind}")


def _kinds() -> Iterator[tuple[str, Path, Callable[[Label, Boilerplate], Score]]]:
    yield "text", PAGES, score
    yield "html", WEB_PAGES, score_web
    for variant in Variant:
        yield variant, WEB_PAGES, partial(score_naive, variant=variant)


def _told(kind: str, one: Score) -> str:
    flags = " ".join(
        f"{name} {'yes' if right else 'NO'}"
        for name, right in (
            ("title", one.title),
            ("date", one.date),
            ("known", one.date_known),
            ("author", one.author),
            ("outlet", one.outlet),
        )
    )
    return f"{kind} {one.name:24} recall {one.recall:6.1%}  boilerplate {one.boilerplate:6.1%}  {flags}"


if __name__ == "__main__":
    main()
