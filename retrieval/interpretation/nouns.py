"""Questions that leave out a noun, made whole: «ومن هو؟», «وموقف تركيا؟», «وماذا عن كيري؟»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.grammar import extents, subjects
from retrieval.interpretation.grammar.ellipsis import looks_done
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.interpretation.grammar.subjects import STANCES
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition, parse

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.ellipsis import Omissions
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_SHORT = 5  # words of a question that may name nothing
_OWN = 3  # letters of a word whose و is its own

_ABOUT = fold("عن")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_FROM = "من"
_INSIDE, _IN = "في", folded("في ف")
_NOW = folded("الآن اليوم حاليا هسه هسا هلق هلأ دلوقتي دلوقت الحين دابا توا")
_TIMES = folded("العام السنة الشهر الأسبوع الموسم")
_JOINED, _TO = ("ب", "ل"), "ل"  # before the name of a place
_OF = folded("متاع نتاع تاع تع ديال بتاع تبع")
_PLACED = 3  # words: «في سيدي بوزيد»
_IS = (["يكون"], ["تكون"], ["بيكون"], ["بتكون"])
_PLACE = "مكان "
_THEY = folded("هم همه")
_REVERSE = folded("والعكس العكس وبالعكس بالعكس وعكسه")
_ON = {"رأي": "في", "موقف": "من", "تعليق": "على"}
_WHAT_OR_HOW = (QuestionKind.WHAT, QuestionKind.HOW)
_NAMED = 2  # words of a name: «كوريا الشمالية»
_SIDES = {False: "قبل", True: "بعد"}
_NEIGHBOURS = folded("السابق السابقة الجديد الجديدة")
_KIN = ("أبو", "أخو", "ابو", "اخو", "عضو", "عدو", "نمو", "غزو")  # of whom «أبوهم» is
_SOME_OF = folded("منهم منها منهن منهما منا")


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

    def opinion_of_another(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وروسيا كان رأيها ايه؟», «وإيران شنو موقفها؟» with what it is on: «ما رأي روسيا في داعش»."""
        first, *others = [
            one for one in said.tokens[said.asking :] if one.word not in COPULAS | self._cues.events
        ]
        opinions = [(token, stance) for token in others if (stance := _stance(token))]
        asks = [one for one in others if self._language.question_words.get(one.word) in _WHAT_OR_HOW]
        name = clitics.without_conjunction(first.word, _AND)
        joined = said.kind is None and (said.joined or name != first.word)
        if not (joined and len(asks) == len(opinions) == 1):
            return None
        [(held, stance)] = opinions
        named = [first, *(one for one in others if one is not held and one not in asks)]
        words = (name, named[-1].word)  # «واتحاد الشغل», «ونداء تونس»
        known = any(clitics.is_definite(one) or self._names.knows(one) for one in words)
        if not known or len(named) > _NAMED or named[-1].start > held.start:
            return None
        who = said.slice(named)[len(first.word) - len(name) :]
        topic = exchanging.said_on(before, self._cues)
        on = f"{_ON[stance]} {topic}" if topic else f"({before.slice(subjects.body(before, self._cues))})"
        return f"ما {stance} {who} {on}"

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
        said_of = self._language.cues.get(QuestionKind.QUOTATION, frozenset()) & self._cues.verbs
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
        said_of = self._language.cues.get(QuestionKind.QUOTATION, frozenset()) & self._cues.verbs
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
        place = next((n for n, token in enumerate(earlier) if token.word in self._cues.topics), None)
        if place is None or before.slice(earlier[place + 1 :]) == said.slice(tokens_[1:]):
            return None
        return f"{said.question} {said.slice(tokens_)} {before.slice(earlier[place:])}"

    def _missing_stance(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وما موقف النهضة؟» with what it is of, which was spoken of."""
        place = next((n for n, token in enumerate(before.body) if token.word in self._cues.topics), None)
        if place is None or any(is_preposition(token) for token in said.body):
            return None
        about = before.slice(before.body[place + 1 :])
        return f"{said.question} {said.slice(said.body)} {_FROM} {about}" if about else None

    def substitution(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا عن تركيا؟», «وتركيا؟», «وفي سوريا؟»: the same of something else."""
        tokens = said.body
        if said.kind is QuestionKind.WHAT and 1 < len(tokens) <= 4 and tokens[0].word == _ABOUT:
            owned = self._owned_by(tokens[1:], before)
            return (owned or None) if owned is not None else self._same_of(said.slice(tokens[1:]), before)
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
        if not asks.isdisjoint(token.word for token in others):
            return None  # «والنتيجة كام»
        if word in PREPOSITIONS and 0 < len(others) <= 3:
            return exchanging.moved(before, text, word, self._cues)
        body = len(others) == 1 and word in self._language.bodies  # «وحزب المؤتمر»
        if len(others) <= 1 and (clitics.is_definite(word) or self._names.knows(word) or body):
            people = exchanging.of_nation(before, text, word, self._names)
            another = people or self.of_another(word, text, before)
            return another or exchanging.exchanged(before, text, word, self._names, self._cues)
        # «ورونالدو؟»
        named = not others and len(word) > _OWN and word not in self._omissions.light | self._cues.attributes
        thing = first.surface.endswith("ة") and not self._names.knows(word)  # «وغرامة»
        named = named and not thing
        named = (
            named and not own and word not in asks and not subjects.is_verb(word, self._cues)
        )  # «يعني نجحوا؟»
        return self.of_another(word, text, before) if named else None

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

    def another_time(self, said: Utterance, before: Utterance) -> str | None:
        """Return the question before of another time, «والعام الجاي؟»."""
        first, *others = said.tokens
        word = clitics.without_conjunction(first.word, _AND)
        if (
            said.kind is None
            and word != first.word
            and word in _NOW
            and not others
            and before.kind is not None
        ):
            return f"{before.text.rstrip(' ؟?')} {first.surface[1:]}"  # «ودلوقتي؟»
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

    def of_another(self, word: str, phrase: str, before: Utterance) -> str | None:
        """Return the question of another person, «وماذا عن كيري؟», who does what was asked."""
        if counted := self._counted_of(word, phrase, before):
            return counted
        verb = before.body[0].word if before.body else ""
        acts = verb in self._cues.verbs | self._cues.events or looks_done(verb)
        acts = acts and subjects.begins_with_verb(before, self._names, self._cues)
        person = not (
            clitics.is_definite(word) or self._names.is_place(word) or word in self._cues.attributes
        )
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


def _stance(token: Token) -> str:
    """Return the noun of a stance that a word is with a pronoun: «رأيها»; empty for any other."""
    stem = clitics.without_pronoun(plain(token.surface)) or ""
    return next((noun for noun in _ON if fold(noun) == fold(stem)), "")
