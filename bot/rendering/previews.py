"""What was understood of a file, as plain lines: what `isnad load --show` says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.rendering.phrases import phrased
from bot.rendering.texts import date, one_line
from retrieval.readers.context import Note
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.configuration.messages import Messages

# Articles of a file that are shown, lines left out that are shown of each sort, and characters of a line.
_ARTICLES, _LINES, _LENGTH = 20, 3, 100


def preview(
    path: str, items: Sequence[Article | SetAside], left_out: Sequence[tuple[str, str]], messages: Messages
) -> Iterator[str]:
    """Yield what was understood of the file at `path`; of each line that was `left_out` its kind and its text."""
    texts = messages.show
    yield ""
    yield texts.file.format(path=path)
    articles = [item for item in items if isinstance(item, Article)]
    for article in articles[:_ARTICLES]:
        yield from _article(article, messages)
    if (more := len(articles) - _ARTICLES) > 0:
        yield texts.more.format(articles=messages.sources.articles.of(more))
    for aside in (item for item in items if isinstance(item, SetAside)):
        yield _said(aside, messages)
    if left_out:
        head = texts.left_out if articles else texts.all_left_out
        yield ""
        yield head.format(lines=texts.lines.of(len(left_out)))
    for kind, count in Counter(kind for kind, _ in left_out).most_common():
        shown = [_clipped(text) for one, text in left_out if one == kind][:_LINES]
        yield texts.sort.format(sort=getattr(texts.sorts, kind), n=count)
        yield from (texts.line.format(line=line) for line in shown)


def _said(aside: SetAside, messages: Messages) -> str:
    """Say why something was set aside, or what is to be known of what was read."""
    texts, reason = messages.show, phrased(aside.reason, messages)
    is_note = isinstance(aside, Note)
    if aside.line is None:
        return (texts.note if is_note else texts.aside).format(reason=reason)
    return (texts.note_line if is_note else texts.aside_line).format(line=aside.line, reason=reason)


def _article(article: Article, messages: Messages) -> Iterator[str]:
    texts, labels = messages.show, messages.admin.add.fields
    lines = article.text.split("\n")
    day = date(article.published, messages) if article.published else None
    known = {labels.title: article.title, labels.outlet: article.outlet, labels.author: article.author}
    known |= {labels.published: day, texts.section: article.section, texts.url: article.url}
    yield ""
    for label, value in known.items():
        yield texts.field.format(field=label, value=one_line(value or "") or texts.unknown)
    yield texts.field.format(field=texts.words, value=len(article.text.split()))
    yield texts.field.format(field=texts.first, value=_clipped(lines[0]))
    yield texts.field.format(field=texts.last, value=_clipped(lines[-1]))


def _clipped(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LENGTH else f"{line[:_LENGTH].rstrip()}…"
