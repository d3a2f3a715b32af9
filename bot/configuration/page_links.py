"""Addresses of pages: an article at a passage, as citations link to it, and as Telegram opens it inside itself."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

SIGNATURE_LENGTH = 22
MINI_APP_PATH = "/app"


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Makes addresses beneath `url`, which is empty where the pages have none for readers.

    What is signed opens the article also where an archive is for members alone.
    """

    url: str = ""
    key: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, settings: Settings) -> PageLinks:
        """Return the links of the bot that the settings describe, signed by a key made from its token."""
        token = (settings.telegram.token or "").encode()
        url = settings.site.url if settings.pages.serve else ""
        return cls(url, hmac.digest(token, b"pages", "sha256"))

    @property
    def base(self) -> str:
        """Return what the paths of the pages begin with, for links from one to another."""
        return urlsplit(self.url).path

    def path(self, article: str, **parameters: object) -> str:
        """Return the path of an article's page with some parameters, unsigned."""
        query = urlencode({name: value for name, value in parameters.items() if value not in {None, ""}})
        return f"{self.base}/a/{quote(article, safe='', errors='replace')}{'?' if query else ''}{query}"

    def passage(self, article: str, start: int, end: int, text: str, *, signed: bool = False) -> str:
        """Return the path of an article at a passage, whose `text` tells the version that says so."""
        place, signature = f"{start}-{end}", self.signature(article) if signed else ""
        return f"{self.path(article, q=place, t=fingerprint(text), k=signature)}#{place}"

    def absolute(self, path: str) -> str:
        """Return the whole address of a path."""
        return self.url.removesuffix(self.base) + path if self.base else self.url + path

    def signature(self, article: str) -> str:
        """Return what shows that the bot gave a link to an article."""
        digest = hmac.digest(self.key, article.encode(errors="surrogatepass"), "sha256")
        return digest.hex()[:SIGNATURE_LENGTH]

    def is_signed(self, article: str, signature: str) -> bool:
        """Return whether the bot gave a link with this signature to an article."""
        return hmac.compare_digest(self.signature(article).encode(), signature.encode(errors="replace"))

    def mini_app(self, press: str) -> str | None:
        """Return what Telegram opens inside itself in place of a press; None where it would not: it wants TLS."""
        if not self.url.startswith("https://"):
            return None
        return f"{self.url}{MINI_APP_PATH}?{urlencode({'p': press})}"


def fingerprint(text: str) -> str:
    """Return 8 characters that tell a passage from what stands in its place in other versions."""
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=4).hexdigest()
