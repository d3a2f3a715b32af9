"""The pipeline in a few lines: articles → index; question → ranking → quotes → verdict."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, reduce
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from retrieval.arabic.analysis import Analyser
from retrieval.bm25.scoring import Best
from retrieval.corpus import manifest, storage
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.lexicon import FormMaker
from retrieval.corpus.portions import PortionMaker, batches
from retrieval.corpus.segment import indexed
from retrieval.corpus.segments import Segments
from retrieval.query.declined import declined
from retrieval.query.held_words import HeldWords
from retrieval.query.question import spelled, understand
from retrieval.query.tokens import tokens
from retrieval.ranking.confidence import meant, probability, signals
from retrieval.ranking.query_terms import QueryVocabulary, gram_weights, synonyms
from retrieval.ranking.quotes import QuotePlace, place, quote
from retrieval.ranking.rank import rank, reranked, windows
from retrieval.ranking.selection import choose
from retrieval.records import Answer, Article, Scope, Unread, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.arabic.language import Language
    from retrieval.arabic.transliteration import Read
    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.excerpts import Excerpt
    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.rank import Ranking
    from retrieval.ranking.similarity import Similarity
    from retrieval.records import Declined
    from retrieval.semantic.meaning import Meaning
    from retrieval.tuning import Tuning

Given = TypeVar("Given")
Made = TypeVar("Made")


class ParallelMap(Protocol):
    """Does what `map` does, be it in other processes."""

    def __call__(self, work: Callable[[Given], Made], given: Iterable[Given], /) -> Iterator[Made]:
        """Return what `work` makes of each of `given`, in order."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an archive found for a question, before any text is read.

    `articles` are the ids of those whose texts are quoted; `ranked` the best ten whatever the verdict. `absent` is a
    word of the question, as it was written, for lack of which there is no answer, `declined` what was asked where
    no archive could answer; `signals` what the verdict rests on, empty where nothing was found. `unread` are the best
    passages that no encoder has read, where meaning was to count.
    """

    question: str
    confidence: float
    verdict: Verdict
    places: tuple[QuotePlace, ...]
    articles: tuple[str, ...]
    ranked: tuple[str, ...] = ()
    absent: str = ""
    declined: Declined | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranking of a question's passages, which numbers pieces and articles as the excerpt does.

    `near` is how near they are in meaning, None where that is not known; `unread` are those of the best that no encoder
    has read.
    """

    ranking: Ranking
    excerpt: Excerpt
    near: Similarity | None = None
    unread: tuple[Unread, ...] = ()


RANKED = 10
NEAREST = 50
"""Passages nearest in meaning to a question in another language, which compete with those found by words."""


class Archive:
    """Articles made searchable; it holds numbers and ids, no text.

    `fingerprint` is what the caller named the articles by when it was built.
    """

    def __init__(self, segments: Segments, analyser: Analyser, tuning: Tuning) -> None:
        self.fingerprint = segments.fingerprint
        self._segments = segments
        self._tuning = tuning
        self._analyser = analyser
        weights = gram_weights(segments.gram_counts, segments.index.corpus_size)
        self._terms = QueryVocabulary(
            segments.index, segments.names.grams, weights, synonyms(analyser.language)
        )
        self._words = HeldWords(segments.names.forms, analyser, self._terms.held)

    @classmethod
    def build(
        cls,
        articles: Iterable[Article],
        language: Language,
        tuning: Tuning,
        fingerprint: str = "",
        parallel: AbstractContextManager[ParallelMap] | None = None,
    ) -> Archive:
        """Read `articles` once, keeping numbers of them only.

        `parallel` is entered for as long as there is work to do in parallel.
        """
        builder = _filled(CorpusBuilder(), articles, language, tuning, parallel)
        segment = indexed(builder, tuning.bm25)
        segments = Segments.of([segment], [np.ones(len(segment.ids), bool)], fingerprint)
        return cls(segments, Analyser(language), tuning)

    @classmethod
    def open(cls, folder: Path, language: Language, tuning: Tuning, known: Archive | None = None) -> Archive:
        """Map a saved archive; raises DamagedIndex when it cannot be trusted or was made in another way.

        What it has in common with the archive that is `known`, opened from the same folder before, is not read again.
        """
        segments = known._segments.segments if known else ()
        opened = manifest.open_from(folder, storage.recipe(language, tuning), segments)
        return cls(opened, known._analyser if known else Analyser(language), tuning)

    def save(self, folder: Path) -> None:
        """Write to `folder` what of the archive does not stand there yet, all or nothing.

        What came since it was saved is merged into one segment, and that with others when it is time.
        """
        recipe = storage.recipe(self._analyser.language, self._tuning)
        manifest.save(folder, self._segments.compact(), recipe)

    def changed(
        self,
        came: Iterable[Article],
        gone: Collection[str],
        fingerprint: str,
        parallel: AbstractContextManager[ParallelMap] | None = None,
    ) -> Archive:
        """Return another archive: this one less the articles of the ids `gone`, followed by those that `came`.

        It finds what an archive built of these articles finds, with the same scores but for rounding; only what came is
        analysed. See `build` for `parallel`.
        """
        before, tuning = self._segments, self._tuning
        builder = _filled(CorpusBuilder(before.names), came, self._analyser.language, tuning, parallel)
        segment = indexed(builder, tuning.bm25, before.segments) if builder.ids else None
        return Archive(before.changed(segment, gone, fingerprint), self._analyser, tuning)

    def accelerate(self) -> bool:
        """Search with compiled code from now on, where there is numba to compile it; see `BM25.accelerate`."""
        return self._segments.index.accelerate()

    def release(self) -> None:
        """Give back the memory of what has been read of the saved archive; see `FlatFiles.release`."""
        for segment in self._segments.segments:
            segment.release()

    @property
    def changes(self) -> int:
        """Return how many articles came and went since the archive was built or saved."""
        return self._segments.changes

    @property
    def passages(self) -> int:
        """Return how many passages the articles that stand have."""
        return self._segments.index.corpus_size

    def __len__(self) -> int:
        return len(self._segments)

    def standing(self) -> tuple[Longs, NDArray[np.uint64]]:
        """Return the numbers of the passages of articles that stand, one of each content, and their keys."""
        return self._segments.passages()

    def unread(self, passages: Longs) -> tuple[Unread, ...]:
        """Return what an encoder is to read of the ascending `passages`, by number."""
        return self._segments.unread(self._segments.excerpt(passages), np.arange(len(passages)))

    def find(
        self,
        question: str,
        limit: int | None = None,
        scope: Scope | None = None,
        meaning: Meaning | None = None,
    ) -> Findings:
        """Return what the archive, or that part of it, holds on `question`: at most `limit` quotes.

        It takes milliseconds and reads no text. Given `meaning`, that counts beside the words.
        """
        if asked_else := declined(tokens(question), self._analyser.language, self.knows):
            return Findings(question, 0.0, Verdict.NOT_FOUND, (), (), declined=asked_else)
        read = self._read(question)
        absent = "" if meaning and read.foreign else self._absent(read.arabic)
        ranked = self.rank(question, scope, meaning)
        if ranked is None:
            return Findings(question, 0.0, Verdict.NOT_FOUND, (), (), absent=absent)
        return self._findings(question, ranked, absent, limit)

    def _findings(self, question: str, ranked: Ranked, absent: str, limit: int | None) -> Findings:
        """Return the quotes of what was found for a question, where they are taken to answer it."""
        ranking, excerpt, near = ranked.ranking, ranked.excerpt, ranked.near
        tuning, corpus = self._tuning.with_meaning() if near else self._tuning, excerpt.corpus
        quotable = windows(ranking, corpus, tuning, near)
        chosen = choose(ranking, quotable, corpus, tuning.quotes, limit or tuning.quotes.most)
        found = signals(ranking, quotable, chosen[0], self._terms)
        if near and near.typical is not None:
            found = {**found, **meant(near, ranking, quotable, chosen[0])}
        elif near:
            tuning = self._tuning
        sure = probability(found, tuning.confidence)
        names = self._names(excerpt.articles[ranking.found.articles[ranking.order]].tolist())[:RANKED]
        if absent or probability(found, tuning.verdict) < tuning.verdict.threshold:
            refused = Verdict.NOT_FOUND
            return Findings(
                question, sure, refused, (), (), names, absent, signals=found, unread=ranked.unread
            )
        places = tuple(
            replace(placed, article=int(excerpt.articles[placed.article]))
            for placed in (place(ranking, quotable, corpus, window) for window in chosen)
        )
        ids = self._names([placed.article for placed in places])
        answered = Verdict.ANSWERED
        return Findings(question, sure, answered, places, ids, names, signals=found, unread=ranked.unread)

    def rank(
        self, question: str, scope: Scope | None = None, meaning: Meaning | None = None
    ) -> Ranked | None:
        """Return the passages that `find` chooses from, in order; None where none is found."""
        read = self._read(question)
        asked, allowed = self._asked(read.arabic), self._allowed(scope)
        best = self._terms.first_stage(asked, self._tuning.first_stage, allowed)
        if meaning and read.foreign and asked.words:
            best = self._with_nearest(best, meaning.nearest(read.meant, NEAREST), allowed)
        if not len(best.documents):
            return None
        excerpt = self._segments.excerpt(best.documents)
        ranking = rank(asked, excerpt.corpus, excerpt.renumbered(best), self._terms, self._tuning)
        if not meaning:
            return Ranked(ranking, excerpt)
        near = meaning.near(read.meant, ranking, excerpt.corpus, self.passages, every=read.foreign)
        unread = self._segments.unread(excerpt, meaning.wanted(ranking, near))
        if not near.found:
            return Ranked(ranking, excerpt, unread=unread)
        return Ranked(reranked(ranking, near, self._tuning.with_meaning()), excerpt, near, unread)

    def _read(self, question: str) -> Read:
        """Return what a question asks in Arabic, as far as Latin letters can be read so."""
        return self._analyser.language.transliteration.read(question, self._words)

    def _asked(self, arabic: str) -> ParsedQuestion:
        """Return a question as the archive's words."""
        understood = understand(arabic, self._analyser, self._analyser.language)
        return self._terms.asked(understood, self._tuning.first_stage)

    def _absent(self, question: str) -> str:
        """Return what a question is about as it is written, where the whole archive lacks it; else ""."""
        asked = understand(question, self._analyser, self._analyser.language)
        lacking = self._terms.absent(asked, self._tuning.first_stage)
        return spelled(question, lacking, self._analyser) if lacking else ""

    def _with_nearest(self, best: Best, keys: NDArray[np.uint64], allowed: Bools | None) -> Best:
        """Return the best passages by words, then those of `keys` that stand and are allowed, which score nothing."""
        numbers, known = self._by_key
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        near = numbers[places[known[places] == keys]]
        near = near if allowed is None else near[allowed[near]]
        more = np.setdiff1d(near, best.documents)
        kept = max(0, self._tuning.first_stage.candidates - len(more))
        documents = np.concatenate([best.documents[:kept], more])
        return Best(documents, np.concatenate([best.scores[:kept], np.zeros(len(more))]))

    @cached_property
    def _by_key(self) -> tuple[Longs, NDArray[np.uint64]]:
        """Return the numbers of the passages that stand, and their keys, both in the order of the keys."""
        numbers, keys = self._segments.passages()
        order = np.argsort(keys)
        return numbers[order], keys[order]

    def id(self, article: int) -> str:
        """Return the id of article number `article`."""
        return self._segments.id(article)

    def _allowed(self, scope: Scope | None) -> Bools | None:
        """Return which passages may answer, None for all."""
        if scope is None or scope == Scope():
            return None
        return self._segments.within(scope)

    def about(self, subject: str, scope: Scope | None = None) -> tuple[str, ...]:
        """Return the ids of the articles about `subject`, newest first: their first passage holds all its words.

        The headline is part of every passage. Where no article's first one does, any passage will do.
        """
        understood = understand(subject, self._analyser, self._analyser.language)
        words = self._terms.asked(understood, self._tuning.first_stage).words
        held = [self._terms.holding(word, self._tuning.first_stage, self._allowed(scope)) for word in words]
        if not held:
            return ()
        passages = reduce(np.intersect1d, held)
        leading = passages[self._segments.leads(passages)]
        newest = self._segments.newest(leading if len(leading) else passages)
        return tuple(self._segments.id(article) for article in newest.tolist())

    def stems(self, subject: str) -> tuple[frozenset[str], ...]:
        """Return, for each word of a subject, the stems of all that stands for it: what `about` looks for."""
        words = self._asked(self._read(subject).arabic).words
        return tuple(self._terms.standing_for(word, self._tuning.first_stage) for word in words)

    def quotable(self, subject: str, id_: str) -> Findings:
        """Return the best quote on a subject from the article of that id, however little it says of it."""
        asked, tuning = self._asked(self._read(subject).arabic), self._tuning
        best = self._terms.first_stage(asked, tuning.first_stage, self._segments.passages_of(id_))
        if not len(best.documents):
            return Findings(subject, 0.0, Verdict.NOT_FOUND, (), ())
        excerpt = self._segments.excerpt(best.documents)
        ranking = rank(asked, excerpt.corpus, excerpt.renumbered(best), self._terms, tuning)
        quotes = windows(ranking, excerpt.corpus, tuning)
        [chosen] = choose(ranking, quotes, excerpt.corpus, tuning.quotes, 1)
        placed = place(ranking, quotes, excerpt.corpus, chosen)
        placed = replace(placed, article=int(excerpt.articles[placed.article]))
        return Findings(subject, 1.0, Verdict.ANSWERED, (placed,), self._names([placed.article]))

    def knows(self, word: str) -> bool:
        """Return whether an article that stands holds a word of this stem."""
        return self._terms.holds(self._analyser.form(word).stem)

    def _names(self, articles: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of `articles`, each once."""
        return tuple(self._segments.id(article) for article in dict.fromkeys(articles))

    def answer(self, findings: Findings, articles: Mapping[str, Article]) -> Answer:
        """Return the findings with their quotes cut from `articles`, which holds at least `findings.articles` by id."""
        quotes = tuple(quote(found, articles[self._segments.id(found.article)]) for found in findings.places)
        return Answer(
            findings.question,
            findings.verdict,
            findings.confidence,
            quotes,
            findings.absent,
            findings.declined,
        )


def _filled(
    builder: CorpusBuilder,
    articles: Iterable[Article],
    language: Language,
    tuning: Tuning,
    parallel: AbstractContextManager[ParallelMap] | None,
) -> CorpusBuilder:
    """Return `builder` with the articles added."""
    with parallel or nullcontext(map) as mapped:
        for portion in mapped(PortionMaker(language, tuning.passages), batches(articles)):
            builder.add(portion)
        builder.define(partial(mapped, FormMaker(language)))
    return builder
