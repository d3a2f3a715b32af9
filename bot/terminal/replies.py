"""The reply to each turn of a conversation on a screen, and what a reload did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.replies import Answered, Further, Listed, Opened, Said, Shown
from bot.rendering.pages import PagedArticle
from bot.rendering.phrases import phrased
from bot.rendering.texts import loosened, narrowing, nothing_on, one_line, understood
from bot.terminal.answers import show, show_editorial
from retrieval.records import Verdict

if TYPE_CHECKING:
    from bot.answering.replies import Part, Reply
    from bot.answering.telling.responses import Response
    from bot.archive.changes.reports import LoadReport
    from bot.configuration.messages import Messages
    from bot.terminal.screen import Screen

PAGE = 1500
"""Characters to a page of an opened article: about a screenful."""


def show_reply(  # noqa: C901  # a few lines for each kind of reply
    reply: Reply, messages: Messages, screen: Screen
) -> None:
    """Show the reply to a turn."""
    match reply:
        case Said(text):
            screen.say(text)
        case Answered(parts, note):
            if note and len(parts) > 1:
                screen.say(note)
            first = 1
            for part in parts:
                _show_part(part, note, first, messages, screen)
                first += len(part.response.answer.quotes)
        case Listed():
            _show_list(reply, messages, screen)
        case Shown(head, quotes):
            screen.say(head)
            screen.parts(quotes)
        case Further(quotes, first, head):
            screen.say(head)
            screen.quotes(quotes, first)
        case Opened(quote):
            show_page(PagedArticle.at(quote, PAGE), messages, screen)


def show_page(opened: PagedArticle, messages: Messages, screen: Screen) -> None:
    """Show the page of an article that lies open."""
    texts = messages.reading
    title = texts.page.format(page=opened.index + 1, pages=len(opened.pages))
    screen.page(title, opened.quote, opened.pages[opened.index])
    if len(opened.pages) > 1:
        screen.guide(texts.turn)


def _show_part(part: Part, note: str, first: int, messages: Messages, screen: Screen) -> None:
    """Show one of several answers, or the only one, its quotes numbered from `first`."""
    if part.heading:
        screen.gap()
        screen.say(one_line(part.heading))
    else:
        _show_meaning(part.response, messages, screen)
        if note:
            screen.say(note)
    if part.response.editorial:
        show_editorial(part.response.editorial, messages, screen)
    if part.response.editorial and not part.response.answer.quotes:
        return
    if part.heading and part.response.answer.verdict is Verdict.NOT_FOUND:
        screen.say(nothing_on(part.heading, messages))
    else:
        show(part.response.answer, messages, screen, first)
    if part.response.answer.quotes and not part.heading:
        screen.guide(messages.console.next_steps)


def _show_meaning(response: Response, messages: Messages, screen: Screen) -> None:
    """Show what the question was taken to mean, where that is not what was typed, and which filters it has."""
    texts, between = messages.answer, messages.citation.separator
    filters = between.join(narrowing(label, messages) for label in response.meant.labels)
    if response.completed and response.echoed:
        screen.say(understood(response.meant.question, response.meant.after, messages), quiet=True)
    if response.loosened:
        screen.say(loosened(response.loosened, response.kept, messages))
    elif filters and response.answer.quotes:
        screen.say(texts.narrowed.format(filters=filters), quiet=True)


def _show_list(listed: Listed, messages: Messages, screen: Screen) -> None:
    texts = messages.conversation.browse
    screen.say(listed.head)
    for number, article in enumerate(listed.articles, listed.first + 1):
        screen.headline(number, article)
    one = texts.open_one.format(number=listed.first + 1) if len(listed.articles) == 1 else texts.open
    screen.say(one, quiet=True)
    last = listed.first + len(listed.articles)
    if last < listed.total:
        articles = messages.sources.articles.of(listed.total)
        screen.say(texts.further.format(shown=last, articles=articles), quiet=True)


def show_report(report: LoadReport, messages: Messages, screen: Screen) -> None:
    """Show what a reload changed, and what it had to set aside."""
    texts, changes = messages.reload, report.changes
    screen.say(texts.done)
    for template, n in (
        (texts.added, changes.added),
        (texts.changed, changes.changed),
        (texts.unchanged, changes.unchanged),
        (texts.removed, changes.removed),
        (texts.set_aside, len(report.set_aside)),
    ):
        if n:
            screen.say(template.format(n=n))
    for aside in report.set_aside:
        source, reason = one_line(aside.path), one_line(phrased(aside.reason, messages))
        if aside.line is None:
            screen.say(texts.aside.format(source=source, reason=reason), quiet=True)
        else:
            screen.say(texts.aside_line.format(source=source, line=aside.line, reason=reason), quiet=True)
