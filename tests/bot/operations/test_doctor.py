from __future__ import annotations

import json
import socket
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cli.arguments import parse
from bot.commands import doctor as command
from bot.database.lock import held
from bot.operations.doctor import clock, examine
from bot.operations.findings import Finding, Health
from bot.telegram.transport.contact import contact
from tests.support.botapi import BotApi, Refused
from tests.support.serving.bot import settings_for

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings


def by_subject(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.subject: finding for finding in findings}


async def test_a_bot_that_lacks_nothing_is_found_good(
    stocked: Settings, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    async with BotApi() as server:
        code = await command.run(settings_for(server, stocked), parse(["doctor", "--json"]))
    findings = json.loads(capsysbinary.readouterr().out)
    assert code == 0
    assert {finding["state"] for finding in findings} <= {"good", "note"}
    assert {"settings", "archive", "index", "disk", "rights", "lock", "Telegram", "clock"} <= {
        finding["subject"] for finding in findings
    }


async def test_what_needs_doing_is_said_a_line_each_and_ends_with_1(
    stocked: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    stocked.archive.chmod(0o644)
    assert await command.run(stocked, parse(["doctor"])) == 1
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"خلل    الصلاحيات: يستطيع مستخدمون آخرون قراءة {stocked.archive}؛ chmod 600 '{stocked.archive}'"
        in lines
    )
    assert any(
        line.startswith("ملاحظة الرمز السري: لم يُضبط المتغير ISNAD_TELEGRAM_TOKEN؛ ") for line in lines
    )


def test_every_problem_of_the_configuration_is_told(stocked: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "messages.ar.toml").write_text("hello = 1\n")
    (folder / "boilerplate.toml").write_text("this is no TOML")
    findings = [
        finding for finding in examine(replace(stocked, config=folder)) if finding.subject == "settings"
    ]
    assert {finding.state for finding in findings} == {Health.WRONG}
    assert any("boilerplate.toml" in finding.says for finding in findings)
    assert any("messages.ar.toml" in finding.says for finding in findings)


def test_whether_a_bot_serves_or_could_is_told(stocked: Settings) -> None:
    with held(stocked.archive):
        assert by_subject(list(examine(stocked)))["lock"].says == "a bot serves this archive now"
    with closing(socket.create_server(("0.0.0.0", 0))) as taken:
        port = taken.getsockname()[1]
        finding = by_subject(list(examine(replace(stocked, telegram=replace(stocked.telegram, port=port)))))[
            "port"
        ]
    assert finding.state is Health.WRONG and finding.remedy == "set PORT"


async def test_telegram_out_of_reach_and_a_wrong_token_are_distinguished(stocked: Settings) -> None:
    async with BotApi() as server:
        settings = settings_for(server, stocked)
        assert (
            by_subject(await contact(settings))["Telegram"].says == f"reached, the bot is @{server.username}"
        )
        server.fails("getMe", Refused(401, "Unauthorized"))
        [finding] = await contact(settings)
        assert "does not know this token" in finding.remedy
        await server.goes_down()
        [finding] = await contact(settings)
        assert finding.state is Health.WRONG and "cannot be reached" in finding.says
        assert server.token not in str(finding)


@pytest.mark.parametrize(
    ("theirs", "state", "words"),
    [
        (1000.0, Health.GOOD, "agrees"),
        (1100.0, Health.WRONG, "100 s behind"),
        (900.0, Health.WRONG, "100 s ahead"),
        (None, Health.NOTE, "did not give"),
    ],
)
def test_a_clock_that_is_off_is_told(theirs: float | None, state: Health, words: str) -> None:
    finding = clock(1000.0, theirs)
    assert finding.state is state and words in finding.says
