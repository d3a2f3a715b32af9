"""The lines of a scraped page, each with what it looks like: prose, heading, bullet, menu, caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold
from retrieval.extraction import metadata
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.names import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.extraction.boilerplate import Boilerplate


class LineKind(StrEnum):
    """What a line looks like by itself."""

    PROSE = "prose"  # a whole sentence or more
    LOOSE = "loose"  # reads like prose, or like a long headline: no mark ends it
    SHORT = "short"  # a heading, a headline, a name, a line of verse, a menu's item
    BULLET = "bullet"
    TEASER = "teaser"  # breaks off with an ellipsis
    TICKER = "ticker"  # many headlines in one line
    FOREIGN = "foreign"  # not in Arabic script
    META = "meta"  # who, when, where from
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"  # a known phrase of menus, share buttons, legal notices
    LINK = "link"  # leads to another story («اقرأ أيضا: …»)
    RELATED = "related"  # heads links to other stories
    CLOSING = "closing"  # heads what follows articles: tags, the author's portrait, more stories
    COMMENTS = "comments"  # opens what readers wrote
    ASIDE = "aside"  # stands in a box inside the article, such as a newsletter's


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page that holds at least one letter or digit.

    `text` is trimmed of white space, `key` folded and without the marks at its ends, `words` counts them.
    """

    text: str
    key: str
    words: int
    kind: LineKind


# Of a long line, so much is compared with the known phrases: they are short, and a page may be one line of
# 50 MB.
_KEY_LENGTH: Final = 400
_ENDINGS: Final = (".", "!", "؟", "?", "۔", "…")
_CLOSING: Final = " \u00a0\"'“”’‘»«)]}›*\u200e\u200f\u202c"
_BULLETS: Final = re.compile(r"(?:[-–—•●▪■◆◄►*·‣○✓+]|\d{1,2} ?[-.)–](?!\d))\s*(?=\S)")
_TICKER_GAP: Final = re.compile(r"\s{3,}|\s[|•●▪■◄►»«*]{1,3}\s")
_PAUSE: Final = re.compile(r"[،؛]|(?<!\.)\.\s")
_ARABIC, _LATIN = (
    re.compile(r"[\u0620-\u06d3\u0750-\u077f\ufb50-\ufefc]"),
    re.compile(r"[A-Za-z\u00c0-\u024f]"),
)

# Words from which a line without a full stop is prose (headlines and captions rarely reach them).
LONG: Final = 25
# Words from which a line that reads like a sentence is prose; headlines of more are rare.
MEDIUM: Final = 12
# Words up to which a line that breaks off with an ellipsis is a teaser.
_TEASER_WORDS: Final = 45
# Share of small words from which a line reads like prose; headlines stay below.
_SMALL_WORDS: Final = 0.15
# The same for a long line without marks: headlines run together had 16 in a hundred, prose 22 on average.
_UNMARKED: Final = 0.2
# A known phrase at the head of more words than these is a sentence that happens to begin like one.
_COMMENTS, _RELATED = 30, 22
# Words up to which a lead-in to other stories stands alone; a longer one names the story on its own line.
_LEAD_IN: Final = 5
_SHARE, _SUBSCRIBE, _NAVIGATION, _LEGAL, _NOTICE = 10, 45, 10, 90, 25


def split(page: str, boilerplate: Boilerplate) -> list[PageLine]:
    """Take the lines of `page` in order, blank ones and rules of dashes left out; linear in its length."""
    return list(map(partial(judge, boilerplate=boilerplate), _visible(page)))


def _visible(page: str) -> Iterator[str]:
    for raw in page.splitlines():
        text = raw.strip()
        if any(map(str.isalnum, text)):
            yield text


def judge(text: str, boilerplate: Boilerplate) -> PageLine:
    """Judge one line, trimmed of white space, by its text alone."""
    words = text.split()
    key = folded(text[:_KEY_LENGTH])
    kind = _known(text, key, len(words), boilerplate) or _shape(text, key, words, boilerplate)
    return PageLine(text, key, len(words), kind)


def _known(text: str, key: str, count: int, boilerplate: Boilerplate) -> LineKind | None:
    """Judge a line by the known phrase it holds, or because it says who, when or where from."""
    opened = _opener(key, count, boilerplate)
    if opened or _is_furniture(key, count, boilerplate):
        return opened or LineKind.BOILERPLATE
    if count > LONGEST or len(text) > _KEY_LENGTH or ends_sentence(text):
        return None
    if metadata.is_metadata(text, boilerplate):
        return LineKind.META
    return LineKind.CAPTION if key in boilerplate.captions else None


def _opener(key: str, count: int, boilerplate: Boilerplate) -> LineKind | None:
    """Judge what a line opens or leads to, if it begins like the heading of something beside the article."""
    if count <= _COMMENTS and key in boilerplate.comments:
        return LineKind.COMMENTS
    if count <= _RELATED and key in boilerplate.closing:
        return LineKind.CLOSING if count <= _LEAD_IN or ":" in key else LineKind.LINK
    if count <= _RELATED and key in boilerplate.related:
        return LineKind.RELATED if count <= _LEAD_IN and ":" not in key else LineKind.LINK
    return None


def _is_furniture(key: str, count: int, boilerplate: Boilerplate) -> bool:
    lists = (
        (boilerplate.share, _SHARE),
        (boilerplate.subscribe, _SUBSCRIBE),
        (boilerplate.navigation, _NAVIGATION),
        (boilerplate.legal, _LEGAL),
        (boilerplate.notices, _NOTICE),
    )
    labelled = count <= _NAVIGATION and key.partition(":")[0].strip() in boilerplate.notices.whole
    return (
        labelled
        or _is_path(key, boilerplate)
        or any(count <= reach and key in phrases for phrases, reach in lists)
    )


def _is_path(key: str, boilerplate: Boilerplate) -> bool:
    """Return whether a line is a path through the site («الرئيسية > أخبار > …») or a row of its sections."""
    if _PATH.match(key):
        return True
    return key not in boilerplate.sections.whole and boilerplate.sections.compose(key.split())


_PATH: Final = re.compile(r"(?:الصفحه )?(?:الرييسيه|home)\s*[/»>›|\\←-]")


def _shape(text: str, key: str, words: list[str], boilerplate: Boilerplate) -> LineKind:
    """Judge a line by its script, length, punctuation and small words, after jusText."""
    count = len(words)
    if _mostly_latin(text[:_KEY_LENGTH]):
        return LineKind.FOREIGN
    if _is_ticker(text, key, count, boilerplate):
        return LineKind.TICKER
    if is_item(text) and count < LONG and not _is_sentence(text, count):
        return LineKind.BULLET
    if _breaks_off(text) and count <= _TEASER_WORDS:
        return LineKind.TEASER
    if count >= LONG or _is_sentence(text, count):
        return LineKind.PROSE
    return LineKind.LOOSE if _flows(key, text, boilerplate) else LineKind.SHORT


def _mostly_latin(text: str) -> bool:
    return len(_LATIN.findall(text)) >= len(_ARABIC.findall(text))


def ends_sentence(text: str) -> bool:
    """Return whether a mark that ends a sentence ends the line, quotation marks and brackets aside."""
    return text.rstrip(_CLOSING).endswith(_ENDINGS)


def _breaks_off(text: str) -> bool:
    return text.rstrip(_CLOSING + "[").endswith(("...", "…"))


def is_item(text: str) -> bool:
    """Return whether a bullet or a number opens the line."""
    return _BULLETS.match(text) is not None


def _is_sentence(text: str, count: int) -> bool:
    """Return whether a line is a sentence: a full stop ends it or stands inside; ؟ and ! end headlines too."""
    bare = text.rstrip(_CLOSING)
    if bare.endswith(".") and not bare.endswith(".."):
        return count > 3
    return count >= MEDIUM and ends_sentence(text) and (bare.endswith(("..", "…")) or ". " in bare)


def _is_ticker(text: str, key: str, count: int, boilerplate: Boilerplate) -> bool:
    """Return whether a line is a row of headlines: four pieces set apart, or a long one nearly without commas."""
    pieces = len(_TICKER_GAP.findall(text)) + 1
    if pieces >= 4 and count / pieces < LONG:
        return True
    unmarked = len(_PAUSE.findall(text)) * 2 * LONG < count and not ends_sentence(text)
    return count >= 2 * LONG and unmarked and _small_words(key, boilerplate) < _UNMARKED


def _flows(key: str, text: str, boilerplate: Boilerplate) -> bool:
    """Return whether a line without an end mark reads on: it begins with «and» or is full of small words."""
    words = key.split()
    if len(words) >= 4 and words[0].startswith("و") and len(words[0]) > 3:
        return True
    return len(words) >= MEDIUM and (_small_words(key, boilerplate) >= _SMALL_WORDS or "،" in text)


def _small_words(key: str, boilerplate: Boilerplate) -> float:
    """Count the share of words that prose is full of and headlines lack."""
    words = key.split()
    return sum(word in boilerplate.function_words.whole for word in words) / len(words) if words else 0.0


_PREFIX: Final = re.compile(r"^(?:وال|فال|بال|كال|لل|ال|و)(?=\w{3})")
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
# Letters by which two words are taken for one, and characters of a line looked at: enough for a vocabulary.
_STEM, _STEMMED = 5, 20_000


def stems(text: str) -> list[str]:
    """Cut the words of `text` crudely to stems, enough to tell whether two texts share their words."""
    return [_PREFIX.sub("", word)[:_STEM] for word in _LETTERS.findall(fold(text[:_STEMMED]))]


# Letters of a stem that is more than a small word, but for these.
_CONTENT: Final = 4
_SMALL: Final = frozenset({"الذي", "التي"})


def content(text: str) -> list[str]:
    """List the stems of `text` long enough to say what it is about."""
    return [stem for stem in stems(text) if len(stem) >= _CONTENT and stem not in _SMALL]
