"""The files of a configuration folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.configuration.files import built
from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "boilerplate.toml"


def sorted_keys(table: Mapping[str, object]) -> list[str]:
    """The keys that no file that ships has."""
    return sorted(key for key in table if len(key) == 1)


def sections(table: Mapping[str, object]) -> list[str]:
    return sorted(table)


def refused(table: Mapping[str, object]) -> list[str]:
    raise ValueError(f"{len(sorted_keys(table))} are too many")


def test_a_value_is_made_once_and_again_when_the_file_changes(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("b = 1\na = 2\n", encoding="utf-8")
    first = built(tmp_path, FILE, sorted_keys)
    assert first == ["a", "b"]
    assert built(tmp_path, FILE, sorted_keys) is first
    file.write_text("c = 1\n", encoding="utf-8-sig")
    assert built(tmp_path, FILE, sorted_keys) == ["c"]


def test_a_file_that_the_folder_leaves_out_is_the_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").touch()
    assert "comments" in built(tmp_path, FILE, sections)


def test_what_an_own_file_leaves_out_is_as_it_ships(tmp_path: Path) -> None:
    (tmp_path / "language.toml").write_text('[cues]\nwhen = "غرة"\n', encoding="utf-8")
    cues = built(tmp_path, "language.toml", lambda table: table["cues"])
    assert isinstance(cues, dict) and cues["when"] == "غرة" and "محمد" in cues["who"]
    assert "offices" in built(tmp_path, "language.toml", sections)


def test_a_folder_may_hold_a_file_under_the_name_of_earlier_releases(tmp_path: Path) -> None:
    (tmp_path / "chrome.toml").write_text("b = 1\n", encoding="utf-8")
    assert built(tmp_path, FILE, sorted_keys) == ["b"]
    (tmp_path / FILE).write_text("c = 1\n", encoding="utf-8")
    assert built(tmp_path, FILE, sorted_keys) == ["c"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [(b"a = \n", "is not TOML"), (b"a = '\xff'\n", "is not UTF-8 at byte 5"), (b"a = 1\n", "1 are too many")],
)
def test_what_is_wrong_is_said_of_the_file_every_time(tmp_path: Path, text: bytes, wrong: str) -> None:
    (tmp_path / FILE).write_bytes(text)
    for _ in range(2):
        with pytest.raises(SettingsError, match=f"{FILE}: {wrong}"):
            built(tmp_path, FILE, refused)


def test_a_folder_without_a_single_file_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there are no settings in this folder; name a folder with"):
        built(tmp_path, FILE, sorted_keys)
