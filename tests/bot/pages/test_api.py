"""The API against its own description."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from bot.__main__ import main
from bot.editorial.answers import EditorialAnswers
from bot.editorial.records import AnswerKind, Written
from tests.support.serving.pages import Served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings

QUESTIONS = (
    "من هو فيودور لوكيانوف؟",
    "ما الاسم الجديد لجبهة النصرة؟",
    "ما رأيك في بوتين؟",
    "كم سعر الذهب اليوم؟",
    "من هو زلطان بركعان؟",
    "؟",
    "hello",
)


@pytest.fixture
async def site(stocked: Settings) -> AsyncIterator[Served]:
    async with Served.of(stocked) as served:
        yield served


def checked(described: dict[str, Any], path: str, status: int, said: Any) -> None:
    """Hold an answer to the schema of its path and status."""
    answer = described["paths"][path]["get"]["responses"][str(status)]
    schema = answer["content"]["application/json"]["schema"]
    rooted = {**schema, "components": described["components"]}
    Draft202012Validator(rooted, format_checker=FormatChecker()).validate(said)


async def test_the_description_is_sound_and_every_answer_is_as_it_says(site: Served) -> None:
    # Every worker collects this file, one of them runs it.
    from openapi_spec_validator import OpenAPIV31SpecValidator  # noqa: PLC0415

    described = await site.json("/openapi.json")
    OpenAPIV31SpecValidator(described).validate()
    declined = set()
    for question in QUESTIONS:
        said = await site.json(f"/api/ask?q={quote(question)}")
        checked(described, "/api/ask", 200, said)
        declined |= said.keys()
    assert {"absent", "declined"} <= declined
    async for article in site.library.store.stream():
        checked(described, "/api/articles/{id}", 200, await site.json(f"/api/articles/{quote(article.id)}"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/ask", 400),
        ("/api/ask?q=", 400),
        (f"/api/ask?q={'x' * 601}", 400),
        ("/api/articles/none", 404),
        ("/api/articles/none?at=x", 400),
        ("/api/none", 404),
    ],
)
async def test_errors_are_json_too(site: Served, path: str, status: int) -> None:
    described, answer = await site.json("/openapi.json"), await site.answer(path)
    said = json.loads(await answer.text()) if status != 404 or "none?" in path or "articles" in path else None
    assert answer.status == status
    if said:
        checked(described, "/api/ask", status, said)


async def test_it_says_what_the_command_line_says(
    stocked: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Served.of(stocked) as site:
        [first, *_] = [article async for article in site.library.store.stream()]
        article = await site.json(f"/api/articles/{first.id}")
        answer = await site.json(f"/api/ask?q={quote(QUESTIONS[0])}")

    def printed(*arguments: str) -> Any:
        assert main([*arguments, "--json", "--archive", str(stocked.archive)]) == 0
        return json.loads(capsys.readouterr().out)

    assert await asyncio.to_thread(printed, "article", first.id) == article
    said_in_shell = await asyncio.to_thread(printed, "ask", QUESTIONS[0])
    assert {**said_in_shell, "elapsed_ms": 0} == {**answer, "elapsed_ms": 0}


async def test_an_answer_of_the_editors_stands_apart_from_quotations_and_says_whose_it_is(
    stocked: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {
        AnswerKind.WRITTEN: "من صمم برج السماء؟",
        AnswerKind.OUTSIDE: QUESTIONS[3],
        AnswerKind.PASSAGE: QUESTIONS[1],
    }
    async with Served.of(stocked) as site:
        answers = EditorialAnswers(site.library)
        [one, *_] = [article async for article in site.library.store.stream()]
        for kind, question in asked.items():
            text = {AnswerKind.WRITTEN: "صممته سهام.", AnswerKind.PASSAGE: one.text[:60]}.get(kind, "")
            article = one.id if kind is AnswerKind.PASSAGE else None
            sources = (one.id, "https://example.org/tower")
            await answers.write(Written(question, kind, text, article, 0, sources), 1, "سلمى")
        described, said = await site.json("/openapi.json"), {}
        for kind, question in asked.items():
            said[kind] = await site.json(f"/api/ask?q={quote(question)}")
            checked(described, "/api/ask", 200, said[kind])
            assert said[kind]["editorial"]["label"] == "جواب هيئة التحرير"
            assert said[kind]["editorial"]["text"] not in [one["text"] for one in said[kind]["quotes"]]
        assert said[AnswerKind.WRITTEN]["quotes"] == []
        assert said[AnswerKind.PASSAGE]["editorial"]["passage"]["text"] == one.text[:60]
        assert said[AnswerKind.PASSAGE]["quotes"], "what the archive says by itself stays"

    def printed(*arguments: str) -> str:
        assert main(["ask", asked[AnswerKind.WRITTEN], *arguments, "--archive", str(stocked.archive)]) == 0
        return capsys.readouterr().out

    said_in_shell = json.loads(await asyncio.to_thread(printed, "--json"))
    assert {**said_in_shell, "elapsed_ms": 0} == {**said[AnswerKind.WRITTEN], "elapsed_ms": 0}
    shown = await asyncio.to_thread(printed)
    assert shown.index("جواب هيئة التحرير") < shown.index("صممته سهام.") and "سلمى" not in shown
