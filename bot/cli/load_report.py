"""What a load did, for who called the command: counts, notes, and what was set aside."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.cli.json_lines import counted, report_line
from bot.rendering.phrases import phrased
from retrieval.readers.context import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.archive.changes.reports import LoadReport
    from bot.configuration.messages import Messages
    from retrieval.records import SetAside

_SHOWN = 50  # of what was set aside, and of notes


def report(done: LoadReport, texts: Messages, *, as_json: bool) -> None:
    """Say what a load did, and what it set aside."""
    if as_json:
        sys.stdout.buffer.write(report_line(done))
        return
    missing = [aside for aside in done.set_aside if not isinstance(aside, Note)]
    sys.stdout.write(phrased(f"{counted(done.changes)}, set aside {len(missing)}", texts) + "\n")
    _list("note on", [aside for aside in done.set_aside if isinstance(aside, Note)], texts)
    _list("set aside", missing, texts)


def _list(what: str, items: Sequence[SetAside], texts: Messages) -> None:
    for aside in items[:_SHOWN]:
        where = aside.path if aside.line is None else f"{aside.path}:{aside.line}"
        sys.stdout.write(phrased(f"{what} {where}: {phrased(aside.reason, texts)}", texts) + "\n")
    if more := len(items[_SHOWN:]):
        sys.stdout.write(phrased(f"{what} {more} more; --json names them all", texts) + "\n")
