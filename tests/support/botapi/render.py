"""A chat as a page that looks as a Telegram client would show it, for a screenshot."""

from __future__ import annotations

import base64
import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.botapi.text.measuring import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.support.botapi.objects.schema import Message, MessageEntity
    from tests.support.botapi.people.posts import Button, Post
    from tests.support.botapi.state.files import Files

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ('<blockquote dir="auto">', "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="folded" dir="auto">', "</blockquote>"),
    "text_link": ("<a>", "</a>"),
}
_FOUND = ("<a>", "</a>")
_MARKS = {"data": "", "url": "↗", "copies": "⧉", "switches": "⌕", "page": "▭"}

_STYLE = Path(__file__).with_name("chat.css")


def page(
    posts: Iterable[Post], *, title: str, viewer: int, files: Files | None = None, style: str = ""
) -> str:
    """Return an HTML page of `posts` as the person with the id `viewer` sees them, with the pictures in `files`.

    `style` is added to the page's own.
    """
    bubbles = "\n".join(_post(post, viewer, files) for post in posts)
    style = _STYLE.read_text(encoding="utf-8") + style
    return (
        f'<!doctype html><html lang="ar"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style><header>{escape(title)}</header><main>\n{bubbles}\n</main></html>"
    )


def formatted(text: str, entities: Iterable[MessageEntity]) -> str:
    """Return `text` as HTML with its entities as elements; entities nest, as the server makes sure."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda entity: (entity.offset, -entity.length)):
        start, end = _TAGS.get(entity.type, _FOUND)
        opening.setdefault(entity.offset, []).append(start)
        closing.setdefault(entity.end, []).insert(0, end)
    pieces: list[str] = []
    place = 0
    for letter in text:
        pieces += [*closing.pop(place, ()), *opening.pop(place, ()), escape(letter)]
        place += units(letter)
    return "".join([*pieces, *closing.pop(place, ())])


def _post(post: Post, viewer: int, files: Files | None) -> str:
    message = post.message
    side = "own" if message.from_ and message.from_.id == viewer else "other"
    if not (post.text or message.photo or message.document or message.voice or message.sticker):
        side = "service"
    inside = "".join([*_above(message, side), *_media(message, files), *_text(post), *_time(message, side)])
    rows = "".join(f'<div class="row">{"".join(map(_button, row))}</div>' for row in post.rows)
    return f'<div class="post {side}"><div class="bubble">{inside}</div>{rows}</div>'


def _above(message: Message, side: str) -> Iterator[str]:
    author = message.from_ or message.sender_chat
    if side == "other" and author and message.chat.type != "private":
        name = getattr(author, "first_name", None) or getattr(author, "title", None)
        yield f'<div class="author">{escape(str(name))}</div>'
    if message.via_bot:
        yield f'<div class="author">@{escape(str(message.via_bot.username))}</div>'
    replied = message.reply_to_message
    if replied and not replied.forum_topic_created:
        shown = message.quote.text if message.quote else replied.text or replied.caption or "📎"
        yield f'<div class="reply" dir="auto">{escape(shown)}</div>'


def _media(message: Message, files: Files | None) -> Iterator[str]:
    if message.photo and files:
        data = base64.b64encode(files.by_id(message.photo[0].file_id).data).decode()
        yield f'<img src="data:image/*;base64,{data}">'
    if message.document:
        yield f'<div class="file">{escape(message.document.file_name)}</div>'
    if message.voice:
        yield f'<div class="file">0:{message.voice.duration:02}</div>'
    if message.sticker:
        yield f'<div style="font-size:64px">{escape(message.sticker.emoji)}</div>'
    if message.forum_topic_created:
        yield escape(message.forum_topic_created.name)


def _text(post: Post) -> Iterator[str]:
    if post.text:
        # The line break after a quotation is the quotation's own edge.
        shown = formatted(post.text, post.entities).replace("</blockquote>\n", "</blockquote>")
        yield f'<div class="text">{shown}</div>'


def _time(message: Message, side: str) -> Iterator[str]:
    if side != "service":
        time = datetime.datetime.fromtimestamp(message.date, datetime.UTC)
        edited = "edited " if message.edit_date else ""
        yield f'<div class="time">{edited}{time:%H:%M}{" ✓✓" if side == "own" else ""}</div>'


def _button(button: Button) -> str:
    mark = next(mark for name, mark in _MARKS.items() if getattr(button, name) is not None)
    return f'<div class="button">{escape(button.text)}<i>{mark}</i></div>'
