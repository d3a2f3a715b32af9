"""config/settings.toml and the environment → one frozen Settings; the only reader of the environment."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from platformdirs import user_data_path

from bot.configuration import environment
from bot.configuration.environment import EngineSettings, PublicSite, Telegram
from bot.configuration.files import built, located, packaged, parsed
from bot.configuration.tables import TomlTable, fill
from bot.errors import CommandError, Problem, SettingsError
from bot.regular_files import contents
from retrieval.arabic.language import Language, Thesaurus
from retrieval.arabic.patterns import Refusals
from retrieval.arabic.transliteration import Transliteration
from retrieval.tuning import Tuning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.configuration.environment import Serving

T = TypeVar("T")

FILE = "settings.toml"


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
class Readers:
    """How many questions a reader may ask in a minute (0: any number), and for how many days questions are kept.

    `zone` is the time zone of those who follow something and have chosen none: an IANA name, "" for the machine's.
    """

    questions_a_minute: int = 20
    keep_days: int = 90
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Loading:
    """Which chats of a Telegram export are taken though they are not public: their names or numbers.

    Of each article the last `keep_versions` are kept (0: all).
    """

    chats: tuple[str, ...] = ()
    keep_versions: int = 0

    def __post_init__(self) -> None:
        if self.keep_versions < 0:
            reason = "keep_versions is a number of versions, or 0 for all"
            raise ValueError(reason)


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
class Pages:
    """The pages and the HTTP API: whether there are any, whether they search, and how often an address may ask.

    Behind so many `proxies`, the address is the one that the outermost of them saw. 0 requests a minute: any number.
    """

    serve: bool = True
    search: bool = True
    requests_a_minute: int = 60
    proxies: int = 0


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
    pages: Pages = Pages()
    site: PublicSite = field(default_factory=PublicSite)
    engine: EngineSettings = field(default_factory=EngineSettings)

    @property
    def journal(self) -> Path:
        """Return the file of what readers asked: beside the archive, so that a long load does not hold it up."""
        return journal_of(self.archive)

    @property
    def index(self) -> Path:
        """Return the folder of the index, beside the archive."""
        return self.archive.with_name(f"{self.archive.name}.index")

    @property
    def offered(self) -> Path:
        """Return the folder of the snapshots that replicas fetch, beside the archive."""
        return self.archive.with_name(f"{self.archive.name}.offered")

    @property
    def vectors(self) -> Path:
        """Return the folder of the passages' vectors, beside the archive."""
        return self.archive.with_name(f"{self.archive.name}.vectors")

    @property
    def vectors_due(self) -> Path:
        """Return the file that stands while vectors of purged passages are yet to be dropped."""
        return self.archive.with_name(f"{self.archive.name}.vectors.due")

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
    if not archive.name:
        raise CommandError(f"{str(archive)!r} names no file; name one, like copy.db")
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
    pages: Pages = Pages()
    engine: EngineSettings = field(default_factory=EngineSettings)
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
    values = fill(_SettingsFile, TomlTable(str(file), "", parsed(file, problems)), problems)
    telegram, site = environment.telegram(environ, problems), environment.site(environ, problems)
    problems += environment.missing(environ, serving)
    if problems:
        raise SettingsError(problems)
    usual = user_data_path("isnad", appauthor=False) / "archive.db"
    # A relative path counts from the folder of the settings that give it.
    stored = folder / Path(values.archive.path).expanduser() if values.archive.path else usual
    place = archive or _path(environ, "ISNAD_ARCHIVE") or stored
    if not place.name:
        raise CommandError(f"{str(place)!r} names no file for the archive; name one, like isnad.db")
    off = environ.get("ISNAD_SEMANTIC", "").lower() == "off"
    return Settings(
        folder,
        place,
        values.interface,
        values.retrieval,
        telegram,
        values.readers,
        values.telegram,
        values.loading,
        Semantic(enabled=False) if off else values.semantic,
        values.pages,
        site,
        environment.engine(values.engine, environ),
    )


def plain_data(settings: Settings, name: str, build: Callable[[Mapping[str, object]], T]) -> T:
    """Return what `build` makes of the config file `name`; raises its ValueErrors as SettingsError."""
    return built(settings.config, name, build)


def filled(settings: Settings, name: str, build: Callable[[TomlTable, list[Problem]], T]) -> T:
    """Return what `build` makes of the config file `name`; raises SettingsError with all that it finds wrong."""
    problems: list[Problem] = []
    file = located(settings.config, name, problems)
    found = build(TomlTable(str(file), "", parsed(file, problems)), problems)
    if problems:
        raise SettingsError(problems)
    return found


def language(settings: Settings) -> Language:
    """Return word lists, thesaurus, transliteration and refusals; raises SettingsError when one of them is wrong."""
    thesaurus = plain_data(settings, "thesaurus.toml", Thesaurus.from_table)
    transliteration = plain_data(settings, "transliteration.toml", Transliteration.from_table)
    refusals = plain_data(settings, "conversation.toml", Refusals.from_table)
    lists = plain_data(settings, "language.toml", Language.from_table)
    return _complete(lists, thesaurus, transliteration, refusals)


@lru_cache(maxsize=4)
def _complete(
    lists: Language, thesaurus: Thesaurus, transliteration: Transliteration, refusals: Refusals
) -> Language:
    """Return the lists together, and the same for the same lists: what follows from a language is kept by it."""
    return lists.knowing(thesaurus).reading(transliteration).refusing(refusals)


def _environment(problems: list[Problem]) -> dict[str, str]:
    """Return the process's environment, with `.env` of the current folder for what it leaves unset."""
    file = Path(".env")
    if not file.exists() or file.is_dir():
        return dict(os.environ)
    # Only who has a .env pays for the import.
    from dotenv import dotenv_values  # noqa: PLC0415

    try:
        text = io.StringIO(contents(file).decode("utf-8-sig"))
        values = dotenv_values(stream=text, interpolate=False)
    except CommandError:
        problems.append(Problem(str(file), "", "this is a pipe, a device or the like", "save it as a file"))
        values = {}
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(str(file), "", f"cannot be read: {error}", "save it as readable UTF-8 text"))
        values = {}
    return {name: value for name, value in values.items() if value is not None} | dict(os.environ)


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    return Path(environ[name]).expanduser() if environ.get(name) else None
