"""What a reader says, word by word: the words that ask, and the rest that says about what."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import CONJUNCTIONS, without_conjunction
from retrieval.arabic.language import QuestionKind, section
from retrieval.arabic.text import fold, plain, word_places
from retrieval.query import question_words
from retrieval.query.question_words import PREPOSITIONS, RELATIVES, WHICH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arabic.language import Language


_SHORTEST_JOINED = 2
_WHICH, _WHAT = fold("أية"), fold("ماذا")
# Texts: a turn of a conversation is looked at twenty times, and when the next comes once more as what came before.
_REMEMBERED = 512


@dataclass(frozen=True, slots=True, eq=False)
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
    personal: frozenset[str]
    topics: frozenset[str]
    things: frozenset[str]
    later: frozenset[str]
    sooner: frozenset[str]
    before_him: frozenset[str]
    after_him: frozenset[str]
    office_held: frozenset[str]
    sides: frozenset[str]
    doing: frozenset[str]
    states: frozenset[str]
    saved: frozenset[str]
    happenings: frozenset[str]
    punished: frozenset[str]
    own_endings: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Cues:
        """Take a parsed `language.toml`; raises ValueError naming the list that is missing or no string."""
        return cls(**section(table, "followups", cls.__slots__))


@lru_cache(4)  # languages
def verbs_of_saying(language: Language, cues: Cues) -> frozenset[str]:
    """Return the verbs by which a question asks what somebody said."""
    return language.cues.get(QuestionKind.QUOTATION, frozenset()) & cues.verbs


@dataclass(frozen=True, slots=True)
class Token:
    """A word, folded and as it was written, with its place in the text (half-open)."""

    word: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)  # `parse` remembers them
class Utterance:
    """A text as words: `head` of them open it or ask, and `asking` is the first of those that ask; `body` is the rest.

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
    body: tuple[Token, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Part the words after those that ask, which nearly every reading begins with."""
        object.__setattr__(self, "body", self.tokens[self.head :])

    @property
    def relative(self) -> bool:
        """Return whether the text asks «ما الذي…» or «أي دولة…», after which a pronoun stands for what is asked."""
        asking = {token.word for token in self.tokens[self.asking : self.head]}
        first = _asking(self.tokens[self.asking]) if asking else ""
        return not asking.isdisjoint(RELATIVES) or not WHICH.isdisjoint({first, without_conjunction(first)})

    def slice(self, tokens: Sequence[Token]) -> str:
        """Return the text from the first of `tokens` to the last."""
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""


@lru_cache(_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text`."""
    return tuple(Token(fold(text[a:b]), text[a:b], a, b) for a, b in word_places(text))


@lru_cache(_REMEMBERED)
def parse(text: str, language: Language, cues: Cues) -> Utterance:
    """Return `text` as words, those that open it or ask apart from the others."""
    every = tokens(text)
    before = _before_question(every, cues, language)
    count, kind = question_words.opening([_asking(token) for token in every[before:]], language)
    asking = [token.surface for token in every[before : before + count]]
    joined = before > 0
    first = every[before].word if kind else ""
    bare = question_words.unjoined(first, language)
    asks = language.question_words.get(first[1:])
    if first.startswith("و") and asks is kind and len(first) > _SHORTEST_JOINED:
        bare = first[1:]  # «وشو»: a list has it, too; «واش» asks otherwise than «اش»
    if kind and bare != first:
        joined, asking[0] = True, plain(asking[0])[1:]
    return Utterance(text, every, before + count, before, kind, joined, " ".join(asking))


def _asking(token: Token) -> str:
    """Return a word that may ask: «ايه», what, is no «أية», which, though they fold alike."""
    what = token.word in (_WHICH, f"و{_WHICH}") and token.surface.endswith("ه")
    return token.word.replace(_WHICH, _WHAT) if what else token.word


def _before_question(tokens: Sequence[Token], cues: Cues, language: Language) -> int:
    """Return how many words join the question to something earlier: «و», «طيب»."""
    for count, word in enumerate(token.word for token in tokens):
        opens = word in CONJUNCTIONS or not cues.openers.isdisjoint({word, without_conjunction(word)})
        if not opens or question_words.kind_of(word, language):
            return count
    return len(tokens)


def is_preposition(token: Token) -> bool:
    """Return whether the word is a preposition; folded, «على» is also the name «علي»."""
    return token.word in PREPOSITIONS and not plain(token.surface).endswith("علي")
