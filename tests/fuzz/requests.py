"""Hostile requests, made from a seed: what stands in the address, in headers and in bodies that a server may meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

SCRIPT = b"<script>alert(1)</script>"
QUESTIONS = tuple(
    question.encode()
    for question in (
        "ما الاسم الجديد لجبهة النصرة؟",
        "من هو مؤسس شركة السفن الطائرة؟",
        "كم تبعد المجرة عن الشمس؟",
        "السلام عليكم",
        "آخر الأخبار",
        "ماذا في المعرض الغريب؟",
    )
)
NASTY = (
    SCRIPT, b"\" onmouseover=\"alert(1)", b"'><img src=x onerror=alert(1)>", b"javascript:alert(1)", b"{{7*7}}",
    b"{% include '/etc/passwd' %}", b"../../../../etc/passwd", b"..\\..\\windows", b"//evil.example/",
    b"\r\nX-Injected: 1", b"\0", b"\xff\xfe\xfd", b"\xed\xa0\x80", "\u202e\u2066\u200f".encode(),
    "😀".encode() * 30, b"' OR 1=1 --", b"*:*", "جبهة".encode() * 200, b"9" * 400, b"-1", b"1e9", "٣".encode(),
    b"0-20", b"999999999-1", b"5-5", b"", b"a" * 3000, b"%", "من قبل 9999 منذ 0".encode(), b"[" * 500,
    "؟".encode() * 500, "الـــــــ".encode() * 40, b"NaN", b"null", b"true",
)  # fmt: skip
RAW = (
    b"%", b"%%", b"%zz", b"%0", b"%00", b"%ff%fe", b"%u0627", b"%2e%2e%2f", b"..%2f..%2fetc%2fpasswd",
    b"%5c..%5c", b"%0d%0aX-Injected:%201", b"%c0%ae%c0%ae/", b"+", b";", b"&", b"=", b"#x", b"?", b"\xd8\xa7",
    b"'\"<>", b"|", b"^",
)  # fmt: skip
"""Put into an address as they stand, most of them no part of any."""
PATHS = (
    b"/", b"/latest", b"/a/", b"/api/ask", b"/api/articles/", b"/openapi.json", b"/static/page.css",
    b"/static/", b"/app", b"/healthz", b"/readyz", b"/metrics", b"/replica", b"/telegram", b"/.git/config",
    b"/a", b"//", b"/api",
)  # fmt: skip
PARAMETERS = (b"q", b"n", b"p", b"at", b"k", b"t", b"lang", b"theme", b"init", b"<b>", b"")
METHODS = (b"GET",) * 20 + (
    b"HEAD",
    b"POST",
    b"PUT",
    b"DELETE",
    b"OPTIONS",
    b"TRACE",
    b"PATCH",
    b"CONNECT",
    b"get",
    b"\0",
)
HEADERS = (
    b"Host", b"X-Forwarded-For", b"X-Real-Ip", b"X-Forwarded-Host", b"X-Scheme", b"Accept-Language", b"Accept",
    b"Range", b"Accept-Encoding", b"If-None-Match", b"If-Modified-Since", b"Authorization", b"Cookie",
    b"Referer", b"User-Agent", b"Origin", b"Content-Type", b"Upgrade", b"X-Telegram-Bot-Api-Secret-Token",
    b"X-HTTP-Method-Override",
)  # fmt: skip
VALUES = (
    b"evil.example", b"evil.example:99999", b"127.0.0.1, ::1, %", b"1.2.3.4\t", b"ar-EG,en;q=0.5,*;q=zz",
    b"bytes=0-0", b"bytes=-1", b"bytes=5-2,0-,-", b"Bearer " + b"k" * 200, b"Bearer \xff", b"Basic Og==", b"*",
    b'W/"x", "', b"text/html", b"gzip, br;q=-1", b"websocket", b"Thu, 99 Foo 0000",
    b"multipart/form-data; boundary=", b"application/json; charset=utf-99",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request as it is sent; `whole`, unless the server is to wait for more of it."""

    method: bytes
    sent: bytes
    whole: bool


class Attempts:
    """Requests drawn from a seed, about articles of these ids."""

    def __init__(self, dice: random.Random, ids: Sequence[str]) -> None:
        self._dice = dice
        self._ids = [id_.encode() for id_ in ids]

    def draw(self) -> Attempt:
        """Return another request."""
        dice = self._dice
        method = dice.choice(METHODS)
        body, described, whole = self._body() if method in {b"POST", b"PUT", b"PATCH"} else (b"", [], True)
        headers = [b"Host: fuzz", *(self._header() for _ in range(dice.randrange(3))), *described]
        dice.shuffle(headers)
        version = dice.choice((b"HTTP/1.1",) * 30 + (b"HTTP/1.0", b"HTTP/9.9", b"", b"HTTP/1.1 x"))
        line = b" ".join((method, self._target(), version))
        return Attempt(method, b"\r\n".join((line, *headers, b"", b"")) + body, whole)

    def _target(self) -> bytes:
        dice = self._dice
        path = dice.choice(PATHS)
        if path in {b"/a/", b"/api/articles/"} or dice.random() < 0.1:
            path += self._put(dice.choice(self._ids) if dice.random() < 0.6 else dice.choice(NASTY))
        query = [self._parameter() for _ in range(dice.randrange(4))]
        target = path + (b"?" + b"&".join(query) if query else b"")
        if dice.random() < 0.1:
            place = dice.randrange(len(target) + 1)
            target = target[:place] + dice.choice(RAW) + target[place:]
        return b"http://evil.example" + target if dice.random() < 0.02 else target

    def _parameter(self) -> bytes:
        dice = self._dice
        name = b"q" if dice.random() < 0.5 else dice.choice(PARAMETERS)
        value = dice.choice(QUESTIONS) if dice.random() < 0.4 else dice.choice(NASTY)
        if dice.random() < 0.2:
            value += dice.choice(NASTY)
        return self._put(name) + b"=" + self._put(value)

    def _put(self, value: bytes) -> bytes:
        """Write a value into an address: as it should be, mostly."""
        if self._dice.random() < 0.9:
            return quote_from_bytes(value, safe="").encode()
        return value.replace(b" ", b"%20").replace(b"\r\n", b"%0d%0a")

    def _header(self) -> bytes:
        dice = self._dice
        name = dice.choice(HEADERS)
        value = dice.choice(VALUES) if dice.random() < 0.6 else dice.choice(NASTY).replace(b"\r\n", b"")
        match dice.randrange(40):
            case 0:
                return name + b": " + b"x" * dice.choice((8_000, 17_000, 70_000))
            case 1:
                return name + value
            case 2:
                return name + b":\r\n folded " + value
            case 3:
                return b"X\0" + name + b": " + value
            case _:
                return name + b": " + value

    def _body(self) -> tuple[bytes, list[bytes], bool]:
        """Return a body, headers that describe it (falsely at times), and whether it is sent to its end."""
        dice = self._dice
        body = dice.choice(
            (b"init=" + quote_from_bytes(dice.choice(NASTY)).encode(), b"{", b"\xff" * 50, b"--x\r\n\r\n")
        )
        length, chunked = b"Content-Length: ", b"Transfer-Encoding: chunked"
        wrong = length + dice.choice((b"-1", b"1e3", b"9" * 30, b"0x10", b""))
        form = b"--x\r\nContent-Disposition: form-data\r\n\r\n"
        parts = b"Content-Type: multipart/form-data; boundary=x"
        coded = b"Content-Type: application/x-www-form-urlencoded"
        usual = (body, [coded, length + b"%d" % len(body)], True)
        return dice.choice(
            (
                (body, [wrong], False),
                (body, [length + b"%d" % (len(body) + 9)], False),
                (b"5\r\nhello\r\n0\r\n\r\n", [chunked], True),
                (b"zz\r\nhello", [chunked], False),
                (b"3\r\nabc\r\n0\r\n\r\n", [chunked, length + b"3"], False),
                (form, [parts, length + b"%d" % len(form)], True),
                usual,
                usual,
            )
        )
