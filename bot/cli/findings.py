"""What the doctor finds, as lines in the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.configuration.messages import read
from bot.errors import SettingsError
from bot.rendering.phrases import phrased

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.operations.findings import Finding


def finding_line(finding: Finding, texts: Messages | None) -> str:
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
