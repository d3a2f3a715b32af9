"""Which buttons Telegram takes."""

from __future__ import annotations

import json

import pytest

from tests.support.botapi.methods import keyboards
from tests.support.botapi.objects.errors import ApiError


def markup(*rows: list[dict[str, object]]) -> str:
    return json.dumps({"inline_keyboard": rows})


def button(**fields: object) -> dict[str, object]:
    return {"text": "المزيد", "callback_data": "m"} | fields


def test_sound_buttons_of_every_kind_are_kept_in_their_rows() -> None:
    keyboard = keyboards.read(
        markup(
            [button(callback_data="س" * 32)],
            [
                {"text": "نسخ", "copy_text": {"text": "س" * 256}},
                {"text": "رابط", "url": "https://example.org"},
            ],
        )
    )
    assert keyboard is not None
    assert [[b.text for b in row] for row in keyboard.inline_keyboard] == [["المزيد"], ["نسخ", "رابط"]]


def test_an_empty_keyboard_is_none() -> None:
    assert keyboards.read(markup()) is None


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (markup([button(callback_data="س" * 33)]), "BUTTON_DATA_INVALID"),
        (markup([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (markup([button(text=" ")]), "text must be non-empty"),
        (markup([{"text": "المزيد"}]), "Text buttons are unallowed in the inline keyboard"),
        (markup([button(url="https://example.org")]), "exactly one action"),
        (markup([{"text": "رابط", "url": "example"}]), "BUTTON_URL_INVALID"),
        (markup([{"text": "نسخ", "copy_text": {"text": "س" * 257}}]), "BUTTON_COPY_TEXT_INVALID"),
        (markup([button(color="red")]), "can't parse reply keyboard markup JSON object"),
        (markup([button()] * 9), "REPLY_MARKUP_TOO_LONG"),
        (markup(*[[button()]] * 101), "REPLY_MARKUP_TOO_LONG"),
        (markup([button()], []), "a row is empty"),
        ("{}", "object expected as reply markup"),
        ("[", "can't parse reply keyboard markup JSON object"),
    ],
)
def test_unsound_buttons_are_a_breach(raw: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        keyboards.read(raw)
    assert caught.value.breach
    assert words in caught.value.description
