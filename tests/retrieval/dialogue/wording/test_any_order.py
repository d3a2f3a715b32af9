"""What may be put in any order is told by its words, all of which have to be known."""

from __future__ import annotations

import pytest

from retrieval.dialogue.wording.any_order import AnyOrder

WORDS = {"reply": ["جوابك"], "bad": ["غلط"], "beside": ["هذا"]}


def test_words_in_any_order_fit_a_wording_where_none_is_left_and_none_is_missing() -> None:
    told = AnyOrder.of(["<reply> <bad>"], "any_order.complaint", WORDS, {"والله"})
    assert told.fits(["غلط", "هذا", "جوابك"]) and told.fits(["جوابك", "والله", "غلط"])
    assert not told.fits(["جوابك", "هذا"])
    assert not told.fits(["جوابك", "غلط", "ترامب"])


def test_a_list_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match=r"any_order.complaint: names the list good, and words has none"):
        AnyOrder.of(["<reply> <good>"], "any_order.complaint", WORDS, ())
