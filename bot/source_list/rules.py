"""What the list of sources asks of the articles of a source: whose they are cited as, and of which sections."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from retrieval.arabic.text import fold_text

if TYPE_CHECKING:
    from retrieval.records import Article


@dataclass(frozen=True, slots=True)
class SourceRules:
    """`outlet` is what articles are cited as; without it, what each says of itself.

    Sections to `take` and to `leave` are the beginning of an address's path, like "/sport", or the name of a section,
    like "رياضة". Leaving goes before taking; without any to take, all are taken.
    """

    outlet: str = ""
    take: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()

    def may_want(self, url: str) -> bool:
        """Return whether the page at `url` is worth a look: its path is not left out, and may be one to take."""
        if any(_leads(section, url) for section in self.leave):
            return False
        by_path = all(section.startswith("/") for section in self.take)
        return not by_path or not self.take or any(_leads(section, url) for section in self.take)

    def wants(self, article: Article) -> bool:
        """Return whether it is of a section to keep."""
        if any(_names(section, article) for section in self.leave):
            return False
        return not self.take or any(_names(section, article) for section in self.take)

    def cited(self, article: Article) -> Article:
        """Return the article as one of the outlet that is asked for."""
        return replace(article, outlet=self.outlet) if self.outlet else article

    def marked(self, recipe: bytes) -> bytes:
        """Return a digest of `recipe` and these terms, by which articles read under other terms are known."""
        if not (self.outlet or self.take or self.leave):
            return recipe
        said = repr((self.outlet, self.take, self.leave)).encode()
        return hashlib.blake2b(recipe + said, digest_size=16).digest()


ANY = SourceRules()


def _names(section: str, article: Article) -> bool:
    if section.startswith("/"):
        return article.url is not None and _leads(section, article.url)
    named = article.section
    return named is not None and fold_text(section).text.strip() == fold_text(named).text.strip()


def _leads(prefix: str, url: str) -> bool:
    """Return whether the path of `url` is `prefix` or lies below it."""
    if not prefix.startswith("/"):
        return False
    try:
        path = unquote(urlsplit(url).path).casefold()
    except ValueError:
        return False
    above = unquote(prefix).casefold().rstrip("/")
    return path == above or path.startswith(f"{above}/")
