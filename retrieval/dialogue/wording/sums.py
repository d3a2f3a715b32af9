"""Sums that readers want to have worked out: «17*23», «كم حاصل 17 في 23», «خمسة زائد ستة».

Only what consists of nothing but numbers and the words of a sum is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.arabic.language import folded
from retrieval.arabic.numerals import may_belong, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.query.tokens import Token

_WHAT = folded("ما ماذا شو شنو شنوة ايه وش هو هي")
_MANY = folded("كم كام قديش أديش شكد شقد شحال قداش احسب احسبلي يساوي تساوي بيساوي كيساوي حاصل ناتج")
_WORKS = folded("ضرب زائد زايد ناقص جمع طرح قسمة تقسيم مقسوم مقسوما مضروب مضروبا بالمئة بالمائة بالمية")
_OF_ONE = folded("جذر الجذر التربيعي تربيع مربع مكعب نصف نص ربع ثلث ضعف")
_BETWEEN = folded("في ف على من ب مع")
_SIGN = re.compile(r"\d ?[*×x÷+٪%] ?\d|\d ?[-/−] ?\d+ ?=")
_SIGN_ASKED = re.compile(r"\d ?[-/−] ?\d")
_OF_SUM = _WHAT | _MANY | _WORKS | _BETWEEN | _OF_ONE | {"x"}
_TWO = 2


def is_sum(said: str, words: Sequence[Token]) -> bool:
    """Return whether a text is a sum: two numbers at least, what is done with them, and no other word."""
    plainly = [token.word for token in words]
    if not all(word in _OF_SUM or may_belong(word) for word in plainly):
        return False
    asks = not _MANY.isdisjoint(plainly)  # «شو 11/9» is a day
    alone = asks and not _OF_ONE.isdisjoint(plainly)  # «كم نصف 250»
    if sum(value(word) is not None for word in plainly) < (1 if alone else _TWO):
        return False
    works = not _WORKS.isdisjoint(plainly) or bool(_SIGN.search(said))
    between = not _BETWEEN.isdisjoint(plainly[1:-1]) or bool(_SIGN_ASKED.search(said))
    return alone or works or (asks and between)
