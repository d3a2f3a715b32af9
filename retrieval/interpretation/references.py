"""A question in which a pronoun or a pointing word stands for what was spoken of: «ومن حضره؟».

Each reading puts what was spoken of in its place, or returns None where its pattern does not fit entirely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import subjects
from retrieval.interpretation.ellipsis import VERBAL
from retrieval.query import question_words
from retrieval.query.question_words import COPULAS

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.interpretation.ellipsis import Omissions
    from retrieval.interpretation.subjects import KnownNames
    from retrieval.query.tokens import Cues, Utterance

_PRONOUNS = folded("هو هي هم هما")


class References:
    """Knows what pronouns and pointing words stand for."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames, omissions: Omissions) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self._omissions = omissions

    def pronoun_first(self, said: Utterance, before: Utterance) -> str | None:
        """Return «هو عمل ايه؟», where the word that asks comes later: a pronoun for what was spoken of.

        Before a noun that word only leads to it: «هو الاسد راح ليه».
        """
        if said.kind is not None or len(said.tokens) < said.head + 3:
            return None
        first, after, *rest = said.tokens[said.head :]
        asks = any(question_words.kind_of(token.word, self._language) for token in rest)
        named = clitics.is_definite(after.word) or self._names.knows(after.word)
        meant = subjects.subject(before, self._names, self._cues)
        if first.word not in _PRONOUNS or not asks or named or not meant:
            return None
        return f"{meant} {said.slice((after, *rest))}"

    def identity(self, said: Utterance, before: Utterance) -> str | None:
        """Return «ومن هو؟»: a copula alone for who or what was spoken of."""
        *asking, last = said.question.split() or [""]
        if said.body or not asking or fold(last) not in COPULAS:
            return None
        meant = subjects.subject(before, self._names, self._cues)
        return f"{said.question} {meant}" if meant else None

    def owned(self, said: Utterance, before: Utterance) -> str | None:
        """Return «وشركته؟»: a noun alone with its pronoun, for that of what was spoken of."""
        if len(said.tokens) != 1 or said.kind is not None:
            return None
        [token] = said.tokens
        word = plain(token.surface)
        bare = word[1:] if word.startswith("و") else ""
        stem = clitics.without_pronoun(bare)
        if stem is None or fold(bare) in self._cues.own_endings:
            return None
        meant = subjects.subject(before, self._names, self._cues)
        return f"ما {clitics.noun_alone(stem)} {meant}" if meant else None

    def pronoun_alone(self, said: Utterance, before: Utterance) -> str | None:
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
        meant = subjects.named(before, clitics.without_article(noun.word))
        if not meant and not said.joined:
            return None
        asked = " ".join(filter(None, [said.question, said.slice(tokens[:place])]))
        after = said.slice(tokens[place + 2 :])
        meant = meant or f"{noun.surface}: {subjects.subject(before, self._names, self._cues)}"
        return " ".join(filter(None, [asked, meant, after]))

    def joined_pronoun(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ومن حضره؟», «وما موقفه من تركيا؟», «ماذا قيل عنه؟»: a pronoun for what was spoken of."""
        place = self._omissions.pronoun(said)
        if place is None:
            return None
        tokens = said.body
        he = not tokens[place].word.endswith(("ها", "هم", "هن"))
        meant = subjects.subject(before, self._names, self._cues, he=he)
        if not meant:
            return None
        if (
            before.kind is QuestionKind.WHO
            and tokens[place].word.endswith("هم")
            and subjects.begins_with_verb(before, self._names, self._cues)
        ):
            return f"{said.question} {said.slice(tokens)}: {before.slice(subjects.body(before, self._cues))}"
        noun = clitics.alone(tokens[place].surface, self._cues.verbs, noun=subjects.is_nominal(said))
        parts = [said.question, said.slice(tokens[:place]), noun, meant]
        return " ".join(filter(None, [*parts, said.slice(tokens[place + 1 :])]))
