"""The addresses of the pages and of the API."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bot.pages.api import Ask, Description, OneArticle
from bot.pages.article_page import ArticlePage
from bot.pages.base import Handler, Missing
from bot.pages.mini_app import MiniApp
from bot.pages.search import LatestPage, SearchPage

if TYPE_CHECKING:
    from bot.pages.site import PageContext

    Routes = list[tuple[str, type[Handler], dict[str, Any]]]

KINDS = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""The files that pages are shown with; nothing else is ever read from the disk for a visitor."""


class StaticFile(Handler):
    """`/static/<name>`: one of the files that pages are shown with."""

    async def prepare(self) -> None:
        """Let everybody have them, as often as they like."""

    async def get(self, name: str) -> None:
        """Write the file."""
        if name not in KINDS:
            raise self.fail(404)
        self.set_header("Content-Type", KINDS[name])
        self.set_header("Cache-Control", "public, max-age=3600")
        self.write(_file(name))


@cache
def _file(name: str) -> bytes:
    return (resources.files("bot.pages") / "static" / name).read_bytes()


def routes(site: PageContext) -> Routes:
    """Return what answers each address; the last answers all that are no one's."""
    pages: list[tuple[str, type[Handler]]] = [
        (r"/", SearchPage),
        (r"/latest", LatestPage),
        (r"/a/(.+)", ArticlePage),
        (r"/app", MiniApp),
        (r"/api/ask", Ask),
        (r"/api/articles/(.+)", OneArticle),
        (r"/openapi\.json", Description),
        (r"/static/([\w.]+)", StaticFile),
        (r".*", Missing),
    ]
    return [(path, handler, {"site": site}) for path, handler in pages]
