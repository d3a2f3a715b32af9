"""The pipeline in a few lines: articles → index; question → ranking → quotes → verdict."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from retrieval import saved
from retrieval.analysis import Analyser
from retrieval.answers import Place, place, quote
from retrieval.building import PortionMaker, batches
from retrieval.choosing import choose
from retrieval.content import indexed
from retrieval.held_words import HeldWords
from retrieval.joining import CorpusBuilder
from retrieval.lexicon import FormMaker
from retrieval.questions import understand
from retrieval.ranking import rank, windows
from retrieval.records import Answer, Article, Scope, Span, Unread, Verdict
from retrieval.scoring import Best
from retrieval.segments import Segments
from retrieval.terms import Terms, gram_weights, synonyms
from retrieval.verdict import confidence, signals

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.corpus import Longs
    from retrieval.excerpts import Excerpt
    from retrieval.language import Language
    from retrieval.ranking import Ranking, Windows
    from retrieval.scoring import Bools
    from retrieval.semantic.meaning import Meaning
    from retrieval.tuning import Tuning

Given = TypeVar("Given")
Made = TypeVar("Made")


class Spread(Protocol):
    """Does what `map` does, be it in other processes."""

    def __call__(self, work: Callable[[Given], Made], given: Iterable[Given], /) -> Iterator[Made]:
        """What `work` makes of each of `given`, in order."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an archive found for a question, before any text is read.

    `articles` are the ids of those whose texts are quoted; `ranked` the best ten whatever the verdict; `unread` are the
    best passages that no encoder has read, where meaning was to count.
    """

    question: str
    confidence: float
    verdict: Verdict
    places: tuple[Place, ...]
    articles: tuple[str, ...]
    ranked: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


RANKED = 10
NEAREST = 50
"""Passages that a question in another language is answered from, found by meaning alone."""


class Archive:
    """Articles made searchable; it holds numbers and ids, no text.

    `fingerprint` is what the caller named the articles by when it was built.
    """

    def __init__(self, segments: Segments, analyser: Analyser, tuning: Tuning) -> None:
        self.fingerprint = segments.contents[-1].fingerprint
        self._segments = segments
        self._tuning = tuning
        self._analyser = analyser
        weights = gram_weights(segments.gram_counts, segments.index.corpus_size)
        self._terms = Terms(segments.index, segments.grams, weights, synonyms(analyser))
        self._words = HeldWords(segments.contents[-1].forms, analyser, self._terms.held)

    @classmethod
    def build(
        cls,
        articles: Iterable[Article],
        language: Language,
        tuning: Tuning,
        fingerprint: str = "",
        spread: AbstractContextManager[Spread] | None = None,
    ) -> Archive:
        """Read `articles` once, keeping numbers of them only.

        `spread` is entered for as long as there is work to spread.
        """
        builder = CorpusBuilder()
        with spread or nullcontext(map) as mapped:
            for portion in mapped(PortionMaker(language, tuning.passages), batches(articles)):
                builder.add(portion)
            builder.define(partial(mapped, FormMaker(language)))
        content = indexed(builder, tuning.bm25, fingerprint)
        return cls(Segments.of(content), Analyser(language), tuning)

    @classmethod
    def open(cls, folder: Path, language: Language, tuning: Tuning) -> Archive:
        """Map a saved archive; raises DamagedIndex when it cannot be trusted or was made in another way."""
        content = saved.open_from(folder, saved.recipe(language, tuning))
        return cls(Segments.of(content), Analyser(language), tuning)

    def save(self, folder: Path) -> None:
        """Write the archive to `folder`, all or nothing; ValueError when it was changed since it was built."""
        if self.changes:
            msg = (
                f"{self.changes} articles came or went since this archive was built: build it anew to save it"
            )
            raise ValueError(msg)
        saved.save_to(folder, self._segments.contents[0], saved.recipe(self._analyser.language, self._tuning))

    def changed(self, came: Iterable[Article], gone: Collection[str], fingerprint: str) -> Archive:
        """Make another archive: this one less the articles of the ids `gone`, followed by those that `came`.

        It finds what an archive built of these articles finds, with the same scores but for rounding. The more
        articles came, the longer the next change takes.
        """
        language = self._analyser.language
        portion = PortionMaker(language, self._tuning.passages)(came)
        segments = self._segments.changed(portion, gone, fingerprint, partial(map, FormMaker(language)))
        return Archive(segments, self._analyser, self._tuning)

    def accelerate(self) -> bool:
        """Search with compiled code from now on, where there is numba to compile it; see `BM25.accelerate`."""
        return self._segments.index.accelerate()

    def release(self) -> None:
        """Give back the memory of what has been read of the saved archive; see `FlatFiles.release`."""
        for content in self._segments.contents:
            content.release()

    @property
    def changes(self) -> int:
        """How many articles came and went since the archive was built."""
        return self._segments.changes

    @property
    def passages(self) -> int:
        """How many passages the articles that stand have."""
        return self._segments.index.corpus_size

    def __len__(self) -> int:
        return len(self._segments)

    def standing(self) -> tuple[Longs, NDArray[np.uint64]]:
        """The numbers of the passages of the articles that stand, one of each content, and their keys."""
        return self._segments.passages()

    def unread(self, passages: Longs) -> tuple[Unread, ...]:
        """What an encoder is to read of the ascending `passages`, by number."""
        excerpt = self._segments.excerpt(passages)
        return self._unread(excerpt, np.arange(len(passages)))

    def find(
        self,
        question: str,
        limit: int | None = None,
        scope: Scope | None = None,
        meaning: Meaning | None = None,
    ) -> Findings:
        """What the archive, or that part of it, holds on `question`: at most `limit` quotes.

        It takes milliseconds and reads no text. Given `meaning`, that counts beside the words.
        """
        tuning, language = self._tuning, self._analyser.language
        read = language.transliteration.read(question, self._words)
        asked = self._terms.asked(understand(read.arabic, self._analyser, language), tuning.first_stage)
        best = self._terms.first_stage(asked, tuning.first_stage, self._allowed(scope))
        if meaning is not None and read.foreign and asked.words:
            best = self._with_nearest(best, meaning.nearest(read.meant, NEAREST), scope)
        if not len(best.documents):
            return Findings(question, 0.0, Verdict.NOT_FOUND, (), ())
        excerpt = self._segments.excerpt(np.sort(best.documents))
        places = np.argsort(np.argsort(best.documents))
        ranking = rank(asked, excerpt.corpus, Best(places, best.scores), self._terms, tuning)
        if meaning is None:
            quotable = windows(ranking, excerpt.corpus, tuning)
            return self._findings(question, excerpt, ranking, quotable, limit)
        near = meaning.near(read.meant, ranking, excerpt.corpus, self.passages, every=read.foreign)
        unread = self._unread(excerpt, meaning.wanted(ranking, near))
        ranking = meaning.reranked(ranking, near)
        quotable = meaning.weighed(windows(ranking, excerpt.corpus, tuning), near)
        return replace(self._findings(question, excerpt, ranking, quotable, limit), unread=unread)

    def _findings(
        self, question: str, excerpt: Excerpt, ranking: Ranking, quotable: Windows, limit: int | None
    ) -> Findings:
        """What is told of the best passages and windows."""
        tuning, corpus = self._tuning, excerpt.corpus
        sure = confidence(signals(ranking), tuning.verdict)
        ranked = self._names(excerpt.articles[ranking.found.articles[ranking.order]].tolist())[:RANKED]
        if sure < tuning.verdict.threshold:
            return Findings(question, sure, Verdict.NOT_FOUND, (), (), ranked)
        chosen = choose(ranking, quotable, corpus, tuning.quotes, limit or tuning.quotes.most)
        places = tuple(
            replace(found, article=int(excerpt.articles[found.article]))
            for found in (place(ranking, quotable, corpus, window) for window in chosen)
        )
        ids = self._names([found.article for found in places])
        return Findings(question, sure, Verdict.ANSWERED, places, ids, ranked)

    def _with_nearest(self, best: Best, keys: NDArray[np.uint64], scope: Scope | None) -> Best:
        """The best passages by words, and those of `keys` that stand, in the scope, by nothing."""
        numbers, known = self._by_key
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        near = numbers[places[known[places] == keys]]
        allowed = self._allowed(scope)
        near = near if allowed is None else near[allowed[near]]
        more = np.setdiff1d(near, best.documents)
        kept = max(0, self._tuning.first_stage.candidates - len(more))
        documents = np.concatenate([best.documents[:kept], more])
        return Best(documents, np.concatenate([best.scores[:kept], np.zeros(len(more))]))

    @cached_property
    def _by_key(self) -> tuple[Longs, NDArray[np.uint64]]:
        """The numbers of the passages that stand, and their keys, both in the order of the keys."""
        numbers, keys = self._segments.passages()
        order = np.argsort(keys)
        return numbers[order], keys[order]

    def _unread(self, excerpt: Excerpt, passages: Longs) -> tuple[Unread, ...]:
        """What an encoder is to read of `passages`, numbers in the excerpt."""
        corpus = excerpt.corpus
        found: list[Unread] = []
        for passage in passages.tolist():
            first, end = corpus.passage_pieces[passage]
            spans = zip(
                corpus.piece_starts[first:end].tolist(), corpus.piece_ends[first:end].tolist(), strict=True
            )
            article = int(excerpt.articles[corpus.passage_articles[passage]])
            key = int(corpus.passage_keys[passage])
            found.append(Unread(key, self._segments.id(article), tuple(Span(*span) for span in spans)))
        return tuple(found)

    def _allowed(self, scope: Scope | None) -> Bools | None:
        """Which passages may answer, None for all."""
        if scope is None or scope == Scope():
            return None
        return self._segments.within(scope)

    def _names(self, articles: Iterable[int]) -> tuple[str, ...]:
        """The ids of `articles`, each once."""
        return tuple(self._segments.id(article) for article in dict.fromkeys(articles))

    def answer(self, findings: Findings, articles: Mapping[str, Article]) -> Answer:
        """The findings with their quotes cut from `articles`, which holds at least `findings.articles` by id."""
        quotes = tuple(quote(found, articles[self._segments.id(found.article)]) for found in findings.places)
        return Answer(findings.question, findings.verdict, findings.confidence, quotes)
