"""`isnad doctor`: look at everything a bot needs and say what to do."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import msgspec

from bot.cli.findings import finding_line, spoken
from bot.operations.doctor import examine
from bot.operations.findings import Health
from bot.telegram.transport.contact import contact

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print what was found; 1 when something needs doing."""
    findings = [
        *await asyncio.to_thread(lambda: list(examine(settings, deep=arguments.deep))),
        *await contact(settings),
    ]
    if arguments.json:
        sys.stdout.buffer.write(msgspec.json.encode(findings) + b"\n")
    else:
        texts = spoken(settings)
        sys.stdout.writelines(f"{finding_line(finding, texts)}\n" for finding in findings)
    return 1 if any(finding.state is Health.WRONG for finding in findings) else 0
