"""Small archives for tests: the articles that ship, a few invented ones, and strategies that make any other."""

from __future__ import annotations

import datetime
import random
import tomllib
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.language import Language, Thesaurus
from retrieval.arabic.patterns import Refusals
from retrieval.archive import Archive
from retrieval.bm25.index import BM25
from retrieval.bm25.multi_index import JointIndex
from retrieval.bm25.scoring import Best
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.columns import Corpus, documents, gram_frequencies
from retrieval.corpus.lexicon import FormMaker
from retrieval.corpus.portions import PortionMaker
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.query.question import ParsedQuestion, understand
from retrieval.ranking.query_terms import QueryVocabulary, gram_weights, synonyms
from retrieval.ranking.rank import Ranking, rank
from retrieval.readers.context import ReadContext
from retrieval.readers.text import page as pages
from retrieval.records import Answer, Article
from retrieval.tuning import FirstStage, Tuning

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[2]

# A busy machine may take its time over an example; whole archives are built for only a few.
unhurried = settings(max_examples=25, deadline=None)
few = settings(max_examples=10, deadline=None)

# The words of the invented articles, several of them joined to a particle, an ending or an old spelling.
VOCABULARY = (
    "الوزير وزيرة افتتح جسر الجسور في مدينة الموصل من على والشركة ميناء البصرة أمس الأحد قال إن بغداد نهر دجلة "
    "مليون ثلاثة وعشرون ٢٠١٦ 2016 12 أيلول سبتمبر بسبب لأن الحكومة حكومات روسيا أمريكا الأميركية بوتين اتفاق"
)
WORDS = tuple(VOCABULARY.split())
QUESTION_WORDS = ("من", "متى", "أين", "كم", "لماذا", "كيف", "ماذا قال", "ما", "في أي مدينة", "شو", "ليش", "")

# What pages hold beside plain words: marks, ligatures, direction controls, other scripts, every kind of boundary.
ODDITIES = (
    "مُحَمَّدٌ", "العـــربية", "ﷺ", "ﻻ", "ﷲ", "ﺍﻟﻌﺮﺑﻴﺔ", "𞸀𞸁", "کتاب", "٢٫٥", "2.5", "۱۲۳", "٣٬٠٠٠", "²", "½", "፩",
    "\u200f", "\u202b", "\u202c", "\u2067", "\u2069", "\u200c", "\u061c", "\ufeff", "\u00ad", "\u0670", "\u064b",
    " ", "  ", "\n", "\r\n", "\n\n", "\u00a0", "\u2028", "\t", "\x1c", ".", ". ", "..", "… ", "؟", "؟ ", "! ", "۔ ",
    "، ", "،", "؛ ", ": ", ", ", "(", ")", " (", ") ", "«", "»", " «", "» ", "”", "“", '"', "'", "’", " - ", " – ",
    "د. ", " أ.", "e.g.", "http://a.b/c?d=1", "U.S.", "O’Neil", "café", "e\u0301", "ß", "İ", "🙂", "👩🏽‍🌾",
    "한국", "漢字",
    "\x00", "_", "ـ", "ء", "x" * 300,
)  # fmt: skip

SEEDS = st.integers(0, 2**32 - 1)
"""What texts are made from: to draw each of their words would take ten times as long as what is tested with them."""


def _pieces(seed: int) -> str:
    """Return at most eight pieces, as many as the seed says."""
    dice = random.Random(seed)
    kinds = dice.choices((WORDS, ODDITIES, (" ",)), k=seed % 9)
    return "".join(map(dice.choice, kinds))


def _sentence(seed: int) -> str:
    """Return 1 to 40 words with a mark at the end."""
    dice = random.Random(seed)
    return " ".join(dice.choices(WORDS, k=1 + seed % 40)) + dice.choice(".؟!،\n")


def _long_sentence(seed: int) -> str:
    """Return 61 to 150 words, which are too many for a quote."""
    dice = random.Random(seed)
    return " ".join(dice.choices((*WORDS, "الحكومة،", "(بغداد)", "قال:"), k=61 + seed % 90))


anything = st.lists(SEEDS.map(_pieces) | st.text(max_size=6), max_size=12).map("".join)
"""Texts in which Arabic words stand among everything that Unicode has."""

sentence = SEEDS.map(_sentence)
long_sentence = SEEDS.map(_long_sentence)
prose = st.lists(st.one_of(sentence, sentence, long_sentence), max_size=8).map(" ".join)
"""Texts of Arabic sentences, some longer than may be quoted."""


@st.composite
def archives(draw: st.DrawFn, text: st.SearchStrategy[str] = prose, most: int = 4) -> tuple[Article, ...]:
    """Return articles with ids of their own."""
    texts = draw(st.lists(text, min_size=1, max_size=most))
    titles = draw(st.lists(sentence, min_size=len(texts), max_size=len(texts)))
    days = st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1))
    return tuple(
        Article(f"a{number}", title, body, published=draw(days))
        for number, (title, body) in enumerate(zip(titles, texts, strict=True))
    )


questions = st.tuples(
    st.sampled_from(QUESTION_WORDS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
).map(lambda parts: f"{' '.join(parts).strip()}؟")


def table(name: str) -> dict[str, object]:
    """Return one of the word lists that ship, as it was parsed."""
    return tomllib.loads((ROOT / "config" / name).read_text(encoding="utf-8"))


@cache
def word_lists() -> Language:
    """Return the word lists that ship, without the thesaurus, which takes a tenth of a second for every archive."""
    refusals = Refusals.from_table(table("conversation.toml"))
    return Language.from_table(table("language.toml")).refusing(refusals)


@cache
def language() -> Language:
    """Return the word lists that ship."""
    return word_lists().knowing(Thesaurus.from_table(table("thesaurus.toml")))


@cache
def raw_seeds() -> dict[str, bytes]:
    """Return the pages that ship as they were received, by the id of their article."""
    return {page.stem: page.read_bytes() for page in sorted((ROOT / "seeds").glob("*.txt"))}


@cache
def seeds() -> tuple[Article, ...]:
    """Return the articles that ship."""
    reading = ReadContext(Boilerplate.from_table(table("boilerplate.toml")))
    read = (found for name, page in raw_seeds().items() for found in pages.read(page, f"{name}.txt", reading))
    return tuple(article for article in read if isinstance(article, Article))


@cache
def seed_archive() -> Archive:
    """Return the articles that ship, made searchable; it answers whatever it finds."""
    return Archive.build(seeds(), language(), answering())


def answering(tuning: Tuning | None = None) -> Tuning:
    """Return the same settings, but sure of every answer."""
    tuning = tuning or Tuning()
    return replace(tuning, verdict=replace(tuning.verdict, threshold=0.0))


def article(id_: str, text: str, title: str = "خبر") -> Article:
    """Return an article that knows nothing but its text."""
    return Article(id_, title, text)


def ask(archive: Archive, articles: Iterable[Article], question: str, limit: int | None = None) -> Answer:
    """Return the answer of `archive`, which was built from `articles`."""
    return archive.answer(archive.find(question, limit), {held.id: held for held in articles})


def answer(articles: Sequence[Article], question: str, limit: int | None = None) -> Answer:
    """Return what an archive of `articles` finds without the thesaurus, however unsure it is."""
    return ask(Archive.build(articles, word_lists(), answering()), articles, question, limit)


def first_stage(terms: QueryVocabulary, asked: ParsedQuestion, stage: FirstStage) -> Best:
    """Return the best passages by the words of a question, with scores as parts of the most possible."""
    assert isinstance(terms.index, BM25 | JointIndex)
    best = terms.index.best(terms.weights(asked, stage), stage.candidates)
    return Best(best.documents, best.scores / terms.most(asked))


@dataclass(frozen=True, slots=True)
class Bench:
    """The parts of an archive laid out, to look at one by one."""

    corpus: Corpus
    terms: QueryVocabulary
    analyser: Analyser
    vocabulary: tuple[str, ...]
    grams: tuple[str, ...]

    def understand(self, question: str) -> ParsedQuestion:
        """Return the question as the archive understands it."""
        return understand(question, self.analyser, self.analyser.language)

    def rank(self, question: str, tuning: Tuning | None = None) -> Ranking:
        """Return the ranking of a question that at least one passage holds a word of."""
        tuning = tuning or Tuning()
        asked = self.terms.asked(self.understand(question), tuning.first_stage)
        best = first_stage(self.terms, asked, tuning.first_stage)
        assert len(best.documents)
        return rank(asked, self.corpus, best, self.terms, tuning)


def bench(articles: Iterable[Article], known: Language | None = None, tuning: Tuning | None = None) -> Bench:
    """Lay out an archive of `articles`, without the thesaurus unless a language is given."""
    analyser, tuning = Analyser(known or word_lists()), tuning or Tuning()
    builder = CorpusBuilder()
    builder.add(PortionMaker(analyser.language, tuning.passages)(articles))
    builder.define(partial(map, FormMaker(analyser.language)))
    corpus = builder.finish()
    names = builder.names
    index = BM25.from_parts(lambda: documents(corpus), names.terms, tuning.bm25)
    weights = gram_weights(gram_frequencies(corpus, len(names.grams)), index.corpus_size)
    terms = QueryVocabulary(index, names.forms, names.grams, weights, synonyms(analyser.language))
    return Bench(corpus, terms, analyser, tuple(names.terms), tuple(names.grams))
