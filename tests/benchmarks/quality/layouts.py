"""How well pages and files in the style of real layouts are understood: tests/gold/layouts, in two halves.

Run it by hand: `python -m tests.benchmarks.quality.layouts [tuned|held_out]`. Each layout shows an invented story, or
is no article at all; what should come of it is known with it. Body recall and boilerplate are counted as in
`tests.benchmarks.quality.cleaning`; of a page that is no article the kind is right if the reason says so.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from retrieval.readers import formats
from retrieval.readers.context import ReadContext
from retrieval.records import Article, SetAside
from tests.benchmarks.quality.cleaning import ROOT, boilerplate_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LAYOUTS = ROOT / "tests" / "gold" / "layouts"
HALVES = ("tuned", "held_out")


@dataclass(frozen=True, slots=True)
class Story:
    """An invented story; `words` is its day as its outlet writes it."""

    outlet: str
    title: str
    author: str
    published: str
    words: str
    section: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A page or a file as some system writes it, and where what should come of it differs from its story.

    `body` are lines that it adds to the story's, which it shows itself if there are no `stories`. Of a page that is
    no article `kind` is not "article", and the reason `says` something.
    """

    name: str
    html: str
    story: int = 0
    file: str = "html"
    kind: str = "article"
    says: str = ""
    title: str | None = None
    author: str | None = None
    body: tuple[str, ...] = ()
    stories: bool = True
    order: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What came of a layout: words wanted, kept and both, and what was right."""

    name: str
    words: int = 0
    kept: int = 0
    shared: int = 0
    title: bool = True
    author: bool = True
    date: bool = True
    dated: bool = True
    kind: bool = True


def stories() -> list[Story]:
    """The stories, in the order they are named by."""
    table = tomllib.loads((LAYOUTS / "stories.toml").read_text("utf-8"))
    return msgspec.convert(table["story"], list[Story])


def layouts(half: str) -> list[Layout]:
    """The layouts of one half."""
    table = tomllib.loads((LAYOUTS / f"{half}.toml").read_text("utf-8"))
    return msgspec.convert(table["page"], list[Layout])


def shown(layout: Layout, story: Story) -> str:
    """The page that a layout makes of a story."""
    body = list(story.body)
    parts = {f"p{at}": paragraph for at, paragraph in enumerate(body)} | {
        "p": "".join(f"<p>{one}</p>" for one in body),
        "p0p": f"<p>{body[0]}</p>",
        "rest": "".join(f"<p>{one}</p>" for one in body[1:]),
        "br": "<br><br>".join(body),
        "div": "".join(f"<div>{one}</div>" for one in body),
        "lines": "\n".join(body),
        "blank": "\n\n".join(body),
    }
    said = {"title": layout.title or story.title, "outlet": story.outlet, "section": story.section}
    return layout.html.format(
        **parts, **said, author=layout.author or story.author, iso=story.published, words=story.words
    )


def score(layout: Layout, known: list[Story], reading: ReadContext) -> Score:
    """Return what is understood of one layout."""
    story = known[layout.story]
    found = list(formats.read(shown(layout, story).encode(), f"page.{layout.file}", reading))
    item = found[0] if len(found) == 1 else SetAside("", "")
    if layout.kind != "article":
        return Score(layout.name, kind=isinstance(item, SetAside) and layout.says in item.reason)
    article = item if isinstance(item, Article) else Article(id="", title="", text="")
    lines = [*(story.body if layout.stories else ()), *layout.body]
    wanted, kept = Counter(" ".join(lines).split()), Counter(article.text.split())
    author = story.author if layout.author is None else layout.author
    published = article.published.isoformat() if article.published else None
    return Score(
        layout.name,
        wanted.total(),
        kept.total(),
        (wanted & kept).total(),
        article.title == (layout.title or story.title),
        (article.author or "") == author,
        published in {None, story.published},
        published is not None,
        isinstance(item, Article),
    )


@dataclass(frozen=True, slots=True)
class Total:
    """One half: recall and boilerplate over all words, the rest as shares of its articles, or of all its pages."""

    pages: int
    recall: float
    boilerplate: float
    title: float
    author: float
    date: float
    dated: float
    kind: float


def total(scores: Iterable[Score]) -> Total:
    """The figures over all `scores`."""
    every = list(scores)
    articles = [one for one in every if one.words]
    shared, count = sum(one.shared for one in articles), len(articles)
    return Total(
        pages=len(every),
        recall=shared / sum(one.words for one in articles),
        boilerplate=1 - shared / max(1, sum(one.kept for one in articles)),
        title=sum(one.title for one in articles) / count,
        author=sum(one.author for one in articles) / count,
        date=sum(one.date for one in articles) / count,
        dated=sum(one.dated for one in articles) / count,
        kind=sum(one.kind for one in every) / len(every),
    )


def scored(half: str) -> Iterator[Score]:
    """Each layout of a half."""
    known, reading = stories(), ReadContext(boilerplate_lists())
    yield from (score(layout, known, reading) for layout in layouts(half))


def main() -> None:
    """Print what is wrong with each page, and the figures of each half."""
    for half in sys.argv[1:] or HALVES:
        scores = list(scored(half))
        for one in scores:
            wrong = [name for name in ("title", "author", "date", "dated", "kind") if not getattr(one, name)]
            left = one.kept - one.shared
            print(f"{half} {one.name:32} missing {one.words - one.shared:3} left {left:3} {' '.join(wrong)}")
        print(total(scores))


if __name__ == "__main__":
    main()
