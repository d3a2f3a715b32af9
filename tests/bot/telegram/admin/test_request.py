"""Admins' buttons and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.admin.request import AdminPress, formatted, plain

WORDS = st.text(st.characters(codec="utf-8"))
APART = "\u2068{}\u2069"


@given(WORDS | st.from_regex(r"admin:[a-z_]*:[\w-]*:\d*"))
def test_whatever_a_client_sends_is_a_press_of_ours_or_none(data: str) -> None:
    press = AdminPress.parse(data)
    assert press is None or (str(press).startswith(f"admin:{press.what}:{press.key}:") and len(data) <= 70)


@given(
    st.from_regex(r"[a-z_]{1,16}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9_-]{0,24}", fullmatch=True),
    st.integers(0, 10**12 - 1),
)
def test_a_button_says_what_its_press_is_read_as_and_fits(what: str, key: str, number: int) -> None:
    press = AdminPress(what, key, number)
    assert AdminPress.parse(str(press)) == press
    assert len(str(press).encode()) <= 64


@given(WORDS, WORDS)
def test_what_fills_a_sentence_in_neither_marks_it_up_nor_fills_in_more(first: str, second: str) -> None:
    html = formatted("قبل {a} بين <{b}> بعد", a=first, b=second)
    assert html.count("<") == html.count(">") == 0
    assert html.startswith("قبل ") and html.endswith("&gt; بعد") and " بين &lt;" in html


@pytest.mark.parametrize(
    ("sentence", "command"),
    [
        ("احذف مقالًا، مثل: /remove 001", "/remove 001"),
        ("أرسل /help لترى أوامري", "/help"),
        ("/add العنوان", "/add"),
    ],
)
def test_a_command_in_a_sentence_reads_from_left_to_right(sentence: str, command: str) -> None:
    assert APART.format(command) in plain(sentence).text


@pytest.mark.parametrize("sentence", ["و/أو", "https://example.org/path", "24/7", "<b>س</b>"])
def test_what_is_no_command_is_left_alone(sentence: str) -> None:
    assert "\u2068" not in plain(sentence).text
