"""How long the first stage takes to find the best 200 passages, beside bm25s, Tantivy and rank-bm25 at 10.

Run it by hand: `pip install bm25s numba tantivy`, then
`python -m tests.benchmarks.speed.first_stage [--articles FILE --questions FILE] [--sizes 70000 285000 1000000]`.

All engines index the same tokens and take turns at each question, so that none finds the processor's cache as
it left it. Without files the passages are drawn from a Zipf distribution. Articles (gzipped JSON lines with a
text) are analysed as Isnad does, into stems and roots; archives of any size are made of their sentences,
drawn at random with a fixed seed until a passage has 110 words.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import bm25s
import msgspec
import numpy as np
import rank_bm25
import tantivy

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.language import Language
from retrieval.arabic.text import sentences, words
from retrieval.bm25.index import BM25
from retrieval.bm25.postings import parts_of
from retrieval.bm25.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Engine = Callable[[list[str], int], object]

LANGUAGE = Path(__file__).parents[3] / "config" / "language.toml"
WORDS = 110  # a passage
BEST, PEERS_BEST = 200, 10  # a peer is asked for either, Isnad always for more
RANK_BM25_AT_MOST = 20_000  # passages: it takes some 30 ms a question there
PEERS = ("bm25s (numba)", "Tantivy")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Passages as numbered terms (see `parts_of`) and questions as terms."""

    ids: NDArray[np.int32]
    ends: NDArray[np.int64]
    vocabulary: list[str]
    questions: list[list[str]]

    def passages(self) -> Iterator[NDArray[np.int32]]:
        """The passages one by one."""
        for start, end in zip([0, *self.ends[:-1].tolist()], self.ends.tolist(), strict=True):
            yield self.ids[start:end]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Analysed sentences to make passages of: terms, numbers of terms and of words."""

    ids: NDArray[np.int32]
    lengths: NDArray[np.int64]
    words: NDArray[np.int64]
    vocabulary: list[str]


def read(path: Path) -> Iterator[dict[str, str]]:
    """Yield the objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line)


def analysed(text: str, analyser: Analyser) -> tuple[list[str], int]:
    """The stems and roots of a text, and how many words it has."""
    spans = list(words(text))
    forms = [form for form in analyser.forms(text, spans) if form.stem]
    return [term for form in forms for term in (form.stem, form.root) if term], len(spans)


def analysed_sentences(articles: Path, analyser: Analyser) -> Sentences:
    numbers: dict[str, int] = {}
    ids: list[int] = []
    lengths, counts = [], []
    for article in read(articles):
        for start, end in sentences(article["text"]):
            terms, count = analysed(article["text"][start:end], analyser)
            ids.extend(numbers.setdefault(term, len(numbers)) for term in terms)
            lengths.append(len(terms))
            counts.append(count)
    return Sentences(np.array(ids, np.int32), np.array(lengths), np.array(counts), list(numbers))


def resampled(pool: Sentences, size: int, questions: list[list[str]]) -> Tokens:
    """An archive of `size` passages of sentences drawn at random."""
    random = np.random.default_rng(size)
    enough = int(size * WORDS / pool.words.mean() * 1.1) + 1000
    drawn = random.integers(0, len(pool.words), enough)
    passage = np.cumsum(pool.words[drawn]) // WORDS
    drawn, passage = drawn[passage < size], passage[passage < size]
    lengths = pool.lengths[drawn]
    starts = (np.cumsum(pool.lengths) - pool.lengths)[drawn]
    ids = np.concatenate([pool.ids[start:end] for start, end in zip(starts, starts + lengths, strict=True)])
    ends = np.cumsum(np.bincount(passage, lengths, size).astype(np.int64))
    return Tokens(ids, ends, pool.vocabulary, questions)


def synthetic(size: int) -> Tokens:
    """An archive of `size` passages of 180 tokens or so, and questions of eight terms as they stand in it."""
    random = np.random.default_rng(size)
    lengths = random.integers(120, 240, size)
    weights = 1 / np.arange(1, 200_001)
    places = np.cumsum(weights) / weights.sum()
    # The commonest words, a fifth of a text, are stop words and left out.
    ids = np.searchsorted(places, 0.2 + 0.8 * random.random(int(lengths.sum()))).astype(np.int32)
    vocabulary = [f"w{number}" for number in range(len(weights))]
    questions = [[vocabulary[term] for term in random.choice(ids, 8)] for _ in range(500)]
    return Tokens(ids, np.cumsum(lengths), vocabulary, questions)


def engines(tokens: Tokens, folder: Path) -> Iterator[tuple[str, Callable[[], Engine]]]:
    yield "Isnad (numpy)", lambda: isnad(tokens, folder, accelerate=False)
    yield "Isnad (numba)", lambda: isnad(tokens, folder, accelerate=True)
    yield PEERS[0], lambda: with_bm25s(tokens)
    yield PEERS[1], lambda: with_tantivy(tokens, folder)
    if len(tokens.ends) <= RANK_BM25_AT_MOST:
        yield "rank-bm25", lambda: with_rank_bm25(tokens)


def isnad(tokens: Tokens, folder: Path, *, accelerate: bool) -> Engine:
    if not (folder / "bm25").exists():
        vocabulary = Vocabulary.of(tokens.vocabulary)
        BM25.from_parts(lambda: parts_of(tokens.ids, tokens.ends), vocabulary).save(folder / "bm25")
    index = BM25.open(folder / "bm25")
    if accelerate and not index.accelerate():
        sys.exit("numba is not installed")
    return lambda question, best: index.best(dict.fromkeys(question, 1.0), best)


def with_bm25s(tokens: Tokens) -> Engine:
    engine = bm25s.BM25(k1=1.5, b=0.75, method="atire", backend="numba")
    numbers = {term: number for number, term in enumerate(tokens.vocabulary)}
    engine.index(bm25s.tokenization.Tokenized(list(tokens.passages()), numbers), show_progress=False)
    return lambda question, best: engine.retrieve([question], k=best, show_progress=False)


def with_tantivy(tokens: Tokens, folder: Path) -> Engine:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    (folder / "tantivy").mkdir()
    index = tantivy.Index(schema, path=str(folder / "tantivy"))
    writer = index.writer(500_000_000, num_threads=1)
    for passage in tokens.passages():
        writer.add_document(tantivy.Document(text=" ".join(map(str, passage.tolist()))))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    numbers = {term: str(number) for number, term in enumerate(tokens.vocabulary)}

    def search(question: list[str], best: int) -> object:
        terms = [numbers[term] for term in question if term in numbers]
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term, index_option="freq"))
            for term in terms
        ]
        return searcher.search(tantivy.Query.boolean_query(clauses), best, count=False).hits

    return search


def with_rank_bm25(tokens: Tokens) -> Engine:
    passages = [[tokens.vocabulary[term] for term in passage.tolist()] for passage in tokens.passages()]
    engine = rank_bm25.BM25Okapi(passages)
    numbers = range(len(passages))
    return lambda question, best: engine.get_top_n(question, numbers, best)


def contests(engines: dict[str, Engine]) -> dict[str, tuple[Engine, int]]:
    """Return which engines are asked for how many passages."""
    asked = {
        name: (engine, BEST if name.startswith("Isnad") else PEERS_BEST) for name, engine in engines.items()
    }
    as_many = {name: (engines[name], BEST) for name in PEERS}
    return {
        f"{name}, best {best}": (engine, best)
        for some in (asked, as_many)
        for name, (engine, best) in some.items()
    }


def taking_turns(
    engines: dict[str, tuple[Engine, int]], questions: list[list[str]], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each question and round; a round before them is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for current in range(rounds + 1):
        for question in questions:
            for name, (search, best) in engines.items():
                start = time.perf_counter()
                search(question, best)
                if current:
                    taken[name].append((time.perf_counter() - start) * 1000)
    return taken


def measure(tokens: Tokens, rounds: int) -> None:
    """Print a table for one archive; ratios are to the faster of the two peers."""
    print(f"\n{len(tokens.ends):,} passages of {len(tokens.ids) / len(tokens.ends):.0f} tokens", end="; ")
    print(f"{len(tokens.questions)} questions of {np.mean(list(map(len, tokens.questions))):.1f} terms")
    with TemporaryDirectory() as folder:
        built: dict[str, Engine] = {}
        for name, build in engines(tokens, Path(folder)):
            start = time.perf_counter()
            built[name] = build()
            print(f"  {name} ready after {time.perf_counter() - start:.1f} s", file=sys.stderr)
        taken = taking_turns(contests(built), tokens.questions, rounds)
    percentiles = {name: np.percentile(figures, [50, 95]) for name, figures in taken.items()}
    fastest = np.min([percentiles[f"{name}, best {PEERS_BEST}"] for name in PEERS], axis=0)
    print(f"{'':24} {'p50 ms':>9} {'p95 ms':>9} {'p50 ratio':>10} {'p95 ratio':>10}")
    for name, figures in percentiles.items():
        ratios = figures / fastest
        print(f"{name:24} {figures[0]:9.3f} {figures[1]:9.3f} {ratios[0]:10.2f} {ratios[1]:10.2f}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the first stage beside other engines.")
    parser.add_argument("--articles", type=Path, help="gzipped JSON lines with a text")
    parser.add_argument("--questions", type=Path, help="gzipped JSON lines with a question")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 70_000, 285_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if bool(given.articles) != bool(given.questions):
        parser.error("--articles and --questions belong together")
    return given


def main() -> None:
    given = arguments()
    if not given.articles:
        for size in given.sizes:
            measure(synthetic(size), given.rounds)
        return
    analyser = Analyser(Language.from_table(tomllib.loads(LANGUAGE.read_text(encoding="utf-8"))))
    pool = analysed_sentences(given.articles, analyser)
    asked = [analysed(line["question"], analyser)[0] for line in read(given.questions)]
    for size in given.sizes:
        measure(resampled(pool, size, [question for question in asked if question][:500]), given.rounds)


if __name__ == "__main__":
    main()
