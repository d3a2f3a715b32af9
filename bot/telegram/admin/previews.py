"""A draft as its admin sees it, and what they are asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.journal.drafts import Field
from bot.rendering.texts import date, one_line
from bot.telegram.admin.lists import article_line, aside_lines, id_line
from bot.telegram.admin.request import AdminPress, lines, plain, told
from bot.telegram.messages.html import clipped, escaped, isolated, marked
from bot.telegram.messages.rendering import headline, sentences
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


def preview(draft: Draft, replaced: int, voice: Messages) -> Reply:
    """Return what was understood, and what to do with it; it would replace so many articles of the archive."""
    texts = voice.admin.add
    parts = [sentences(texts.understood.format(articles=voice.sources.articles.of(len(draft.articles))))]
    alone = len(draft.articles) == 1
    parts += [_whole(draft.articles[0], voice)] if alone else _several(draft, voice)
    if replaced:
        parts.append(sentences(texts.replaces.format(articles=voice.sources.articles.of(replaced))))
    parts += ["\n".join(aside_lines(draft.set_aside, voice, LISTED))] if draft.set_aside else []
    buttons = [
        AdminPress("save", draft.token).labelled(texts.save),
        *([AdminPress("edit", draft.token).labelled(texts.edit)] if alone else []),
        AdminPress("drop", draft.token).labelled(voice.admin.cancel),
    ]
    return Reply("\n\n".join(parts), InlineKeyboardMarkup([buttons]))


def fields(shown: Reply, draft: Draft, voice: Messages) -> Reply:
    """Return the same preview, asking which field is to be edited."""
    labels = voice.admin.add.fields
    row = [
        AdminPress("field", draft.token, number).labelled(getattr(labels, field))
        for number, field in enumerate(Field)
    ]
    back = [AdminPress("back", draft.token).labelled(voice.admin.add.back)]
    return Reply(shown.text, InlineKeyboardMarkup([row[:2], row[2:], back]))


def wanted(field: Field, voice: Messages, *, again: bool = False) -> str:
    """Return the question for a field's value, after one that did not fit."""
    texts = voice.admin.add
    asked = texts.wanted.format(field=getattr(texts.fields, field))
    hint = {Field.PUBLISHED: texts.date_hint, Field.TITLE: texts.title_hint}.get(field, texts.name_hint)
    return "\n".join([*([texts.misfit] if again else []), asked, hint])


def nothing(draft: Draft, voice: Messages) -> Reply:
    """Return that no article could be read, and why."""
    texts = voice.admin.add
    if not draft.source:
        return plain(texts.usage)
    reasons = [clipped(one_line(item.reason), _REASON_UNITS) for item in draft.set_aside[:LISTED]]
    return lines(*(told(texts.nothing, reason=reason) for reason in reasons or [texts.empty]))


def _whole(article: Article, voice: Messages) -> str:
    """Return everything that is known of one article, and its first lines."""
    texts = voice.admin.add
    day = date(article.published, voice) if article.published else None
    known = {Field.TITLE: headline(article), Field.OUTLET: article.outlet}
    known |= {Field.PUBLISHED: day, Field.AUTHOR: article.author}
    shown = [_line(field, value, voice) for field, value in known.items()]
    shown += [told(texts.length, words=len(article.text.split())), id_line(article, voice)]
    opening = marked(clipped(article.text, _OPENING_UNITS), ())
    return "\n".join([*shown, f"<blockquote expandable>{opening}</blockquote>"])


def _line(field: Field, value: str | None, voice: Messages) -> str:
    texts = voice.admin.add
    shown = isolated(escaped(clipped(one_line(value or ""), _NAME_UNITS))) or f"<i>{texts.unknown}</i>"
    return texts.field.format(field=getattr(texts.fields, field), value=shown)


def _several(draft: Draft, voice: Messages) -> list[str]:
    """Return the first of several articles, and how many there are besides."""
    more = len(draft.articles) - LISTED
    listed = [article_line(article, voice) for article in draft.articles[:LISTED]]
    return [*listed, *([sentences(voice.admin.add.more.format(n=more))] if more > 0 else [])]
