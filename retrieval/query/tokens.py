"""What a reader says, word by word: the words that ask, and the rest that says about what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.arabic.language import QuestionKind, folded, section
from retrieval.arabic.text import fold, plain, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arabic.language import Language

PREPOSITIONS = folded(
    "في فى من إلى على عن مع منذ حتى بعد قبل خلال بين ضد حول بشأن بخصوص تجاه إزاء لدى عند عبر نحو"
)
RELATIVES = folded("الذي التي الذين اللذان اللي مالذي")
_JOINED = ("و", "ف")
_WHICH = folded("أي أية بأي لأي")
COPULAS = folded("هو هي هم هما هن")
_ALIKE = ("والد", "والي", "بالغ", "بالون")
_DEFINITE = ("ال", "بال", "وال", "كال", "فال", "لل", "ولل")


@dataclass(frozen=True, slots=True)
class Cues:
    """The word lists by which a question is known that leaves something out, folded; see config/language.toml."""

    openers: frozenset[str]
    pointers: frozenset[str]
    events: frozenset[str]
    adverbs: frozenset[str]
    verbs: frozenset[str]
    lives: frozenset[str]
    passives: frozenset[str]
    attributes: frozenset[str]
    topics: frozenset[str]
    own_endings: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Cues:
        """Return from the parsed `language.toml`; raises ValueError naming the list that is missing or no string."""
        return cls(**section(table, "followups", cls.__slots__))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, folded and as it was written, with its place in the text (half-open)."""

    word: str
    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text as words: `head` of them open it or ask, and `asking` is the first of those that ask.

    `kind` is None for what asks nothing; `joined` is true for what begins with و or ف, or a word like ثم;
    `question` are the words that ask without it.
    """

    text: str
    tokens: tuple[Token, ...]
    head: int
    asking: int
    kind: QuestionKind | None
    joined: bool
    question: str

    @property
    def relative(self) -> bool:
        """Return whether it asks «ما الذي…» or «أي دولة…», after which a pronoun stands for what is asked."""
        asking = {token.word for token in self.tokens[self.asking : self.head]}
        first = self.tokens[self.asking].word if asking else ""
        return not asking.isdisjoint(RELATIVES) or bare(first) in _WHICH or first in _WHICH

    @property
    def body(self) -> tuple[Token, ...]:
        """Return the words after those that ask."""
        return self.tokens[self.head :]

    def slice(self, tokens: Sequence[Token]) -> str:
        """Return the text from the first of `tokens` to the last."""
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text`."""
    return tuple(Token(fold(text[a:b]), text[a:b], a, b) for a, b in words(text))


def heard(text: str, language: Language, cues: Cues) -> Utterance:
    """Take `text` apart."""
    every = tokens(text)
    asking, joined = _opening(every, cues, language)
    end, kind = _question_words(every[asking:], language)
    said = [token.said for token in every[asking : asking + end]]
    if kind and _conjoined(every[asking].word, language):
        joined, said[0] = True, plain(said[0])[1:]
    return Utterance(text, every, asking + end, asking, kind, joined, " ".join(said))


def is_preposition(token: Token) -> bool:
    """Return whether the word is a preposition; folded, «على» is also the name «علي»."""
    return token.word in PREPOSITIONS and not plain(token.said).endswith("علي")


def bare(word: str) -> str:
    """Return a folded word less the conjunction that it may begin with."""
    return word[1:] if word.startswith(_JOINED) and len(word) > 1 else word


def is_definite(word: str) -> bool:
    """Return whether a folded word carries the article."""
    if word.startswith(_ALIKE):
        return False
    return any(word.startswith(article) and len(word) > len(article) + 1 for article in _DEFINITE)


def _opening(tokens: Sequence[Token], cues: Cues, language: Language) -> tuple[int, bool]:
    """Return how many words come before the question, and whether one of them joins it to something earlier."""
    count, joined = 0, False
    for token in tokens:
        known = token.word in language.question_words or bare(token.word) in language.question_words
        if known or not (
            token.word in _JOINED or token.word in cues.openers or bare(token.word) in cues.openers
        ):
            break
        count, joined = count + 1, True
    return count, joined


def _question_words(tokens: Sequence[Token], language: Language) -> tuple[int, QuestionKind | None]:
    """Return how many words ask, and for what; «في أي مدينة» and «من هو» are such words."""
    if not tokens:
        return 0, None
    place = 1 if _plain(tokens[0].word, language) in PREPOSITIONS and len(tokens) > 1 else 0
    for start in dict.fromkeys((0, place)):
        word = _plain(tokens[start].word, language)
        if word in _WHICH:
            noun = tokens[start + 1].word if start + 1 < len(tokens) else ""
            return min(start + 2, len(tokens)), language.asked_nouns.get(noun, QuestionKind.WHAT)
        kind = language.question_words.get(word)
        if kind and not (start == 0 and place == 1 and _asks(tokens[1].word, language)):
            end = start + 1
            while end < len(tokens) and tokens[end].word in COPULAS | RELATIVES:
                end += 1
            return end, kind
    return 0, None


def _asks(word: str, language: Language) -> bool:
    return word in _WHICH or (word in language.question_words and word not in PREPOSITIONS)


def _plain(word: str, language: Language) -> str:
    """Return the word less a conjunction, unless its first letter is its own («وين», «في»)."""
    known = word in language.question_words or word in PREPOSITIONS or word in _WHICH
    return word if known else bare(word)


def _conjoined(word: str, language: Language) -> bool:
    return _plain(word, language) != word
