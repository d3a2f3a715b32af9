"""Which failed calls may be made again."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.telegram.limiter import may_repeat


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (NetworkError("Bad Gateway"), True),
        (caused(NetworkError("x"), httpx.ConnectError("refused")), True),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), True),
        (caused(TimedOut(), httpx.PoolTimeout("busy")), True),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), False),
        (caused(NetworkError("x"), httpx.ReadError("reset")), False),
        (BadRequest("chat not found"), False),
    ],
)
def test_a_message_is_sent_again_only_if_it_surely_was_not_sent(error: NetworkError, again: bool) -> None:
    assert may_repeat("sendMessage", error) is again


def test_an_edit_may_be_made_twice() -> None:
    assert may_repeat("editMessageText", caused(TimedOut(), httpx.ReadTimeout("slow")))
    assert not may_repeat("editMessageText", BadRequest("message is not modified"))
