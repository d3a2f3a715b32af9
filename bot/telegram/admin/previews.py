"""A draft as its admin sees it, and what they are asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.journal.drafts import Field
from bot.rendering.phrases import phrased
from bot.rendering.texts import date, one_line
from bot.telegram.admin.lists import article_line, aside_lines, id_line
from bot.telegram.admin.request import AdminPress, formatted, lines, plain
from bot.telegram.messages.html import clipped, escaped, isolated, marked
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from bot.journal.drafts import Draft
    from retrieval.records import Article

LISTED = 5
"""Articles of a file that are shown; of the others there is the number."""
_OPENING_UNITS = 600
_NAME_UNITS = 160
_REASON_UNITS = 300


def preview(draft: Draft, replaced: int, messages: Messages) -> Reply:
    """Return a draft as it was understood, with its buttons; it would replace so many articles of the archive."""
    texts = messages.admin.add
    parts = [sentences(texts.understood.format(articles=messages.sources.articles.of(len(draft.articles))))]
    alone = len(draft.articles) == 1
    if alone:
        parts.append(_whole(draft.articles[0], messages))
    else:
        parts += [article_line(article, messages) for article in draft.articles[:LISTED]]
    if (more := len(draft.articles) - LISTED) > 0:
        parts.append(sentences(texts.more.format(n=more)))
    if replaced:
        parts.append(sentences(texts.replaces.format(articles=messages.sources.articles.of(replaced))))
    parts += ["\n".join(aside_lines(draft.set_aside, messages, LISTED))] if draft.set_aside else []
    buttons = [
        AdminPress("save", draft.token).labelled(texts.save, KeyboardButtonStyle.SUCCESS),
        *([AdminPress("edit", draft.token).labelled(texts.edit)] if alone else []),
        AdminPress("drop", draft.token).labelled(messages.admin.cancel),
    ]
    return Reply("\n\n".join(parts), InlineKeyboardMarkup([buttons]))


def fields(shown: Reply, draft: Draft, messages: Messages) -> Reply:
    """Return the same preview, asking which field is to be edited."""
    labels = messages.admin.add.fields
    row = [
        AdminPress("field", draft.token, number).labelled(getattr(labels, field))
        for number, field in enumerate(Field)
    ]
    back = [AdminPress("back", draft.token).labelled(messages.admin.add.back)]
    return Reply(shown.text, InlineKeyboardMarkup([row[:2], row[2:], back]))


def wanted(field: Field, messages: Messages, *, again: bool = False) -> str:
    """Return the question for a field's value, after one that did not fit."""
    texts = messages.admin.add
    asked = texts.wanted.format(field=getattr(texts.fields, field))
    hint = {Field.PUBLISHED: texts.date_hint, Field.TITLE: texts.title_hint}.get(field, texts.name_hint)
    return "\n".join([*([texts.misfit] if again else []), asked, hint])


def nothing(draft: Draft, messages: Messages) -> Reply:
    """Return that no article could be read, and why."""
    texts = messages.admin.add
    if not draft.source:
        return plain(texts.usage)
    reasons = [
        clipped(one_line(phrased(item.reason, messages)), _REASON_UNITS) for item in draft.set_aside[:LISTED]
    ]
    return lines(*(formatted(texts.nothing, reason=reason) for reason in reasons or [texts.empty]))


def _whole(article: Article, messages: Messages) -> str:
    """Return everything that is known of one article, and its first lines."""
    texts = messages.admin.add
    day = date(article.published, messages) if article.published else None
    known = {Field.TITLE: article.title, Field.OUTLET: article.outlet}
    known |= {Field.PUBLISHED: day, Field.AUTHOR: article.author}
    shown = []
    for field, value in known.items():
        words = isolated(escaped(clipped(one_line(value or ""), _NAME_UNITS))) or f"<i>{texts.unknown}</i>"
        shown.append(texts.field.format(field=getattr(texts.fields, field), value=words))
    shown += [formatted(texts.length, words=len(article.text.split())), id_line(article, messages)]
    opening = marked(clipped(article.text, _OPENING_UNITS), ())
    return "\n".join([*shown, f"<blockquote expandable>{opening}</blockquote>"])
