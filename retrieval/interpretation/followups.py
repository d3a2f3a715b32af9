"""A question that leaves out what it is about, made whole by the one before it: «ومتى كان ذلك؟».

Only what cannot stand alone is touched. The patterns are of the surface (a question word with nothing after it, a verb
without its subject, a pronoun without its noun, a pointing word) and each has to fit entirely; what none of them
fits is complete. The words come from config/language.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.interpretation import subjects
from retrieval.interpretation.ellipsis import VERBAL, Omissions, looks_done
from retrieval.interpretation.references import References
from retrieval.interpretation.subjects import KnownNames
from retrieval.query import question_words
from retrieval.query.question_words import COPULAS, PREPOSITIONS
from retrieval.query.tokens import is_preposition, parse, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Utterance

_SHORT = 5  # words of a question that may name nothing
_OWN = 3  # letters of a word whose و is its own
_TOPIC = 6  # words that say what was spoken of
_LONGEST = 10  # words of a question that leaves something out; who says more has said what it is about

_ABOUT = fold("عن")
_PERSONAL = folded("أنا أنت نحن أنتم لي لك لنا لكم")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_STANCES = folded("موقف رأي تعليق")
_FROM = "من"


class Followups:
    """Knows the questions that leave something out; deterministic, linear in what it is given."""

    def __init__(self, language: Language, cues: Cues) -> None:
        self._language = language
        self._cues = cues
        self._names = KnownNames(language)
        self._omissions = Omissions(language, cues, self._names)
        self._references = References(language, cues, self._names, self._omissions)

    def complete(self, question: str, earlier: str, knows: Callable[[str], bool] | None = None) -> str | None:
        """Return the whole question that `question` asks after `earlier`; None when it is whole as it stands.

        `knows` tells whether the archive holds a word: no other loses its ending to a pronoun.
        """
        if bracketed := subjects.BRACKETED.search(earlier):
            whole = self.complete(question, earlier[: bracketed.start()], knows)
            return f"{whole.rstrip('؟')}{bracketed[0]}" if whole else None
        said, before = parse(question, self._language, self._cues), self._before(earlier)
        if not said.tokens or len(said.tokens) > _LONGEST or not subjects.body(before, self._cues):
            return None
        for reading in (
            self._references.pronoun_first,
            self._references.identity,
            self._references.owned,
            self._references.pronoun_alone,
            self._question_word_alone,
            self._substitution,
            self._references.demonstrative,
            self._references.joined_pronoun,
            self._missing_subject,
            self._missing_topic,
        ):
            if whole := reading(said, before):
                # Whether the whole question has a word that nobody wrote and neither the lists nor the
                # archive hold.
                written = {token.word for token in (*said.tokens, *before.tokens)}
                made = {token.word for token in tokens(whole)} - written
                listed = self._cues.attributes | self._cues.verbs | self._language.stop_words
                listed = listed | self._language.question_words.keys()
                # «ها» is hardly ever a word's own.
                clear = {form for token in said.tokens for form in _without_ha(token.word)}
                cuts = knows is not None and any(
                    word not in listed | clear and not self._names.knows(word) and not knows(word)
                    for word in made
                )
                return None if cuts else f"{whole}؟"
        return None

    def about(self, earlier: str) -> str:
        """Return what a question was about, as far as a later one can leave it out."""
        if bracketed := subjects.BRACKETED.search(earlier):
            return bracketed[1]
        before = self._before(earlier)
        if meant := subjects.subject(before, self._names, self._cues):
            return meant
        rest = [token for token in before.body if token.word not in self._omissions.light]
        return before.slice(rest[:_TOPIC])

    def _before(self, earlier: str) -> Utterance:
        """Return the earlier question as words; «طيب ومؤتمر سوتشي» without what joined it to one before."""
        said = parse(earlier, self._language, self._cues)
        if said.kind is not None or not said.joined or not said.body:
            return said
        first = said.body[0]
        own = first.word.startswith(self._language.own_letters) or len(first.word) <= _OWN
        start = first.start + (
            0 if own else len(first.surface) - len(clitics.without_conjunction(first.surface, _AND))
        )
        return parse(earlier[start:], self._language, self._cues)

    def leans(self, question: str) -> bool:
        """Return whether a question names nothing by itself, so that it is of what was spoken of: «متى انخطفوا؟».

        A word that no list knows and that looks like a verb is what was done; any other, or one with «هو» before it or
        an article, names something.
        """
        said = parse(question, self._language, self._cues)
        if not 1 < len(said.tokens) <= _SHORT:
            return False
        asks = [token for token in said.tokens if question_words.kind_of(token.word, self._language)]
        rest = [token for token in said.tokens if token not in asks]
        named = any(
            clitics.is_definite(token.word) or token.word in COPULAS or self._names.knows(token.word)
            for token in rest
        )
        left = [token.word for token in self._omissions.naming(rest)]
        where = question_words.kind_of(asks[0].word, self._language) is QuestionKind.WHERE if asks else False
        done = [word for word in left if looks_done(word) and not (where and len(word) == 3)]
        counted = int(said.kind is QuestionKind.HOW_MANY)  # «كم جهاز سحبوا»
        return bool(asks) and not named and len(done) <= 1 and len(left) - len(done) <= counted

    def _missing_topic(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وماذا قالت واشنطن؟»: what another said about the same."""
        said_of = self._language.cues.get(QuestionKind.QUOTATION, frozenset()) & self._cues.verbs
        tokens_, earlier = said.body, before.body
        if said.joined and len(tokens_) > 1 and tokens_[0].word in _STANCES:
            return self._missing_stance(said, before)
        if not said.joined or len(tokens_) < 2 or tokens_[0].word not in said_of:
            return None
        if any(is_preposition(token) for token in tokens_) or not earlier or earlier[0].word not in said_of:
            return None
        place = next((n for n, token in enumerate(earlier) if token.word in self._cues.topics), None)
        if place is None:
            return None
        return f"{said.question} {said.slice(tokens_)} {before.slice(earlier[place:])}"

    def _missing_stance(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وما موقف النهضة؟» with what it is of, which was spoken of."""
        place = next((n for n, token in enumerate(before.body) if token.word in self._cues.topics), None)
        if place is None or any(is_preposition(token) for token in said.body):
            return None
        about = before.slice(before.body[place + 1 :])
        return f"{said.question} {said.slice(said.body)} {_FROM} {about}" if about else None

    def _question_word_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ولماذا؟», «ومتى كان ذلك؟», «وما السبب؟»: nothing but what any event has."""
        rest = [token.word for token in said.body]
        if said.kind is None or not all(
            w in self._omissions.light or w in self._cues.attributes for w in rest
        ):
            return None
        if any(word in self._cues.verbs - self._cues.attributes - self._cues.events for word in rest):
            return None  # «فين راح؟», whose verb is a particle, too
        # An indefinite noun left hanging, «ما هي أهمية», is cut short rather than left out.
        nouns = [word for word in rest if word in self._cues.attributes]
        hanging = bool(nouns) and not any(map(clitics.is_definite, nouns))
        if hanging or not (_PERSONAL | clitics.PREPOSITIONS.keys()).isdisjoint(rest):
            return None
        body = self._with_object(before)
        plainly = set(rest) <= self._cues.pointers | self._cues.events
        if plainly and said.kind in VERBAL and (before.kind in VERBAL or self._is_verbal(before)):
            return f"{said.question} {body}"
        asked = " ".join(filter(None, [said.question, said.slice(said.body)]))
        return f"{asked}: {body}"

    def _with_object(self, before: Utterance) -> str:
        """Return what was said of a question; «ذلك» stands for what was asked: «لماذا قال كيري ذلك عن سوريا»."""
        body = before.slice(subjects.body(before, self._cues))
        said_of = self._language.cues.get(QuestionKind.QUOTATION, frozenset()) & self._cues.verbs
        meant = subjects.subject(before, self._names, self._cues)
        verb = before.body[0] if before.body else None
        asks_what = before.kind is QuestionKind.WHAT and not subjects.is_nominal(before)
        if verb is None or not meant or not asks_what or verb.word not in said_of:
            return body
        begun = f"{verb.surface} {meant}"
        return body.replace(begun, f"{begun} ذلك", 1) if body.startswith(begun) else body

    def _substitution(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا عن تركيا؟», «وتركيا؟», «وفي سوريا؟»: the same of something else."""
        tokens = said.body
        if said.kind is QuestionKind.WHAT and 1 < len(tokens) <= 4 and tokens[0].word == _ABOUT:
            phrase = said.slice(tokens[1:])
            return self._of_another(tokens[1].word, phrase, before) or subjects.exchanged(
                before, phrase, tokens[1].word, self._names, self._cues
            )
        if said.kind is not None or not said.tokens:
            return None
        if not said.joined and clitics.without_conjunction(said.tokens[0].word, _AND) == said.tokens[0].word:
            return None
        first, *others = said.tokens[said.asking :] or said.tokens
        word = clitics.without_conjunction(first.word) if not said.asking else first.word
        text = said.text[first.start + (0 if word == first.word else 1) : said.tokens[-1].end]
        asks = self._cues.verbs | self._language.question_words.keys()
        if word in PREPOSITIONS and 0 < len(others) <= 3 and asks.isdisjoint(t.word for t in others):
            return subjects.moved(before, text, word, self._cues)
        if len(others) <= 1 and (clitics.is_definite(word) or self._names.knows(word)):
            return subjects.exchanged(before, text, word, self._names, self._cues)
        return None

    def _of_another(self, word: str, phrase: str, before: Utterance) -> str | None:
        """Return the question of another person, «وماذا عن كيري؟», who does what was asked."""
        verb = before.body[0].word if before.body else ""
        acts = verb in self._cues.verbs | self._cues.events or looks_done(verb)
        acts = acts and subjects.begins_with_verb(before, self._names, self._cues)
        person = not (
            clitics.is_definite(word) or self._names.is_place(word) or word in self._cues.attributes
        )
        meant = subjects.subject(before, self._names, self._cues)
        place = before.text.find(meant) if acts and person and meant else -1
        if place < 0 or self._names.is_place(fold(meant)):
            return None
        rest = f"{before.text[:place]}{phrase}{before.text[place + len(meant) :]}"
        return rest.strip(" ؟?")

    def _is_verbal(self, before: Utterance) -> bool:
        return subjects.begins_with_verb(before, self._names, self._cues)

    def _missing_subject(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا قال عن تركيا؟», «متى ولد؟»: a verb followed by no subject."""
        tokens = said.body
        if said.kind is None or not tokens or not self._omissions.lacks_subject(said):
            return None
        verb, rest = tokens[0], list(tokens[1:])
        asked = f"{said.question} {verb.surface}"
        ends = not rest or all(t.word in self._cues.adverbs | self._cues.pointers for t in rest)
        if said.kind is QuestionKind.WHO:
            body = subjects.body(before, self._cues)
            if body and body[0].word in self._cues.events:  # «ومن قتل؟» after «ماذا حدث في الموصل؟»
                return f"{asked} {before.slice(subjects.after_verb(before, self._names, self._cues))}"
            return f"{asked}: {before.slice(body)}"
        whole = subjects.after_verb(before, self._names, self._cues)
        topical = verb.word not in self._cues.lives and not subjects.is_nominal(before)
        # What another verb is about is not what this one is about: «أين يعمل؟» after «ماذا قال … عن روسيا؟».
        other = bool(before.body) and before.body[0].word != verb.word
        topical = topical and not (other and any(token.word in self._cues.topics for token in whole))
        if ends and topical and whole and whole[0].word not in PREPOSITIONS:
            meant = before.slice(whole)
            points = [token for token in rest if token.word in self._cues.pointers]
            who = subjects.subject(before, self._names, self._cues)
            if points and who and meant.startswith(f"{who} "):  # «متى قال كيري ذلك عن سوريا»
                meant = f"{who} {points[0].surface}{meant[len(who) :]}"
            rest = [token for token in rest if token not in points]
        else:
            meant = subjects.subject(before, self._names, self._cues)
        return " ".join(filter(None, [asked, meant, said.slice(rest)])) if meant else None


def _without_ha(word: str) -> tuple[str, ...]:
    """Return what a word may be without «ها», by itself."""
    rest = word.removesuffix("ها")
    return (rest, f"{rest[:-1]}ه") if rest != word else ()
