"""Gold questions and what was found for them → graded outcomes, and a signature of what they rest on."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import msgspec

from retrieval.arabic import analysis
from retrieval.evaluation.gold import folded
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.records import Answer, Article
    from retrieval.tuning import Tuning

QUOTES = 3
"""An evaluation asks for so many quotes, whatever the settings say."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question ended.

    `answerable`: the archive holds a relevant article; `graded`: it is also known what words a right quote
    holds. `rank` is the place (from 1) of the first relevant article among the best ten, whatever the
    verdict; `quote` that of the first quote with a gold answer; both are None where there is none. `words`
    are those of the first quote, separated by white space; 0 without one. `further` counts the quotes after
    the first, `further_right` those of them that hold a gold answer or are of a relevant article.
    """

    id: str
    question: str
    kind: str
    answerable: bool
    graded: bool
    answered: bool
    confidence: float
    rank: int | None
    quote: int | None
    words: int
    further: int = 0
    further_right: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """All that a figure depends on.

    Hashes of the questions, of the articles, of the word lists and of the numbers that shape an answer; the
    version of the analysis; how many quotes were asked for; the versions of Isnad and of its stemmer.
    """

    questions: str
    corpus: str
    analysis: int
    language: str
    tuning: str
    quotes: int
    program: str

    def __str__(self) -> str:
        """Return one line, as sacrebleu (Post 2018) signs its scores."""
        return "|".join(f"{name}:{value}" for name, value in asdict(self).items())


def grade(gold: GoldQuestion, findings: Findings, answer: Answer) -> Outcome:
    """Return how a question ended: what was found for it, compared with what is known of it."""
    ranks = (rank for rank, article in enumerate(findings.ranked, start=1) if article in gold.articles)
    further = answer.quotes[1:]
    right = [quote.article.id in gold.articles or holds(quote.text, gold.answers) for quote in further]
    places = (place for place, quote in enumerate(answer.quotes, start=1) if holds(quote.text, gold.answers))
    return Outcome(
        id=gold.id,
        question=gold.question,
        kind=gold.kind,
        answerable=bool(gold.articles),
        graded=bool(gold.articles and gold.answers),
        answered=answer.verdict is Verdict.ANSWERED,
        confidence=answer.confidence,
        rank=next(ranks, None),
        quote=next(places, None),
        words=len(answer.quotes[0].text.split()) if answer.quotes else 0,
        further=len(further),
        further_right=sum(right),
    )


def holds(text: str, answers: Iterable[str]) -> bool:
    """Return whether one of `answers` stands in `text`, both folded and with single spaces."""
    searched = folded(text)
    return any(folded(answer) in searched for answer in answers)


def sign(
    questions: Iterable[GoldQuestion], corpus: str, language: Language, tuning: Tuning, program: str
) -> Signature:
    """Return the signature of an evaluation; `corpus` is a `corpus_hash`, `program` a name with its version."""
    return Signature(
        questions=questions_hash(questions),
        corpus=corpus,
        analysis=analysis.VERSION,
        language=_hash([_encoded(language)]),
        tuning=_hash([_encoded(tuning)]),
        quotes=QUOTES,
        program=program,
    )


def questions_hash(questions: Iterable[GoldQuestion]) -> str:
    """Return a name for a set of questions with their answers and relevant articles, in any order."""
    hashed = ((gold.id, gold.question, gold.answers, sorted(gold.articles)) for gold in questions)
    return _hash(sorted(repr(parts).encode() for parts in hashed))


def article_digest(article: Article) -> bytes:
    """Return a name for an article with everything that is known of it; 16 bytes."""
    return hashlib.blake2b(repr(article).encode(errors="surrogatepass"), digest_size=16).digest()


def corpus_hash(digests: Iterable[bytes]) -> str:
    """Return a name for a set of articles, from their `article_digest`s in any order."""
    return _hash(sorted(digests))


_HEX = 8


def _encoded(settings: Language | Tuning) -> bytes:
    return msgspec.json.encode(settings, order="deterministic", enc_hook=repr)


def _hash(parts: Iterable[bytes]) -> str:
    """Return a hash of `parts`, which are of equal length or hold no line end (`repr` and JSON escape it)."""
    return hashlib.blake2b(b"\n".join(parts), digest_size=_HEX // 2).hexdigest()
