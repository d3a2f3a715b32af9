"""How long a text may be, and what becomes of it."""

from __future__ import annotations

import pytest

from tests.support.botapi.objects.errors import ApiError
from tests.support.botapi.objects.schema import MessageEntity
from tests.support.botapi.text import formatting
from tests.support.botapi.text.markup import Formatted
from tests.support.botapi.text.measuring import found, units


def entity(offset: int, length: int, kind: str = "bold") -> MessageEntity:
    return MessageEntity(type=kind, offset=offset, length=length)


def message(text: str, mode: str | None = "HTML", entities: tuple[MessageEntity, ...] = ()) -> Formatted:
    return formatting.message(text, mode, entities)


def test_the_limit_counts_utf16_units_after_parsing() -> None:
    assert units(message(f"<b>{'😀' * 2048}</b>").text) == 4096


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("س" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b></b>" * 4682, "message is too long"),
        ("   ", "message text is empty"),
        ("<b> \n </b>", "message text is empty"),
        ("<b>س</b> " * 101, "too many entities"),
        ("\ud800", "must be encoded in UTF-8"),
    ],
)
def test_a_text_out_of_bounds_is_a_breach(text: str, words: str) -> None:
    with pytest.raises(ApiError, match=words) as caught:
        message(text)
    assert caught.value.breach


def test_a_caption_has_its_own_limit() -> None:
    assert formatting.caption("س" * 1024, None, ()).text == "س" * 1024
    with pytest.raises(ApiError, match="message caption is too long"):
        formatting.caption("س" * 1025, None, ())


def test_white_space_at_the_ends_goes_and_entities_move_along() -> None:
    kept = message("\n  <b>قال </b>\n")
    assert kept == Formatted("قال", (entity(0, 3),))


def test_direction_overrides_and_control_characters_do_not_survive() -> None:
    assert message("قال\u202e ذلك\x07\r\n\u2068BBC\u2069").text == "قال ذلك \n\u2068BBC\u2069"


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        ((entity(0, 9),), "ends after the end of the text at UTF-16 offset 5"),
        ((entity(4, 1),), "in a middle of a UTF-16 symbol"),
        ((entity(0, 0),), "has the length 0"),
        ((entity(0, 2), entity(1, 2, "italic")), "overlap"),
        ((entity(0, 3, "code"), entity(1, 1)), "bold inside code"),
    ],
)
def test_entities_out_of_place_are_a_breach(entities: tuple[MessageEntity, ...], words: str) -> None:
    with pytest.raises(ApiError, match=words):
        message("قال😀", None, entities)


def test_markdown_is_not_for_this_bot() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        message("*قال*", "MarkdownV2")


def test_commands_mentions_links_and_hashtags_are_found_in_what_people_write() -> None:
    text = "/ask@isnad_bot 😀 اسأل @isnad_bot عن #غزة في https://example.org/1"
    assert [(e.type, e.offset, e.length) for e in found(text)] == [
        ("bot_command", 0, 14),
        ("mention", 23, 10),
        ("hashtag", 37, 4),
        ("url", 45, 21),
    ]


def test_a_slash_inside_a_word_is_no_command() -> None:
    assert found("2014/ask و a/b") == ()
