"""The pipeline in a few lines: articles → index; question → ranking → quotes → verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import saved
from retrieval.analysis import Analyser
from retrieval.answers import Place, choose, place, quote
from retrieval.corpus import CorpusBuilder, documents, gram_frequencies
from retrieval.index import BM25
from retrieval.questions import understand
from retrieval.ranking import rank, windows
from retrieval.records import Answer, Article, Verdict
from retrieval.terms import Terms, gram_weights, synonyms
from retrieval.verdict import confidence, signals
from retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from retrieval.language import Language
    from retrieval.records import Scope
    from retrieval.tuning import Tuning


@dataclass(frozen=True, slots=True)
class Findings:
    """What an archive found for a question, before any text is read.

    `articles` are the ids of those whose texts are quoted; `ranked` the best ten whatever the verdict.
    """

    question: str
    confidence: float
    verdict: Verdict
    places: tuple[Place, ...]
    articles: tuple[str, ...]
    ranked: tuple[str, ...] = ()


RANKED = 10


class Archive:
    """Articles made searchable; it holds numbers and ids, no text.

    `fingerprint` is what the caller named the articles by when it was built.
    """

    def __init__(self, content: saved.Content, language: Language, tuning: Tuning) -> None:
        self.fingerprint = content.fingerprint
        self._content = content
        self._tuning = tuning
        self._language = language
        self._analyser = Analyser(language)
        self._terms = Terms(content.index, content.grams, content.gram_weights, synonyms(self._analyser))

    @classmethod
    def build(
        cls,
        articles: Iterable[Article],
        language: Language,
        tuning: Tuning,
        fingerprint: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> Archive:
        """Read `articles` once, keeping numbers of them only; `progress` hears how many have been read."""
        builder = CorpusBuilder(Analyser(language), tuning.passages)
        for count, article in enumerate(articles, start=1):
            builder.add(article)
            if progress:
                progress(count)
        return cls(_content(builder, tuning, fingerprint), language, tuning)

    @classmethod
    def open(cls, folder: Path, language: Language, tuning: Tuning) -> Archive:
        """Map a saved archive; raises DamagedIndex when it cannot be trusted or was made in another way."""
        return cls(saved.open_from(folder, saved.recipe(language, tuning)), language, tuning)

    def save(self, folder: Path) -> None:
        """Write the archive to `folder`, all or nothing."""
        saved.save_to(folder, self._content, saved.recipe(self._language, self._tuning))

    def __len__(self) -> int:
        return len(self._content.ids)

    def find(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Findings:
        """What the archive holds on `question`, at most `limit` quotes; takes milliseconds and reads no text."""
        understood = understand(question, self._analyser, self._language)
        corpus, tuning = self._content.corpus, self._tuning
        ranking = rank(understood, corpus, self._terms, tuning) if understood.words else None
        if ranking is None:
            return Findings(question, 0.0, Verdict.NOT_FOUND, (), ())
        quotable = windows(ranking, corpus, tuning)
        chosen = list(choose(ranking, quotable, corpus, tuning.quotes, limit or tuning.quotes.most))
        sure = confidence(signals(ranking), tuning.verdict)
        ranked = self._names(ranking.found.articles[ranking.order].tolist())[:RANKED]
        if sure < tuning.verdict.threshold:
            return Findings(question, sure, Verdict.NOT_FOUND, (), (), ranked)
        places = tuple(place(ranking, quotable, corpus, window) for window in chosen)
        ids = self._names([found.article for found in places])
        return Findings(question, sure, Verdict.ANSWERED, places, ids, ranked)

    def _names(self, articles: Iterable[int]) -> tuple[str, ...]:
        """The ids of `articles`, each once."""
        return tuple(self._content.ids[article] for article in dict.fromkeys(articles))

    def answer(self, findings: Findings, articles: Mapping[str, Article]) -> Answer:
        """The findings with their quotes cut from `articles`, which holds at least `findings.articles` by id."""
        quotes = tuple(quote(found, articles[self._content.ids[found.article]]) for found in findings.places)
        return Answer(findings.question, findings.verdict, findings.confidence, quotes)


def _content(builder: CorpusBuilder, tuning: Tuning, fingerprint: str) -> saved.Content:
    corpus = builder.finish()
    terms, ends = documents(corpus)
    index = BM25.from_ids(terms, ends, builder.terms, tuning.bm25)
    weights = gram_weights(gram_frequencies(corpus), index.corpus_size)
    return saved.Content(fingerprint, builder.articles, corpus, index, Vocabulary.of(builder.grams), weights)
