"""Progress on stderr: bars on a terminal, elsewhere one line for each finished stage."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from bot.progress import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from bot.configuration.settings import Settings
    from bot.progress import Progress, Step


@contextmanager
def shown(settings: Settings, stream: TextIO | None = None) -> Iterator[Progress]:
    """Yield what shows the steps that it is given, on `stream` instead of stderr if there is one."""
    stream = stream or sys.stderr

    def name(step: Step) -> str:
        # Most commands have no step to name, and do not wait for the sentences.
        from bot.configuration.messages import read  # noqa: PLC0415
        from bot.rendering.texts import stage  # noqa: PLC0415

        return stage(step.stage, read(settings, settings.interface.language))

    if stream.isatty():
        with ExitStack() as stack:
            yield _Terminal(stream, stack, name)
    else:

        def write(step: Step) -> None:
            # Work does not fail for lack of who would hear how far it is.
            with suppress(OSError):
                if step.stage is Stage.WAITING:
                    stream.write(f"{name(step)}\n")
                elif step.done == step.total:
                    stream.write(f"{name(step)}: {step.total}\n")
                stream.flush()

        yield write


class _Terminal:
    """A bar for each stage, gone at the end; made with the first step, since most commands have none."""

    def __init__(self, stream: TextIO, stack: ExitStack, name: Callable[[Step], str]) -> None:
        self._stream = stream
        self._name = name
        self._stack = stack
        self._bars: Bars | None = None
        self._tasks: dict[Stage, TaskID] = {}

    def __call__(self, step: Step) -> None:
        if self._bars is None:
            self._bars = self._stack.enter_context(_bars(self._stream))
        if step.stage not in self._tasks:
            self._tasks[step.stage] = self._bars.add_task(self._name(step), total=step.total)
        self._bars.update(self._tasks[step.stage], completed=step.done + step.part, total=step.total)


def _bars(stream: TextIO) -> Bars:
    # Importing rich takes a good part of a short command's time.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        """How many are done in a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=stream), transient=True)
