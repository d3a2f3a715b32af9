"""Numbers that are marked in a quote: what they are of, as a question counts or measures it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_joined_article
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from retrieval.records import Quote

_VALUE = re.compile(
    r"(?<!\d)\d{1,9}([.,،٫ر]\d{1,9})?(?: (?:ألف|الف|آلاف|مليون|ملايين|مليار|مليارات)(?= \w))?(?: (\w{1,20})|$)"
)
_NUMERALS = folded("واحد واحدة اثنان اثنين اثنتان اثنتين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة")
_AGAINST = folded("مقابل ومقابل إزاء أمام فيما عند") | {""}  # «2.46 إزاء اليورو»
# What is measured, and in what.
_MEASURED = tuple(
    (folded(measures), folded(units))
    for measures, units in (
        ("طول ارتفاع عرض عمق مسافة علو بعد", "متر أمتار كلم كيلومتر سنتيمتر قدم ميل"),
        ("وزن", "كيلوغرام كيلو كلغ طن غرام"),
        ("مساحة", "هكتار متر كيلومتر فدان"),
        ("عمر سن", "سنة سنوات سنين عام أعوام شهر أشهر"),
        ("سعر ثمن كلفة تكلفة قيمة راتب أجر", "دينار دنانير دولار يورو ريال جنيه درهم دراهم ليرة مليم"),
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STEM = 3  # letters of a noun of which others may be forms


def values(quote: Quote, currencies: Collection[str]) -> frozenset[str]:
    """Return of what the values are that are marked in a quote; "" for those without a unit, «2.236»."""
    marked = (_VALUE.match(quote.text[mark.start : mark.end]) for mark in quote.highlights)
    told = [(value[1], fold(value[2] or "")) for value in marked if value]
    bare = {"" for decimals, unit in told if decimals and unit in _AGAINST}
    return frozenset(bare.union(unit for _, unit in told if unit in currencies))


def counts(quote: Quote, question: str) -> bool:
    """Return whether a number of what a question counts is marked in a quote, «48 ساعة», or one of its year."""
    asked = _words(question)
    years = {word for word in asked if _YEAR.fullmatch(word)}
    dated = bool(years) and years <= _words(quote.text)
    units = [unit for measures, of in _MEASURED if asked & measures for unit in of]  # «57 كلم» for «كم طوله؟»
    nouns = (*units, *(word for word in asked - years if len(word) >= _STEM))
    marked = (_words(quote.text[mark.start : mark.end]) - years for mark in quote.highlights)
    return any(
        (dated or any(word.startswith(nouns) for word in words))
        and any(word.isdecimal() or word in _NUMERALS for word in words - asked)
        for words in marked
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(without_joined_article(token.word) for token in tokens(text))
