"""Cards of other stories on a scraped page: a headline, a sentence or two, a headline, again and again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates
from retrieval.extraction.lines import LineKind, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.extraction.lines import PageLine

# Words of a card's headline, and of what stands below it; an article's headings are shorter, its parts longer.
_HEADLINE: Final = range(5, 18)
_SUMMARY_WORDS: Final = 45
# Lines that a card has at most, and cards in a row that make a list.
_LINES, _FEWEST = 5, 3
# Parts that an article has at most if each is a long heading and a sentence or two.
_PARTS: Final = 5
_HEADS: Final = frozenset({LineKind.SHORT, LineKind.LOOSE})
_SUMMARIES: Final = frozenset({LineKind.PROSE, LineKind.TEASER})


def find(lines: Sequence[PageLine]) -> frozenset[int]:
    """Find the numbers of the lines that are cards, each next to another; questions and numbered lines head none."""
    heads = [
        at
        for at, line in enumerate(lines)
        if line.kind in _HEADS
        and line.words in _HEADLINE
        and not line.text.endswith(("؟", ":"))
        and not is_item(line.text)
    ]
    rows: list[list[range]] = []
    for head, after in pairwise([*heads, len(lines)]):
        card = range(head, min(after, head + _LINES))
        below = lines[head + 1 : card.stop]
        if not below or below[0].kind not in _SUMMARIES or sum(line.words for line in below) > _SUMMARY_WORDS:
            continue
        if rows and rows[-1][-1].stop == head:
            rows[-1].append(card)
        else:
            rows.append([card])
    return frozenset(at for row in rows if len(row) >= _FEWEST for card in _list(lines, row) for at in card)


def _list(lines: Sequence[PageLine], row: Sequence[range]) -> Sequence[range]:
    """Return the cards of a list; none where the row is an article's parts.

    Cards are many, end in a line of their own («التفاصيل», «منذ ساعة»), or follow no prose. Where the first alone lacks
    the line that ends the others, it is an article of one paragraph, with the cards right below.
    """
    open_ended = [lines[card.stop - 1].kind in _SUMMARIES for card in row]
    above = lines[row[0].start - 1].kind if row[0].start else None
    if len(row) <= _PARTS and 2 * open_ended[:-1].count(False) <= len(row) and above is LineKind.PROSE:
        return []
    return row[1:] if open_ended[0] and not any(open_ended[1:]) else row


REASON: Final = (
    "the page lists several stories (a section, an author or a search), and is no article of its own"
)
FRONT: Final = "the page is a site's front page, and is no article"
LOGIN: Final = "the page asks the reader to log in, and shows no article"
ERROR: Final = "the page says that it was not found: the article is no longer at this address"
BLOCKED: Final = (
    "the page asks for JavaScript or checks who is reading, and shows no article: save it from a browser"
)
NOTICE: Final = (
    "the page holds only notices to its readers (cookies, terms, contact, maintenance), and shows no article"
)
LASTING: Final = frozenset({REASON, FRONT, LOGIN, NOTICE})
"""What a page that is no article stays, whatever changes on it."""
PAID: Final = "the page shows the article to subscribers only: save it from a browser that is logged in"
_WINDOWS: Final = (
    (re.compile(r"^(?:خطا )?404\b|^(?:عذرا )?(?:الصفحه|لم يتم العثور علي الصفحه)(?: المطلوبه)?(?: غير موجوده)?$"
                r"|^page not found|^not found$|^الصفحه (?:التي تبحث عنها )?غير موجوده"), ERROR),
    (re.compile(r"^just a moment|^attention required|^access denied|^403 forbidden|^checking your browser"
                r"|^security check|^are you a robot"), BLOCKED),
    (re.compile(r"^(?:تسجيل الدخول|log ?in|sign in|انشاء حساب)(?: \W .*)?$"), LOGIN),
    (re.compile(r"^(?:(?:ال)?موقع )?(?:قيد|تحت) (?:الصيانه|الانشاء|التطوير)|^coming soon"
                r"|^under (?:maintenance|construction)"
                r"|^(?:نحن نقدر خصوصيتك\w*|سياسه (?:الخصوصيه|ملفات تعريف الارتباط|الكوكيز)|شروط (?:الاستخدام|الخدمه)"
                r"|شكرا(?: (?:علي )?(?:لك|لكم|جزيلا|ل?(?:اشتراك|تسجيل|تواصل)كم?))?"
                r"|تم (?:الاشتراك|التسجيل|الارسال|ارسال رسالتك|تاكيد اشتراكك)(?: بنجاح)?"
                r"|الشروط والاحكام|اتفاقيه الاستخدام|من نحن|اتصل بنا|تواصل معنا|اتصل|عن (?:الموقع|الجريده|الصحيفه))"
                r"(?: \W .*)?$"), NOTICE),
    (re.compile(r"^5\d\d \W? ?(?:خطا|error|internal|server)|^خطا في الخادم|^(?:internal )?server error"), NOTICE),
    (re.compile(r"^(?:نتايج البحث|search results)\b"), REASON),
)  # fmt: skip


def of_window(title: str) -> str | None:
    """Return why the page of a window's folded `title` is no article; None where the title does not say so."""
    return next((why for pattern, why in _WINDOWS if pattern.search(title)), None)


# Paragraphs that a story of a list has at most; words beside them up to which there is no article.
_PARAGRAPHS, _BESIDE = 2, 25
# Words of a headline that can be told again, and lines at the top of the page among which it is.
_TITLE_WORDS, _TOP = 4, 40
_SAID: Final = frozenset({LineKind.PROSE, LineKind.TEASER, LineKind.LOOSE})
_MORE_OF: Final = re.compile(r"المزيد|التفاصيل|القراءه|\bmore\b")
_MORE: Final = frozenset({LineKind.RELATED, LineKind.LINK, LineKind.BOILERPLATE, LineKind.SHORT})


def are_page(lines: Sequence[PageLine], *, linked: bool = False) -> bool:
    """Return whether the page is teasers and little else, each with a day of its own or with the same line below.

    A headline that stands twice, in the window's title and above its text, is that of an article. Where links are
    known, headlines of other stories are `linked`, or a link to more of each stands below: entries of live coverage
    have neither.
    """
    if linked:
        leading = sum(line.kind is LineKind.LINK and line.words >= _TITLE_WORDS for line in lines)
        more = sum(_MORE_OF.search(line.key) is not None for line in lines if line.kind in _MORE)
        if max(leading, more) < _FEWEST:
            return False
        lines = [replace(line, kind=LineKind.SHORT) if line.kind is LineKind.LINK else line for line in lines]
    heads = [line.key for line in lines if line.kind in _HEADS and line.words >= _TITLE_WORDS]
    top = [line.key for line in lines[:_TOP] if line.kind not in _SUMMARIES]
    if any(sum(key in other for other in top) > 1 for key in heads[:_TOP]):
        return False
    day_of = {at: day for at, line in enumerate(lines) if (day := when(line))}
    dated, days = list(day_of), set(day_of.values())
    below = Counter(
        line.key
        for above, line in pairwise(lines)
        if line.kind in _MORE and above.kind in {LineKind.PROSE, LineKind.TEASER}
    )
    repeated = {key for key, count in below.items() if count >= _FEWEST}
    ended = [at for at, line in enumerate(lines) if line.key in repeated]
    by_day = len(days) >= _FEWEST and any(_are_cards(lines, dated, ends=ends) for ends in (False, True))
    return by_day or _are_cards(lines, ended, ends=True)


def when(line: PageLine) -> str | None:
    """Return what a line that says nothing else says of when it was: a day, or how long ago."""
    if _AGO.match(line.key):
        return line.key
    day = dates.first(line.text) if line.kind is LineKind.META else None
    return str(day) if day else None


_AGO: Final = re.compile(
    r"(?:منذ|قبل) (?:\d{1,2} )?(?:دقيق|دقاي|ساع|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|سن)\w{0,4}(?: واحده?)?$"
)


# Entries of live coverage in a row, as many again of each button below them.
_ENTRIES: Final = 3


def with_entries(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a page that is no list, the times and buttons of entries of live coverage as asides.

    An entry is a time, a headline and what happened. Names of those who wrote comments are shorter than headlines.
    """
    begun = [
        at
        for at, (line, head, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False))
        if head.kind in _HEADS and head.words >= _TITLE_WORDS and below.kind is LineKind.PROSE
        if line.words <= _WHEN_WORDS and (_HOUR.fullmatch(line.key) or when(line))
    ]
    if len(begun) < _ENTRIES:
        return list(lines)
    buttons = Counter(
        line.key for line in lines[begun[0] :] if line.kind in {LineKind.LINK, LineKind.BOILERPLATE}
    )
    return [
        replace(line, kind=LineKind.ASIDE) if at in begun or buttons[line.key] >= _ENTRIES else line
        for at, line in enumerate(lines)
    ]


_HOUR: Final = re.compile(r"\d{1,2}[:.]\d\d(?: ?(?:ص|م|صباحا|مساء|am|pm|gmt|توقيت محلي))?")
_WHEN_WORDS: Final = 6


def _are_cards(lines: Sequence[PageLine], marks: Sequence[int], *, ends: bool = False) -> bool:
    """Return whether the `marks` part the page into teasers: a headline and a paragraph or two, three times or more.

    Names of those who wrote comments are shorter than headlines.
    """
    if len(marks) < _FEWEST:
        return False
    first, last = (lines[: marks[0]], lines[marks[-1] :])
    cards = [lines[start:end] for start, end in pairwise(marks)] + [first if ends else last]
    beside = last if ends else first
    texts = [[line for line in card if line.kind in _SAID] for card in cards]
    heads = [
        {line.key for line in card if line.kind in _HEADS and line.words >= _TITLE_WORDS} for card in cards
    ]
    apart = sum(line.words for line in beside if line.kind is LineKind.PROSE)
    headed = all(heads) and len(set().union(*heads)) >= len(cards)
    return headed and apart < _BESIDE and all(0 < len(said) <= _PARAGRAPHS + 1 for said in texts)
