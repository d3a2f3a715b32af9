"""What a press means, and what it never means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.messages.button_action import Action, ButtonAction

TOKENS = st.from_regex(r"[A-Za-z0-9_-]{2,16}", fullmatch=True)


@given(st.sampled_from(Action), TOKENS, st.integers(0, 9999), st.integers(0, 999_999))
def test_a_press_survives_the_way_to_telegram_and_back(
    action: Action, token: str, number: int, page: int
) -> None:
    press = ButtonAction(action, token, number, page)
    assert ButtonAction.parse(str(press)) == press
    assert len(str(press).encode()) <= 64


@pytest.mark.parametrize(
    "data",
    [
        "",
        "open",
        "open:",
        "delete:abc:1",
        "open:ab c:1",
        "open:abc:-1",
        "open:abc:1:2:3",
        "open:abc:١",
        "open:" + "x" * 99,
    ],
)
def test_forged_data_means_nothing(data: str) -> None:
    assert ButtonAction.parse(data) is None


@given(st.text())
def test_any_data_is_harmless(data: str) -> None:
    assert ButtonAction.parse(data) is None or str(ButtonAction.parse(data)).startswith(
        data.split(":", maxsplit=1)[0]
    )
