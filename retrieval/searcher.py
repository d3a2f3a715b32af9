"""A question → ranking → quotes → verdict, wherever the passages come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from retrieval.arabic.analysis import Flag
from retrieval.arabic.clitics import PARTICLES, definite_alone
from retrieval.arabic.text import fold
from retrieval.arabic.text import words as spans_of
from retrieval.bm25.scoring import Best
from retrieval.query.declined import declined
from retrieval.query.held_words import HeldWords
from retrieval.query.question import spelled, understand
from retrieval.query.spoken import as_reported
from retrieval.query.tokens import tokens
from retrieval.ranking.judging.confidence import CLEARLY, FEW, INSTEAD, is_likely, meant, probability, signals
from retrieval.ranking.judging.requirements import identifies
from retrieval.ranking.preferring.called import CALLED, calls
from retrieval.ranking.preferring.picking import nearest_of, picked
from retrieval.ranking.query_terms import QueryVocabulary, gram_weights, synonyms
from retrieval.ranking.quotes import QuotePlace, place, quote, together
from retrieval.ranking.rank import rank, reranked, windows
from retrieval.ranking.selection import anchored, choose, without_headings
from retrieval.ranking.speakers import silent
from retrieval.ranking.subjects import listed
from retrieval.ranking.windows import widened
from retrieval.records import Answer, Article, Quote, Scope, Unread, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.arabic.analysis import Analyser
    from retrieval.arabic.transliteration import Read
    from retrieval.first_stage.source import Found, PassageSource
    from retrieval.query.question import ParsedQuestion, QueryWord
    from retrieval.ranking.candidates import Similarity
    from retrieval.ranking.rank import Ranking
    from retrieval.records import Declined
    from retrieval.semantic.meaning import Meaning
    from retrieval.tuning import Tuning

RANKED = 10
_UNDERSTOOD = 16  # questions that are remembered as they were understood: each is looked at more than once
_COVERED = 0.75
"""The part of a question that the best passage meets, at the least, where its words are clear; few such meet less."""
_UNSURE = 0.5
"""Who is less sure gives no answer to what names a thing of which the archive holds at most the root …"""
_MANY = 1000
"""… where it has so many passages that everyday words are not lacking by chance."""
NEAREST = 50
"""Passages nearest in meaning to a question in another language, which compete with those found by words."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an archive found for a question, before any text is read.

    Where it holds no answer, but some articles alone were asked, `places` is what they have that is nearest to one.
    `articles` are the ids of those whose texts are quoted; `ranked` the best ten whatever the verdict. `absent` is a
    word of the question, as it was written, for lack of which there is no answer, `declined` what was asked where
    no archive could answer; `silent` who said nothing of what was asked, as the question names them. `signals` are what
    the verdict rests on, empty where nothing was found. `unread` are the best passages that no encoder has read, where
    meaning was to count.
    """

    question: str
    confidence: float
    verdict: Verdict
    places: tuple[QuotePlace, ...]
    articles: tuple[str, ...]
    ranked: tuple[str, ...] = ()
    absent: str = ""
    declined: Declined | None = None
    silent: str = ""
    signals: Mapping[str, float] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranking of a question's passages, which numbers pieces and articles as the excerpt does.

    `near` is how near they are in meaning, None where that is not known; `unread` are those of the best that no encoder
    has read.
    """

    ranking: Ranking
    found: Found
    near: Similarity | None = None
    unread: tuple[Unread, ...] = ()


class Searcher:
    """Finds what an archive holds on a question; it holds numbers and ids, no text."""

    def __init__(self, source: PassageSource, analyser: Analyser, tuning: Tuning) -> None:
        self._source = source
        self._tuning = tuning
        self._analyser = analyser
        weights = gram_weights(source.gram_counts, source.terms.corpus_size)
        names = source.names
        known = synonyms(analyser.language)
        self._terms = QueryVocabulary(source.terms, names.forms, names.grams, weights, known)
        self._words = HeldWords(names.forms, analyser, self._terms.held)
        self._understood = lru_cache(_UNDERSTOOD)(
            lambda arabic: understand(arabic, analyser, analyser.language)
        )
        # What a question asks in Arabic, as far as Latin letters can be read so.
        self._read: Callable[[str], Read] = lru_cache(_UNDERSTOOD)(
            lambda question: analyser.language.transliteration.read(
                as_reported(self._words.separated(question), analyser.language), self._words
            )
        )

        # Whether the words are clear is told before those that are not are read together. Without meaning nothing is
        # kept: arrays that are given back at once are the next question's, and warm.
        self._worded = lru_cache(_UNDERSTOOD)(
            lambda question, scope: self._ranked(self._asked(self._read(question).arabic), scope)
        )
        self._found_clearly = lru_cache(_UNDERSTOOD)(
            lambda question, limit, scope: self._judged(question, limit, scope, self._worded(question, scope))
        )

    @property
    def fingerprint(self) -> str:
        """Return what the caller named the articles that stand by."""
        return self._source.fingerprint

    @property
    def passages(self) -> int:
        """Return how many passages the articles that stand have."""
        return self._source.terms.corpus_size

    def __len__(self) -> int:
        return len(self._source)

    def find(
        self,
        question: str,
        limit: int | None = None,
        scope: Scope | None = None,
        meaning: Meaning | None = None,
    ) -> Findings:
        """Return what the archive, or that part of it, holds on `question`: at most `limit` quotes.

        It takes milliseconds and reads no text. Given `meaning`, that counts beside the words unless these are clear.
        """
        if asked_else := declined(tokens(question), self._analyser.language, self.knows):
            return Findings(question, 0.0, Verdict.NOT_FOUND, (), (), declined=asked_else)
        if meaning and (clear := self._clearly(question, limit, scope)):
            return clear
        by_meaning = bool(meaning and self._read(question).foreign)
        return self._judged(
            question, limit, scope, self.rank(question, scope, meaning), by_meaning=by_meaning
        )

    def _judged(
        self,
        question: str,
        limit: int | None,
        scope: Scope | None,
        ranked: Ranked | None,
        *,
        by_meaning: bool = False,
    ) -> Findings:
        """Return what `ranked` passages hold on a question, whose words tell nothing where it is asked `by_meaning`."""
        absent = "" if by_meaning else self._named(question, QueryVocabulary.absent)
        if ranked is None:
            lacked = absent or self._unheld(question)
            return Findings(question, 0.0, Verdict.NOT_FOUND, (), (), absent=lacked)
        near = len(scope.articles) if scope and not absent else 0
        return self._findings(question, ranked, absent, limit, near)

    def _findings(self, question: str, ranked: Ranked, absent: str, limit: int | None, near: int) -> Findings:
        """Return the quotes of what was found for a question, where they are taken to answer it.

        Where not, the nearest of them if so many articles alone are asked, `near`.
        """
        passages, meaning = ranked.found, ranked.near
        tuning, corpus = self._tuning.with_meaning() if meaning else self._tuning, passages.corpus
        pick = picked(ranked.ranking, corpus, tuning, meaning, limit)
        ranking, quotable, chosen, speech = pick.ranking, pick.windows, pick.chosen, pick.speech
        found = signals(ranking, quotable, chosen[0], self._terms, tuning.first_stage)
        if meaning and meaning.typical is not None:
            found = {**found, **meant(meaning, ranking, quotable, chosen[0])}
        elif meaning:
            tuning = self._tuning
        few = 0 < near <= FEW
        sure = probability(found, tuning.scoped if few else tuning.confidence)
        addressed = pick.addressed and (not pick.instead or sure >= INSTEAD)
        best = ranking.found.articles[ranking.order].tolist()
        names = tuple(passages.ids[article] for article in islice(dict.fromkeys(best), RANKED))
        likely = is_likely(ranking.question, found, tuning, near=bool(near), few=few)
        likely = likely or identifies(ranking, quotable, chosen[0])
        sure = max(sure, CALLED) if calls(ranking, quotable, corpus, chosen[0]) else sure
        unsure = sure < _UNSURE or not (likely and addressed)
        if unsure and not absent and not near:
            absent = self._unheld(question)
        if absent or not likely or not addressed:
            mute, lacked = "", absent
            if speech and not addressed and not absent:
                mute, lacked = silent(ranking.question, self._terms, self._analyser)
            kept = nearest_of(ranking, quotable, chosen) if near else []
            kept = widened(corpus, quotable.ranges, kept)
            places = tuple(place(ranking, quotable, passages, window) for window in kept)
            nothing = Verdict.NOT_FOUND, places, tuple(placed.article for placed in places)
            return Findings(question, sure, *nothing, names, lacked, None, mute, found, ranked.unread)
        bare = without_headings(ranking, quotable, chosen, corpus)
        quoted = widened(corpus, quotable.ranges, anchored(ranking, quotable, bare))
        cut = [place(ranking, quotable, passages, window) for window in quoted]
        places = together(cut, pick.usual, tuning.passages.quote)[:limit]
        ids = tuple(dict.fromkeys(placed.article for placed in places))
        answered = Verdict.ANSWERED
        return Findings(question, sure, answered, places, ids, names, signals=found, unread=ranked.unread)

    def rank(
        self, question: str, scope: Scope | None = None, meaning: Meaning | None = None
    ) -> Ranked | None:
        """Return the passages that `find` chooses from, in order; None where none is found."""
        ranked, read = self._by_words(question, scope, meaning), self._read(question)
        if ranked is None or not meaning:
            return ranked
        ranking, found = ranked.ranking, ranked.found
        near = meaning.near(read.meant, ranking, found.corpus, self.passages, every=read.foreign)
        unread = found.unread(meaning.wanted(ranking, near))
        if not near.found:
            return Ranked(ranking, found, unread=unread)
        return Ranked(reranked(ranking, near, self._tuning.with_meaning()), found, near, unread)

    def _by_words(self, question: str, scope: Scope | None, meaning: Meaning | None) -> Ranked | None:
        """Return the passages in the order of their words; in that of `meaning`, too, if that is found by it alone."""
        read = self._read(question)
        if meaning and not read.foreign:
            return self._worded(question, scope)
        asked = self._asked(read.arabic)
        keys = meaning.nearest(read.meant, NEAREST) if meaning and asked.words else None
        return self._ranked(asked, scope, keys)

    def _ranked(
        self, asked: ParsedQuestion, scope: Scope | None, keys: NDArray[np.uint64] | None = None
    ) -> Ranked | None:
        """Return the passages that hold words of a question, and those of `keys`, in order; None if there are none."""
        stage = self._tuning.first_stage
        found = self._source.best(self._terms.weights(asked, stage), stage.candidates, scope, keys=keys)
        if not len(found.best.documents):
            return None
        best = Best(found.best.documents, found.best.scores / self._terms.most(asked))
        return Ranked(rank(asked, found.corpus, best, self._terms, self._tuning), found)

    def _clearly(self, question: str, limit: int | None, scope: Scope | None) -> Findings | None:
        """Return what the words alone find where they answer clearly, as meaning would hardly better; else None."""
        ranked = None if self._read(question).foreign else self._worded(question, scope)
        if ranked is None or ranked.ranking.features["titled_coverage"][ranked.ranking.order[0]] < _COVERED:
            return None
        found = self._found_clearly(question, limit, scope)
        return found if found.verdict is Verdict.ANSWERED and found.confidence >= CLEARLY else None

    def understand(self, asked: Sequence[tuple[str, int | None, Scope | None]], meaning: Meaning) -> None:
        """Have `meaning` read questions that will be looked for one after the other: together that takes less.

        Each is with how many quotes of it are wanted, and of which articles.
        """
        unclear = [question for question, limit, scope in asked if not self._clearly(question, limit, scope)]
        meaning.understand(*(self._read(question).meant for question in unclear))

    def _named(self, question: str, lacking: Callable[..., QueryWord | None]) -> str:
        """Return the word of a question that the archive is `lacking`, as it is written alone; empty without one."""
        arabic = self._read(question).arabic
        word = lacking(self._terms, self._understood(arabic), self._tuning.first_stage)
        if not word:
            return ""
        written = spelled(arabic, word, self._analyser)
        behind = written[1:] if written.startswith(PARTICLES) else ""  # «بطهران»
        named = bool(behind) and bool(self._analyser.form(behind).flags & (Flag.WHERE | Flag.WHO))
        return behind if named else definite_alone(written)

    def _unheld(self, question: str) -> str:
        """Return a noun of the question of which an archive of some size holds at most the root; empty without one."""
        return self._named(question, QueryVocabulary.unheld) if self.passages >= _MANY else ""

    def _asked(self, arabic: str) -> ParsedQuestion:
        """Return a question as the archive's words."""
        return self._terms.asked(self._understood(arabic), self._tuning.first_stage)

    def about(self, subject: str, scope: Scope | None = None, *, oldest: bool = False) -> tuple[str, ...]:
        """Return the ids of the articles about `subject`, the newest first, or the oldest.

        Those whose headline names all its words come before others, see `ranking.subjects`, and what is about another
        name of it behind all of them.
        """
        others = self._analyser.language.aliases.get(fold(subject.strip()), ())
        found = [self._listed(name, scope, oldest=oldest) for name in (subject, *others)]
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def _listed(self, subject: str, scope: Scope | None, *, oldest: bool) -> tuple[str, ...]:
        """Return the ids of the articles about a subject by this name."""
        subject = as_reported(subject, self._analyser.language)
        understood = understand(subject, self._analyser, self._analyser.language)
        words = self._terms.asked(understood, self._tuning.first_stage).words
        stems = [self._terms.standing_for(word, self._tuning.first_stage) for word in words]
        said = self._analyser.forms(subject, list(spans_of(subject)))
        pairs = tuple(zip(words, stems, strict=True))
        return listed(self._source, said, pairs, self._analyser, scope, oldest=oldest)

    def stems(self, subject: str) -> tuple[frozenset[str], ...]:
        """Return, for each word of a subject, the stems of all that stands for it: what `about` looks for."""
        words = self._asked(self._read(subject).arabic).words
        return tuple(self._terms.standing_for(word, self._tuning.first_stage) for word in words)

    def quotable(self, subject: str, id_: str) -> Findings:
        """Return the best quote on a subject from the article of that id, however little it says of it."""
        asked, tuning = self._asked(self._read(subject).arabic), self._tuning
        stage = tuning.first_stage
        found = self._source.best(self._terms.weights(asked, stage), stage.candidates, None, article=id_)
        if not len(found.best.documents):
            return Findings(subject, 0.0, Verdict.NOT_FOUND, (), ())
        best = Best(found.best.documents, found.best.scores / self._terms.most(asked))
        ranking = rank(asked, found.corpus, best, self._terms, tuning)
        quotes = windows(ranking, found.corpus, tuning)
        [chosen] = choose(ranking, quotes, found.corpus, tuning, 1)
        placed = place(ranking, quotes, found, chosen)
        return Findings(subject, 1.0, Verdict.ANSWERED, (placed,), (placed.article,))

    def knows(self, word: str) -> bool:
        """Return whether an article that stands holds a word of this stem."""
        return self._terms.holds(self._analyser.form(word).stem)

    def spelt(self, word: str) -> str | None:
        """Return the archive's word that one in small Latin letters sounds like; None where there is none."""
        return self._analyser.language.transliteration.spelt(word, self._words)

    def answer(self, findings: Findings, articles: Mapping[str, Article]) -> Answer:
        """Return the findings with their quotes cut from `articles`, by id.

        What is not among them, as it is damaged, is not quoted; where nothing else was found, there is no answer.
        """
        quotes = list[Quote]()
        for order, found in enumerate(findings.places):
            if found.article not in articles:
                continue
            near = any(map(found.follows, findings.places[:order]))
            cut = quote(found, articles[found.article], 0 if near else self._tuning.passages.quote)
            # What stands in a quote before is not shown again; so those before are the same without this one.
            if not any(
                one.article.id == found.article and one.start < cut.end and cut.start < one.end
                for one in quotes
            ):
                quotes.append(cut)
        return Answer(
            findings.question,
            findings.verdict if quotes or not findings.places else Verdict.NOT_FOUND,
            findings.confidence,
            tuple(quotes),
            findings.absent,
            findings.declined,
            findings.silent,
        )
