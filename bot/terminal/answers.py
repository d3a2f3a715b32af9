"""What Isnad says on a screen: its answers, and what a reload did, in the language that the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from bot.answering.replies import Answered, Further, Listed, Opened, Said, Shown
from bot.configuration.messages import read
from bot.rendering.pages import PagedArticle
from bot.rendering.phrases import phrased
from bot.rendering.texts import confidence, harmless, loosened, nothing_on, one_line, refusal
from bot.terminal.screen import Screen
from retrieval.records import Verdict

if TYPE_CHECKING:
    from bot.answering.inquiries import Response
    from bot.answering.replies import Part, Reply
    from bot.archive.changes.reports import LoadReport
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.editorial.records import ResolvedAnswer
    from retrieval.records import Answer


PAGE = 1500
"""Characters to a page of an opened article: about a screenful."""


def messages(settings: Settings) -> Messages:
    """Return the sentences of the interface's language; raises SettingsError when their file is wrong."""
    return read(settings, settings.interface.language)


def show_answer(answer: Answer, editorial: ResolvedAnswer | None, settings: Settings) -> None:
    """Show one answer on stdout, beneath what the editors have answered to like questions."""
    sentences = messages(settings)
    screen = Screen(Console(), sentences, bidi=settings.interface.bidi)
    if editorial:
        _show_editorial(editorial, sentences, screen)
    if answer.quotes or not editorial:
        show(answer, sentences, screen)


def show_meaning(response: Response, messages: Messages, screen: Screen) -> None:
    """Show what the question was taken to mean, where that is not what was typed, and which filters it has."""
    texts, filters = messages.answer, one_line(messages.citation.separator.join(response.meant.labels))
    if response.completed:
        screen.say(texts.understood.format(question=one_line(response.meant.question)), quiet=True)
    if response.loosened:
        screen.say(loosened(response.loosened, response.kept, messages))
    elif filters and response.answer.quotes:
        screen.say(texts.narrowed.format(filters=filters), quiet=True)


def show(answer: Answer, messages: Messages, screen: Screen) -> None:
    """Show one answer: its quotes with their sources and the confidence in words, or that there is none."""
    texts = messages.answer
    for number, quote in enumerate(answer.quotes, 1):
        screen.quote(number, quote)
        screen.gap()
    if answer.verdict is Verdict.NOT_FOUND:
        reason, advice = refusal(answer, messages)
        screen.say(reason)
        screen.say(advice, quiet=True)
    else:
        sure = confidence(answer.confidence, messages)
        screen.say(
            texts.found.format(quotes=texts.quotes.of(len(answer.quotes)), confidence=sure), quiet=True
        )


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
            for part in parts:
                _show_part(part, note, messages, screen)
        case Listed():
            _show_list(reply, messages, screen)
        case Shown(head, quotes):
            screen.say(head)
            screen.parts(quotes)
        case Further(quotes, first):
            for number, quote in enumerate(quotes, first):
                if number > first:
                    screen.gap()
                screen.quote(number, quote)
        case Opened(quote):
            show_page(PagedArticle.at(quote, PAGE), messages, screen)


def show_page(opened: PagedArticle, messages: Messages, screen: Screen) -> None:
    """Show the page of an article that lies open."""
    texts = messages.reading
    title = texts.page.format(page=opened.index + 1, pages=len(opened.pages))
    screen.page(title, opened.quote, opened.pages[opened.index])
    if len(opened.pages) > 1:
        screen.guide(texts.turn)


def _show_part(part: Part, note: str, messages: Messages, screen: Screen) -> None:
    if part.heading:
        screen.gap()
        screen.say(one_line(part.heading))
    else:
        show_meaning(part.response, messages, screen)
        if note:
            screen.say(note)
    if part.response.editorial:
        _show_editorial(part.response.editorial, messages, screen)
    if part.response.editorial and not part.response.answer.quotes:
        return
    if part.heading and part.response.answer.verdict is Verdict.NOT_FOUND:
        screen.say(nothing_on(part.heading, messages))
    else:
        show(part.response.answer, messages, screen)
    if part.response.answer.quotes and not part.heading:
        screen.guide(messages.console.next_steps)


def _show_editorial(shown: ResolvedAnswer, messages: Messages, screen: Screen) -> None:
    """Show an answer of the editors, apart from quotations."""
    texts, written = messages.editorial, shown.answer.written
    screen.say(f"{texts.head} ({texts.of.format(question=one_line(written.question))})")
    if shown.passage:
        screen.say(texts.passage)
        screen.parts([shown.passage])
    else:
        screen.say(harmless(written.text) or texts.outside)
    names = [one if isinstance(one, str) else one_line(one.title) for one in shown.sources]
    if names:
        screen.say(
            texts.sources.format(sources=messages.citation.separator.join(map(one_line, names))), quiet=True
        )
    screen.gap()


def _show_list(listed: Listed, messages: Messages, screen: Screen) -> None:
    texts = messages.conversation.browse
    screen.say(listed.head)
    for number, article in enumerate(listed.articles, listed.first + 1):
        screen.headline(number, article)
    screen.say(texts.open, quiet=True)
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
