"""The question before, asked of another thing, person, place or time: «وتركيا؟», «وموقف تركيا؟», «وفي سوريا؟»."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.ellipsis import looks_done
from retrieval.query.question_words import COPULAS, PREPOSITIONS
from retrieval.query.tokens import is_preposition, parse, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.ellipsis import Omissions
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_SHORT = 5  # words of a question that may name nothing
_OWN = 3  # letters of a word whose و is its own

_ABOUT = fold("عن")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_INSIDE, _IN = "في", folded("في ف")
_NOW = folded("الآن اليوم حاليا هسه هسا هلق هلأ دلوقتي دلوقت الحين دابا توا")
_DAYS = folded("غدا غدوة بكرا بكرة باكر أمس البارح البارحة امبارح مبارح إمبارح")
_TIMES = folded("العام السنة الشهر الأسبوع الموسم")
_JOINED, _TO = ("ب", "ل"), "ل"  # before the name of a place
_OF = folded("متاع نتاع تاع تع ديال بتاع تبع")
_PLACED = 3  # words: «في سيدي بوزيد»
_DEED = "فعل"
_REPLY, _HIS_REPLY = "رد", folded("رده ردها ردهم ردو جوابه جوابها")
_STANCES = ("رأي", "موقف", "تعليق")
_OF_PLACES = (QuestionKind.WHEN, QuestionKind.WHERE)
_LEADS, _LED = ("لل", "بال"), 5  # joined to a noun with the article, and letters of both
_WHAT_OR_HOW = (QuestionKind.WHAT, QuestionKind.HOW)
# Of whom a contest, a school or a law may be, each by the end of the word.
_GROUPS = (
    "الرجال",
    "السيدات",
    "النساء",
    "الشباب",
    "الاطفال",
    "الذكور",
    "الاناث",
    "البنات",
    "الاولاد",
    "الناشيين",
)
_DONE_TO = ("وه", "وها", "وهم")
_NAMED = 2  # words of a name: «كوريا الشمالية»


class OthersAlike:
    """Readings of questions that name another of what was asked of, or another place or time."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames, omissions: Omissions) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self._light = omissions.light

    def same_of_another(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وموقف تركيا؟» with what it is of: «ما موقف تركيا من الأسد» after that of Russia."""
        if said.kind is not None or not 2 <= len(said.tokens[said.head :]) <= _SHORT:
            return None
        first, *rest = said.tokens[said.asking :]
        word = clitics.without_conjunction(first.word, _AND)
        place = next((n for n, token in enumerate(before.tokens) if token.word == word), None)
        if word not in self._cues.attributes or place is None or any(map(is_preposition, rest)):
            return None
        end = next((n for n, token in enumerate(before.tokens) if n > place and is_preposition(token)), None)
        if end is None:
            return None
        begun, tail = before.slice(before.tokens[: place + 1]), before.slice(before.tokens[end:])
        return f"{begun} {said.slice(rest)} {tail}"

    def asked_of_another(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وما شروط أمريكا؟» with what those of the one before were for: «ما شروط روسيا للحوار؟»."""
        if not said.joined or said.kind is None or said.kind is not before.kind:
            return None
        alike = takewhile(lambda both: _same(*both), zip(said.body, before.body, strict=False))
        begun = sum(1 for _ in alike)
        named, others = said.body[begun:], before.body[begun:]
        led = any(map(_leads, (*said.body, *others[:1])))
        says = verbs_of_saying(self._language, self._cues)
        speaks = (
            said.kind is QuestionKind.WHAT and begun == 1 and said.body[0].word in says
        )  # see `missing_topic`
        if led or speaks or not begun or not 0 < len(named) <= _NAMED:
            return None
        if not self._is_name(named) or not others:
            return None
        tail = others[self._name_length(others) :]
        if not tail or not (_leads(tail[0]) or subjects.is_verb(said.body[0].word, self._cues)):
            return None
        placed = tail[0].word in _INSIDE and said.kind in _OF_PLACES
        return None if placed else f"{said.question} {said.slice(said.body)} {before.slice(tail)}"

    def _is_name(self, named: Sequence[Token]) -> bool:
        """Return whether words name somebody or something of which the same may be asked."""
        return any(clitics.is_definite(token.word) or self._names.knows(token.word) for token in named)

    def _name_length(self, said: Sequence[Token]) -> int:
        """Return how many words at the beginning name one: «النهضة», «الجبهة الشعبية», «حزب العمال»."""
        first = clitics.is_definite(said[0].word) or self._names.knows(said[0].word)
        second = any(clitics.is_definite(token.word) and not _leads(token) for token in said[1:2])
        return 1 + int(second or not first)

    def opinion_of_another(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وروسيا كان رأيها ايه؟», «وإيران شنو موقفها؟» with what it is on: «ما رأي روسيا في داعش»."""
        rest = [one for one in said.tokens[said.asking :] if one.word not in COPULAS | self._cues.events]
        if not rest:
            return None
        first, *others = rest
        name = clitics.without_conjunction(first.word, _AND)
        asks = [one for one in others if self._language.question_words.get(one.word) in _WHAT_OR_HOW]
        if said.kind is not None or not (said.joined or name != first.word) or len(asks) != 1:
            return None
        opinions = [(token, stance) for token in others if (stance := _stance(token))]
        if len(opinions) != 1:
            return None
        [(held, stance)] = opinions
        named = [first, *(one for one in others if one is not held and one not in asks)]
        words = (name, named[-1].word)  # «واتحاد الشغل», «ونداء تونس»
        known = any(clitics.is_definite(one) or self._names.knows(one) for one in words)
        if not known or len(named) > _NAMED or named[-1].start > held.start:
            return None
        who = said.slice(named)[len(first.word) - len(name) :]
        topic = exchanging.said_on(before, self._cues)
        on = (
            f"{exchanging.ON[fold(stance)]} {topic}"
            if topic
            else f"({before.slice(subjects.body(before, self._cues))})"
        )
        return f"ما {stance} {who} {on}"

    def reply_of_another(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وكيف كان رد الأسد؟», «والأسد كان رده ايه؟» of whom it was on: «بماذا رد الأسد على أردوغان؟»."""
        spoke = any(t.word in verbs_of_saying(self._language, self._cues) for t in before.body[:1])
        speaker = subjects.subject(before, self._names, self._cues) if spoke else ""
        passed = COPULAS | self._cues.events | self._language.question_words.keys()
        rest = [token for token in said.tokens if clitics.without_conjunction(token.word, _AND) not in passed]
        deed = any(is_preposition(token) or token.word == _DEED for token in rest)  # «رد فعل روسيا»
        if deed or not (speaker and 1 < len(rest) <= _NAMED + 1):
            return None
        first, last = clitics.without_conjunction(rest[0].word, _AND), rest[-1]
        if first == _REPLY:
            who = said.slice(rest[1:])
        elif last.word in _HIS_REPLY:
            who = said.slice(rest[:-1])[len(rest[0].word) - len(first) :]
        else:
            return None
        return f"بماذا {_REPLY} {who} على {speaker}" if fold(who) not in fold(speaker) else None

    def another_alike(self, said: Utterance, before: Utterance) -> str | None:
        """Return what was asked of something, of another that is called so: «ومباراة الترجي؟», «والسواحل التونسية؟»."""
        about = said.kind is QuestionKind.WHAT and [token.word for token in said.body[:1]] == [_ABOUT]
        first, *rest = said.body[1:] if about else said.tokens[said.asking :] or said.tokens
        word = clitics.without_conjunction(first.word, {} if about else _AND)
        if not rest or len(rest) > _NAMED or not (about or (said.kind is None and word != first.word)):
            return None
        named = subjects.named(before, clitics.without_article(word), self._cues)
        common = (self._cues.attributes | self._cues.personal) - self._language.offices
        names = self._names.is_place(word) or word in common | PREPOSITIONS
        verb = any(token.word in self._cues.verbs | self._language.question_words.keys() for token in rest)
        if names or verb or len(named.split()) < _NAMED:
            return None
        surface = first.surface[len(first.word) - len(word) :]
        other = " ".join([surface, *(token.surface for token in rest)])
        return before.text.replace(named, other, 1).strip(" ؟?") if other != named else None

    def _about_another(self, named: str, before: Utterance) -> str | None:
        """Return the question before of what another one names behind «ماذا عن», if that is not of what it is about."""
        alone = parse(named, self._language, self._cues)
        if same := self.same_of_another(alone, before):  # «وماذا عن موقف أمريكا؟»
            return same
        owned = self._owned_by(alone.tokens, before)
        return (owned or None) if owned is not None else self._same_of(named, before)

    def substitution(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا عن تركيا؟», «وتركيا؟», «وفي سوريا؟»: the same of something else."""
        tokens = said.body
        if said.kind is QuestionKind.WHAT and 1 < len(tokens) <= 4 and tokens[0].word == _ABOUT:
            return self._about_another(said.slice(tokens[1:]), before)
        first, *others = said.tokens[said.asking :] or said.tokens
        joined = said.joined or clitics.without_conjunction(first.word, _AND) != first.word
        last = (others or [first])[-1].word  # «وفي جرحى؟»
        side = len(others) <= 1 and bool({last, clitics.without_conjunction(last, _AND)} & self._cues.sides)
        if said.kind is not None or not joined or side:  # «والجرحى؟» is of what happened
            return None
        own = first.word.startswith(self._language.own_letters)
        word = clitics.without_conjunction(first.word, {} if said.asking and own else clitics.CONJUNCTIONS)
        text = said.text[first.start + (0 if word == first.word else 1) : said.tokens[-1].end]
        asks = self._cues.verbs | self._language.question_words.keys()
        done = any(token.word.endswith(_DONE_TO) for token in others)  # «والشاب شدوه؟»
        if done or not asks.isdisjoint(token.word for token in others):
            return None  # «والنتيجة كام»
        if word in PREPOSITIONS and 0 < len(others) <= 3:
            return exchanging.moved(before, text, word, self._cues)
        body = len(others) == 1 and word in self._language.bodies  # «وحزب المؤتمر»
        if len(others) <= 1 and (clitics.is_definite(word) or self._names.knows(word) or body):
            people = exchanging.of_nation(before, text, word, self._names)
            another = people or self.of_another(word, text, before)
            return another or exchanging.exchanged(before, text, word, self._names, self._cues)
        # «ورونالدو؟»
        named = not others and len(word) > _OWN and word not in self._light | self._cues.attributes
        thing = first.surface.endswith("ة") and not self._names.knows(word)  # «وغرامة»
        named = named and not thing
        named = (
            named and not own and word not in asks and not subjects.is_verb(word, self._cues)
        )  # «يعني نجحوا؟»
        return self.of_another(word, text, before) if named else None

    def _same_of(self, phrase: str, before: Utterance) -> str | None:
        """Return the question before of something else."""
        word = fold(phrase.split(maxsplit=1)[0])
        return self.of_another(word, phrase, before) or exchanging.exchanged(
            before, phrase, word, self._names, self._cues
        )

    def _owned_by(self, tokens: tuple[Token, ...], before: Utterance) -> str | None:
        """Return «عائلة أنيس العامري» for «وماذا عن عائلته؟», nothing for «منتخبه»; None where no pronoun is."""
        word, stem = tokens[0].word, clitics.without_pronoun(plain(tokens[0].surface))
        if not stem or len(tokens) > 1 or clitics.is_definite(word) or self._names.knows(word):
            return None
        noun = subjects.noun_alone(stem, self._cues)
        meant = subjects.subject(before, self._names, self._cues)
        known = fold(noun) in self._cues.attributes | self._cues.personal
        return f"{noun} {meant}" if known and meant else ""

    def other_group(self, said: Utterance, before: Utterance) -> str | None:
        """Return the question before of other people, «وبالسيدات؟» after «من فاز بالبطولة عند الرجال؟»."""
        first, *others = said.tokens
        group = (others or [first])[-1].word
        if said.kind is not None or len(others) > 1 or not group.endswith(_GROUPS) or before.kind is None:
            return None
        start = first.start + len(first.word) - len(clitics.without_conjunction(first.word, _AND))
        phrase = said.text[start : said.tokens[-1].end]
        place = next((n for n, token in enumerate(before.body) if token.word.endswith(_GROUPS)), None)
        if place is None or (first.word == group and clitics.is_definite(phrase) and not place):
            return None
        led = place > 0 and is_preposition(before.body[place - 1])
        begun = before.body[place - 1 if led else place].start
        rest = before.text[before.body[place].end :]
        return f"{before.text[:begun]}{phrase}{rest}".rstrip(" ؟?")

    def another_time(self, said: Utterance, before: Utterance) -> str | None:
        """Return the question before of another time, «والعام الجاي؟»."""
        first, *others = said.tokens
        word = clitics.without_conjunction(first.word, _AND)
        alone = said.kind is None and word != first.word and not others and before.kind is not None
        if alone and word in _NOW | _DAYS:  # «ودلوقتي؟», «وغدا؟»
            day = next((one for one in before.body if one.word in _NOW | _DAYS), None)
            if day is None:
                return f"{before.text.rstrip(' ؟?')} {first.surface[1:]}"
            return f"{before.text[: day.start]}{first.surface[1:]}{before.text[day.end :]}".rstrip(" ؟?")
        if said.kind is not None or word == first.word or word not in _TIMES or len(others) != 1:
            return None
        return f"{before.text.rstrip(' ؟?')} {said.text[first.start + 1 : others[0].end]}"

    def place_instead(self, said: Utterance, before: Utterance) -> str | None:
        """Return a place instead of one that was named alone: «وفي ليبيا؟» after «تونس (الانتخابات)؟»."""
        alone = before.kind is None and len(before.body) == 1 and self._names.is_place(before.body[0].word)
        first, *others = said.tokens[:_NAMED] or before.tokens
        word = clitics.without_conjunction(first.word, _AND)
        place = word if not others else others[0].word if word in _IN else ""
        if not (alone and self._names.is_place(place)) or said.kind is not None or len(said.tokens) > _NAMED:
            return None
        last = said.tokens[-1]
        return last.surface[len(last.word) - len(place) :]

    def elsewhere(self, said: Utterance, before: Utterance) -> str | None:
        """Return the question before of another place, «في المنستير؟», «وبسوسة», «ولقسنطينة؟»."""
        if said.kind is not None or not 0 < len(said.tokens) <= _PLACED:
            return None
        first, *others = said.tokens
        word = clitics.without_conjunction(first.word, _AND)
        surface = first.surface[len(first.word) - len(word) :]
        asked = before.kind is not None or len(before.body) > 1
        if word in _OF and len(others) == 1 and self._names.is_place(others[0].word) and before.body:
            owner = others[0]
            return exchanging.exchanged(before, owner.surface, owner.word, self._names, self._cues)
        if asked and word in _IN and others and self._names.is_place(others[0].word):
            return exchanging.moved(before, f"{_INSIDE} {said.slice(others)}", fold(_INSIDE), self._cues)
        last = before.body[-1].word if before.body else ""
        same = last[:1] == word[:1] and self._names.is_place(last[1:]) and not self._names.knows(last)
        place = self._names.is_place(word[1:]) or (same and len(word) > len(_JOINED) + 1)
        if not (asked and place and word.startswith(_JOINED)) or others or self._names.knows(word):
            return None
        if same:
            return f"{before.slice(before.tokens[:-1])} {surface}"  # «ما رأي كيري بإيران؟»
        inside = f"{_INSIDE} {surface[1:]}"
        return None if word.startswith(_TO) else exchanging.moved(before, inside, fold(_INSIDE), self._cues)

    def _counted_of(self, word: str, phrase: str, before: Utterance) -> str | None:
        """Return how much another one did, «ورونالدو؟», after «كم هدفا سجل ميسي في المباراة؟»."""
        [_, did, who, *_] = [*before.body[:3], None, None, None]
        ends = all(map(is_preposition, before.body[3:4]))  # but «سكان | آسيا»
        if did is None or who is None or not (ends and subjects.counts(before, self._cues)):
            return None
        acts = did.word not in self._cues.events and (
            subjects.is_verb(did.word, self._cues) or looks_done(did.word)
        )
        acts = acts and not (
            is_preposition(who) or clitics.is_definite(who.word) or self._names.is_place(who.word)
        )
        one = not (clitics.is_definite(word) or self._names.is_place(word) or " " in phrase)
        if not (acts and one):
            return None
        return f"{before.text[: who.start]}{phrase}{before.text[who.end :]}".strip(" ؟?")

    def _called(self, phrase: str, before: Utterance) -> str:
        """Return what was asked of something with its kind before its name, of another: «متى أسس مدينة | هلسنكي؟»."""
        meant = subjects.subject(before, self._names, self._cues)
        kind, _, name = meant.partition(" ")
        of_kind = self._language.asked_nouns.get(fold(kind)) is QuestionKind.WHERE
        one = name and " " not in name and not clitics.is_definite(fold(kind))
        of_place = one and of_kind and not clitics.is_definite(fold(phrase))
        return before.text.replace(meant, f"{kind} {phrase}", 1).rstrip(" ؟?") if of_place else ""

    def of_another(self, word: str, phrase: str, before: Utterance) -> str | None:
        """Return the question of another person, «وماذا عن كيري؟», who does what was asked."""
        if counted := self._counted_of(word, phrase, before):
            return counted
        if named := self._called(phrase, before):
            return named
        verb = before.body[0].word if before.body else ""
        acts = verb in self._cues.verbs | self._cues.events or looks_done(verb)
        acts = acts and subjects.begins_with_verb(before, self._names, self._cues)
        things = self._cues.attributes | self._cues.happenings
        person = not (clitics.is_definite(word) or self._names.is_place(word) or word in things)
        meant = subjects.subject(before, self._names, self._cues)
        place = before.text.find(meant) if acts and person and meant else -1
        role = meant.split()[:1][0].endswith("ة") if meant else False  # «وزيرة الدفاع», and «ماكرون» is none
        if (
            place < 0
            or self._names.is_place(fold(meant))
            or (role and " " in meant and not phrase.endswith("ة"))
        ):
            return None
        rest = f"{before.text[:place]}{phrase}{before.text[place + len(meant) :]}"
        return rest.strip(" ؟?")


def _stance(token: Token) -> str:
    """Return the noun of a stance that a word is with a pronoun: «رأيها»; empty for any other."""
    stem = clitics.without_pronoun(plain(token.surface)) or ""
    return next((noun for noun in _STANCES if fold(noun) == fold(stem)), "")


def _same(one: Token, other: Token) -> bool:
    """Return whether two words are the same, or one verb for him and for her: «رفض», «رفضت»."""
    return one.word == other.word or one.word.removesuffix("ت") == other.word.removesuffix("ت")


def _leads(token: Token) -> bool:
    """Return whether a word is a preposition, also with a pronoun, or begins with one before its article: «للحوار»."""
    joined = token.word.startswith(_LEADS) and len(token.word) >= _LED
    return joined or is_preposition(token) or bool(clitics.preposition(token.surface))
