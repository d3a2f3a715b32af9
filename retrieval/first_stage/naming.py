"""Which passages name a subject: words as they are written, which share a stem with words that mean something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arrays import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.segments import Segments

_FEW = 3  # articles
_REACH = 2  # words from one to another that stands together with it: «المنتخب الوطني الألماني»


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a subject: the stems it is found by, and the numbers of the forms it is written in, None for any.

    One that `follows` the word before it makes one thing with it, as in «المنتخب الألماني»: both stand together.
    """

    stems: frozenset[str]
    forms: Longs | None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The ids of the articles that name a subject: in the headline, and others in the text; each the newest first."""

    titled: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def named(segments: Segments, passages: Longs, words: Sequence[Sought]) -> Named | None:
    """Return the articles of those of `passages` (ascending) that name all `words`; None where none does."""
    first, titled, told = 0, [np.zeros(0, bool)], [np.zeros(0, bool)]
    for part in segments.segments:
        last = first + len(part.corpus.passage_articles)
        inside = passages[slice(*np.searchsorted(passages, (first, last)))] - first
        above, anywhere = naming(part.corpus, inside, words)
        titled.append(above)
        told.append(anywhere)
        first = last
    naming_all = np.concatenate(told)
    if not naming_all.any():
        return None
    leading = segments.newest(passages[np.concatenate(titled)])
    others = segments.newest(passages[naming_all])
    further = others[~np.isin(others, leading)]
    return Named(tuple(map(segments.id, leading.tolist())), tuple(map(segments.id, further.tolist())))


def widened(leading: Named, anywhere: Callable[[], Named]) -> Named:
    """Return the articles that lead with a subject, and where these are few behind them those that name it anywhere."""
    if len(leading.titled) + len(leading.told) > _FEW:
        return leading
    further = anywhere()
    above = further.titled if not (leading.titled or leading.told) else leading.titled
    known = {*above, *leading.told}
    others = (one for one in (*further.titled, *further.told) if one not in known)
    return Named(above, (*leading.told, *others))


def naming(corpus: Corpus, passages: Longs, words: Sequence[Sought]) -> tuple[Bools, Bools]:
    """Return of each of `passages` whether the headline of its article names all `words`, and whether it or both do.

    Forms are numbered as those of `corpus` are.
    """
    tokens, owners = spread(corpus.piece_token_ends[corpus.passage_pieces[passages]])
    forms = corpus.token_forms[tokens].astype(np.int64)
    articles = corpus.passage_articles[passages].astype(np.int64)
    starts = corpus.title_ends[articles]
    places, holders = spread(np.stack([starts, starts + corpus.headline_words[articles]], axis=1))
    titles = corpus.title_forms[places].astype(np.int64)
    titled = np.ones(len(passages), bool)
    told = np.ones(len(passages), bool)
    before: Longs | None = None
    for word in words:
        if word.forms is not None:
            above = _having(titles, holders, word.forms, len(passages))
            titled &= above
            told &= above | _having(forms, owners, word.forms, len(passages))
            if word.follows and before is not None:
                told &= _together(forms, owners, before, word.forms, len(passages))
        before = word.forms
    return titled, titled | told


def _having(forms: Longs, owners: Longs, sought: Longs, count: int) -> Bools:
    """Return which of `count` owners have one of the forms that are sought."""
    found: Bools = np.bincount(owners[np.isin(forms, sought)], minlength=count) > 0
    return found


def _together(forms: Longs, owners: Longs, first: Longs, second: Longs, count: int) -> Bools:
    """Return which of `count` owners have one of the `second` forms right behind one of the first, or one word on."""
    found = np.zeros(count, bool)
    begins, ends = np.isin(forms, first), np.isin(forms, second)
    for gap in range(1, _REACH + 1):
        pairs = begins[:-gap] & ends[gap:] & (owners[:-gap] == owners[gap:])
        found[owners[:-gap][pairs]] = True
    return found
