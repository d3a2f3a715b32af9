"""Citations: headline, outlet, date and author of bounded length, linked to where the article can be read."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote as quote_url

from bot.rendering import texts
from bot.rendering.texts import ELLIPSIS, date, one_line
from bot.telegram.messages.html import clipped, directed_as, escaped, isolated, units

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from retrieval.records import Article, Quote

COPIED_UNITS = 256
"""What a button may copy."""
TITLE_UNITS, NAME_UNITS = 160, 60
_URL_LENGTH = 1000
_ADDRESS = "%/:?#[]@!$&'()*+,;=~<>\"\\ \t\n\r\v\f"
"""What is left as it is beside letters and digits: parts of addresses, and what no address has."""
_URL = re.compile(r"https?://[^\s/?#\"<>\\]+[^\s\"<>\\]*", re.ASCII)


def citation(quote: Quote, messages: Messages, numbers: str = "", further: str = "") -> str:
    """Return the citation, behind the numbers of its quotes where they have any.

    Its headline leads to our page of the article, or else to its source.
    """
    article = quote.article
    told = fields(article, messages)
    title, *rest = (isolated(escaped(part)) for part in (*told, clipped(further, NAME_UNITS)) if part)
    link = _page(quote, messages) or _link(article)
    shown = f'<a href="{html.escape(link)}">{title}</a>' if link else f"<b>{title}</b>"
    counted = f"{numbers}. " if numbers else ""
    return directed_as("".join(told), counted + messages.citation.separator.join([shown, *rest]))


def copied(article: Article, messages: Messages) -> str:
    """Return the citation as plain text for a button that copies it: what does not fit is left out, the link first."""
    text = messages.citation.separator.join(fields(article, messages))
    link = _link(article)
    whole = f"{text}\n{link}" if link else text
    return whole if units(whole) <= COPIED_UNITS else clipped(text, COPIED_UNITS)


def headline(article: Article) -> str:
    """Return the headline, or what stands for it, on one line of bounded length."""
    return clipped(texts.headline(article), TITLE_UNITS)


def linked_headline(article: Article, most: int) -> str:
    """Return HTML of a headline of bounded length, which leads to its source, if there is one."""
    title, link = isolated(escaped(clipped(headline(article), most))), _link(article)
    return f'<a href="{html.escape(link)}">{title}</a>' if link else title


def source(article: Article, messages: Messages) -> str:
    """Return outlet and date."""
    return messages.citation.separator.join(fields(article, messages)[1:3])


def fields(article: Article, messages: Messages) -> list[str]:
    """Return headline, outlet, date and author, each of bounded length; what is unknown is left out."""
    title = headline(article) or ELLIPSIS
    outlet, author = (clipped(one_line(name or ""), NAME_UNITS) for name in (article.outlet, article.author))
    day = date(article.published, messages) if article.published else ""
    return [
        part
        for part in (title, outlet, day, author and messages.citation.author.format(author=author))
        if part
    ]


def _page(quote: Quote, messages: Messages) -> str | None:
    """Return the address of our page that shows the quote in its article, where there are pages for readers."""
    links, article = messages.links, quote.article
    if not links.url:
        return None
    place = (
        links.passage(article.id, quote.start, quote.end, quote.text, signed=True)
        if quote.text
        else links.path(article.id, k=links.signature(article.id))
    )
    link = links.absolute(place)
    return link if len(link) <= _URL_LENGTH else None


def _link(article: Article) -> str | None:
    """Return the article's address, its Arabic letters encoded, if it is one that a browser may be sent to."""
    written = article.url or ""
    url = quote_url(written, _ADDRESS, errors="replace")
    host = written.partition("://")[2].partition("/")[0]
    return url if len(url) <= _URL_LENGTH and host.isascii() and _URL.fullmatch(url) else None
