"""`isnad doctor`: look at everything a bot needs and say what to do."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import msgspec

from bot.configuration.messages import read
from bot.errors import SettingsError
from bot.operations.doctor import examine
from bot.operations.findings import Health
from bot.rendering.phrases import phrased
from bot.telegram.transport.contact import contact

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.operations.findings import Finding


def _line(finding: Finding, texts: Messages | None) -> str:
    """Return a finding in the interface's language; in English where its sentences cannot be read."""
    if texts is None:
        return str(finding)
    state, subject, says, remedy = (
        phrased(part, texts) for part in (str(finding.state), finding.subject, finding.says, finding.remedy)
    )
    return f"{state:<6} {subject}: {says}" + (f"{texts.phrases.joint}{remedy}" if remedy else "")


def spoken(settings: Settings) -> Messages | None:
    """Return the sentences of the interface's language; None where their file is wrong, which the doctor tells."""
    try:
        return read(settings, settings.interface.language)
    except SettingsError:
        return None


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print what was found; 1 when something needs doing."""
    findings = [*await asyncio.to_thread(lambda: list(examine(settings))), *await contact(settings)]
    if arguments.json:
        sys.stdout.buffer.write(msgspec.json.encode(findings) + b"\n")
    else:
        texts = spoken(settings)
        sys.stdout.writelines(f"{_line(finding, texts)}\n" for finding in findings)
    return 1 if any(finding.state is Health.WRONG for finding in findings) else 0
