"""The lines of a scraped page, each with what it looks like: prose, heading, bullet, menu, caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold
from retrieval.extraction import metadata
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.names import LONGEST

if TYPE_CHECKING:
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
_DASH: Final = re.compile(r"\s[-–—]\s")
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
# Words that such a lead-in has at most without what it leads to.
_CUE: Final = 2
_SHARE, _SUBSCRIBE, _NAVIGATION, _LEGAL, _NOTICE = 10, 45, 10, 90, 25


def split(page: str, boilerplate: Boilerplate) -> list[PageLine]:
    """Take the lines of `page` in order, blank ones and rules of dashes left out; linear in its length."""
    stripped = map(str.strip, page.splitlines())
    return [judge(text, boilerplate) for text in stripped if any(map(str.isalnum, text))]


def judge(text: str, boilerplate: Boilerplate) -> PageLine:
    """Judge one line, trimmed of white space, by its text alone.

    It is a known phrase, else it says who, when or where from, else its shape tells.
    """
    words = text.split()
    key = folded(text[:_KEY_LENGTH])
    kind = _known(key, len(words), boilerplate)
    if kind is LineKind.RELATED and len(words) > _CUE and _is_sentence(text, len(words)):
        kind = LineKind.LINK  # «انظر أيضا أنواع السمك.» in the middle of an article
    if kind is None and len(words) <= LONGEST and len(text) <= _KEY_LENGTH and not ends_sentence(text):
        captioned = LineKind.CAPTION if key in boilerplate.captions else None
        kind = LineKind.META if metadata.is_metadata(text, boilerplate) else captioned
    return PageLine(text, key, len(words), kind or _shape(text, key, words, boilerplate))


def _known(key: str, count: int, boilerplate: Boilerplate) -> LineKind | None:
    """Judge what a line opens or leads to, if it begins like the heading of something beside the article.

    A path through the site («الرئيسية > أخبار > …») or a row of its sections is boilerplate, as known phrases are.
    """
    if count <= _COMMENTS and key in boilerplate.comments:
        return LineKind.COMMENTS
    if count <= _RELATED and key in boilerplate.closing:
        return LineKind.CLOSING if count <= _LEAD_IN or ":" in key else LineKind.LINK
    if count <= _RELATED and key in boilerplate.related:
        return LineKind.RELATED if count <= _LEAD_IN and ":" not in key else LineKind.LINK
    lists = (
        (boilerplate.share, _SHARE),
        (boilerplate.subscribe, _SUBSCRIBE),
        (boilerplate.navigation, _NAVIGATION),
        (boilerplate.legal, _LEGAL),
        (boilerplate.notices, _NOTICE),
    )
    labelled = count <= _NAVIGATION and key.partition(":")[0].strip() in boilerplate.notices.whole
    sections = key not in boilerplate.sections.whole and boilerplate.sections.compose(key.split())
    listed = any(count <= reach and key in phrases for phrases, reach in lists)
    return LineKind.BOILERPLATE if labelled or sections or listed or _PATH.match(key) else None


_PATH: Final = re.compile(r"(?:الصفحه )?(?:الرييسيه|home)\s*[/»>›|\\←-]")


def _shape(text: str, key: str, words: list[str], boilerplate: Boilerplate) -> LineKind:
    """Judge a line by its script, length, punctuation and small words, after jusText.

    A line without an end mark reads on if it begins with «and» or is full of small words.
    """
    count, head, keys = len(words), text[:_KEY_LENGTH], key.split()
    if len(_LATIN.findall(head)) >= len(_ARABIC.findall(head)):
        return LineKind.FOREIGN
    if _is_ticker(text, key, count, boilerplate):
        return LineKind.TICKER
    if is_item(text) and count < LONG and not _is_sentence(text, count):
        return LineKind.BULLET
    if text.rstrip(_CLOSING + "[").endswith(("...", "…")) and count <= _TEASER_WORDS:
        return LineKind.TEASER
    if count >= LONG or _is_sentence(text, count):
        return LineKind.PROSE
    joined = len(keys) >= 4 and keys[0].startswith("و") and len(keys[0]) > 3
    small = len(keys) >= MEDIUM and ("،" in text or _small_words(key, boilerplate) >= _SMALL_WORDS)
    return LineKind.LOOSE if joined or small else LineKind.SHORT


def ends_sentence(text: str) -> bool:
    """Return whether a mark that ends a sentence ends the line, quotation marks and brackets aside."""
    return text.rstrip(_CLOSING).endswith(_ENDINGS)


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
    dashed = 0 if ends_sentence(text) else len(_DASH.findall(text)) + 1
    if (pieces >= 4 and count / pieces < LONG) or (dashed > 4 and 3 < count / dashed < LONG):
        return True
    unmarked = len(_PAUSE.findall(text)) * 2 * LONG < count and not ends_sentence(text)
    return count >= 2 * LONG and unmarked and _small_words(key, boilerplate) < _UNMARKED


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
