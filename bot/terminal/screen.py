"""Answers, articles and messages on a terminal or in a pipe, through rich.

On a terminal that orders right-to-left text itself, lines stay in reading order and get no more than
direction marks; with `bidi` they are wrapped first and then arranged (bot/rendering/bidi.py). In a pipe a text is
written on lines of its own, unwrapped: without the marks **, and «…» where it is cut out of a sentence, it is what its
article says, letter by letter.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.box import HORIZONTALS
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.rendering.bidi import arrange, arranged, is_arabic, starts_arabic
from bot.rendering.texts import also, citation, cut, ellipses, harmless, headline, one_line, stage
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.progress import TaskID

    from bot.configuration.messages import Messages
    from bot.progress import Progress, Stage, Step
    from retrieval.records import Article, Quote

MEASURE = 100
"""The widest a line gets, in cells: longer ones tire the eye."""

_MARK = "**"
# Readable on dark and on light backgrounds; bold would turn the black to grey.
_HIGHLIGHT = "black on bright_yellow"
_TITLE = "bold"
_QUIET = "dim"
_LTR, _RTL = "\u200e", "\u200f"
_COMMAND = re.compile(r"(?<!\S)/(?=[A-Za-z])")
# DEC private mode 2501: paragraphs run as their first strong characters do. Terminals without it ignore it.
_AUTODIRECTION_ON, _AUTODIRECTION_OFF = "\x1b[?2501h", "\x1b[?2501l"


class Screen:
    """Where a conversation appears.

    With `bidi`, lines are arranged here; with `guided`, somebody is there to be told what to do next.
    """

    def __init__(
        self, console: Console, messages: Messages, *, bidi: bool = False, guided: bool = False
    ) -> None:
        self._console = console
        self._messages = messages
        self.bidi = bidi
        self._guided = guided
        self._plain = not console.is_terminal
        self._raw = self._plain and not bidi
        # Without colours, and for those who cannot tell them apart, marks show what is highlighted.
        self._marks = self._plain or console.no_color or console.color_system is None

    @contextmanager
    def directed(self) -> Iterator[None]:
        """Have the terminal find each paragraph's direction, as long as this lasts."""
        if self._plain or self.bidi:
            yield
            return
        try:
            self._console.file.write(_AUTODIRECTION_ON)
            yield
        finally:
            self._console.file.write(_AUTODIRECTION_OFF)
            self._console.file.flush()

    def say(self, sentence: str, *, quiet: bool = False) -> None:
        """Show one of Isnad's own sentences."""
        if not self._raw:
            # Otherwise the slash would join the Arabic before it, on the far side of the command.
            sentence = _COMMAND.sub(f"{_LTR}/", sentence)
        self._show(Text(sentence, _QUIET if quiet else ""))

    def guide(self, sentence: str) -> None:
        """Say what the reader could do next; left out where there is nobody to do it."""
        if self._guided:
            self.say(sentence, quiet=True)

    def gap(self) -> None:
        """Leave a line empty."""
        self._console.print()

    def quotes(self, found: Sequence[Quote], first: int = 1) -> None:
        """Show quotes under their numbers, each article cited beneath the last of its quotes that stand together."""
        for place, quote in enumerate(found):
            if place:
                self.gap()
            following = found[place + 1].article.id if place + 1 < len(found) else None
            self.quote(first + place, quote, cited=following != quote.article.id)

    def quote(self, number: int, quote: Quote, *, cited: bool = True) -> None:
        """Show a quote under its number, its citation beneath, unless that follows."""
        title = self._messages.answer.quote.format(number=number)
        self._framed(title, self._quoted(quote))
        if cited:
            self._cited(quote.article, also(quote, self._messages))

    def parts(self, quotes: Sequence[Quote]) -> None:
        """Show parts of articles, each article cited once beneath its last."""
        for quote, following in pairwise([*quotes, None]):
            if quote is None:
                return
            if quote.text:
                self._show(self._quoted(quote))
            if following is None or following.article.id != quote.article.id:
                self._cited(quote.article, also(quote, self._messages))

    def headline(self, number: int, article: Article) -> None:
        """Show a headline of a list under its number, with outlet and day."""
        title, *known = citation(article, self._messages)[:3] or [""]
        item = self._messages.conversation.browse.item.format(number=number, title=title)
        self.say(item)
        if known:
            self.say(self._messages.citation.separator.join(known), quiet=True)

    def page(self, title: str, quote: Quote, page: Span) -> None:
        """Show a page of the quote's article, the quote marked where it stands, section headings shown as such."""
        self._framed(title, Text("\n\n").join(self._paragraphs(quote, page)))
        self._cited(quote.article)

    def table(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show names and what they mean, in two columns."""
        widest = max(len(name) for name, _ in rows)
        for name, meaning in rows:
            self.say(f"{name.ljust(widest)}   {meaning}")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Yield what shows steps as bars, gone when this ends; none where nobody watches."""
        # One answer has no progress to show.
        from rich.progress import BarColumn, MofNCompleteColumn  # noqa: PLC0415
        from rich.progress import Progress as Bars  # noqa: PLC0415

        columns = ("{task.description}", BarColumn(), MofNCompleteColumn())
        console = Console(stderr=True)
        with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
            tasks: dict[Stage, TaskID] = {}

            def show(step: Step) -> None:
                if step.stage not in tasks:
                    name = stage(step.stage, self._messages)
                    tasks[step.stage] = bars.add_task(arranged(name) if self.bidi else name)
                bars.update(tasks[step.stage], completed=step.done + step.part, total=step.total)

            yield show

    def _quoted(self, quote: Quote) -> Text:
        before, after = ellipses(quote)
        return Text.assemble(before, self._marked(quote.text, quote.highlights), after)

    def _marked(self, text: str, spans: Iterable[Span]) -> Text:
        marked = Text()
        for piece, inside in cut(text, spans):
            mark = _MARK if inside and self._marks else ""
            marked.append(f"{mark}{harmless(piece)}{mark}", _HIGHLIGHT if inside else "")
        return marked

    def _paragraphs(self, quote: Quote, page: Span) -> Iterator[Text]:
        """Yield the lines of a page that hold anything."""
        following = page.start
        for line in quote.article.text[page.start : page.end].splitlines(keepends=True):
            start, end = following, following + len(line.rstrip())
            following += len(line)
            shared = Span(max(start, quote.start) - start, min(end, quote.end) - start)
            text = self._marked(line.rstrip(), [shared] if shared.start < shared.end else [])
            if any(heading.start < end and start < heading.end for heading in quote.article.headings):
                text.style = _TITLE
            if start < end:
                yield text

    def _cited(self, article: Article, *further: str) -> None:
        parts = [*citation(article, self._messages), *filter(None, further)]
        between = self._messages.citation.separator
        if not self._raw and is_arabic("".join(parts)):
            # Otherwise a date would join the Latin name before it, on the far side of the name.
            between += _RTL
        line = Text(between).join(Text(part) for part in parts)
        line.stylize(_TITLE, 0, len(headline(article)))
        self._show(Text("— ") + line if self._plain else line)
        if article.url:
            self._show(Text(one_line(article.url), _QUIET))

    def _framed(self, title: str, body: Text) -> None:
        if self._plain:
            self._show(Text(title))
            self._show(body)
            return
        # No sides: a terminal that orders lines itself would move them.
        self._console.print(
            Panel(
                self._laid(body, self._width - 2),
                HORIZONTALS,
                title=Text(arranged(title) if self.bidi else title),
                title_align="right" if self.bidi and is_arabic(title) else "left",
                border_style=_QUIET,
                width=self._width,
                padding=0,
            )
        )

    @property
    def _width(self) -> int:
        return min(self._console.width, MEASURE)

    def _show(self, text: Text) -> None:
        if self._raw:
            self._console.print(text, soft_wrap=True)
        else:
            # A direction mark needs a cell before it: at the very edge terminals drop it.
            self._console.print(Padding(self._laid(text, self._width - 2), (0, 1), expand=False))

    def _laid(self, text: Text, width: int) -> Text:
        """Return `text` in lines of at most `width` cells, each in the direction of the whole."""
        rtl = is_arabic(text.plain)
        lines = text.wrap(self._console, width)
        if self.bidi:
            return Text("\n").join(self._arranged(line, width, rtl) for line in lines)
        # A line that begins with a Latin word or a number would otherwise run from left to right.
        turned = (Text(_RTL) + line if rtl and not starts_arabic(line.plain) else line for line in lines)
        return Text("\n").join(turned)

    def _arranged(self, line: Text, width: int, rtl: bool) -> Text:
        seen = Text()
        for shape in arrange(line.plain, rtl):
            seen.append(shape.text, line.get_style_at_offset(self._console, shape.place))
        return Text(" " * (width - seen.cell_len) if rtl else "") + seen
