"""Lists of headlines that are asked for: of a subject, a section, an outlet, a time; narrowed afterwards."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import AND, is_definite, preposition, without_article, without_conjunction
from retrieval.arabic.language import folded
from retrieval.arabic.patterns import simple
from retrieval.arabic.text import fold
from retrieval.dialogue import clauses, sections
from retrieval.dialogue.ordinals import ranks, without_count
from retrieval.dialogue.turns import Browse, Narrowing, Sections
from retrieval.dialogue.wording import latin
from retrieval.interpretation.exchanging import BESIDE
from retrieval.interpretation.narrowing.filters import is_long, without
from retrieval.query import times
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.query.tokens import tokens
from retrieval.records import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.dialogue.lists import ConversationLists
    from retrieval.dialogue.turns import Context, Turn
    from retrieval.interpretation.interpreter import Interpreter
    from retrieval.interpretation.narrowing.filters import Facets, Filter
    from retrieval.query.tokens import Token

_UNLISTED = ("oldest_first", "newest_first", "same", "happened")
_SUBJECT = 3  # words of another subject
_ABOUT = folded("عن على حول بخصوص بشأن")
_DATED = folded("بتاريخ تاريخ يوم نهار ليوم بيوم")  # what may stand before a day
_IN, _INSIDE, _DAY = folded("في خلال"), " في ", datetime.timedelta(days=1)
_MONTH = 31 * _DAY
_AND, _WHERE = {"و": 2}, folded("في ف")
_HELD = folded("هل واش عندك عندكم لديك لديكم معك معكم عندنا في فيه كاين فما اكو هناك يوجد")
_OTHERS = folded("أخرى أخر آخر تانية ثانية تاني ثاني غيرها غيره زيادة كمان إضافية إضافي جديدة")
_OWNED = folded("متاع متاعت نتاع تاع تع ديال بتاع بتاعة بتاعت تبع")
_OF = PREPOSITIONS | _OWNED | folded("ف ب ع")  # what stands before a subject, and is no part of it
_AT_THE, _FOR = "بال", "ل"
_AT, _IN_OR_AT, _JOINED = "بل", "بف", "بفعل"  # what is joined to a name
_SECTION = folded("قسم باب ركن")
_DIVERSE = "منوعات"
_JOINS = "و"
_CANNES = folded("كان")  # behind a noun it is the city: «مهرجان كان»
_NAME = 5  # letters of a name with its article
_ALONE = 3  # words of what is only named
_YEARS = range(1900, 2101)


class Browsing:
    """Knows the lists that are asked for."""

    def __init__(self, language: Language, lists: ConversationLists, questions: Interpreter) -> None:
        self._language = language
        self._lists = lists
        self._questions = questions

    def asked(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return the list of headlines that a text asks for, however many: «واخبار النجم», «خمسة أخبار عن ترامب»."""
        bare = without_count(clauses.without_and(text))
        known = self._asked(bare, context, facets) if bare != text else None
        known = known or self._asked(text, context, facets)
        said = tokens(bare)
        held = next((n for n, token in enumerate(said) if token.word not in _HELD), 0)
        if known or not held:
            return known
        of_section = self._asked(bare[said[held].start :], context, facets)  # «عندكم أخبار الرياضة؟»
        return of_section if isinstance(of_section, Browse) and of_section.section else None

    def _asked(self, text: str, context: Context, facets: Facets) -> Turn | None:
        patterns = self._lists.groups["browse"]
        plainly = [simple(token.surface) for token in tokens(text)]
        known, first = self._whole(plainly, context, facets), {token.word for token in tokens(text)[:1]}
        asks = (first - PREPOSITIONS) & self._language.question_words.keys()  # «من 2014 …»
        if known or (asks and not patterns.begins(plainly)):
            return known
        text = self._with_time_last(text, facets)
        filters = self._questions.listed(text, facets)
        rest = without(text, filters)
        said = clauses.pared(tokens(rest), PREPOSITIONS | _DATED if filters else ())
        found = patterns.whole([simple(token.surface) for token in said])
        narrowings = tuple(Narrowing(text[one.span.start : one.span.end], one.scope) for one in filters)
        if found is None or found.label in _UNLISTED or (found.label == "when" and not filters):
            in_month = found is None and self._is_in_month(said, filters)
            listed = self.happened(rest, facets) if found and is_long(filters, facets) else None
            place = listed and self._questions.is_place(fold(listed.subject))
            within = replace(listed, narrowings=narrowings) if listed and place else None
            return self.of(said, rest, narrowings, facets) if in_month else within
        if found.end == found.start:
            return Browse("", None, narrowings)
        subject = said[found.start : found.end]
        points = self._questions.cues.pointers | self._questions.cues.things
        points = points | self._language.question_words.keys()
        if context.question and all(t.word in points or preposition(t.surface) for t in subject):
            return Browse(self._about_it(tokens(text), context.question, context, facets), None, narrowings)
        if context.question and (of_it := self._of_what_was_spoken_of(subject, context.question, facets)):
            return Browse(of_it, None, narrowings)
        of = self.of(subject, rest, narrowings, facets)
        return replace(of, oldest=found.label == "oldest") if isinstance(of, Browse) else of

    def _is_in_month(self, said: Sequence[Token], filters: Sequence[Filter]) -> bool:
        """Return whether no more is said than what is only named, in a month: «كرة السلة فيفري 2017»."""
        scope = filters[0].scope if len(filters) == 1 else Scope()
        month = bool(scope.first and scope.last and _DAY < scope.last - scope.first <= _MONTH)
        named = 0 < len(said) <= _ALONE and all(self._questions.names(token.surface) for token in said)
        return month and named and not any(token.word in self._language.question_words for token in said)

    def _about_it(self, said: Sequence[Token], earlier: str, context: Context, facets: Facets) -> str:
        """Return what was spoken of, by its gender where «عنه» or «عنها» tells it."""
        pronoun = next((token.word for token in said if preposition(token.surface)), "")
        if not pronoun.endswith(("ه", "ها")):
            return self._questions.about(earlier, facets).rpartition(BESIDE)[2]
        return self._questions.about_her(earlier, context.older, facets, she=pronoun.endswith("ها"))

    def _of_what_was_spoken_of(self, subject: Sequence[Token], earlier: str, facets: Facets) -> str:
        """Return what was spoken of where a subject is its noun alone: «الهجوم» after «من تبنى هجوم برلين؟»."""
        [noun, *others] = subject
        about = self._questions.about(earlier, facets).rpartition(BESIDE)[2]
        words = [without_article(token.word) for token in tokens(about)]
        alone = not others and is_definite(noun.word) and without_article(noun.word) in words[:1]
        return about if alone and len(words) > 1 else ""

    def _with_time_last(self, text: str, facets: Facets) -> str:
        """Return a text with the time that stands before what it is about at its end: «أخبار مارس 2017 عن فرنسا».

        A place may stand behind it, too: «شو صار بين يناير ومارس 2015 في ليبيا».
        """
        pairs = pairwise([*tokens(text)[2:], *tokens(text)[-1:]])
        at = (
            one
            for one, two in pairs
            if (one.word in _WHERE and self._questions.is_place(two.word))
            or (one.word.startswith(_AT[0]) and self._questions.is_place(one.word[1:]))
        )
        about = next((token for token in tokens(text)[2:] if token.word in _ABOUT), next(at, None))
        times = self._questions.listed(text[: about.start], facets) if about else ()
        if about is None or not times or any(one.scope.outlets for one in times):
            return text
        labels = [text[one.span.start : one.span.end] for one in times]
        return " ".join([without(text[: about.start], times), text[about.start :].rstrip(" ؟?"), *labels])

    def _whole(self, plainly: Sequence[str], context: Context, facets: Facets) -> Turn | None:
        """Return the list that words ask for which name no subject, or a section alone."""
        patterns = self._lists.groups["browse"]
        bare = [without_conjunction(word, AND) for word in plainly[:1]]  # «وما أقدمها؟»
        found = patterns.whole(plainly) or patterns.whole([*bare, *plainly[1:]])
        match found.label if found else "":
            case "sections":
                return Sections()
            case "list":
                return Browse()
            case "amusing":
                return Browse("", sections.section(_DIVERSE, facets, self._lists.sections))
            case "oldest_first" | "newest_first" as label:
                return context.listed and replace(context.listed, oldest=label == "oldest_first")
            case "same" if context.question:
                subject = self._about_it(tokens(" ".join(plainly)), context.question, context, facets)
                return Browse(subject) if subject else None
        section = sections.section(" ".join(plainly), facets, self._lists.sections)
        return Browse("", section) if section else None

    def narrowed(self, said: str, context: Context, facets: Facets) -> Browse | None:
        """Return the list shown last within the time or section that a text consists of: «وفي 2016؟», «بس الرياضة»."""
        if context.listed is None:
            return None
        bare = clauses.without_openers(said, self._questions.cues)
        said = bare if bare.startswith(_JOINS) else said  # «طيب وتركيا؟», but not «بس الرياضة»
        return self._turned(said, context.listed) or self._within(said, context.listed, facets)

    def _within(self, said: str, listed: Browse, facets: Facets) -> Browse | None:
        """Return a list within what a text consists of, or that of another thing that it names."""
        asked = tokens(said)
        if without_conjunction(asked[0].word, AND) in _ABOUT:
            said = said[asked[0].end - len(asked[0].surface.removeprefix(_JOINS)) :]  # «وعن اليمن»
        if len(asked) > 2 and asked[0].word in self._language.question_words and asked[1].word in _ABOUT:
            said = said[asked[2].start :]  # «ماذا عن 2014؟»
        whole = said
        light = self._lists.idle | _OWNED  # «بتاعة 2013»
        first = next((token for token in tokens(said) if token.word not in light), None)
        said = said[first.start :] if first else said
        bare = said.removeprefix("ما ")  # «ما قبل 2016»
        said = bare if self._questions.only(bare, facets) else said
        if only := self._questions.only(said, facets, listing=True):
            kept = [one for one in listed.narrowings if one.scope.outlets]
            now = [Narrowing(said[one.span.start : one.span.end], one.scope) for one in only]
            return replace(listed, narrowings=(*kept, *now))
        every = tokens(whole)
        words = [token for token in every if token.word not in self._lists.idle]
        alone = words and words[0].word in _ABOUT and len(words) <= _SUBJECT + 1  # «عن السبسي»
        if not words or (len(words) == len(every) and not alone):
            within = self._in_place(whole, listed)
            return within or self._another(every, whole, listed, facets)
        start = next((n for n, token in enumerate(words) if token.word not in RELATIVES), 0)
        about = words[start].word in _ABOUT and len(words) > start + 1  # «بس اللي عن البنك»
        within = self.of(words[start + int(about) :], whole, (), facets)
        if within is None or not (about or within.section or within.narrowings):
            return None
        if within.subject:
            return replace(listed, subject=within.subject)
        section = within.section or listed.section
        return replace(listed, section=section, narrowings=(*listed.narrowings, *within.narrowings))

    def counted(self, text: str, context: Context, facets: Facets) -> Browse | None:
        """Return what happened so long before what was shown, or after it: «وقبلها بشهر وش صار»."""
        cues, said = self._questions.cues, tokens(text)
        if context.day is None or context.listed or not context.question:
            return None
        asks = cues.events | cues.openers | RELATIVES | self._language.question_words.keys()
        words = [word if (word := token.word) in asks else without_conjunction(word, AND) for token in said]
        place = next((n for n, word in enumerate(words) if word in cues.sooner | cues.later), len(words))
        end = next((n for n, word in enumerate(words) if n > place and word in asks), len(words))
        [unit, *others] = words[place + 1 : end] or [""]
        if not unit.startswith(_AT[0]):
            return None
        rest = [*words[:place], *words[end:]]
        turn = -1 if words[place] in cues.sooner else 1
        days = times.ago([unit[1:], *others], context.day, turn)
        if days is None or cues.events.isdisjoint(rest) or not asks.issuperset(rest):
            return None
        last = self._questions.about(context.question, facets).rpartition(" ")[2]
        subject = last if self._questions.is_place(fold(last)) else ""  # «ميناء المرجان» is no place by name
        label = text[said[place].end - len(words[place]) : said[end - 1].end]
        return Browse(subject, None, (Narrowing(label, Scope(days.first, days.last)),))

    def _turned(self, said: str, listed: Browse) -> Browse | None:
        """Return the same list from before the time that it is of, «وقبلها؟», or from after it."""
        turn = self._questions.turned(said)
        of_time = next((one for one in listed.narrowings if one.scope.first and one.scope.last), None)
        if not turn or of_time is None or of_time.scope.first is None or of_time.scope.last is None:
            return None
        first, last = of_time.scope.first, of_time.scope.last
        scope = Scope(first=last + _DAY) if turn > 0 else Scope(last=first - _DAY)
        time = [token for token in tokens(of_time.label) if token.word not in _IN]
        called = of_time.label[time[0].start :] if time else of_time.label
        now = Narrowing(f"{'بعد' if turn > 0 else 'قبل'} {called}", scope)
        return replace(listed, narrowings=tuple(now if one is of_time else one for one in listed.narrowings))

    def _in_place(self, said: str, listed: Browse) -> Browse | None:
        """Return the list of a subject in a place, or in another one: «في سوسة», «وبصفاقس؟»."""
        first, *rest = tokens(said)
        word = without_conjunction(first.word, _AND)
        named = said[rest[0].start : rest[-1].end] if rest and word in _WHERE else ""
        if not rest and word[0] == _AT[0] and not self._questions.is_place(word):
            named = first.surface[len(first.word) - len(word) + 1 :]
        place = bool(named) and len(rest) < _SUBJECT and self._questions.is_place(fold(named.split()[0]))
        subject = listed.subject.partition(_INSIDE)[0]
        *kind, last = subject.split() or [""]
        owner = rest[0].surface if len(rest) == 1 and word in _OWNED else ""
        if owner and kind and all(map(self._questions.is_place, (fold(owner), fold(last)))):
            return replace(listed, subject=" ".join([*kind, owner]))  # «ومتاع قابس» after «مستشفى صفاقس»
        if not place or (subject and self._questions.is_place(fold(subject.split()[0]))):
            return None
        return replace(listed, subject=f"{subject}{_INSIDE}{named}" if subject else named)

    def _another(self, words: Sequence[Token], said: str, listed: Browse, facets: Facets) -> Browse | None:
        """Return the same list of another subject: «والسعودية؟»."""
        bare = without_conjunction(words[0].word, AND) if words else ""
        if not listed.subject or not bare or bare == words[0].word or len(words) > _SUBJECT:
            return None
        asks = any(token.word in self._language.question_words for token in words)
        counts = ranks([token.word for token in words])  # «والثاني؟» is the one on the list
        named = is_definite(bare) or self._questions.is_place(bare)
        if asks or counts or bare in self._language.question_words or not named:
            return None
        first = replace(words[0], word=bare, surface=words[0].surface[1:], start=words[0].start + 1)
        return self.of([first, *words[1:]], said, listed.narrowings, facets)

    def year(self, number: str, facets: Facets) -> Browse | None:
        """Return what was published in the year that a number names, if the archive knows days."""
        if facets.oldest is None or not number.isdecimal() or len(number) != 4 or int(number) not in _YEARS:
            return None
        first, last = datetime.date(int(number), 1, 1), datetime.date(int(number), 12, 31)
        return Browse("", None, (Narrowing(number, Scope(first, last)),))

    def of(
        self, said: Sequence[Token], rest: str, narrowings: tuple[Narrowing, ...], facets: Facets
    ) -> Browse | None:
        """Return the list of what is about a subject, or of an outlet, a section or a month of that name."""
        named = rest[said[0].start : said[-1].end]
        if time := self._questions.only(named, facets, listing=True):
            within = tuple(Narrowing(named, one.scope) for one in time)
            return Browse("", None, (*narrowings, *within))
        return self._of_name(said, rest, narrowings, facets)

    def _of_name(
        self, said: Sequence[Token], rest: str, narrowings: tuple[Narrowing, ...], facets: Facets
    ) -> Browse | None:
        asks = self._language.question_words.keys() - self._language.stop_words
        if any(token.word in asks for token in said):
            return None
        if len(said) > 1 and (dated := next((t for t in said if self.year(t.word, facets)), None)):
            year = self.year(dated.word, facets)
            others = [token for token in said if token is not dated]
            of_year = all(token.word in _OF for token in others)  # «المقالات متاع 2014»
            left = Browse("", None, narrowings) if of_year else self.of(others, rest, narrowings, facets)
            return left and year and replace(left, narrowings=(*left.narrowings, *year.narrowings))
        said = self._bare(said, facets)
        named = rest[said[0].start : said[-1].end]
        if latin.is_latin(named):
            named = self._language.transliteration.translated(" ".join(latin.words_of(named)))
        name = " ".join(token.word for token in said)
        if outlet := self._questions.outlet(named, facets):
            return Browse("", None, (*narrowings, Narrowing(named, Scope(outlets=(outlet,)))))
        if year := self.year(name, facets):
            return replace(year, narrowings=(*narrowings, *year.narrowings))
        each = [without_conjunction(token.word, AND) for token in said]
        called = self._lists.sections
        alone = " ".join(each[1:]) if each[0] in _SECTION else name  # «مقالات قسم الاقتصاد»
        if section := sections.section(alone, facets, called) or sections.first_of(each, facets, called):
            return Browse("", section, narrowings)
        return Browse(named, None, narrowings)

    def alone(self, text: str, facets: Facets) -> Browse | None:
        """Return the list of what a text only names, «بن قردان», or asks what happened to it, «شو صار بالموصل»."""
        said = tokens(text)
        if happened := self.happened(text, facets):
            return happened
        named = len(said) <= _ALONE and all(map(self._questions.names, (token.surface for token in said)))
        asks = any(token.word in self._language.question_words for token in said)
        return None if asks or not named else self.of(said, text, (), facets)

    def happened(self, text: str, facets: Facets) -> Browse | None:
        """Return the list of that of which a text asks what happened to it, in a few words; None for any other."""
        said = tokens(text)
        found = self._lists.groups["browse"].whole([simple(token.surface) for token in said])
        if found is None or found.label != "happened" or found.end - found.start > _ALONE:
            return None
        of = list(said[found.start : found.end])
        points = self._questions.cues.pointers | self._questions.cues.things
        points |= self._questions.cues.sides | self._questions.cues.attributes
        # «ماذا حدث في 11 نوفمبر؟» is answered by what names that day.
        dated = any(token.word.isdecimal() for token in of)
        if dated or any(token.word in points or preposition(token.surface) for token in of):
            return None
        # «بالولد اللي دبحوه»: what was done to it is no part of its name, nor is what leads to it.
        of = of[: next((place for place, token in enumerate(of) if token.word in RELATIVES), None)] or of
        if of[0].word.startswith(_AT_THE):
            of[0] = replace(of[0], word=of[0].word[1:], surface=of[0].surface[1:], start=of[0].start + 1)
        return self.of(of, text, (), facets)

    def _bare(self, said: Sequence[Token], facets: Facets) -> Sequence[Token]:
        """Return a subject without what leads to it or says when it is: «في تونس», «بحلب», «ليبيا هسه»."""
        others = len(said) > 1 and said[0].word in _OTHERS and said[1].word in _OF  # «أخرى عن الهجرة»
        said = said[1:] if others else said
        light = _OF | self._lists.idle | self._language.stop_words
        names = [
            n for n, token in enumerate(said) if token.word not in light or (n and token.word in _CANNES)
        ]
        words = list(said[names[0] : names[-1] + 1] if names else said)
        word, rest = words[0].word, words[0].word[1:]
        place = self._questions.is_place(rest) and not self._questions.is_place(word)
        definite = is_definite(rest)
        known = definite and len(rest) >= _NAME and bool(facets.knows and facets.knows(rest))
        joined = place and word[0] in (_JOINED if definite else _AT)
        joined = joined or (word[0] == _FOR and rest in self._lists.given_names)  # «ماذا حدث لسمير الوافي؟»
        if joined or (known and word[0] in _IN_OR_AT):
            words[0] = replace(words[0], word=rest, surface=words[0].surface[1:], start=words[0].start + 1)
        return words
