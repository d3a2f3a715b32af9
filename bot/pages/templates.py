"""HTML from templates, in which nothing of an article or a question is markup (the one importer of Jinja)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.rendering.bidi import is_arabic
from bot.rendering.texts import (
    also,
    confidence,
    cut,
    date,
    ellipses,
    harmless,
    loosened,
    one_line,
    refusal,
    understood,
)

if TYPE_CHECKING:
    from bot.pages.base import Handler
    from retrieval.records import Article, Quote

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
_WEB = re.compile(r"https?://[^\s/?#\"<>\\]+[^\s\"<>\\]*")
_LONGEST_URL = 2_000


def page(handler: Handler, template: str, **values: Any) -> str:  # noqa: ANN401  # whatever templates name
    """Return a page of ours in the language of a request."""
    messages, site = handler.texts, handler.site
    asked = handler.get_query_argument("lang", "")
    theme = handler.get_query_argument("theme", "")
    language = asked if asked in site.messages else handler.language
    kept = {
        "lang": language if language != handler.language else "",
        "theme": theme if theme in _THEMES else "",
    }
    return (
        _environment()
        .get_template(template)
        .render(
            messages=messages,
            texts=messages.pages,
            language=language,
            direction=DIRECTIONS[language],
            theme=kept["theme"],
            kept={name: value for name, value in kept.items() if value},
            other=next((name for name in site.messages if name != language), language),
            base=site.links.base,
            links=site.links,
            searchable=site.settings.pages.search,
            # Two slashes would lead to another server.
            here="/" + handler.request.path.lstrip("/\\"),
            query={name: handler.get_query_argument(name, "") for name in handler.request.query_arguments},
            **values,
        )
    )


_THEMES = {"light", "dark"}


@cache
def _environment() -> Environment:
    """Return the templates with what they call; `cache` because reading them takes longer than filling them in."""
    environment = Environment(
        loader=PackageLoader("bot.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"harmless": harmless, "one_line": one_line, "source_link": source_link}
    environment.globals |= {
        "also": also,
        "confidence": confidence,
        "date": date,
        "direction_of": direction_of,
        "ellipses": ellipses,
        "loosened": loosened,
        "understood": understood,
        "pieces": pieces,
        "refusal": refusal,
        "with_query": with_query,
    }
    return environment


def pieces(quote: Quote) -> list[tuple[str, bool]]:
    """Return the text of a quote in pieces, each with whether it answers the question's words."""
    return list(cut(quote.text, quote.highlights))


def source_link(article: Article) -> str | None:
    """Return the article's address at its source, if a browser may be sent there: on the web, and nowhere else."""
    url = article.url or ""
    return url if len(url) <= _LONGEST_URL and url == harmless(url) and _WEB.fullmatch(url) else None


def direction_of(text: str) -> str:
    """Return which way a text runs as a whole, whatever it begins with."""
    return "rtl" if is_arabic(text) else "ltr"


def with_query(path: str, *queries: dict[str, str]) -> str:
    """Return a path with parameters, the later ones before the earlier, empty ones left out."""
    joined: dict[str, str] = {}
    for query in queries:
        joined |= query
    kept = {name: value for name, value in joined.items() if value != ""}
    return f"{path}?{urlencode(kept, errors='replace')}" if kept else path
