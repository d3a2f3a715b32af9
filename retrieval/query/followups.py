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
from retrieval.query import subjects
from retrieval.query.ellipsis import VERBAL, Omissions
from retrieval.query.subjects import KnownNames
from retrieval.query.tokens import PREPOSITIONS, Utterance, bare, heard, is_definite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token

_LONGEST = 10  # words of a question that leaves something out; who says more has said what it is about

_ABOUT = fold("عن")
_PERSONAL = folded("أنا أنت نحن أنتم لي لك لنا لكم")
_PRONOUNS = folded("هو هي هم هما")


class Followups:
    """Knows the questions that leave something out; deterministic, linear in what it is given."""

    def __init__(self, language: Language, cues: Cues) -> None:
        self._language = language
        self._cues = cues
        self._names = KnownNames(language)
        self._omissions = Omissions(language, cues, self._names)

    def complete(self, question: str, earlier: str) -> str | None:
        """Return the whole question that `question` asks after `earlier`; None when it is whole as it stands."""
        said, before = (heard(text, self._language, self._cues) for text in (question, earlier))
        if not said.tokens or len(said.tokens) > _LONGEST or not subjects.body(before, self._cues):
            return None
        for reading in (
            self._standing,
            self._bare,
            self._instead,
            self._pointing,
            self._owned,
            self._subjectless,
        ):
            if whole := reading(said, before):
                return f"{whole}؟"
        return None

    def _standing(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وهل هو متزوج؟», «وأين هي الآن؟»: a pronoun alone for what was spoken of."""
        *asking, last = said.question.split() or [""]
        meant = subjects.subject(before, self._names, self._cues)
        if said.kind not in VERBAL or fold(last) not in _PRONOUNS or not said.body or not meant:
            return None
        if any(
            (is_definite(t.word) and t.word not in self._omissions.light) or self._names.knows(t.word)
            for t in said.body
        ):
            return None
        return " ".join([*asking, meant, said.slice(said.body)])

    def _bare(self, said: Utterance, before: Utterance) -> str | None:
        """Return «ولماذا؟», «ومتى كان ذلك؟», «وما السبب؟»: nothing but what any event has."""
        rest = [token.word for token in said.body]
        if said.kind is None or not all(
            w in self._omissions.light or w in self._cues.attributes for w in rest
        ):
            return None
        if not (_PERSONAL | clitics.PREPOSITIONS.keys()).isdisjoint(rest) or _names_nothing_definite(
            rest, self._cues
        ):
            return None
        body = before.slice(subjects.body(before, self._cues))
        plainly = set(rest) <= self._cues.pointers | self._cues.events
        if plainly and said.kind in VERBAL and (before.kind in VERBAL or self._is_verbal(before)):
            return f"{said.question} {body}"
        asked = " ".join(filter(None, [said.question, said.slice(said.body)]))
        return f"{asked}: {body}"

    def _instead(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وماذا عن تركيا؟», «وتركيا؟», «وفي سوريا؟»: the same of something else."""
        tokens = said.body
        if said.kind is QuestionKind.WHAT and 1 < len(tokens) <= 4 and tokens[0].word == _ABOUT:
            return subjects.exchanged(before, said.slice(tokens[1:]), tokens[1].word, self._names, self._cues)
        if said.kind is not None or not said.tokens or not (said.joined or _begins_joined(said)):
            return None
        first, *others = said.tokens[said.asking :] or said.tokens
        word = bare(first.word) if not said.asking else first.word
        text = said.text[first.start + (0 if word == first.word else 1) : said.tokens[-1].end]
        if word in PREPOSITIONS and 0 < len(others) <= 3 and self._are_nouns(others):
            return subjects.moved(before, text, word, self._cues)
        if len(others) <= 1 and (is_definite(word) or self._names.knows(word)):
            return subjects.exchanged(before, text, word, self._names, self._cues)
        return None

    def _are_nouns(self, tokens: Sequence[Token]) -> bool:
        """Return whether the words are nouns, as far as the lists tell."""
        return not any(t.word in self._cues.verbs or t.word in self._language.question_words for t in tokens)

    def _pointing(self, said: Utterance, before: Utterance) -> str | None:
        """Return «ومن حضر هذا الاجتماع؟»: a pointing word with the noun it points to, which was spoken of."""
        tokens = said.body
        place = next((n for n, token in enumerate(tokens) if token.word in self._cues.pointers), None)
        if said.kind is None or place is None or place + 1 >= len(tokens):
            return None
        noun = tokens[place + 1]
        others = (*tokens[:place], *tokens[place + 2 :])
        if not noun.word.startswith("ال") or self._omissions.names_a_thing(others):
            return None
        meant = subjects.named(before, noun.word.removeprefix("ال"))
        if not meant and not said.joined:
            return None
        asked = " ".join(filter(None, [said.question, said.slice(tokens[:place])]))
        after = said.slice(tokens[place + 2 :])
        meant = meant or f"{noun.said}: {subjects.subject(before, self._names, self._cues)}"
        return " ".join(filter(None, [asked, meant, after]))

    def _owned(self, said: Utterance, before: Utterance) -> str | None:
        """Return «ومن حضره؟», «وما موقفه من تركيا؟», «ماذا قيل عنه؟»: a pronoun for what was spoken of."""
        place = self._omissions.pronoun(said)
        meant = subjects.subject(before, self._names, self._cues)
        if place is None or not meant:
            return None
        tokens = said.body
        if before.kind is QuestionKind.WHO and tokens[place].word.endswith("هم") and self._is_verbal(before):
            return f"{said.question} {said.slice(tokens)}: {before.slice(subjects.body(before, self._cues))}"
        freed = clitics.freed(tokens[place].said, self._cues.verbs, noun=subjects.is_nominal(said))
        parts = [said.question, said.slice(tokens[:place]), freed, meant]
        return " ".join(filter(None, [*parts, said.slice(tokens[place + 1 :])]))

    def _is_verbal(self, before: Utterance) -> bool:
        return subjects.begins_with_verb(before, self._names, self._cues)

    def _subjectless(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وماذا قال عن تركيا؟», «متى ولد؟»: a verb followed by no subject."""
        tokens = said.body
        if said.kind is None or not tokens or not self._omissions.lacks_subject(said):
            return None
        verb, rest = tokens[0], tokens[1:]
        asked = f"{said.question} {verb.said}"
        ends = not rest or all(t.word in self._cues.adverbs | self._cues.pointers for t in rest)
        if said.kind is QuestionKind.WHO:
            return f"{asked}: {before.slice(subjects.body(before, self._cues))}"
        whole = subjects.after_verb(before, self._names, self._cues)
        topical = verb.word not in self._cues.lives and not subjects.is_nominal(before)
        if ends and topical and whole and whole[0].word not in PREPOSITIONS:
            meant = before.slice(whole)
        else:
            meant = subjects.subject(before, self._names, self._cues)
        return " ".join(filter(None, [asked, meant, said.slice(rest)])) if meant else None


def _names_nothing_definite(rest: Sequence[str], cues: Cues) -> bool:
    """Return whether an indefinite noun is left hanging, as in «ما هي أهمية»: cut short rather than left out."""
    nouns = [word for word in rest if word in cues.attributes]
    return bool(nouns) and not any(is_definite(noun) for noun in nouns)


def _begins_joined(said: Utterance) -> bool:
    word = said.tokens[0].word
    return word.startswith("و") and len(word) > 2
