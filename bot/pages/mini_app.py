"""A passage opened inside Telegram: its signature tells who opens it, then the page of the article opens."""

from __future__ import annotations

import json
import time

from bot.pages.base import Handler
from bot.pages.init_data import LONGEST, user
from bot.pages.templates import page


class MiniApp(Handler):
    """`/app?p=`: an empty page whose script hands over what Telegram signed, and is told where the passage is."""

    def is_open(self) -> bool:
        """Let everybody come as far as this: the signature decides."""
        return True

    async def get(self) -> None:
        """Write the empty page."""
        self.write(page(self, "app.html"))

    async def post(self) -> None:
        """Return the address of the passage to who may read it."""
        token = self.site.settings.telegram.token or ""
        who = user(self.get_body_argument("init", "", strip=False)[: LONGEST + 1], token, time.time())
        if who is None or not self.site.door.admits(who):
            raise self.fail(403)
        quote = await self.site.door.opens(self.argument("p"))
        if quote is None:
            raise self.fail(404)
        where = self.site.links.passage(quote.article.id, quote.start, quote.end, quote.text, signed=True)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(json.dumps({"location": where}))
