from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.configuration import settings as configuration
from bot.configuration.environment import Telegram
from bot.configuration.settings import Interface
from bot.errors import SettingsError
from retrieval.arabic.language import Language
from retrieval.tuning import Tuning

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"


def config(folder: Path, text: str, name: str = "settings.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(config: Path | None = None, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(SettingsError) as error:
        configuration.load(config, environ=environ or {})
    return str(error.value).splitlines()


def test_the_settings_that_ship_are_the_defaults(settings: Settings) -> None:
    assert settings.interface == Interface()
    assert settings.retrieval == Tuning()
    assert settings.telegram == Telegram()


def test_the_settings_file_that_ships_names_every_setting(settings: Settings) -> None:
    shipped = tomllib.loads((settings.config / "settings.toml").read_text(encoding="utf-8"))
    assert named(shipped["retrieval"]) == names(Tuning())
    assert named(shipped["interface"]) == names(Interface())
    assert named(shipped["archive"]) == {"path"}


def names(value: object, prefix: str = "") -> set[str]:
    """The dotted names of all settings in a dataclass and those below it."""
    assert is_dataclass(value)
    found = set[str]()
    for field in fields(value):
        inner, name = getattr(value, field.name), prefix + field.name
        found |= names(inner, f"{name}.") if is_dataclass(inner) else {name}
    return found


def named(table: dict[str, object], prefix: str = "") -> set[str]:
    """The dotted names of all values in a TOML table and those below it."""
    found = set[str]()
    for key, value in table.items():
        found |= named(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
    return found


def test_the_archive_on_the_command_line_goes_before_the_environments_and_the_files(tmp_path: Path) -> None:
    folder = config(tmp_path / "config", '[archive]\npath = "own.db"\n')
    environ = {"ISNAD_CONFIG": str(folder), "ISNAD_ARCHIVE": "/from/environment.db"}
    assert configuration.load(archive=Path("/given.db"), environ=environ).archive == Path("/given.db")
    assert configuration.load(environ=environ).archive == Path("/from/environment.db")
    del environ["ISNAD_ARCHIVE"]
    assert configuration.load(environ=environ).archive == folder / "own.db"


def test_the_config_on_the_command_line_goes_before_the_environments(tmp_path: Path) -> None:
    given = config(tmp_path / "given", "[interface]\nbidi = true\n")
    environ = {"ISNAD_CONFIG": str(config(tmp_path / "other", "[interface]\nbidi = false\n"))}
    assert configuration.load(given, environ=environ).interface.bidi
    assert not configuration.load(environ=environ).interface.bidi


def test_a_config_folder_may_leave_out_files_and_settings(tmp_path: Path) -> None:
    folder = config(tmp_path / "config", '[interface]\nlanguage = "en"\n')
    settings = configuration.load(folder, environ={})
    assert settings.interface == Interface(language="en")
    assert settings.retrieval == Tuning()
    assert configuration.plain_data(settings, "language.toml", Language.from_table).stop_words


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    folder = config(tmp_path / "config", '[interface]\nlanguage = "fr"\nbdi = true\n[archives]\n')
    said = problems(folder, {"ISNAD_ADMINS": "someone", "PORT": "70000", "ISNAD_BOT_API_URL": "localhost"})
    file = folder / "settings.toml"
    assert len(said) == 6
    assert f"{file}: archives: there is no such setting; did you mean archive?" in said
    assert f"{file}: interface.bdi: there is no such setting; did you mean bidi?" in said
    assert any(line.startswith(f"{file}: interface.language: Invalid enum value 'fr'") for line in said)
    assert {line.split(":")[1].strip() for line in said if line.startswith("environment")} == {
        "ISNAD_ADMINS",
        "ISNAD_BOT_API_URL",
        "PORT",
    }


@pytest.mark.parametrize(
    ("text", "says"), [(b"[interface\n", "is not TOML"), (b'a = "\xff"\n', "is not UTF-8 at byte 5")]
)
def test_a_file_that_cannot_be_parsed_is_named(tmp_path: Path, text: bytes, says: str) -> None:
    (tmp_path / "settings.toml").write_bytes(text)
    [problem] = problems(tmp_path)
    assert problem.startswith(f"{tmp_path / 'settings.toml'}: {says}")


def test_a_folder_without_settings_is_refused(tmp_path: Path) -> None:
    [problem] = problems(tmp_path / "nowhere")
    assert problem.startswith(f"{tmp_path / 'nowhere'}: there are no settings in this folder")


def test_the_telegram_settings_come_from_the_environment() -> None:
    environ = {
        "ISNAD_TELEGRAM_TOKEN": TOKEN,
        "ISNAD_ADMINS": "\u200f\u2068 12، 34؛ 56 , ٧٨\u2069\u061c",
        "ISNAD_BOT_API_URL": "http://localhost:8081",
        "PORT": "5000",
    }
    telegram = configuration.load(environ=environ).telegram
    assert telegram == Telegram(TOKEN, frozenset({12, 34, 56, 78}), "http://localhost:8081", 5000)


def test_the_token_is_never_shown() -> None:
    assert TOKEN not in repr(configuration.load(environ={"ISNAD_TELEGRAM_TOKEN": TOKEN}))
    assert "secret" not in str(
        problems(environ={"ISNAD_TELEGRAM_TOKEN": "my secret", "ISNAD_ADMINS": "secret"})
    )


def test_dotenv_fills_what_the_environment_leaves_unset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(f"ISNAD_TELEGRAM_TOKEN={TOKEN}\nISNAD_ADMINS=1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ISNAD_TELEGRAM_TOKEN", raising=False)
    monkeypatch.setenv("ISNAD_ADMINS", "2")
    assert configuration.load().telegram == Telegram(TOKEN, frozenset({2}))


def test_a_broken_dotenv_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes(b"A=\xff\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"\.env: cannot be read"):
        configuration.load()


def test_word_lists_of_the_wrong_shape_are_named(tmp_path: Path) -> None:
    settings = configuration.load(config(tmp_path, "stop_words = 3\n", "language.toml"), environ={})
    with pytest.raises(SettingsError, match=r"language\.toml: stop_words"):
        configuration.plain_data(settings, "language.toml", Language.from_table)


def test_serving_telegram_says_all_that_is_missing_or_wrong_at_once() -> None:
    with pytest.raises(SettingsError) as error:
        configuration.load(environ={"ISNAD_ADMINS": "me", "ISNAD_WEBHOOK_URL": " "}, serving="webhook")
    assert [problem.key for problem in error.value.problems] == [
        "ISNAD_ADMINS",
        "ISNAD_TELEGRAM_TOKEN",
        "ISNAD_WEBHOOK_URL",
    ]


def test_polling_needs_no_address_and_a_command_no_token() -> None:
    environ = {"ISNAD_TELEGRAM_TOKEN": "123:abc"}
    assert configuration.load(environ=environ, serving="polling").telegram.webhook_url is None
    assert configuration.load(environ={}).telegram.token is None
