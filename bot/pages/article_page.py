"""The page of an article: as it is stored, with a passage marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.pages import reading
from bot.pages.base import LONGEST_ID, Handler
from bot.pages.templates import page

if TYPE_CHECKING:
    from retrieval.records import Article

NEVER = 2**31


class ArticlePage(Handler):
    """Shows `/a/<id>`: with `q` a passage marked, with `at` as of a generation, with `p` a part of a long article."""

    def is_open(self) -> bool:
        """Let in who has a link that the bot gave."""
        return self.site.links.is_signed(self.path_args[0], self.argument("k"))

    async def get(self, id_: str) -> None:
        """Write the page."""
        read = await self.read(id_)
        text, wanted = read.article.text, self.number("p", NEVER)
        count = reading.parts(text)
        if wanted is not None and not 1 <= wanted <= count:
            raise self.fail(404)
        shown = wanted - 1 if wanted else reading.part_of(text, read.span.start) if read.span else 0
        self.write(
            page(
                self,
                "article.html",
                reading=read,
                article=read.article,
                blocks=list(reading.part(read, shown)),
                part=shown + 1,
                parts=count,
            )
        )

    async def read(self, id_: str) -> reading.OpenedVersion:
        """Return the version that is asked for; refuses what the archive does not hold."""
        if len(id_) > LONGEST_ID:
            raise self.fail(404)
        span, at = self.span(), self.number("at", NEVER)
        if span and span.end - span.start > reading.LONGEST_PASSAGE:
            span = None
        read = await reading.read(self.site.library, id_, at, span, self.argument("t"))
        if read is None:
            raise self.fail(404)
        return read


async def article_at(handler: Handler, id_: str) -> Article:
    """Return an article as it stands, or as of the generation `at`; refuses what the archive does not hold."""
    found = await reading.read(handler.site.library, id_, handler.number("at", NEVER), None)
    if found is None:
        raise handler.fail(404)
    return found.article
