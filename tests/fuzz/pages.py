"""Fuzz targets of the pages: whatever an article, an address or a question holds, a page has our own mark-up alone."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote_from_bytes, urlsplit

from lxml import html

from bot.configuration import settings as configuration
from bot.configuration.page_links import PageLinks
from bot.pages import reading, templates
from bot.pages.init_data import user
from bot.telegram.context import messages_by_language
from retrieval.records import Article, Span
from tests.fuzz.grain import Grain

if TYPE_CHECKING:
    from bot.configuration.messages import Messages

TAGS = {
    *("a", "article", "b", "bdi", "blockquote", "body", "button", "div", "figcaption", "figure", "form", "h1", "h2"),
    *("head", "header", "hr", "html", "input", "label", "li", "link", "main", "mark", "meta", "nav", "noscript", "ol"),
    *("p", "script", "section", "span", "time", "title"),
}  # fmt: skip


def article_page(data: bytes) -> None:
    """The parts of any article are its text, and their pages hold no tag, handler or address but ours."""
    grain = Grain(data)
    text = grain.text() * grain.one_of(1, 1, 3000) or "نص"
    start = grain.number(len(text) - 1)
    span = grain.one_of(None, Span(start, min(len(text), start + 1 + grain.number(400))))
    article = Article(
        grain.name() or "a", grain.text(), text, grain.name(), grain.name(), grain.day(), grain.name()
    )
    number = grain.number(reading.parts(text) - 1)
    opened = reading.OpenedVersion(article, 1, 1, 1 + grain.number(1), bool(grain.number(1)), span)
    blocks = list(reading.part(opened, number))
    query = {name: quote_from_bytes(grain.text().encode(errors="replace")) for name in ("lang", "theme", "k")}
    written = templates.page(
        _handler(grain, query), "article.html",  # type: ignore[arg-type]  # as much of one as templates ask for
        reading=opened, article=article, blocks=blocks, part=number + 1, parts=reading.parts(text),
    )  # fmt: skip
    check(written.encode())


def error_page(data: bytes) -> None:
    """So it is of a page that is not there."""
    grain = Grain(data)
    query = {grain.text(): grain.text() for _ in range(3)}
    written = templates.page(_handler(grain, query), "error.html", status=404)  # type: ignore[arg-type]  # as above
    check(written.encode())


def init_data(data: bytes) -> None:
    """Nothing that Telegram has not signed is anybody's."""
    assert user(data.decode(errors="replace"), "1:x", math.inf) is None


def _handler(grain: Grain, query: dict[str, str]) -> SimpleNamespace:
    settings, texts = _shipped()
    links = PageLinks(grain.one_of("", "https://a.example", "https://a.example/isnad"), b"key")
    site = SimpleNamespace(messages=texts, links=links, settings=replace(settings))
    return SimpleNamespace(
        texts=texts["ar"],
        site=site,
        language="ar",
        get_query_argument=query.get,
        request=SimpleNamespace(path=f"/{grain.text()}", query_arguments=query),
    )


def check(written: bytes) -> None:
    """See that a page has our own tags and scripts alone, no handlers, and links to the web or to our pages."""
    tree: Any = html.document_fromstring(written, parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.iter():
        assert element.tag in TAGS, element.tag
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        if element.tag == "script":
            assert not element.text and "/static/" in element.get("src")
        if (link := element.get("href")) is not None:
            parts = urlsplit(link)
            assert parts.scheme in {"http", "https", ""} and not link.startswith("//")
            parse_qs(parts.query)


@cache
def _shipped() -> tuple[configuration.Settings, dict[str, Messages]]:
    settings = configuration.load(environ={})
    return settings, messages_by_language(settings)
