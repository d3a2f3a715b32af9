"""Telegram's HTML: measured, escaped, in the direction of its language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.messages.html import (
    clipped,
    commands_apart,
    directed_as,
    escaped,
    fitting,
    isolated,
    marked,
    units,
)
from retrieval.records import Span

MARK = "\u200f"


def test_telegram_counts_utf_16_units() -> None:
    assert [units(text) for text in ("", "سؤال", "😀", "أ😀ب")] == [0, 4, 2, 4]


@given(st.text(), st.integers(2, 50))
def test_a_clipped_text_fits(text: str, most: int) -> None:
    assert units(clipped(text, most)) <= most


@given(st.text(min_size=1), st.integers(0, 5), st.integers(2, 50))
def test_what_fits_goes_on_and_stays_within_its_room(text: str, start: int, most: int) -> None:
    start = min(start, len(text) - 1)
    assert start < fitting(text, start, most) <= len(text)
    assert units(text[start : fitting(text, start, most)]) <= most


def test_a_text_is_clipped_between_words() -> None:
    assert clipped("كلمة أخرى طويلة", 12) == "كلمة أخرى…"


def test_markup_and_direction_controls_of_others_do_nothing() -> None:
    assert escaped("<b>&\u202eاسم\u200f</b>") == "&lt;b&gt;&amp;اسم&lt;/b&gt;"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("قال الوزير", "قال الوزير"),
        ("BBC قالت", f"{MARK}BBC قالت"),
        ("10 دولارات", "10 دولارات"),
        ("Only Latin", "Only Latin"),
        ("قال\nCNN قالت\nثم", f"قال\n{MARK}CNN قالت\nثم"),
    ],
)
def test_a_line_of_arabic_that_begins_with_latin_gets_a_mark(line: str, shown: str) -> None:
    assert marked(line, ()) == shown


def test_bold_spans_may_cross_turned_lines() -> None:
    assert marked("قال A\nB ثم", [Span(4, 9)]) == f"قال <b>A\n{MARK}B ث</b>م"


def test_a_latin_name_is_isolated_and_an_arabic_one_is_not() -> None:
    shown = [isolated(name) for name in ("BBC", "البوابة", "BBC: السد")]
    assert shown == ["\u2068BBC\u2069", "البوابة", "BBC: السد"]
    assert directed_as("BBC قالت", "<b>BBC</b> قالت") == f"{MARK}<b>BBC</b> قالت"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("أرسل /help لترى", "أرسل \u2068/help\u2069 لترى"),
        ("مثل: /open 1", "مثل: \u2068/open 1\u2069"),
        ("/ask@isnad_bot أين", "\u2068/ask@isnad_bot\u2069 أين"),
        ("https://example.org/a أو 1/2", "https://example.org/a أو 1/2"),
        ("Send /help to see", "Send /help to see"),
    ],
)
def test_a_command_in_an_arabic_sentence_keeps_its_slash_in_front(sentence: str, shown: str) -> None:
    assert commands_apart(sentence) == shown
