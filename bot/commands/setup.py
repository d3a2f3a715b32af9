"""`isnad setup`: ask for token and admin, check them with Telegram, write .env, and offer to keep the bot running."""

from __future__ import annotations

import asyncio
import getpass
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.findings import finding_line
from bot.configuration import settings as configuration
from bot.configuration.messages import read
from bot.errors import CommandError, SettingsError
from bot.operations import environment_file, service_unit
from bot.operations.doctor import examine
from bot.operations.findings import Health
from bot.telegram.transport.contact import bot_name, contact, person, who_writes

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

TOKEN, ADMINS = "ISNAD_TELEGRAM_TOKEN", "ISNAD_ADMINS"
WAITED_SECONDS = 120.0
_BROKEN_OFF = "the setting-up was broken off; nothing was written"


async def run(settings: Settings, arguments: Namespace) -> int:
    """Set up and examine; 1 when something still needs doing. Raises CommandError when the answers break off."""
    messages = read(settings, arguments.language or settings.interface.language)
    texts, file = messages.setup, environment_file.here()
    _say(texts.welcome.format(file=file))
    settings, bot = await _known_bot(settings, messages)
    admin = await _admin(settings, bot, messages)
    if not _written(file, settings.telegram.token or "", admin, messages):
        _say(texts.kept)
    elif service_unit.is_offered() and _agreed(texts.unit, messages):
        _say(texts.unit_written.format(file=service_unit.write(file.parent, Path.home())))
        commands = "\n".join(" ".join(command) for command in service_unit.START)
        _say(texts.unit_started if service_unit.start() else texts.unit_failed.format(commands=commands))
    else:
        called = "python -m bot" if Path(sys.argv[0]).name == "__main__.py" else sys.argv[0]
        _say(texts.by_hand.format(program=called))
    _say(f"\n{texts.checking}")
    # What the doctor finds with what was written.
    settings = configuration.load(arguments.config, arguments.archive)
    findings = [*await asyncio.to_thread(lambda: list(examine(settings))), *await contact(settings)]
    for finding in findings:
        _say(finding_line(finding, messages))
    return 1 if any(finding.state is Health.WRONG for finding in findings) else 0


async def _known_bot(settings: Settings, messages: Messages) -> tuple[Settings, str]:
    """Ask for the token until Telegram knows it; where that cannot be reached, take its word for it."""
    texts = messages.setup
    while True:
        token = _asked(texts.token, secret=True)
        if not re.fullmatch(r"\d+:[\w-]+", token, re.ASCII):
            _say(texts.token_form)
            continue
        known = replace(settings, telegram=replace(settings.telegram, token=token))
        try:
            bot = await bot_name(known)
        except SettingsError:
            _say(texts.token_unknown)
        except CommandError as error:
            raise CommandError(texts.no_contact.format(reason=error)) from error
        else:
            _say(texts.bot.format(bot=bot))
            return known, bot


async def _admin(settings: Settings, bot: str, messages: Messages) -> int:
    """Ask for the number of an admin, or who has just written to the bot."""
    texts = messages.setup
    while True:
        given = _asked(texts.admin.format(bot=bot))
        if not given:
            _say(texts.waiting.format(bot=bot))
            found = await who_writes(settings, WAITED_SECONDS)
            if found is None:
                _say(texts.nobody)
            elif _agreed(texts.is_it_you.format(name=found[1], id=found[0]), messages):
                return found[0]
        elif not (given.isdecimal() and 0 < len(given) < 16):
            _say(texts.admin_form)
        else:
            name = await person(settings, int(given))
            known = texts.admin_known.format(name=name) if name else None
            _say(known or texts.admin_unknown.format(id=int(given), bot=bot))
            return int(given)


def _written(file: Path, token: str, admin: int, messages: Messages) -> bool:
    """Keep the answers, unless the file says otherwise and is to go on doing so."""
    texts, known = messages.setup, environment_file.values(file)
    wanted = {TOKEN: token, ADMINS: str(admin)}
    others = {name for name, value in wanted.items() if known.get(name) not in {None, "", value}}
    if others and not _agreed(texts.differs.format(file=file), messages):
        return False
    environment_file.put(file, wanted)
    _say(texts.written.format(file=file))
    return True


def _agreed(question: str, messages: Messages) -> bool:
    """Return what is answered to a question of yes or no."""
    while True:
        said = _asked(question).lower()
        if said in messages.setup.yes or said in messages.setup.no:
            return said in messages.setup.yes
        _say(messages.setup.yes_or_no)


def _asked(question: str, *, secret: bool = False) -> str:
    """Return a line that is typed after a question; raises CommandError where none comes."""
    try:
        if secret and sys.stdin.isatty():
            return getpass.getpass(question).strip()
        sys.stdout.write(question)
        sys.stdout.flush()
        line = sys.stdin.readline()
    except EOFError:
        line = ""
    if not line:
        raise CommandError(_BROKEN_OFF)
    if not sys.stdin.isatty():
        sys.stdout.write("\n")
    return line.strip()


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
