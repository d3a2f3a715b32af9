"""Titles of browsers' windows: the headline, and the name of the site behind it or before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from retrieval.extraction.boilerplate import folded
from retrieval.extraction.names import has_digit, is_desk, is_name, names_outlet

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from retrieval.extraction.boilerplate import Boilerplate

SEPARATOR: Final = re.compile(r"\s(?:[|•·»«]|:{1,2}|[-–—]{1,3})\s")
"""What stands between a headline and the site's name."""
# Words of a headline at least; of what stands behind it, and of a site's name, at most: longer parts are mottoes.
_HEADLINE_WORDS, _TAIL_WORDS, _SITE_WORDS = 3, 5, 4


def bare(written: str, outlet: str | None, boilerplate: Boilerplate) -> str:
    """Take «| الميدان نيوز» off the end of a title, and «الميدان نيوز |» off its beginning."""
    cuts = list(SEPARATOR.finditer(written))
    if not cuts:
        return written
    first, last = cuts[0], cuts[-1]
    if _is_site(written[last.end() :], outlet, boilerplate):
        return bare(written[: last.start()].rstrip(), outlet, boilerplate)
    if _is_site(written[: first.start()], outlet, boilerplate):
        return bare(written[first.end() :].lstrip(), outlet, boilerplate)
    return written


def parted(written: str, keys: Container[str], boilerplate: Boilerplate) -> tuple[str, str | None]:
    """Part a headline from the outlet behind it («… | الميدان نيوز»), where that is certain.

    It is where the outlet is made like one's name, or where one of the two is also a line, of those with these `keys`.
    """
    cuts = list(SEPARATOR.finditer(written))
    if not cuts:
        return written, None
    name, rest = written[: cuts[0].start()].rstrip(), written[cuts[0].end() :].lstrip()
    if folded(rest) in keys and len(name.split()) <= _SITE_WORDS < len(rest.split()):
        return rest, name
    head, tail = written[: cuts[-1].start()].rstrip(), written[cuts[-1].end() :].lstrip()
    certain = folded(head) in keys or folded(tail) in keys or names_outlet(tail, boilerplate)
    apart = certain and len(head.split()) >= _HEADLINE_WORDS and len(tail.split()) <= _TAIL_WORDS
    return (head, tail) if apart else (written, None)


def site(written: str, headline: str, boilerplate: Boilerplate) -> str | None:
    """Find the site's name that a window's title adds to the `headline`; None where it adds nothing or something else.

    What stands behind a headline is the site, sections aside; before it stand a word on the story («بالصور») as often,
    so that only what is made like an outlet's name counts there.
    """
    key = folded(headline)
    for cut in SEPARATOR.finditer(written):
        head, tail = written[: cut.start()], written[cut.end() :]
        if folded(head) == key:
            return _only_name(tail, boilerplate)
        if folded(tail) == key:
            named = _only_name(head, boilerplate)
            return named if named and names_outlet(named, boilerplate) else None
    return None


def name_between(written: str, headline: str, lines: Iterable[str], boilerplate: Boilerplate) -> str | None:
    """Find the name between a headline and a site in a window's title («… - سعاد الحلو - جريدة الجبل»).

    It is also one of the page's `lines`.
    """
    parts = [part.strip() for part in SEPARATOR.split(written) if part.strip()]
    if len(parts) <= _WITH_NAME or folded(headline) != folded(parts[0]):
        return None
    name = parts[1]
    fits = is_name(name, boilerplate) and not is_desk(name) and not names_outlet(name, boilerplate)
    return (
        name
        if fits and any(folded(line) == folded(name) for line in lines if len(line) < _LONGEST_NAME)
        else None
    )


# Parts of a title with nothing but a headline and a site.
_WITH_NAME: Final = 2
# Letters of a name at most.
_LONGEST_NAME: Final = 60


def _only_name(written: str, boilerplate: Boilerplate) -> str | None:
    """Return the one part of a title's rest that is no section, if it can be a site's name."""
    sections = (boilerplate.sections, boilerplate.navigation, boilerplate.notices)
    named = [
        part
        for part in map(str.strip, SEPARATOR.split(written))
        if part and not any(folded(part) in phrases.whole for phrases in sections)
    ]
    if len(named) != 1 or len(named[0].split()) > _SITE_WORDS or has_digit(named[0]):
        return None
    return named[0]


def _is_site(part: str, outlet: str | None, boilerplate: Boilerplate) -> bool:
    key = folded(part)
    if outlet and key and (key in folded(outlet) or folded(outlet) in key):
        return True
    return names_outlet(part, boilerplate) or key in boilerplate.sections.whole
