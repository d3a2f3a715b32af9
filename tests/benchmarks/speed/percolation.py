"""How long it takes to hold one article against many standing subjects.

Run it by hand: `python -m tests.benchmarks.speed.percolation [--subjects 20000] [--articles FILE]`. Subjects are one
to three words of the articles themselves, so that each article names some of them.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from retrieval.arabic.analysis import Analyser
from retrieval.archive import Archive
from retrieval.records import Article
from retrieval.standing.percolation import PartPercolator, Percolator, TextStems
from retrieval.tuning import Tuning
from tests.support.corpora import language, seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWS = Path(__file__).parents[2] / "gold" / "news.articles.jsonl"


def articles(path: Path) -> list[Article]:
    """The articles of a file of JSON lines, and the pages that Isnad ships with."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        read = (msgspec.json.decode(line) for line in lines if line.strip())
        return [
            *seeds(),
            *(Article(str(n), one.get("title") or "", one["text"]) for n, one in enumerate(read)),
        ]


def subjects(news: list[Article], dice: random.Random) -> Iterator[str]:
    """Subjects of one to three words, drawn from all that the articles and the word lists hold."""
    held = " ".join(f"{article.title} {article.text}" for article in news).split()
    listed = [word for group in language().thesaurus.synonyms for word in group]
    while True:
        yield " ".join(dice.sample(listed if dice.random() < 0.2 else held, dice.choice((1, 1, 2, 2, 3))))


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=20_000)
    parser.add_argument("--articles", type=Path, default=NEWS, help="JSON lines, plain or gzipped")
    parser.add_argument("--most", type=int, default=500, help="articles that are looked at")
    given = parser.parse_args()
    news, dice = articles(given.articles)[: given.most], random.Random(1)
    archive, tuning = Archive.build(news, language(), Tuning()), Tuning()
    stems, named, met = TextStems(Analyser(language())), Percolator(tuning.passages), PartPercolator()
    begun = time.process_time()
    for subject in subjects(news, dice):
        if len(named) == given.subjects:
            break
        stood = archive.stems(subject)
        named.put(stood)
        if len(stood) > 2:
            met.put(stood)
    print(f"{len(named)} subjects stand after {time.process_time() - begun:.1f} s")
    times, hits = [], []
    for article in news:
        begun = time.process_time()
        title, text = stems.of(article.title), stems.of(article.text)
        hits.append(len(named.named(title, text)))
        met.met(title, text)
        times.append(1000 * (time.process_time() - begun))
    words = statistics.mean(len(article.text.split()) for article in news)
    print(
        f"{len(news)} articles of {words:.0f} words name {statistics.mean(hits):.0f} of them each; "
        f"ms an article: median {statistics.median(times):.1f}, "
        f"p95 {sorted(times)[int(0.95 * len(times))]:.1f}, most {max(times):.1f}"
    )


if __name__ == "__main__":
    main()
