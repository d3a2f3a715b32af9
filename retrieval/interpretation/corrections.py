"""The question before, asked of what a reader says to have meant: «لا، أقصد الوزير التونسي»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.text import fold
from retrieval.interpretation import exchanging
from retrieval.interpretation.exchanging import BESIDE
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.names import KnownNames
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import parse, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.followups import Followups
    from retrieval.query.tokens import Cues, Token, Utterance

_WHETHER = "هل"


class Corrections:
    """Puts what was meant into the question before, where that had something else."""

    def __init__(self, language: Language, cues: Cues, followups: Followups) -> None:
        self._language = language
        self._cues = cues
        self._names = KnownNames.of(language)
        self._followups = followups

    def corrected(self, meant: str, earlier: str, instead: str = "", older: str | None = None) -> str:
        """Return the question `earlier` of what was meant: «من زار موسكو؟», «قصدي الأسد» is «الأسد زار موسكو؟».

        An `older` one is asked again where that, not the earlier one, has the noun of what was meant.
        """
        noun = next((token.word for token in tokens(meant) if token.word not in PREPOSITIONS), "")
        if older and _names(older, noun) and not _names(earlier, noun):
            earlier = older  # «لا، أقصد الوزير التونسي»
        wrong = fold(instead) if instead else ""
        if said := next((token for token in tokens(earlier) if wrong and token.word == wrong), None):
            return f"{earlier[: said.start]}{meant}{earlier[said.end :]}"  # «روسيا مش أمريكا»
        return self._leaning(meant, earlier) or self._whole(meant, earlier)

    def _leaning(self, meant: str, earlier: str) -> str | None:
        """Return a question that only leaned, of what was meant: «من يدعم كوبا؟» after «من يدعمهم (كوريا)؟»."""
        bracketed = exchanging.BRACKETED.search(earlier)
        if bracketed is None:
            return None
        asked, of = f"{earlier[: bracketed.start()]}؟", bracketed[1].rpartition(BESIDE)[2]
        leaning = self._followups.leaning
        vague = leaning.vague(asked)
        if not (vague or leaning.names_nothing(asked)):
            return None
        said, says = (
            parse(asked, self._language, self._cues),
            self._language.cues.get(QuestionKind.QUOTATION, ()),
        )
        if len(said.body) > 1 and said.body[0].word in says and clitics.preposition(said.body[1].surface):
            return f"{said.question} {said.body[0].surface} {meant}؟"  # «ماذا قال لهم (هدد المعارضة)؟»
        if self._names.begins_with_place(meant) and (placed := self._placed(meant, asked, of)):
            return placed
        if whole := None if vague else self._followups.complete(asked, f"{meant}؟"):
            return whole
        done = self.corrected(meant, f"{_WHETHER} {of}؟").rstrip(" ؟?")
        return exchanging.bracketed(asked, done.removeprefix(f"{_WHETHER} "))

    def _whole(self, meant: str, earlier: str) -> str:
        """Return a question that was whole by itself, of what was meant."""
        before = self._followups.earlier.before(exchanging.BRACKETED.sub("", earlier))
        named = parse(meant, self._language, self._cues).tokens
        if not named or not before.body:
            return meant
        if put := self._put_elsewhere(meant, named, before):
            return put
        acts = subjects.begins_with_verb(before, self._names, self._cues)
        if before.kind is QuestionKind.WHO and not self._names.is_place(named[0].word) and acts:
            return f"{meant} {before.slice(before.body)}؟"
        who = subjects.subject(before, self._names, self._cues)
        topic = exchanging.topic(before, self._names, self._cues)
        alike = all(clitics.is_definite(fold(one)) for one in (topic, meant)) and not clitics.is_definite(
            fold(who)
        )
        if (
            who
            and not (topic != who and alike)  # «قصدي الجزائريين» after «ماذا قالت سلمى اللومي عن الروس؟»
            and acts
            and not self._names.is_place(fold(who))
        ):
            return f"{before.text.replace(who, meant, 1).strip(' ؟?')}؟"
        of_another = self._followups.nouns.of_another(named[0].word, meant, before)
        return f"{of_another or exchanging.exchanged(before, meant, named[0].word, self._names, self._cues)}؟"

    def _put_elsewhere(self, meant: str, named: Sequence[Token], before: Utterance) -> str | None:
        """Return a question with a noun, a place or a phrase of place for its like in it: «لا، موسكو»."""
        if named[0].word in PREPOSITIONS and len(named) > 1:  # «لا، في فيتنام»
            return f"{exchanging.moved(before, meant, named[0].word, self._cues)}؟"
        same = next((n for n, token in enumerate(before.tokens) if n and token.word == named[0].word), 0)
        if same:
            behind = before.tokens[same + 1 :] if clitics.is_definite(named[0].word) else ()
            rest = _undescribed(behind)  # «الوزير التونسي | عن الهجرة»
            return (
                f"{' '.join(filter(None, [before.slice(before.tokens[:same]), meant, before.slice(rest)]))}؟"
            )
        if described := self._described(named, before):
            return described
        places = self._places(before.body[1:])
        if not (places and self._names.is_place(named[0].word)):
            return None
        return f"{before.text[: places[-1].start]}{meant}{before.text[places[-1].end :]}"

    def _described(self, named: Sequence[Token], before: Utterance) -> str | None:
        """Return a question of the same of another: «وزير الداخلية» as «الوزير الفرنسي» is the French one."""
        if len(named) != len(("الوزير", "الفرنسي")) or not all(
            clitics.is_definite(one.word) for one in named
        ):
            return None
        words = [token.word for token in before.tokens]
        noun = clitics.without_article(named[0].word)
        place = words.index(noun) + 1 if noun in words else len(words)
        if not 1 < place < len(words) or not clitics.is_definite(words[place]):
            return None
        of, rest = before.tokens[: place + 1], _undescribed(before.tokens[place + 1 :])
        return f"{' '.join(filter(None, [before.slice(of), named[1].surface, before.slice(rest)]))}؟"

    def _placed(self, meant: str, asked: str, of: str) -> str | None:
        """Return a question that leaned, of the place that was meant, where it or what it is of has a place for that.

        It may begin with another, «وكوريا الشمالية شو دخلها؟», or what was spoken of has none yet.
        """
        first, *rest = tokens(asked)
        word = clitics.without_conjunction(first.word)
        if self._names.is_place(word):
            behind = _undescribed(rest)
            end = behind[0].start if behind else len(asked)
            return exchanging.bracketed(f"{asked[: first.end - len(word)]}{meant} {asked[end:]}", of)
        return None if self._places(tokens(of)) else exchanging.bracketed(asked, f"{of} في {meant}")

    def _places(self, said: Sequence[Token]) -> list[Token]:
        """Return the words that are places."""
        return [token for token in said if self._names.is_place(token.word)]


def _undescribed(said: Sequence[Token]) -> Sequence[Token]:
    """Return what stands behind the words with the article that describe a noun."""
    count = next((n for n, token in enumerate(said) if not clitics.is_definite(token.word)), len(said))
    return said[count:]


def _names(question: str, noun: str) -> bool:
    """Return whether a question has a noun, with the article or without."""
    bare = clitics.without_article(noun)
    return any(clitics.without_article(token.word) == bare for token in tokens(question))
