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
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.subjects import KnownNames
from retrieval.query.tokens import parse

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Utterance

_LONGEST = 10  # words of a question that leaves something out; who says more has said what it is about

_ABOUT = fold("عن")
_PERSONAL = folded("أنا أنت نحن أنتم لي لك لنا لكم")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
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
        said, before = (parse(text, self._language, self._cues) for text in (question, earlier))
        if not said.tokens or len(said.tokens) > _LONGEST or not subjects.body(before, self._cues):
            return None
        for reading in (
            self._pronoun_alone,
            self._question_word_alone,
            self._substitution,
            self._demonstrative,
            self._joined_pronoun,
            self._missing_subject,
        ):
            if whole := reading(said, before):
                return f"{whole}؟"
        return None

    def _pronoun_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وهل هو متزوج؟», «وأين هي الآن؟»: a pronoun alone for what was spoken of."""
        *asking, last = said.question.split() or [""]
        meant = subjects.subject(before, self._names, self._cues)
        if said.kind not in VERBAL or fold(last) not in _PRONOUNS or not said.body or not meant:
            return None
        if any(
            (clitics.is_definite(t.word) and t.word not in self._omissions.light) or self._names.knows(t.word)
            for t in said.body
        ):
            return None
        return " ".join([*asking, meant, said.slice(said.body)])

    def _question_word_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ولماذا؟», «ومتى كان ذلك؟», «وما السبب؟»: nothing but what any event has."""
        rest = [token.word for token in said.body]
        if said.kind is None or not all(
            w in self._omissions.light or w in self._cues.attributes for w in rest
        ):
            return None
        # An indefinite noun left hanging, «ما هي أهمية», is cut short rather than left out.
        nouns = [word for word in rest if word in self._cues.attributes]
        hanging = bool(nouns) and not any(map(clitics.is_definite, nouns))
        if hanging or not (_PERSONAL | clitics.PREPOSITIONS.keys()).isdisjoint(rest):
            return None
        body = before.slice(subjects.body(before, self._cues))
        plainly = set(rest) <= self._cues.pointers | self._cues.events
        if plainly and said.kind in VERBAL and (before.kind in VERBAL or self._is_verbal(before)):
            return f"{said.question} {body}"
        asked = " ".join(filter(None, [said.question, said.slice(said.body)]))
        return f"{asked}: {body}"

    def _substitution(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا عن تركيا؟», «وتركيا؟», «وفي سوريا؟»: the same of something else."""
        tokens = said.body
        if said.kind is QuestionKind.WHAT and 1 < len(tokens) <= 4 and tokens[0].word == _ABOUT:
            return subjects.exchanged(before, said.slice(tokens[1:]), tokens[1].word, self._names, self._cues)
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

    def _demonstrative(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ومن حضر هذا الاجتماع؟»: a pointing word with the noun it points to, which was spoken of."""
        tokens = said.body
        place = next((n for n, token in enumerate(tokens) if token.word in self._cues.pointers), None)
        if said.kind is None or place is None or place + 1 >= len(tokens):
            return None
        noun = tokens[place + 1]
        others = (*tokens[:place], *tokens[place + 2 :])
        if not noun.word.startswith("ال") or self._omissions.names_a_thing(others):
            return None
        meant = subjects.named(before, clitics.without_article(noun.word))
        if not meant and not said.joined:
            return None
        asked = " ".join(filter(None, [said.question, said.slice(tokens[:place])]))
        after = said.slice(tokens[place + 2 :])
        meant = meant or f"{noun.surface}: {subjects.subject(before, self._names, self._cues)}"
        return " ".join(filter(None, [asked, meant, after]))

    def _joined_pronoun(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ومن حضره؟», «وما موقفه من تركيا؟», «ماذا قيل عنه؟»: a pronoun for what was spoken of."""
        place = self._omissions.pronoun(said)
        meant = subjects.subject(before, self._names, self._cues)
        if place is None or not meant:
            return None
        tokens = said.body
        if before.kind is QuestionKind.WHO and tokens[place].word.endswith("هم") and self._is_verbal(before):
            return f"{said.question} {said.slice(tokens)}: {before.slice(subjects.body(before, self._cues))}"
        noun = clitics.alone(tokens[place].surface, self._cues.verbs, noun=subjects.is_nominal(said))
        parts = [said.question, said.slice(tokens[:place]), noun, meant]
        return " ".join(filter(None, [*parts, said.slice(tokens[place + 1 :])]))

    def _is_verbal(self, before: Utterance) -> bool:
        return subjects.begins_with_verb(before, self._names, self._cues)

    def _missing_subject(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا قال عن تركيا؟», «متى ولد؟»: a verb followed by no subject."""
        tokens = said.body
        if said.kind is None or not tokens or not self._omissions.lacks_subject(said):
            return None
        verb, rest = tokens[0], tokens[1:]
        asked = f"{said.question} {verb.surface}"
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
