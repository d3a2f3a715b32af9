"""What Telegram has never said yet."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError

from bot.telegram.transport.chat_order import lane
from bot.telegram.transport.parsing import CheckedRequest, polled, update_of

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "سؤال لا يخص أحدًا"
CHAT = {"id": 7, "type": "private", "first_name": "ليلى"}
MESSAGE = {
    "message_id": 1,
    "date": 1_700_000_000,
    "chat": CHAT,
    "from": {"id": 7, "is_bot": False, "first_name": "ليلى"},
    "text": WORDS,
}
BROKEN: dict[str, object] = {
    "no object": WORDS,
    "a list": [WORDS],
    "no date": {name: value for name, value in MESSAGE.items() if name != "date"},
    "a date that is no number": MESSAGE | {"date": WORDS},
    "a date beyond all calendars": MESSAGE | {"date": 10**30},
    "a sender that is no object": MESSAGE | {"from": WORDS},
    "entities that are no list": MESSAGE | {"entities": 3},
    "an entity without place": MESSAGE | {"entities": [{"type": "bold"}]},
    "a chat that no place can be kept for": MESSAGE | {"chat": CHAT | {"id": [7]}},
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("message", BROKEN.values(), ids=BROKEN)
def test_of_an_update_that_cannot_be_read_its_number_is_left_and_its_kind_is_logged(
    message: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        update = update_of({"update_id": 5, "message": message})
        answer = polled(json.dumps({"result": [{"update_id": 5, "message": message}]}).encode())
    assert update is not None and update.to_dict() == {"update_id": 5}
    assert answer["result"] == [{"update_id": 5}]
    assert "update 5, message, cannot be read" in caplog.text and WORDS not in caplog.text


@pytest.mark.parametrize(
    "said", [{}, {"update_id": "5"}, {"update_id": -1}, {"update_id": 2**63}, [1], None, "5"]
)
def test_without_a_number_it_is_no_update(said: object) -> None:
    assert update_of(said) is None


def test_a_kind_of_update_that_nobody_knows_yet_is_an_update() -> None:
    update = update_of({"update_id": 5, "hologram": {"of": 7}})
    assert update is not None and update.update_id == 5 and update.effective_chat is None


@given(st.sampled_from([*MESSAGE, "reply_to_message", "photo", "document", "entities"]), json_values)
def test_whatever_stands_in_a_field_the_update_has_its_number_and_a_place_in_line(
    name: str, value: Any
) -> None:
    update = update_of({"update_id": 5, "message": MESSAGE | {name: value}})
    assert update is not None and update.update_id == 5
    assert hash(lane(update)) is not None and update.to_json()


@given(
    st.sampled_from([(), ("chat",), ("from",)]),
    st.sampled_from([*MESSAGE, *CHAT, "is_bot", "username", "reply_to_message", "is_premium"]),
    json_values,
)
def test_what_is_taken_for_readable_unread_can_be_read(
    inside: tuple[str, ...], name: str, value: Any
) -> None:
    message: dict[str, Any] = {
        key: dict(one) if isinstance(one, dict) else one for key, one in MESSAGE.items()
    }
    (message[inside[0]] if inside else message)[name] = value
    update = {"update_id": 5, "message": message}

    kept = polled(json.dumps({"ok": True, "result": [update]}).encode())["result"] == [update]
    read = update_of(update)

    assert read is not None and kept is (read.to_dict() != {"update_id": 5})


def test_among_updates_of_one_poll_the_good_ones_stay_as_they_came() -> None:
    answer = polled(
        b'{"ok":true,"result":[{"update_id":1,"message":5},{"update_id":2,"poll_answer":null},{"no":"number"}]}'
    )
    assert answer["result"] == [{"update_id": 1}, {"update_id": 2, "poll_answer": None}]


@pytest.mark.parametrize(
    ("parse", "payload"),
    [
        *((parse, payload) for parse in (CheckedRequest.parse_json_payload, polled)
          for payload in (b"<html>", b"", b"[]", b"null", b"{}", b'{"error":"sign in"}', b"[" * 100_000)),
        (polled, b'{"ok":true,"result":true}'),
        (polled, b'{"ok":true,"result":[{"message":5}]}'),
    ],
)  # fmt: skip
def test_what_is_no_answer_of_telegrams_is_a_failure_of_the_network(
    parse: Callable[[bytes], object], payload: bytes
) -> None:
    with pytest.raises(NetworkError):
        parse(payload)
