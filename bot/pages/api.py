"""The HTTP API: what the command line prints as JSON, described by `/openapi.json`."""

from __future__ import annotations

import json
import time
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any

from bot.cli.json_lines import answer_line, article_line, editors_answer
from bot.pages.article_page import article_at
from bot.pages.base import LONGEST_ID, LONGEST_QUESTION, Handler

JSON = "application/json; charset=utf-8"


class ApiHandler(Handler):
    """Answers programs, errors included, in JSON."""

    def set_default_headers(self) -> None:
        """Let pages of other sites read what is open to everybody."""
        super().set_default_headers()
        self.set_header("Access-Control-Allow-Origin", "*")
        self.set_header("Cross-Origin-Resource-Policy", "cross-origin")

    def say_error(self, status: int) -> None:
        """Write what is wrong as JSON."""
        self.send({"status": int(status), "error": HTTPStatus(status).phrase})

    def send(self, value: dict[str, Any] | bytes) -> None:
        """Write an answer: a value, or JSON."""
        self.set_header("Content-Type", JSON)
        self.finish(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode())


class Ask(ApiHandler):
    """`/api/ask?q=`: the answer of `isnad ask --json`."""

    async def get(self) -> None:
        """Write the answer."""
        question = self.argument("q", LONGEST_QUESTION).strip()
        if not question:
            raise self.fail(400)
        if not self.site.settings.pages.search:
            raise self.fail(404)
        begun = time.perf_counter()
        async with self.site.searching():
            inquiries = self.site.responder.inquiries
            answer, shown = await inquiries.library.ask(question), await inquiries.editors_answer(question)
        seconds = time.perf_counter() - begun
        self.site.count(answer, seconds)
        apart = editors_answer(shown, self.texts.editorial.head) if shown else None
        self.send(answer_line(answer, None, seconds * 1000, apart))


class OneArticle(ApiHandler):
    """`/api/articles/<id>`: what `isnad article --json` prints."""

    async def get(self, id_: str) -> None:
        """Write the article."""
        if len(id_) > LONGEST_ID:
            raise self.fail(404)
        self.send(article_line(await article_at(self, id_)))


class Description(ApiHandler):
    """`/openapi.json`: what the API takes and gives."""

    def is_open(self) -> bool:
        """Let everybody know how to ask."""
        return True

    async def get(self) -> None:
        """Write the description."""
        self.send({**description(), "servers": [{"url": self.site.links.url or "/"}]})


@cache
def description() -> dict[str, Any]:
    """Return the description as it ships."""
    file = resources.files("bot.pages") / "static" / "openapi.json"
    described: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return described
