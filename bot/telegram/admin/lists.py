"""Lists in admins' messages: articles by headline, what was set aside, times; all of bounded length."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rendering.phrases import phrased
from bot.rendering.texts import ELLIPSIS, date, one_line
from bot.telegram.admin.jobs import Attachment
from bot.telegram.admin.request import formatted
from bot.telegram.messages.citations import headline
from bot.telegram.messages.html import clipped, escaped, isolated, units
from bot.telegram.messages.keyboards import arranged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardButton

    from bot.configuration.messages import Messages
    from bot.telegram.admin.request import AdminPress
    from retrieval.records import Article, SetAside

ASIDE_SHOWN = 8
_REASON_UNITS = 220
_PLACE_UNITS = 80
_NAME_UNITS = 60
_ID_UNITS = 256
_APART = "\u2068{}\u2069"  # an id may begin with digits, which would follow it from right to left
_ASIDE_FILE = "set-aside.txt"


def aside_report(set_aside: Sequence[SetAside], messages: Messages) -> tuple[list[str], Attachment | None]:
    """Return how much was set aside and why, a line of HTML each; a list too long for a message comes as a file."""
    shown = aside_lines(set_aside, messages, ASIDE_SHOWN)
    if len(set_aside) <= ASIDE_SHOWN:
        return shown, None
    places = (f"{item.path}:{item.line}" if item.line else item.path for item in set_aside)
    rows = [
        f"{one_line(place)}\t{one_line(item.reason)}\r\n"
        for place, item in zip(places, set_aside, strict=True)
    ]
    # With a byte order mark, so that every editor knows the letters.
    whole = "".join(rows).encode("utf-8-sig", "replace")
    return [*shown, formatted(messages.admin.whole_list)], Attachment(_ASIDE_FILE, whole)


def aside_lines(set_aside: Sequence[SetAside], messages: Messages, most: int) -> list[str]:
    """Return how much was set aside, and why the first so many were; nothing where nothing was."""
    texts = messages.reload
    shown = [formatted(texts.set_aside, n=len(set_aside))] if set_aside else []
    for item in set_aside[:most]:
        words = {
            "source": _ending(one_line(item.path), _PLACE_UNITS),
            "reason": clipped(one_line(phrased(item.reason, messages)), _REASON_UNITS),
        }
        if item.line is None:
            shown.append(formatted(texts.aside, **words))
        else:
            shown.append(formatted(texts.aside_line, line=item.line, **words))
    return shown


def article_line(article: Article, messages: Messages) -> str:
    """Return HTML of a headline with outlet and date beneath."""
    known = [clipped(one_line(article.outlet or ""), _NAME_UNITS)]
    known.append(date(article.published, messages) if article.published else "")
    beneath = messages.citation.separator.join(isolated(escaped(part)) for part in known if part)
    title = f"<b>{isolated(escaped(headline(article)))}</b>"
    return f"{title}\n{beneath}" if beneath else title


def id_line(article: Article, messages: Messages) -> str:
    """Return HTML of an article's id, which a tap copies."""
    shown = f"<code>{escaped(clipped(one_line(article.id), _ID_UNITS))}</code>"
    return messages.admin.articles.id.format(id=_APART.format(shown))


def moment_of(seconds: int, messages: Messages) -> str:
    """Return date and time of day, as `moment`, of so many seconds after 1970."""
    return moment(datetime.datetime.fromtimestamp(seconds, datetime.UTC), messages)


def moment(at: datetime.datetime, messages: Messages) -> str:
    """Return date and time of day, by this machine's clock."""
    local = at.astimezone()
    return messages.admin.moment.format(date=date(local.date(), messages), time=f"{local:%H:%M}")


def turns(here: AdminPress, by: int, most: int, messages: Messages) -> list[list[InlineKeyboardButton]]:
    """Return the row of buttons to the pages before and after; none where there is no other page.

    `here` is the press that shows this page by its number; the next one's is `by` higher, and all are below `most`.
    """
    labels = messages.telegram.buttons
    others = ((labels.previous, here.number - by), (labels.next, here.number + by))
    row = [replace(here, number=other).labelled(label) for label, other in others if 0 <= other < most]
    return [arranged(row)] if row else []


def _ending(place: str, most: int) -> str:
    """Return the end of a path, which tells more than its beginning, in at most `most` units."""
    if units(place) <= most:
        return place
    place = place[1 - most :]
    while units(place) >= most:
        place = place[1:]
    return f"{ELLIPSIS}{place}"
