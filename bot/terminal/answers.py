"""An answer on a screen, in the language that the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from bot.configuration.messages import read
from bot.rendering.texts import confidence, harmless, headline, one_line, refusal
from bot.terminal.screen import Screen
from retrieval.records import Verdict

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.editorial.records import ResolvedAnswer
    from retrieval.records import Answer


def messages(settings: Settings) -> Messages:
    """Return the sentences of the interface's language; raises SettingsError when their file is wrong."""
    return read(settings, settings.interface.language)


def show_answer(answer: Answer, editorial: ResolvedAnswer | None, settings: Settings) -> None:
    """Show one answer on stdout, beneath what the editors have answered to like questions."""
    sentences = messages(settings)
    screen = Screen(Console(), sentences, bidi=settings.interface.bidi)
    if editorial:
        show_editorial(editorial, sentences, screen)
    if answer.quotes or not editorial:
        show(answer, sentences, screen)


def show(answer: Answer, messages: Messages, screen: Screen, first: int = 1) -> None:
    """Show one answer: its quotes, numbered from `first`, and the confidence in words, or that there is none."""
    texts, found = messages.answer, answer.verdict is Verdict.ANSWERED
    if not found:
        reason, advice = refusal(answer, messages)
        screen.say(reason)
        screen.say(advice, quiet=True)
    screen.quotes(answer.quotes, first)
    if answer.quotes:
        screen.gap()
    if found:
        sure = confidence(answer.confidence, messages)
        screen.say(
            texts.found.format(quotes=texts.quotes.of(len(answer.quotes)), confidence=sure), quiet=True
        )


def show_editorial(shown: ResolvedAnswer, messages: Messages, screen: Screen) -> None:
    """Show an answer of the editors, apart from quotations."""
    texts, written = messages.editorial, shown.answer.written
    screen.say(f"{texts.head} ({texts.of.format(question=one_line(written.question))})")
    if shown.passage:
        screen.say(texts.passage)
        screen.parts([shown.passage])
    else:
        screen.say(harmless(written.text) or texts.outside)
    names = [one if isinstance(one, str) else headline(one) for one in shown.sources]
    if names:
        screen.say(
            texts.sources.format(sources=messages.citation.separator.join(map(one_line, names))), quiet=True
        )
    screen.gap()
