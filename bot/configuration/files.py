"""The files of a configuration folder, in TOML (the one importer of tomllib)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.errors import CommandError, Problem, SettingsError
from bot.regular_files import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

_FORMERLY = {"boilerplate.toml": "chrome.toml"}
"""What a file was called in earlier releases, for folders that still hold it under that name."""


def built(folder: Path, name: str, build: Callable[[Mapping[str, object]], T]) -> T:
    """Return what `build` makes of the file `name` in `folder`; raises its ValueErrors as SettingsError.

    What a newsroom's own file leaves out, as one does that is older than a list or a sentence, is as it ships. The
    value is kept for the next caller with the same `build`: a function or method of a module, never a closure.
    """
    problems: list[Problem] = []
    file, usual = located(folder, name, problems), packaged("config") / name
    text = _text(file, problems)
    shipped = text if file == usual else _text(usual, problems)
    if problems:
        raise SettingsError(problems)
    try:
        value: T = _built(text, shipped, build)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([_no_toml(file, error)]) from error
    except ValueError as error:
        raise SettingsError([Problem(str(file), "", str(error), "correct it")]) from error
    return value


@lru_cache(maxsize=16)
def _built(text: str, shipped: str, build: Callable[[Mapping[str, object]], T]) -> T:
    """Return what `build` makes of a file's text: a value, and the same as long as the text is."""
    return build(_table(text) if text == shipped else _completed(tomllib.loads(text), _table(shipped)))


def _completed(own: Mapping[str, object], shipped: Mapping[str, object]) -> dict[str, object]:
    """Return a table with what it lacks of the one that ships, and so the tables in it."""
    found = {**shipped, **own}
    for name, value in own.items():
        other = shipped.get(name)
        if isinstance(value, dict) and isinstance(other, dict):
            found[name] = _completed(value, other)
    return found


@lru_cache(maxsize=1)
def _table(text: str) -> dict[str, object]:
    """Return what stands in a file's text, of which several values may be built in turn."""
    return tomllib.loads(text)


def located(folder: Path, name: str, problems: list[Problem]) -> Path:
    """Return the file `name` of the config folder; one that it leaves out is taken from those that ship."""
    if folder != packaged("config") and not any(_is_there(folder / one) for one in _known()):
        remedy = f"name a folder with a settings.toml or another file of {packaged('config')}"
        problems.append(Problem(str(folder), "", "there are no settings in this folder", remedy))
    own = (folder / one for one in (name, _FORMERLY.get(name, name)))
    return next((file for file in own if _is_there(file)), packaged("config") / name)


@cache
def _known() -> tuple[str, ...]:
    """Return the names of all files that a config folder may hold."""
    return (*(shipped.name for shipped in packaged("config").iterdir()), *_FORMERLY.values())


def _is_there(file: Path) -> bool:
    return file.exists() and not file.is_dir()


def parsed(file: Path, problems: list[Problem]) -> dict[str, object]:
    """Return what stands in a file; nothing, with what is wrong among `problems`, where it cannot be read."""
    try:
        return _table(_text(file, problems))
    except tomllib.TOMLDecodeError as error:
        problems.append(_no_toml(file, error))
        return {}


def _no_toml(file: Path, error: tomllib.TOMLDecodeError) -> Problem:
    return Problem(str(file), "", f"is not TOML: {error}", "correct that line")


def _text(file: Path, problems: list[Problem]) -> str:
    """Return the text of a file; empty, with what is wrong among `problems`, where it cannot be read."""
    try:
        state = file.stat()
        return _unchanged(file, state.st_ino, state.st_size, state.st_mtime_ns)
    except CommandError:
        problems.append(Problem(str(file), "", "this is a pipe, a device or the like", "save it as a file"))
    except OSError as error:
        problems.append(
            Problem(str(file), "", f"cannot be read: {error.strerror}", "check its name and rights")
        )
    except UnicodeDecodeError as error:
        problems.append(Problem(str(file), "", f"is not UTF-8 at byte {error.start}", "save it as UTF-8"))
    return ""


@lru_cache(maxsize=32)
def _unchanged(file: Path, *_state: int) -> str:
    """Return the text of a file, which is read again once its state on the disk is another."""
    return contents(file).decode("utf-8-sig").replace("\r\n", "\n")


@cache
def packaged(name: str) -> Path:
    """Return the folder `name` that travels in the wheel, or its original in a checkout."""
    installed = Path(__file__).parents[1] / "_data" / name
    return installed if installed.is_dir() else Path(__file__).parents[2] / name
