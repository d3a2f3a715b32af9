"""The pages as a stranger meets them: what they show, to whom, and what no request may do."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import aiohttp
import pytest

from bot.archive.changes.generation import Batch
from bot.archive.library import BY_HAND
from bot.editorial.answers import EditorialAnswers
from bot.editorial.records import AnswerKind, Written
from retrieval.records import Article, Quote
from tests.support.serving.pages import KEY, Served, signed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings

ASKED = quote("ماذا افتتح الوزير؟")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}{% raw %}"


@pytest.fixture
async def site(newsroom: Settings) -> AsyncIterator[Served]:
    async with Served.of(newsroom) as served:
        yield served


async def ids(served: Served) -> list[str]:
    return [article.id async for article in served.library.store.stream()]


async def test_an_article_is_shown_as_it_is_stored_with_the_passage_marked(site: Served) -> None:
    [first, *_] = [article async for article in site.library.store.stream()]
    status, html = await site.get(f"/a/{first.id}?q=0-20")

    assert status == 200
    assert '<html lang="ar" dir="rtl">' in html and first.title in html
    assert f'<mark id="0-20" tabindex="-1">{first.text[:20]}</mark>' in html
    shown = re.search(r'<div class="text" lang="ar">(.*)</div>\n</article>', html, re.DOTALL)
    assert shown and re.sub(r"<[^>]*>", "", shown[1]).split() == first.text.split()


async def test_the_box_answers_as_the_bot_does_and_leads_to_the_passage(site: Served) -> None:
    _, html = await site.get(f"/?q={ASKED}")
    assert "<blockquote" in html
    link = re.search(r'class="title"[^>]*href="([^"]*)"', html)
    assert link and "<mark" in (await site.get(link[1].replace("&amp;", "&").partition("#")[0]))[1]
    assert "وعليكم السلام" in (await site.get(f"/?q={quote('السلام عليكم')}"))[1]
    assert "<ol" in (await site.get(f"/?q={quote('آخر الأخبار')}"))[1]
    assert "لم أجد في الأرشيف جوابًا" in (await site.get(f"/?q={quote('كم عدد سكان القرية؟')}"))[1]
    assert "أطول مما" in (await site.get(f"/?q={quote('س' * 601)}"))[1]
    assert len(site.counted) == 2, "questions are counted, courtesies are not"


async def test_an_answer_of_the_editors_stands_apart_from_quotations(site: Served) -> None:
    question = "كم عدد سكان القرية الغريبة؟"
    written = Written(
        question, AnswerKind.WRITTEN, f"عددهم ألف {HOSTILE}", sources=("https://stats.example",)
    )
    await EditorialAnswers(site.library).write(written, 1, "هدى")
    _, html = await site.get(f"/?q={quote(question)}")
    assert "جواب هيئة التحرير" in html and "عددهم ألف" in html and "https://stats.example" in html
    assert "<script>alert" not in html and "<blockquote" not in html and "لم أجد" not in html


async def test_headlines_are_listed_a_page_at_a_time(site: Served) -> None:
    status, html = await site.get("/latest")
    assert status == 200 and html.count('class="title"') == 2
    assert (await site.get("/latest?p=2"))[0] == 404


async def test_every_answer_says_what_browsers_may_do_and_sets_no_cookie(site: Served) -> None:
    for path in (
        "/",
        "/latest",
        f"/a/{(await ids(site))[0]}",
        "/a/none",
        "/api/ask",
        "/static/page.js",
        "/x",
    ):
        headers = (await site.answer(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in headers and "tornado" not in headers["Server"].lower()


async def test_nothing_of_an_article_or_a_question_is_markup(newsroom: Settings) -> None:
    article = Article(
        f"id{HOSTILE}",
        f"عنوان {HOSTILE}",
        f"نص المقال {HOSTILE} عن الجسر",
        outlet=f"صحيفة {HOSTILE}",
        author=f"كاتب {HOSTILE}",
        url="javascript:alert(3)//https://a.example",
    )
    async with Served.of(newsroom) as site:
        await site.library.add([article], BY_HAND)
        hostile = quote(HOSTILE, safe="")
        paths = [f"/a/{quote(article.id, safe='')}?q=0-30", "/latest", f"/?q={quote('الجسر')}"]
        paths += [
            f"/?q={hostile}",
            f"/?lang={hostile}&theme={hostile}",
            f"/a/x{hostile}",
            f"/app?p={hostile}",
        ]
        for path in paths:
            _, html = await site.get(path)
            assert "<script>alert" not in html and "<img" not in html and "javascript:" not in html
            assert "49" not in re.sub(r"\d{3,}", "", html) or "{{7*7}}" in html.replace("&#34;", '"')


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:1", "//a.example", "https://"]
)
async def test_a_link_to_the_source_is_of_the_web_or_there_is_none(newsroom: Settings, url: str) -> None:
    async with Served.of(newsroom) as site:
        await site.library.add([Article("u", "ع", "نص", url=url)], BY_HAND)
        assert 'rel="noopener' not in (await site.get("/a/u"))[1]
        await site.library.add([Article("u", "ع", "نص", url="https://a.example/b?c=1&d=2")], BY_HAND)
        assert 'href="https://a.example/b?c=1&amp;d=2"' in (await site.get("/a/u"))[1]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../base.py",
        "/static/%2e%2e/base.py",
        "/static/..%2fbase.py",
        "/static/openapi.json",
        "/a/..%2f..%2f..%2fetc%2fpasswd",
        "/a/%00",
        "/a/%ff%fe",
        "/api/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/a/" + "x" * 5_000,
        "/healthz/../a",
        "/telegram",
    ],
)
async def test_no_path_leads_to_anything_else(site: Served, path: str) -> None:
    status, body = await site.get(path)
    assert status == 404 and "root:" not in body and "import" not in body


@pytest.mark.parametrize(
    "query",
    [
        "p=0",
        "p=2",
        "p=x",
        "p=-1",
        "p=" + "9" * 40,
        "p=٣",
        "at=x",
        "at=1e9",
        "q=" + "x" * 500,
    ],
)
async def test_parameters_of_another_form_are_refused(site: Served, query: str) -> None:
    assert (await site.get(f"/a/{(await ids(site))[0]}?{query}"))[0] in {400, 404}


@pytest.mark.parametrize("place", ["5-5", "9-2", "0-999999999", "x", "1-2-3", "%ff"])
async def test_a_passage_that_is_none_shows_the_article_without_one(site: Served, place: str) -> None:
    status, html = await site.get(f"/a/{(await ids(site))[0]}?q={place}")
    assert status == 200 and "<mark" not in html


async def test_an_older_version_says_so_and_leads_to_the_newer(newsroom: Settings) -> None:
    async with Served.of(newsroom) as site:
        for text in ("طول الجسر 330 مترًا.", "طول الجسر 340 مترًا."):
            await site.library.add([Article("v/1 ؟", "جسر", text)], BY_HAND)
        link = site.links.passage("v/1 ؟", 0, 13, "طول الجسر 330").partition("#")[0]
        _, html = await site.get(link)
        assert "<mark" in html and "330" in html and "نسخة سابقة" in html and "النسخة 1 من 2" in html
        assert 'href="/a/v%2F1%20%D8%9F"' in html
        assert "340" in (await site.get("/a/v%2F1%20%D8%9F"))[1]


async def test_an_article_of_megabytes_comes_in_parts_of_bounded_size(newsroom: Settings) -> None:
    text = "\n".join(f"سطر رقم {number} <b> & من مقال طويل" for number in range(60_000))
    async with Served.of(newsroom) as site:
        await site.library.store.take(
            Batch("x", [Article("big", "ع", text)]),
            continuing=False,
        )
        _, first = await site.get("/a/big")
        assert len(first.encode()) < 200_000 and "الجزء التالي" in first
        start = text.index("سطر رقم 50000 ")
        _, html = await site.get(f"/a/big?q={start}-{start + 13}")
        assert f'<mark id="{start}-{start + 13}" tabindex="-1">سطر رقم 50000</mark>' in html
        assert len(html.encode()) < 200_000


async def test_who_asks_too_often_is_told_when_to_come_again(newsroom: Settings) -> None:
    async with Served.of(newsroom, limit=2) as site:
        statuses = [(await site.answer("/")).status for _ in range(3)]
        assert statuses == [200, 200, 429]
        refused = await site.answer("/api/ask?q=x", X_Forwarded_For="9.9.9.9")
        assert refused.status == 429 and int(refused.headers["Retry-After"]) > 0
        assert (await site.json("/api/ask?q=x"))["status"] == 429
        assert (await site.answer("/healthz")).status == 200
        assert (await site.answer("/", Authorization=f"Bearer {KEY}")).status == 200


async def test_behind_a_proxy_the_address_is_what_the_proxy_saw(newsroom: Settings) -> None:
    async with Served.of(newsroom, limit=1, proxies=1) as site:
        seen = [
            (await site.answer("/", X_Forwarded_For=chain)).status
            for chain in ("9.9.9.9, 1.1.1.1", "8.8.8.8, 1.1.1.1", "1.1.1.2")
        ]
        assert seen == [200, 429, 200]


async def test_an_archive_for_members_opens_by_the_bots_links_and_by_keys_alone(site: Served) -> None:
    site.closed = True
    [id_, other] = await ids(site)
    signature = site.links.signature(id_)
    for path in (
        "/",
        "/latest",
        f"/?q={ASKED}",
        f"/a/{id_}",
        f"/a/{other}?k={signature}",
        f"/api/ask?q={ASKED}",
        f"/api/articles/{id_}",
    ):
        assert (await site.answer(path)).status == 401
        assert (await site.answer(path, Authorization="Bearer " + "x" * 16)).status == 401
        assert (await site.answer(path, Authorization=f"Bearer {KEY}")).status == 200
    assert "لأعضائه" in (await site.get("/"))[1]
    assert (await site.answer(f"/a/{id_}?k={signature}")).status == 200
    assert (await site.answer("/openapi.json")).status == 200


async def test_without_search_articles_open_by_their_links_alone(newsroom: Settings) -> None:
    async with Served.of(newsroom, search=False) as site:
        assert [(await site.get(path))[0] for path in (f"/?q={ASKED}", "/latest", f"/api/ask?q={ASKED}")] == [
            404
        ] * 3
        status, home = await site.get("/")
        assert status == 200 and "<form" not in home and "/latest" not in home
        assert (await site.get(f"/a/{(await ids(site))[0]}"))[0] == 200


async def test_a_mini_app_is_told_where_the_passage_is_if_telegram_signed_for_a_reader(site: Served) -> None:
    [article, *_] = [one async for one in site.library.store.stream()]
    site.presses["open:abc:1:0"] = Quote(article, 3, 12, article.text[3:12], (), 0.0)
    site.admitted, site.closed = {7}, True

    async def opens(press: str, init: str) -> tuple[int, str]:
        async with site.client.post(f"{site.url}/app?p={press}", data={"init": init}) as answer:
            return answer.status, await answer.text()

    now = int(time.time())
    status, said = await opens("open:abc:1:0", signed(7, now))
    assert status == 200
    path = said.split('"')[3]
    assert '<mark id="3-12"' in (await site.get(path.partition("#")[0]))[1]
    assert (await opens("open:abc:1:0", signed(8, now)))[0] == 403
    assert (await opens("open:abc:1:0", signed(7, now, token="1:x")))[0] == 403
    assert (await opens("open:abc:1:0", ""))[0] == 403
    assert (await opens("open:zzz:1:0", signed(7, now)))[0] == 404
    assert (await site.get("/app?p=open:abc:1:0"))[0] == 200


async def test_other_methods_are_refused_and_head_answers_without_a_body(site: Served) -> None:
    async with site.client.head(f"{site.url}/latest") as answer:
        assert answer.status == 200 and not await answer.read()
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        async with site.client.request(method, f"{site.url}/latest") as answer:
            assert answer.status == 405


async def test_no_log_holds_what_was_asked(site: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for path in (f"/?q={ASKED}", f"/api/ask?q={ASKED}", f"/api/ask?q={ASKED}&q=%ff", f"/{ASKED}"):
        await site.get(path)
    assert ASKED not in caplog.text and "افتتح" not in caplog.text


async def test_a_failure_tells_nothing_of_the_inside(
    site: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret reason")

    monkeypatch.setattr("bot.archive.versions.digests", broken)
    status, html = await site.get("/a/some-article")
    assert status == 500 and "secret" not in html and "Traceback" not in html
    assert "secret reason" in caplog.text and "some-article" not in caplog.text


async def test_a_crowd_is_told_to_come_again(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pages.site.WAITING", 0)
    answer = await site.answer(f"/api/ask?q={ASKED}")
    assert answer.status == 503 and answer.headers["Retry-After"]


async def test_headers_without_end_are_refused(site: Served) -> None:
    host, port = site.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 40_000 + b"\r\n\r\n")
    assert not (await reader.read()).startswith(b"HTTP/1.1 200")
    writer.close()
    with pytest.raises((aiohttp.ClientResponseError, aiohttp.ServerDisconnectedError)):
        async with site.client.get(f"{site.url}/a/{'x' * 40_000}", raise_for_status=True):
            pass
