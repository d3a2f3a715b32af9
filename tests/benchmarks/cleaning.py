"""How well `clean` does on the labelled pages of tests/gold/pages.

Run it by hand: `python -m tests.benchmarks.cleaning [split]`.

Body recall is the share of the article's words that are kept, chrome left the share of kept words that are
not the article's; both count every use of a word. A label is a JSON file beside its page: title, outlet,
author, published, body (its lines), and the split: pages seen while the method was tuned, and pages held out
until it was done.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from retrieval.chrome import Chrome
from retrieval.cleaning import CleanPage, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "gold" / "pages"


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
    def chrome(self) -> float:
        """Share of the kept words that are not the body's."""
        return 1 - self.shared / self.kept if self.kept else 0.0


def chrome_lists() -> Chrome:
    """The lists that ship with the program."""
    return Chrome.from_table(tomllib.loads((ROOT / "config" / "chrome.toml").read_text("utf-8")))


def labels(split: str | None = None) -> Iterator[Label]:
    """The labelled pages in order of name, of one split or of all."""
    for path in sorted(PAGES.glob("*.json")):
        label = msgspec.json.decode(path.read_bytes(), type=Label)
        if split in {None, label.split}:
            yield replace(label, name=path.stem)


def score(label: Label, chrome: Chrome) -> Score:
    """How `clean` does on one page."""
    page = clean((PAGES / f"{label.name}.txt").read_text("utf-8"), chrome)
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


def _outlet_right(page: CleanPage, label: Label) -> bool:
    return page.outlet in {None, label.outlet}


@dataclass(frozen=True, slots=True)
class Total:
    """All pages together: recall and chrome over all words, the rest as shares of the pages."""

    recall: float
    chrome: float
    title: float
    date: float
    author: float


def total(scores: Iterable[Score]) -> Total:
    """The figures over all `scores`."""
    counted = list(scores)
    shared = sum(one.shared for one in counted)
    return Total(
        recall=shared / sum(one.words for one in counted),
        chrome=1 - shared / sum(one.kept for one in counted),
        title=sum(one.title for one in counted) / len(counted),
        date=sum(one.date for one in counted) / len(counted),
        author=sum(one.author for one in counted) / len(counted),
    )


def main() -> None:
    """Print a line for each page, and the totals."""
    chrome = chrome_lists()
    scores = [score(label, chrome) for label in labels(*sys.argv[1:2])]
    for one in scores:
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
        print(f"{one.name:24} recall {one.recall:6.1%}  chrome {one.chrome:6.1%}  {flags}")
    print(total(scores), f"over {len(scores)} pages")


if __name__ == "__main__":
    main()
