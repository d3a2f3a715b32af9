"""A short run of the hostile requests that `make fuzz` sends by the thousand, to pages served in the test."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.archive.library import BY_HAND
from tests.fuzz.http import Fuzzer, UnsafeAnswer, hostile, judged
from tests.fuzz.requests import Attempts
from tests.support.serving.pages import Served

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

REQUESTS = 400
PAGE = b"HTTP/1.1 200 OK\r\nServer: Isnad\r\nContent-Type: text/html; charset=utf-8\r\n"
POLICY = b"Content-Security-Policy: default-src 'none'\r\n"
UNSAFE = {
    "a failure of the server": (b"HTTP/1.1 500 X\r\n\r\n", b""),
    "a page without a policy": (PAGE + b"\r\n", b"<p>x"),
    "a script of a visitor's": (PAGE + POLICY + b"\r\n", b"<p><script>alert(1)</script>"),
    "a handler of a visitor's": (PAGE + POLICY + b"\r\n", b"<p onclick=x>"),
    "a header of a visitor's": (PAGE + POLICY + b"X-Injected: 1\r\n\r\n", b"<p>x"),
    "a way to another server": (b"HTTP/1.1 302 X\r\nLocation: //evil.example\r\n\r\n", b""),
    "JSON that is sniffed": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b"{}"),
}


async def test_no_request_fails_the_server_or_gets_a_page_with_mark_up_of_others(newsroom: Settings) -> None:
    async with Served.of(newsroom) as site:
        await site.library.add(hostile(), BY_HAND)
        ids = [article.id async for article in site.library.store.stream()]
        fuzzer = Fuzzer(urlsplit(site.url).port or 0, Attempts(random.Random(7), ids))
        await fuzzer.run(REQUESTS)
    assert fuzzer.statuses[200] and fuzzer.statuses[404]


@pytest.mark.parametrize("what", UNSAFE)
def test_what_is_unsafe_is_noticed(what: str) -> None:
    with pytest.raises(UnsafeAnswer):
        judged(*UNSAFE[what])
