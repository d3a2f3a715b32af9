"""The documents tell what is so: each is read as a stranger would, and compared with the program."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.cli.arguments import parse
from bot.configuration.admin_messages import AdminMenu
from bot.configuration.messages import ConsoleCommandTexts, ReaderMenu
from retrieval.readers.detection import refusal
from tests.support.corpora import ask, seed_archive, seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCUMENTS = {
    str(file.relative_to(ROOT)): file.read_text(encoding="utf-8")
    for file in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/*/README.md")])
}
README, COMMANDS = DOCUMENTS["README.md"], DOCUMENTS["docs/COMMANDS.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MOST_WORDS = 900
FOLDERS = ("bot", "config", "docs", "retrieval", "seeds", "tests")


def test_the_sample_answer_is_what_the_archive_answers() -> None:
    block = README.split('$ isnad ask "', 1)[1].split("```", 1)[0]
    question, shown = block.split('"\n', 1)
    first = ask(seed_archive(), seeds(), question).quotes[0]

    assert first.text in shown.replace("**", "")
    assert first.article.title in shown


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len(README.split()) <= MOST_WORDS


def test_the_two_commands_are_shown_first() -> None:
    assert [target for target in ("console", "test") if f"| `make {target}` |" not in README] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_targets_that_the_makefile_has(name: str) -> None:
    named = set(re.findall(r"(?:`|^\$ )make ([a-z]+)", DOCUMENTS[name], re.MULTILINE))

    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_the_table_of_the_environment_names_every_variable_that_is_read() -> None:
    configuration = ROOT / "bot" / "configuration"
    settings = "".join(
        (configuration / name).read_text("utf-8") for name in ("settings.py", "environment.py")
    )
    read = set(re.findall(r'"(ISNAD_[A-Z_]+|PORT)"', settings))

    assert set(re.findall(r"^\| `(ISNAD_[A-Z_]+|PORT)` \|", COMMANDS, re.MULTILINE)) == read


def test_the_table_of_settings_names_every_file_of_the_configuration() -> None:
    named = set(re.findall(r"`config/([\w.]+)`", section("Settings")))

    assert named == {file.name for file in (ROOT / "config").iterdir() if file.is_file()}


def test_the_command_line_is_listed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    there = re.findall(r"^ {4}([a-z]+) ", capsys.readouterr().out, re.MULTILINE)

    assert set(re.findall(r"^\| `isnad ([a-z]+)", section("Command line"), re.MULTILINE)) == set(there)


def test_the_options_of_each_command_are_those_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    for usage in re.findall(r"^\| `isnad ([^`]+)`", section("Command line"), re.MULTILINE):
        command = usage.split()[0]
        with pytest.raises(SystemExit):
            main([command, "--help"])
        there = set(re.findall(r"--[a-z]+", capsys.readouterr().out))
        assert set(re.findall(r"--[a-z]+", usage)) <= there, usage


@pytest.mark.parametrize(
    ("title", "menu"),
    [
        ("Console", ConsoleCommandTexts),
        ("Telegram: readers", ReaderMenu),
        ("Telegram: admins", AdminMenu),
    ],
)
def test_the_commands_of_a_conversation_are_listed_whole(title: str, menu: type) -> None:
    cells = re.findall(r"^\| (`/[^|]+) \|", section(title), re.MULTILINE)

    assert set(re.findall(r"/([a-z]+)", " ".join(cells))) == {field.name for field in fields(menu)}


def test_the_editors_guide_names_only_commands_that_there_are() -> None:
    guide = DOCUMENTS["docs/GUIDE.ar.md"]
    known = {*ReaderMenu.__dataclass_fields__, *AdminMenu.__dataclass_fields__}
    known |= {*ConsoleCommandTexts.__dataclass_fields__, "newbot", "setinline", "setprivacy"}
    named = re.findall(r"`/([a-z]+)[ `]", guide)

    assert set(AdminMenu.__dataclass_fields__) - {"admin"} <= set(named) <= known


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_line_in_a_document_is_understood(name: str) -> None:
    for line in re.findall(r"^(?:\$ |\.venv/bin/)?isnad (\S.*)$", DOCUMENTS[name], re.MULTILINE):
        assert parse(shlex.split(line, comments=True)).command


def test_every_kind_of_file_that_is_read_is_listed() -> None:
    endings = re.findall(r"\.[a-z]+(?:\.gz)?\b", refusal("unknown").partition("RSS")[0])

    assert [ending for ending in endings if f"`{ending}`" not in section("Formats")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_within_the_repository_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", DOCUMENTS[name])

    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_backticks_is_there(name: str) -> None:
    assert [path for path in paths(DOCUMENTS[name]) if not is_there(path, (ROOT / name).parent)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_module_to_run_is_there(name: str) -> None:
    modules = re.findall(r"python -m ((?:tests|bot)[\w.]*)", DOCUMENTS[name])

    assert [module for module in modules if not is_module(module)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_speaks_of_the_program_and_not_of_a_machine(name: str) -> None:
    assert re.findall(r"/(?:tmp|work|root|home)/\w+", DOCUMENTS[name]) == []


def section(title: str) -> str:
    """Return what docs/COMMANDS.md says under a heading."""
    return COMMANDS.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def paths(text: str) -> Iterator[str]:
    """Yield what stands in backticks and is a path: of one of our folders, or a file with a usual ending."""
    for quoted in re.findall(r"`([^`\s]+)`", text):
        file = re.fullmatch(r"[\w./-]+\.(?:py|toml|md|lock|png|service|jsonl|json|tsv)", quoted)
        if file or quoted.startswith(tuple(f"{folder}/" for folder in FOLDERS)):
            yield quoted


def is_there(path: str, beside: Path) -> bool:
    """Return whether a path is there, from the top or beside the document; a bare name, anywhere in our folders."""
    if any((top / path).exists() for top in (ROOT, beside)):
        return True
    return "/" not in path and any(True for folder in FOLDERS for _ in (ROOT / folder).rglob(path))


def is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__main__.py").exists()
