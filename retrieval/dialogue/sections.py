"""Sections of an archive by the names that readers and newspapers have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.patterns import simple
from retrieval.arabic.spelling import slips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.interpretation.narrowing.filters import Facets


_LONG = 8  # letters


def section(name: str, facets: Facets, called: Mapping[str, str], *, spelling: bool = True) -> str | None:
    """Return the section of the archive that is called so, by the archive or by readers (`called`).

    It may be misspelt, unless `spelling` is false.
    """
    known = {" ".join(simple(word) for word in one.split()): one for one in facets.sections}
    names = (name, f"ال{name}", name.removeprefix("ال"))  # «الرياضية»
    meant = next(filter(None, map(called.get, names)), None)
    # What readers call so, the archive may call otherwise.
    own = next((one for one in facets.sections if meant and called.get(simple(one)) == meant), None)
    if found := known.get(name) or own:
        return found
    # «التكنلوجيا»: a long word one slip from a section is no other.
    slipped = slips(name) if len(name) >= _LONG and " " not in name and spelling else ()
    meant_by = (
        section(one, facets, called, spelling=False) for one in slipped if one in called or one in known
    )
    return next(filter(None, meant_by), None)


def first_of(names: Sequence[str], facets: Facets, called: Mapping[str, str]) -> str | None:
    """Return the first section of the archive among names of sections alone: «الرياضة والاقتصاد»."""
    if not all(name in called for name in names):
        return None
    return next(filter(None, (section(name, facets, called) for name in names)), None)
