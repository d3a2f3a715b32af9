"""config/settings.toml and the environment → one frozen Settings; the only reader of the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from platformdirs import user_data_path

from bot.configuration.files import built, located, packaged, parsed
from bot.configuration.tables import Table, fill
from bot.errors import Problem, SettingsError
from retrieval.arabic.language import Language, Thesaurus
from retrieval.arabic.transliteration import Transliteration
from retrieval.tuning import Tuning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

Serving = Literal["polling", "webhook"]

FILE = "settings.toml"
ASK_BOTFATHER = "copy the token that @BotFather gave, like 123456:ABC-DEF"
NAME_THE_ADDRESS = "give the address under which Telegram reaches this program, like https://bot.example.org"


@dataclass(frozen=True, slots=True)
class Storage:
    """Where the archive is kept; an empty path means the user's data folder."""

    path: str = ""


@dataclass(frozen=True, slots=True)
class Interface:
    """How Isnad speaks: the language of its sentences, and whether it orders right-to-left text itself."""

    language: Literal["ar", "en"] = "ar"
    bidi: bool = False


@dataclass(frozen=True, slots=True)
class Telegram:
    """What only the environment says; `port` serves health checks, metrics and the webhook.

    `webhook_url` is the address under which Telegram reaches that port.
    """

    token: str | None = field(default=None, repr=False)
    admins: frozenset[int] = frozenset()
    api_url: str | None = None
    port: int = 8080
    webhook_url: str | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """How many questions a reader may ask in a minute (0: any number), and for how many days questions are kept."""

    questions_a_minute: int = 20
    keep_days: int = 90


@dataclass(frozen=True, slots=True)
class Loading:
    """Which chats of a Telegram export are taken though they are not public: their names or numbers."""

    chats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """Whether Telegram's limits on what a bot sends are kept here; a Bot API server of one's own may have none."""

    throttle: bool = True


@dataclass(frozen=True, slots=True)
class Semantic:
    """Whether meaning counts beside words where the extra is installed, and is read in the background for all."""

    enabled: bool = True
    background: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is set from outside: by files, the environment and the command line."""

    config: Path
    archive: Path
    interface: Interface
    retrieval: Tuning
    telegram: Telegram
    readers: Readers = Readers()
    sending: Sending = Sending()
    loading: Loading = Loading()
    semantic: Semantic = Semantic()

    @property
    def journal(self) -> Path:
        """Return the file of what readers asked: beside the archive, so that a long load does not hold it up."""
        return journal_of(self.archive)

    @property
    def index(self) -> Path:
        """Return the folder of the index, beside the archive."""
        return self.archive.with_name(f"{self.archive.name}.index")

    @property
    def vectors(self) -> Path:
        """Return the folder of the passages' vectors, beside the archive."""
        return self.archive.with_name(f"{self.archive.name}.vectors")

    @property
    def model(self) -> Path:
        """Return the folder of what is made ready of the encoder, for all archives of the folder."""
        return self.archive.with_name("encoder")

    @property
    def seeds(self) -> Path:
        """Return the folder of the pages that Isnad ships with."""
        return packaged("seeds")

    @property
    def data(self) -> Path:
        """Return the user's own folder for what Isnad keeps between runs."""
        return user_data_path("isnad", appauthor=False)


def journal_of(archive: Path) -> Path:
    """Return the journal that belongs to the archive file `archive`."""
    return archive.with_name(f"{archive.name}.readers")


@dataclass(frozen=True, slots=True)
class _SettingsFile:
    """The shape of settings.toml."""

    archive: Storage = Storage()
    interface: Interface = Interface()
    readers: Readers = Readers()
    telegram: Sending = Sending()
    loading: Loading = Loading()
    semantic: Semantic = Semantic()
    retrieval: Tuning = field(default_factory=Tuning)


def load(
    config: Path | None = None,
    archive: Path | None = None,
    environ: Mapping[str, str] | None = None,
    serving: Serving | None = None,
) -> Settings:
    """Return the settings; `config` and `archive`, from the command line, go before the environment's.

    Without `environ`, the process's environment is read, and `.env` of the current folder beneath it. Raises
    SettingsError with all that is wrong, and with all that is missing for `serving` Telegram in that way.
    """
    problems: list[Problem] = []
    environ = _environment(problems) if environ is None else environ
    folder = config or _path(environ, "ISNAD_CONFIG") or packaged("config")
    file = located(folder, FILE, problems)
    values = fill(_SettingsFile, Table(str(file), "", parsed(file, problems)), problems)
    telegram = _telegram(environ, problems)
    problems += _missing(environ, serving)
    if problems:
        raise SettingsError(problems)
    place = archive or _path(environ, "ISNAD_ARCHIVE") or _stored(values.archive, folder)
    return Settings(
        folder,
        place,
        values.interface,
        values.retrieval,
        telegram,
        values.readers,
        values.telegram,
        values.loading,
        _semantic(values.semantic, environ),
    )


def plain_data(settings: Settings, name: str, build: Callable[[Mapping[str, object]], T]) -> T:
    """Return what `build` makes of the config file `name`; raises its ValueErrors as SettingsError."""
    return built(settings.config, name, build)


def filled(settings: Settings, name: str, build: Callable[[Table, list[Problem]], T]) -> T:
    """Return what `build` makes of the config file `name`; raises SettingsError with all that it finds wrong."""
    problems: list[Problem] = []
    file = located(settings.config, name, problems)
    found = build(Table(str(file), "", parsed(file, problems)), problems)
    if problems:
        raise SettingsError(problems)
    return found


def language(settings: Settings) -> Language:
    """Return word lists, thesaurus and transliteration; raises SettingsError when one of them is wrong."""
    thesaurus = plain_data(settings, "thesaurus.toml", Thesaurus.from_table)
    transliteration = plain_data(settings, "transliteration.toml", Transliteration.from_table)
    known = plain_data(settings, "language.toml", Language.from_table)
    return known.knowing(thesaurus).reading(transliteration)


def _semantic(told: Semantic, environ: Mapping[str, str]) -> Semantic:
    """Return what the file says, unless the environment switches it off."""
    return Semantic(enabled=False) if environ.get("ISNAD_SEMANTIC", "").lower() == "off" else told


def _stored(storage: Storage, folder: Path) -> Path:
    """Return the archive's file; a relative path counts from the folder of the settings that give it."""
    if not storage.path:
        return user_data_path("isnad", appauthor=False) / "archive.db"
    return folder / Path(storage.path).expanduser()


def _environment(problems: list[Problem]) -> dict[str, str]:
    """Return the process's environment, with `.env` of the current folder for what it leaves unset."""
    file = Path(".env")
    if not file.is_file():
        return dict(os.environ)
    # Only who has a .env pays for the import.
    from dotenv import dotenv_values  # noqa: PLC0415

    try:
        values = dotenv_values(file, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(str(file), "", f"cannot be read: {error}", "save it as readable UTF-8 text"))
        values = {}
    return {name: value for name, value in values.items() if value is not None} | dict(os.environ)


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    return Path(environ[name]).expanduser() if environ.get(name) else None


def _telegram(environ: Mapping[str, str], problems: list[Problem]) -> Telegram:
    def read(name: str, parse: Callable[[str], T], remedy: str) -> T | None:
        text = environ.get(name, "").strip()
        try:
            return parse(text) if text else None
        except ValueError:
            # The value is not repeated: it may be the token.
            problems.append(Problem("environment", name, "is not of the right form", remedy))
            return None

    token = read("ISNAD_TELEGRAM_TOKEN", _token, ASK_BOTFATHER)
    admins = read("ISNAD_ADMINS", _numbers, "list numeric Telegram ids, like 1234, 5678")
    api_url = read("ISNAD_BOT_API_URL", _address, "give the server's address, like http://localhost:8081")
    port = read("PORT", _port, "give a number from 1 to 65535")
    webhook_url = read("ISNAD_WEBHOOK_URL", _address, NAME_THE_ADDRESS)
    return Telegram(token, admins or frozenset(), api_url, port or 8080, webhook_url)


def _missing(environ: Mapping[str, str], serving: Serving | None) -> list[Problem]:
    """Return what the environment has to say before Telegram can be served, and does not."""
    needed = {"ISNAD_TELEGRAM_TOKEN": ASK_BOTFATHER} if serving else {}
    if serving == "webhook":
        needed["ISNAD_WEBHOOK_URL"] = NAME_THE_ADDRESS
    return [
        Problem("environment", name, "is missing", remedy)
        for name, remedy in needed.items()
        if not environ.get(name, "").strip()
    ]


def _token(text: str) -> str:
    if not re.fullmatch(r"\d+:[\w-]+", text, re.ASCII):
        raise ValueError
    return text


def _numbers(text: str) -> frozenset[int]:
    return frozenset(int(number) for number in re.split(r"[\s,،;؛]+", text.strip(",،;؛ ")))


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]\S*", text):
        raise ValueError
    return text


def _port(text: str) -> int:
    if not 1 <= int(text) <= 65535:
        raise ValueError
    return int(text)
