"""What Isnad says on a screen: its answers, and what a reload did, in the language that the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from bot import messages as sentences
from bot.replies import confidence, one_line, refusal
from bot.terminal import Screen
from retrieval.records import Verdict

if TYPE_CHECKING:
    from bot.conversations import Told
    from bot.messages import Messages
    from bot.reports import LoadReport
    from bot.settings import Settings
    from retrieval.records import Answer, SetAside


def messages(settings: Settings) -> Messages:
    """The sentences of the interface's language; raises SettingsError when their file is wrong."""
    return sentences.read(settings, settings.interface.language)


def tell(answer: Answer, settings: Settings) -> None:
    """Show one answer on stdout."""
    spoken = messages(settings)
    show(answer, spoken, Screen(Console(), spoken, bidi=settings.interface.bidi))


def interpret(told: Told, messages: Messages, screen: Screen) -> None:
    """What the question was taken to mean, where that is not what was typed, and which filters it has."""
    texts, filters = messages.answer, one_line(messages.citation.separator.join(told.meant.labels))
    if told.completed:
        screen.say(texts.understood.format(question=one_line(told.meant.question)), quiet=True)
    if told.widened:
        screen.say(texts.widened.format(filters=filters))
    elif filters and told.answer.quotes:
        screen.say(texts.narrowed.format(filters=filters), quiet=True)


def show(answer: Answer, messages: Messages, screen: Screen) -> None:
    """One answer: its quotes with their sources and the confidence in words, or that there is none."""
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


def tell_report(report: LoadReport, messages: Messages, screen: Screen) -> None:
    """What a reload changed, and what it had to set aside."""
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
        screen.say(_aside(aside, messages), quiet=True)


def _aside(aside: SetAside, messages: Messages) -> str:
    texts, source, reason = messages.reload, one_line(aside.path), one_line(aside.reason)
    if aside.line is None:
        return texts.aside.format(source=source, reason=reason)
    return texts.aside_line.format(source=source, line=aside.line, reason=reason)
