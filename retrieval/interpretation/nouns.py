"""Questions that leave out a noun, made whole: «ومن هو؟», «وموقف تركيا؟», «وماذا عن كيري؟»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.grammar import extents, subjects
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.interpretation.grammar.subjects import STANCES
from retrieval.query.question_words import COPULAS, RELATIVES
from retrieval.query.tokens import is_preposition, parse, verbs_of_saying

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.ellipsis import Omissions
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Utterance

_SHORT = 5  # words of a question that may name nothing

_OF_SOMEBODY = folded("وصف وصفت نعت نعتت سمى سمت اتهم اتهمت انتقد انتقدت")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_FROM, _ON = "من", "على"
_INSIDE, _IN = "في", folded("في ف")
_IS = (["يكون"], ["تكون"], ["بيكون"], ["بتكون"])
_PLACE = "مكان "
_MANY_PLACES = folded("دول بلدان مدن مناطق ولايات محافظات عواصم جزر")
_THEY = folded("هم همه")
_LIES = (["تقع"], ["يقع"])
_REVERSE = folded("والعكس العكس وبالعكس بالعكس وعكسه")
_SIDES = {False: "قبل", True: "بعد"}
_NEIGHBOURS = folded("السابق السابقة الجديد الجديدة")
_KIN = ("أبو", "أخو", "ابو", "اخو", "عضو", "عدو", "نمو", "غزو")  # of whom «أبوهم» is


class NounReadings:
    """Readings of questions that lack a noun: what they ask a side of, or are about."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames, omissions: Omissions) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self._omissions = omissions

    def identity(self, said: Utterance, before: Utterance) -> str | None:
        """Return «ومن هو؟»: a copula alone for who or what was spoken of."""
        *asking, last = said.question.split() or [""]
        is_he = said.kind is QuestionKind.WHO and [token.word for token in said.body] in _IS
        if not is_he and (said.body or not asking or fold(last) not in COPULAS):
            return None
        meant = subjects.subject(before, self._names, self._cues)
        # «لماذا تخشى موسكو عودة المقاتلين؟»: a noun of many people has the article.
        people = [one for one in before.body if one.word.endswith(("ين", "ون"))]
        many = [one for one in people if clitics.is_definite(one.word)]
        if fold(last) in _THEY and many:
            meant = many[-1].surface
        if subjects.counts(before, self._cues):  # «ومن هم؟» after «كم شهيدا في الهجوم؟»
            meant = f"({subjects.whole(before, self._names, self._cues)})"
        from_where = said.kind is QuestionKind.WHERE and before.kind is QuestionKind.WHO
        if from_where and subjects.begins_with_verb(before, self._names, self._cues):
            meant = f"({before.slice(before.body)})"  # «ومن أين هو؟» after «من نفذ الهجوم؟»
        return " ".join([said.question, said.slice(said.body), meant]).replace("  ", " ") if meant else None

    def neighbour(self, said: Utterance, before: Utterance) -> str | None:
        """Return «مين كان قبله؟», «ومن خلفه؟»: who was what somebody is before him, or after."""
        passed = self._cues.office_held | self._cues.doing | self._cues.pointers  # «مين قبلها عمل هيك؟»
        points = [token.word for token in said.body if token.word not in passed]
        if said.kind is not QuestionKind.WHO or len(points) != 1 or len(said.body) > _SHORT:
            return None
        sooner, later = points[0] in self._cues.before_him, points[0] in self._cues.after_him
        meant = subjects.subject(before, self._names, self._cues)
        if not (sooner or later) or not meant:
            return None
        if before.kind is QuestionKind.WHO and subjects.begins_with_verb(before, self._names, self._cues):
            done = before.slice(
                subjects.body(before, self._cues)
            )  # «شكون كان قبله؟» after «شكون ربح الانتخابات؟»
            if before.body[0].word not in self._cues.events:
                return f"من كان {_SIDES[later]} من {done}"
            meant = meant.removeprefix(_PLACE)  # «مين صار مكان مايكل فلين؟»
        relative = next((n for n, word in enumerate(meant.split()) if n and fold(word) in RELATIVES), None)
        meant = extents.without_name(" ".join(meant.split()[:relative]), self._names)
        office = fold(meant.split()[0]) in self._language.offices | self._cues.attributes
        if not office or " " not in meant or fold(meant.split()[-1]) in _NEIGHBOURS:
            return f"من كان قبل {meant}" if sooner else f"من جاء بعد {meant}"
        which = ("السابقة", "الجديدة") if is_feminine(meant.split()[0], self._names) else ("السابق", "الجديد")
        return f"من {meant} {which[0] if sooner else which[1]}"

    def owned(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وشركته؟», «وموقفها من إيران؟»: a noun alone with its pronoun, for that of what was spoken of."""
        if said.kind is not None:
            return None
        asks = self._language.question_words
        token, *rest = said.tokens
        joined = bool(rest) and rest[0].word.startswith("ب") and rest[0].word not in asks
        if rest and not (is_preposition(rest[0]) or joined):
            return None
        word = plain(token.surface)
        clear = word.endswith(("ها", "هم")) and not self._names.knows(token.word)
        known = fold(clitics.without_pronoun(word) or "") in self._cues.attributes | STANCES
        bare = word[1:] if word.startswith("و") else word if clear or known else ""
        stem = clitics.without_pronoun(bare)
        if stem is None or fold(bare) in self._cues.own_endings:
            return None
        many = stem.endswith("و") and fold(stem) not in self._cues.attributes and stem not in _KIN
        if stem.endswith("او") or many:
            return None  # what many did, as dialects spell it: «لقاوهم؟», «شدوهم؟»
        noun = subjects.noun_alone(stem, self._cues)
        meant = subjects.subject(before, self._names, self._cues)
        if not meant or (rest and fold(noun) not in self._cues.attributes | STANCES):
            return None
        return " ".join(filter(None, ["ما", noun, meant, said.slice(rest)]))

    def attribute_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Return «النتيجة؟», «والسبب؟»: a side of what was spoken of, alone."""
        events = [token for token in said.tokens if token.word in self._cues.events]
        asked = said.tokens
        if events:  # «النتيجة كم كانت؟»
            asking = [t for t in said.tokens if t.word in self._language.question_words]
            asked = tuple(token for token in said.tokens if token not in (*events, *asking))
        if len(asked) != 1 or asked[0] != said.tokens[0] or (said.kind is not None and not events):
            return None
        [token] = asked
        word = clitics.without_conjunction(token.word, _AND)
        listed = not self._cues.attributes.isdisjoint({word, clitics.without_article(word)})
        if not listed or not clitics.is_definite(word):
            return None
        surface = token.surface[len(token.word) - len(word) :]
        return f"ما {surface} ({before.slice(before.body)})"

    def the_reverse(self, said: Utterance, before: Utterance) -> str | None:
        """Return «والعكس؟»: what was asked of two, the second before the first."""
        if len(said.tokens) != 1 or said.tokens[0].word not in _REVERSE:
            return None
        one = subjects.subject(before, self._names, self._cues)
        begin = before.text.find(one) if one else -1
        after = [token for token in before.body if token.start > begin + len(one)]
        place = next(
            (n for n, token in enumerate(after) if is_preposition(token) and n + 1 < len(after)), None
        )
        if begin < 0 or place is None:
            return None
        lead, other = before.slice(after[: place + 1]), before.slice(after[place + 1 :])
        return f"{before.text[:begin]}{other} {lead} {one}"

    def pointed_at(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وما موقف النهضة من الموضوع؟», «وماذا قالت عن ذلك؟»: what was spoken of for a word that points."""
        tokens = said.body
        points = [token.word in self._cues.pointers | self._cues.things for token in tokens]
        count = next((n for n, one in enumerate(reversed(points)) if not one), len(points))
        rest = tokens[: len(tokens) - count]
        if (
            said.kind is None
            or not count
            or len(rest) < 2
            or rest[-1].word
            not in self._cues.topics | ({_FROM, *_IN} if rest[0].word in STANCES else {_FROM})
        ):
            return None
        meant = exchanging.topic(before, self._names, self._cues)
        return f"{said.question} {said.slice(rest)} {meant}" if meant else None

    def topic_of_another(self, said: Utterance, before: Utterance) -> str | None:
        """Return «ماذا قال عنه الوزير؟», «ماذا قال الوزير عنه؟» with what it is about, at its end."""
        said_of = verbs_of_saying(self._language, self._cues)
        if said.kind is None or len(said.body) <= 2 or said.body[0].word not in said_of:
            return None
        verb, *others = said.body
        about = next((token for token in others if clitics.preposition(token.surface)), others[0])
        rest = [token for token in others if token is not about]
        preposition = clitics.preposition(about.surface)
        meant = exchanging.topic(before, self._names, self._cues)
        if meant == said.slice(rest):
            return None
        if preposition not in self._cues.topics or not self._omissions.names_a_thing(rest) or not meant:
            return None
        return f"{said.question} {verb.surface} {said.slice(rest)} {preposition} {meant}"

    def missing_topic(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وماذا قالت واشنطن؟», «وقطر شو قالت؟»: what another said about the same."""
        said_of = verbs_of_saying(self._language, self._cues)
        first, *others = said.tokens
        words = self._language.question_words
        what, says = (
            sorted(others, key=lambda token: token.word not in words) if len(others) == 2 else (first, first)
        )
        name = clitics.without_conjunction(first.word, _AND)
        asks = words.get(what.word) is QuestionKind.WHAT and says.word in said_of
        if said.kind is None and asks and name != first.word:
            named = first.surface[len(first.word) - len(name) :]
            said = parse(f"و{what.surface} {says.surface} {named}", self._language, self._cues)
        tokens_, earlier = said.body, before.body
        if said.joined and len(tokens_) > 1 and tokens_[0].word in STANCES:
            return self._missing_stance(said, before)
        if not said.joined or len(tokens_) < 2 or tokens_[0].word not in said_of:
            return None
        if any(is_preposition(token) for token in tokens_) or not earlier or earlier[0].word not in said_of:
            return None
        if tokens_[0].word in _OF_SOMEBODY and len(tokens_) > len(("وصف", "بوتين")):
            return None  # «وماذا وصف بوتين ترامب؟»
        place = next((n for n, token in enumerate(earlier) if token.word in self._cues.topics), None)
        if place is None or before.slice(earlier[place + 1 :]) == said.slice(tokens_[1:]):
            return None
        topic = before.slice(earlier[place:])
        if tokens_[-1].word in {token.word for token in earlier[place + 1 :]}:
            topic = f"{_ON} {before.slice(earlier[1:place])}"  # «وبماذا رد الأسد؟», of whom one spoke
        return f"{said.question} {said.slice(tokens_)} {topic}"

    def _missing_stance(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وما موقف النهضة؟» with what it is of, which was spoken of."""
        about = exchanging.said_on(before, self._cues)
        if not about or any(is_preposition(token) for token in said.body):
            return None
        on = exchanging.ON[said.body[0].word]
        return f"{said.question} {said.slice(said.body)} {on} {about}"

    def there(self, said: Utterance, before: Utterance) -> str | None:
        """Return «كم بلغت قوة الزلزال هناك؟» of the place spoken of, or «ماذا تريد أمريكا من روسيا فيها؟»."""
        point = self._omissions.there(said)
        places = [token.surface for token in before.tokens if self._names.is_place(token.word)]
        if point is None or not places:
            return None
        meant = subjects.subject(before, self._names, self._cues)
        place = meant if meant.startswith(places[-1]) else places[-1]  # «كوريا الشمالية»
        asked = f"{said.text[: point.start]}{_INSIDE} {place}{said.text[point.end :]}".rstrip(" ؟?")
        joined = said.tokens[0].word.startswith("و") and said.joined
        return asked[1:] if joined else asked

    def named_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Return «إمتى المباراة؟» of the one that was spoken of: «إمتى مباراة تونس ومصر في رادس؟»."""
        rest = [token for token in said.body if token.word not in self._cues.events]
        [noun] = rest if len(rest) == 1 and said.body[-1:] == (rest[0],) else [None]
        if (
            noun is None
            or said.kind is None
            or not clitics.is_definite(noun.word)
            or self._names.knows(noun.word)
        ):
            return None
        bare = clitics.without_article(noun.word)
        meant = subjects.named(before, bare, self._cues)
        if meant and bare in _MANY_PLACES:  # «من هي الدول؟» is of those that did it
            return f"{said.question} {noun.surface} ({before.slice(subjects.body(before, self._cues))})"
        first, *owner = meant.split() or [""]
        if not owner or fold(first) != bare:
            return None
        located = exchanging.located(meant, before, self._cues)
        return " ".join(filter(None, [said.question, said.slice(said.body[:-1]), located]))

    def demonstrative(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ومن حضر هذا الاجتماع؟»: a pointing word with the noun it points to, which was spoken of."""
        tokens = said.body
        place = next((n for n, token in enumerate(tokens) if token.word in self._cues.pointers), None)
        if said.kind is None or place is None or place + 1 >= len(tokens):
            return None
        noun = tokens[place + 1]
        others = (*tokens[:place], *tokens[place + 2 :])
        if not others and clitics.without_article(noun.word) in _MANY_PLACES:
            return self.named_alone(replace(said, head=said.head + 1), before)
        if not noun.word.startswith("ال") or self._omissions.names_a_thing(others):
            return None
        meant = subjects.named(before, clitics.without_article(noun.word), self._cues)
        if not meant and not said.joined:
            return None
        asked = " ".join(filter(None, [said.question, said.slice(tokens[:place])]))
        after = said.slice(tokens[place + 2 :])
        if not meant:
            of = subjects.subject(before, self._names, self._cues)
            return " ".join(filter(None, [asked, noun.surface, after, f"({of})"]))
        return " ".join(filter(None, [asked, meant, after]))

    def located(self, said: Utterance, before: Utterance) -> str | None:
        """Return «أين تقع؟» of the place that was named last."""
        places = [token for token in before.body if self._names.is_place(token.word)]
        lies = said.kind is QuestionKind.WHERE and [token.word for token in said.body] in _LIES
        if not (lies and places):
            return None
        meant, place = subjects.subject(before, self._names, self._cues), places[-1].surface
        return f"{said.question} {said.body[0].surface} {meant if place in meant.split() else place}"

    def described(self, said: Utterance, before: Utterance) -> str | None:
        """Return «مين هي الدول اللي قاطعتها؟» of what was spoken of: what follows «اللي» is done, and no noun."""
        place = self._omissions.pronoun(said)
        meant = subjects.subject(before, self._names, self._cues)
        if place is None or not meant or RELATIVES.isdisjoint(token.word for token in said.body[:place]):
            return None
        return f"{said.question} {said.slice(said.body)} ({before.slice(subjects.body(before, self._cues))})"
