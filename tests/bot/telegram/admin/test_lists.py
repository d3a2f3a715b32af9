"""Lists in admins' messages."""

from __future__ import annotations

import pytest

from bot.configuration import messages
from bot.configuration import settings as configuration
from bot.telegram.admin.lists import turns
from bot.telegram.admin.request import AdminPress

SETTINGS = configuration.load(environ={})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_buttons_to_other_pages_lie_where_their_arrows_point_to(language: str) -> None:
    [row] = turns(AdminPress("feeds", "key", 6), 6, 18, messages.read(SETTINGS, language))
    left, right = (button.text for button in row)
    assert left.startswith("◀") and right.endswith("▶")


@pytest.mark.parametrize(
    ("place", "by", "most", "others"),
    [(0, 1, 1, []), (0, 1, 2, [1]), (1, 1, 2, [0]), (6, 6, 18, [0, 12]), (12, 6, 18, [6]), (0, 6, 6, [])],
)
def test_only_pages_that_there_are_can_be_turned_to(
    place: int, by: int, most: int, others: list[int]
) -> None:
    rows = turns(AdminPress("articles", "key", place), by, most, messages.read(SETTINGS, "en"))
    presses = [AdminPress.parse(str(button.callback_data)) for row in rows for button in row]
    assert presses == [AdminPress("articles", "key", other) for other in others]
