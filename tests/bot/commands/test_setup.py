"""`isnad setup`, as an editor types it, against a strict Bot API server."""

from __future__ import annotations

import asyncio
import io
import stat
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.operations import environment_file, service_unit
from tests.support.botapi import BotApi
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


SetsUp = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def sets_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> SetsUp:
    """Exit code and all that is said, in a home where there is nothing yet, on a machine without systemd."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [".venv/bin/isnad", "setup"])

    async def run(server: BotApi, answers: Sequence[str], *options: str) -> tuple[int, str]:
        monkeypatch.setenv("ISNAD_BOT_API_URL", server.url)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        # In a thread with an event loop of its own, beside the server.
        code = await asyncio.to_thread(main, ["setup", *options])
        return code, "".join(capsys.readouterr())

    return run


async def test_it_asks_until_telegram_knows_the_token_and_writes_a_private_file(
    sets_up: SetsUp, tmp_path: Path
) -> None:
    async with BotApi() as server:
        await server.user(7, "هدى").says("/start")
        answers = ["رمز", "1:unknown", server.token, "me", "7"]
        code, said = await sets_up(server, answers)
    file = tmp_path / ".env"

    assert code == 0, said
    assert environment_file.values(file) == {"ISNAD_TELEGRAM_TOKEN": server.token, "ISNAD_ADMINS": "7"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for sentence in (
        "هذا ليس رمزًا",
        "لا يعرف هذا الرمز",
        f"@{server.username}",
        "المشرف: هدى",
        "شغّل البوت بالأمر .venv/bin/isnad serve",
    ):
        assert sentence in said
    assert "تيليغرام" in said and "سليم" in said, "the doctor has the last word"
    assert server.token not in said


async def test_an_admin_who_does_not_know_their_number_writes_to_the_bot(
    sets_up: SetsUp, tmp_path: Path
) -> None:
    async with BotApi() as server:
        reader = server.user(4242, "هدى")
        await reader.says("مرحبا")
        code, said = await sets_up(server, [server.token, "", "yes"], "--language", "en")
        assert code == 0 and "message from هدى (number 4242)" in said
        assert environment_file.values(tmp_path / ".env")["ISNAD_ADMINS"] == "4242"
        assert server.world.updates, "the bot will answer the message when it runs"


async def test_what_a_file_says_already_stays_unless_it_is_to_be_replaced(
    sets_up: SetsUp, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    async with BotApi() as server:
        file.write_text("# ours\nISNAD_TELEGRAM_TOKEN=1:other\nPORT=8181\n", encoding="utf-8")
        assert "لم أغيّر شيئًا" in (await sets_up(server, [server.token, "7", "ربما", "لا"]))[1]
        assert environment_file.values(file)["ISNAD_TELEGRAM_TOKEN"] == "1:other"
        await sets_up(server, [server.token, "7", "نعم"])
    assert file.read_text("utf-8").startswith("# ours\nPORT=8181\n")
    assert environment_file.values(file)["ISNAD_TELEGRAM_TOKEN"] == server.token


async def test_answers_that_break_off_and_a_telegram_out_of_reach_leave_nothing_behind(
    sets_up: SetsUp, tmp_path: Path
) -> None:
    async with BotApi() as server:
        code, said = await sets_up(server, [server.token])
        assert code == 1 and "Traceback" not in said
        await server.goes_down()
        code, said = await sets_up(server, ["1:abc", "7"])
        assert code == 1 and "لا أصل إلى تيليغرام" in said
    assert not (tmp_path / ".env").exists()


def test_the_unit_runs_this_program_in_the_folder_of_the_answers(tmp_path: Path) -> None:
    unit = service_unit.write(tmp_path / "100% إسناد", tmp_path).read_text("utf-8")

    assert f"WorkingDirectory={tmp_path}/100%% إسناد\n" in unit
    assert f'ExecStart="{sys.executable}" -m bot serve\n' in unit


@pytest.mark.parametrize("line", ["A=1", " export A = '1' ", 'A="1"', "\ufeffA=1"])
def test_a_variable_is_read_in_any_of_its_usual_forms(tmp_path: Path, line: str) -> None:
    (file := tmp_path / ".env").write_text(line, encoding="utf-8")

    assert environment_file.values(file) == {"A": "1"}
    environment_file.put(file, {"A": "2"})
    assert file.read_text("utf-8") == "A=2\n"
