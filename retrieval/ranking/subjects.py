"""A subject whose articles are listed → what these articles hold: its words as they are written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.clitics import BEFORE_NOUN, one_or_many, without_article, written
from retrieval.arabic.clitics import without_joined_article as noun
from retrieval.arabic.spelling import slips
from retrieval.arabic.text import unify
from retrieval.bm25.vocabulary import letters
from retrieval.first_stage.naming import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.arabic.analysis import Analyser, Form
    from retrieval.arabic.language import Language
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.first_stage.source import PassageSource
    from retrieval.query.question import QueryWord
    from retrieval.records import Scope

_MISSPELT = 4  # letters: «ذئب» is no slip of «ذهب»


def listed(  # noqa: PLR0913  # what a list is made from
    source: PassageSource,
    said: Sequence[Form],
    words: Sequence[tuple[QueryWord, frozenset[str]]],
    analyser: Analyser,
    scope: Scope | None,
    *,
    oldest: bool,
) -> tuple[str, ...]:
    """Return the ids of the articles about words with their stems, the newest first or the oldest.

    Those whose headline names all of them come before those whose first passage does. What stands together in the
    subject `said` stands together in an article.
    """
    known = {word.form.stem: (word, stems) for word, stems in words}
    wanted: list[Sought] = []
    for before, form in zip((None, *said), said, strict=False):
        # Two words of one stem are two, «زيت الزيتون», and what is joined by «and» follows nothing, «وبوتين».
        if form.stem in known:
            word, stems = known[form.stem]
            follows = before is not None and before.stem in known and not form.word.startswith("و")
            found = sought(replace(word, form=form), stems, source.names.forms, analyser)
            wanted.append(replace(found, follows=follows))
    named = source.about(wanted, scope)
    tiers = (named.titled, named.told)
    return tuple(id_ for tier in tiers for id_ in (reversed(tier) if oldest else tier))


def sought(word: QueryWord, stems: frozenset[str], forms: Vocabulary, analyser: Analyser) -> Sought:
    """Return what an article holds that names a word: one of its forms; what only shares a stem with it does not.

    Where no article has one, it is a form of a synonym, or of what the word may be misspelt for.
    """
    if word.form.flags & (Flag.NUMBER | Flag.MONTH):
        return Sought(stems, None)
    said = one_or_many(word.form.word, analyser.language.spellings)
    groups = synonymous(analyser.language)
    alike = frozenset().union(
        *(groups.get(form, ()) for form in written(word.form.word, analyser.language.spellings))
    )
    # Synonyms of one root are one word, of which there are one or many: «حادث», «حوادث».
    said |= _nouns(other for other in alike if analyser.form(other).root == word.form.root)
    said |= _nouns(of_place(noun(word.form.word), analyser.language))
    rows = _rows(said, forms)
    if not rows:
        bare = noun(word.form.word)
        # Its first letter is hardly ever wrong, and what is short would be another word.
        meant = [slip for slip in slips(bare) if slip[:1] == bare[:1] and len(bare) >= _MISSPELT]
        rows = _rows(_nouns((*alike, *meant)), forms)
    return Sought(stems, np.array(rows, np.int64))


@lru_cache(maxsize=4)
def synonymous(language: Language) -> Mapping[str, frozenset[str]]:
    """Return folded word → the words of all groups of synonyms that it is in, folded."""
    groups = [frozenset(map(unify, group)) for group in language.thesaurus.synonyms]
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        found.update((word, group | found.get(word, frozenset())) for word in group)
    return found


def of_place(bare: str, language: Language) -> frozenset[str]:
    """Return what is of a place, by its folded name without the article: «جزائري»; nothing for any other word."""
    known = language.countries if bare in language.countries else language.places
    name = known.get(bare, "")
    if without_article(name) != bare:
        return frozenset()
    return frozenset(form for form, of in known.items() if of == name)


def _nouns(words: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(one_or_many, words))


def _rows(nouns: Iterable[str], forms: Vocabulary) -> list[int]:
    """Return the numbers of the forms of nouns, whatever is joined before them: each is a word and its stem."""
    spelled = letters(f"{noun}\0" for noun in nouns)
    return sorted({row for before in BEFORE_NOUN for row in forms.rows_spelled(spelled, before)})
