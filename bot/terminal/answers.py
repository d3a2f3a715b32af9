"""What Isnad says on a screen: its answers, and what a reload did, in the language that the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from bot.configuration.messages import read
from bot.rendering.texts import confidence, one_line, refusal
from bot.terminal.screen import Screen
from retrieval.records import Verdict

if TYPE_CHECKING:
    from bot.answering.inquiries import Response
    from bot.archive.reports import LoadReport
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from retrieval.records import Answer


def messages(settings: Settings) -> Messages:
    """Return the sentences of the interface's language; raises SettingsError when their file is wrong."""
    return read(settings, settings.interface.language)


def show_answer(answer: Answer, settings: Settings) -> None:
    """Show one answer on stdout."""
    sentences = messages(settings)
    show(answer, sentences, Screen(Console(), sentences, bidi=settings.interface.bidi))


def show_meaning(response: Response, messages: Messages, screen: Screen) -> None:
    """Show what the question was taken to mean, where that is not what was typed, and which filters it has."""
    texts, filters = messages.answer, one_line(messages.citation.separator.join(response.meant.labels))
    if response.completed:
        screen.say(texts.understood.format(question=one_line(response.meant.question)), quiet=True)
    if response.widened:
        screen.say(texts.widened.format(filters=filters))
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
        source, reason = one_line(aside.path), one_line(aside.reason)
        if aside.line is None:
            screen.say(texts.aside.format(source=source, reason=reason), quiet=True)
        else:
            screen.say(texts.aside_line.format(source=source, line=aside.line, reason=reason), quiet=True)
