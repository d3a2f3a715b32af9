"""Sections of an archive by the names that readers and newspapers have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.patterns import simple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.interpretation.narrowing.filters import Facets


def section(name: str, facets: Facets, called: Mapping[str, str]) -> str | None:
    """Return the section of the archive that is called so, by the archive or by readers (`called`)."""
    known = {" ".join(simple(word) for word in one.split()): one for one in facets.sections}
    names = (name, f"ال{name}", name.removeprefix("ال"))  # «الرياضية»
    meant = next(filter(None, map(called.get, names)), None)
    # What readers call so, the archive may call otherwise.
    own = next((one for one in facets.sections if meant and called.get(simple(one)) == meant), None)
    return known.get(name) or own


def first_of(names: Sequence[str], facets: Facets, called: Mapping[str, str]) -> str | None:
    """Return the first section of the archive among names of sections alone: «الرياضة والاقتصاد»."""
    if not all(name in called for name in names):
        return None
    return next(filter(None, (section(name, facets, called) for name in names)), None)
