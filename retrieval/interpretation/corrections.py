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
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.query.tokens import parse, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.followups import Followups
    from retrieval.query.tokens import Cues, Token, Utterance

_WHETHER = "هل"
_NAME = 4  # words
_JOINED = ("ب", "ل", "ك", "و")  # to a noun


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
        asked = [one for one in (earlier, older) if one and instead]
        put = (self.put_instead(one, instead, meant) for one in asked)  # «روسيا مش أمريكا»
        return next(filter(None, put), "") or self._leaning(meant, earlier) or self._whole(meant, earlier)

    def put_instead(self, earlier: str, wrong: str, meant: str) -> str:
        """Return a question with what was `meant` for what was not, with all of the name of which that is a part.

        A noun with the article of what it leans on stands for all of that: «علاش وقفت (باخرة في أسطول البطاحات)؟».
        """
        first, *rest = tokens(wrong)
        bracketed = exchanging.BRACKETED.search(earlier)
        noun = clitics.is_definite(first.word) and not (rest or self._names.knows(first.word))
        if bracketed and noun and put_for(bracketed[1], wrong, meant):
            return exchanging.bracketed(earlier[: bracketed.start()], meant)
        before = parse(earlier, self._language, self._cues)
        name = subjects.subject(before, self._names, self._cues)
        whole = "" if rest else self.name_with(first.word, name)
        return put_for(earlier, whole or wrong, meant) or put_for(earlier, wrong, meant)

    def name_with(self, part: str, name: str) -> str:
        """Return who is spoken of where a word is a part of his name: «رشيد قاسم الذي …»; empty for any other."""
        said = tokens(name)
        count = next((n for n, token in enumerate(said) if token.word in RELATIVES), len(said))
        words = [token.word for token in said[:count]]
        common = self._cues.attributes | self._cues.sides | self._cues.happenings | self._cues.things
        common |= self._language.offices | self._language.bodies
        plainly = not any(map(clitics.is_definite, words[:1])) and common.isdisjoint(words)
        placed = any(map(self._names.is_place, words)) or part not in words
        named = plainly and not placed and 1 < len(words) <= _NAME
        return name if named else ""

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
        where = tokens(meant)[0].word in PREPOSITIONS  # «لا، أقصد في سوسة»
        if whole := None if vague or where else self._followups.complete(asked, f"{meant}؟"):
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
        of_another = self._followups.alike.of_another(named[0].word, meant, before)
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


def put_for(question: str, wrong: str, meant: str) -> str:
    """Return a question with what was `meant` for what was not, however that is joined there; empty where it is not.

    Words that both begin with stay, «قافلة الكاف» and «قافلة القصرين», and none is said twice: «بطاحات | جربة».
    """
    said, old, new = tokens(question), tokens(wrong), tokens(meant)
    pairs = enumerate(zip(old, new, strict=False))
    shared = next((n for n, (one, other) in pairs if one.word != other.word), 0)
    for skip in {0: None, shared: None}:
        found = (n for n in range(len(said)) if stands_at(said[n:], old[skip:]))
        if (place := next(found, None)) is None:
            continue
        end = place + len(old) - skip
        end += int(bool(said[end:]) and said[end].word == new[-1].word)
        same = clitics.without_article(said[place].word) == clitics.without_article(old[skip].word)
        begin = said[place].start + int(not same)
        return f"{question[:begin]}{meant[new[skip].start :]}{question[said[end - 1].end :]}"
    return ""


def stands_at(said: Sequence[Token], words: Sequence[Token]) -> bool:
    """Return whether words begin with others, with the article or without, the first perhaps joined: «بسوسة»."""
    bare = [clitics.without_article(token.word) for token in words]
    there = [clitics.without_article(token.word) for token in said[: len(bare)]]
    first = said[0].word
    joined = clitics.without_article(first[1:]) if first.startswith(_JOINED) else there[0]
    return bare in (there, [joined, *there[1:]])


def _undescribed(said: Sequence[Token]) -> Sequence[Token]:
    """Return what stands behind the words with the article that describe a noun."""
    count = next((n for n, token in enumerate(said) if not clitics.is_definite(token.word)), len(said))
    return said[count:]


def _names(question: str, noun: str) -> bool:
    """Return whether a question has a noun, with the article or without."""
    bare = clitics.without_article(noun)
    return any(clitics.without_article(token.word) == bare for token in tokens(question))
