"""Who opened a Mini App, as Telegram's documentation signs it."""

from __future__ import annotations

import pytest

from bot.pages.init_data import AHEAD_SECONDS, GOOD_SECONDS, user
from tests.support.serving.pages import TOKEN, signed

NOW = 1_700_000_000


def test_what_telegram_signed_for_this_bot_names_the_user() -> None:
    assert user(signed(7, NOW), TOKEN, NOW) == 7
    assert user(signed(7, NOW, signature="x", start_param="a=b&c"), TOKEN, NOW) == 7


@pytest.mark.parametrize(
    "data",
    [
        "",
        "hash=",
        "nonsense",
        signed(7, NOW, token="123:abd"),
        signed(7, NOW).replace("%3A+7", "%3A+8"),
        signed(7, NOW) + "&user=%7B%22id%22%3A8%7D",
        signed(7, NOW)[:-1],
        signed(7, NOW - GOOD_SECONDS - 1),
        signed(7, NOW + AHEAD_SECONDS + 1),
        signed(7, NOW, user="[]"),
        signed(7, NOW, auth_date="soon"),
        signed(7, NOW, padding="x" * 10_000),
        "&".join(f"a{n}=1" for n in range(100)),
        "hash=\ud800&a=é",
    ],
)
def test_what_is_forged_old_from_the_future_or_broken_names_nobody(data: str) -> None:
    assert user(data, TOKEN, NOW) is None
