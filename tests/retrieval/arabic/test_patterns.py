from __future__ import annotations

import re
from typing import Any
from unittest.mock import Mock

import pytest

from retrieval.arabic.patterns import Match, Patterns, Refusals
from retrieval.records import Refusal

TABLE: dict[str, Any] = {
    "words": {"what": "ما شو", "measures": "سعر", "now": "اليوم الآن"},
    "refused": {
        **{refusal: ["قل طرفة"] for refusal in Refusal},
        "opinion": ["<what> رأيك …"],
        "request": ["اكتب لي …", "نكتة"],
        "prediction": ["ماذا سيحدث …"],
        "present": ["متى رمضان"],
    },
}


def test_patterns_name_alternatives_optional_words_lists_and_a_rest() -> None:
    patterns = Patterns({"news": ["<give> لي? أخبار/خبر عن ..."]}, {"give": ["هات", "أعطني"]})
    assert patterns.whole(["هات", "اخبار", "عن", "حلب"]) == Match("news", 3, 4)
    assert patterns.whole(["اعطني", "لي", "خبر", "عن", "شرق", "حلب"]) == Match("news", 4, 6)
    assert patterns.whole(["هات", "اخبار"]) is None
    with pytest.raises(ValueError, match=r"words\.take"):
        Patterns({"news": ["<take>"]}, {})


def test_a_rest_is_whatever_follows_however_long_or_nothing() -> None:
    patterns = Patterns({"a": ["اكتب لي …"]}, {})

    assert patterns.whole(["اكتب", "لي"]) == Match("a")
    assert patterns.whole(["اكتب", "لي", *["كلمة"] * 40]) == Match("a", 2, 42)
    assert patterns.whole(["اكتب"]) is None


@pytest.mark.parametrize("number", [1, 2, 3, 8, 9, 10, 11, 12, 13, 16, 17, 18, 40])
def test_a_pattern_fits_so_many_words_as_its_parts_may_be_however_many_are_said(number: int) -> None:
    patterns = Patterns({"one": ["قل ..."], "two": ["قل ... ثم ..."], "all": ["هات …"]}, {})
    said = ["كلمة"] * number

    assert (patterns.whole(["قل", *said]) is not None) == (number <= 8)
    assert (patterns.whole(["قل", *said, "ثم", *said]) is not None) == (number <= 8)
    assert patterns.whole(["هات", *said]) == Match("all", 1, number + 1)
    assert patterns.leading(["قل", *said]) == [(1 + min(number, 8), "one")]


def test_a_star_stands_for_the_letters_between_those_of_a_word() -> None:
    patterns = Patterns({"thanks": ["شكرا ل*ك"]}, {})

    assert patterns.whole(["شكرا", "لمساعدتك"]) == Match("thanks")
    assert patterns.whole(["شكرا", "لك"]) is None
    assert patterns.whole(["شكرا", "لمساعدتكم"]) is None


def test_a_pattern_is_not_made_ready_for_words_that_lack_one_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patterns = Patterns({"a": ["... <what> رأيك …"], "b": ["هل لك? رأي"]}, {"what": ["ما", "شو"]})
    spy = Mock(wraps=re.compile)
    monkeypatch.setattr(re, "compile", spy)

    assert patterns.whole(["يا", "صاحبي", "متي", "رايك"]) is None
    assert patterns.leading(["هل", "لك", "حاجه"]) == []
    spy.assert_not_called()
    assert patterns.whole(["يا", "صاحبي", "شو", "رايك"]) == Match("a", 0, 2)
    assert patterns.whole(["هل", "راي"]) == Match("b")
    assert spy.call_count == 2


def test_what_no_archive_answers_is_labelled_with_the_refusal() -> None:
    refusals = Refusals.from_table(TABLE)

    assert refusals.patterns.whole(["شو", "رايك", "بهذا"]) == Match(Refusal.OPINION, 2, 3)
    assert refusals.patterns.whole(["متي", "رمضان"]) == Match(Refusal.PRESENT)
    assert refusals.measures == {"سعر"}
    assert refusals.now == {"اليوم", "الان"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": {"what": "ما", "now": "الآن"}}, "words.measures: there is no such list"),
        ({"words": {"what": ["ما"]}}, "words.what: expected words in one string"),
        ({"refused": []}, "refused: expected a table of lists"),
        (
            {"refused": TABLE["refused"] | {"live": []}},
            "refused.live: there is no such list; there are opinion",
        ),
        ({"refused": TABLE["refused"] | {"opinion": [" "]}}, "refused.opinion: expected a list of patterns"),
        ({"refused": TABLE["refused"] | {"opinion": ["<who> رأيك"]}}, "words.who: a pattern names this list"),
    ],
)
def test_a_wrong_list_is_named_with_what_was_expected(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Refusals.from_table(TABLE | wrong)
