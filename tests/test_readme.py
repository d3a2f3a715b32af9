"""The README tells what is so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.corpora import ask, seed_archive, seeds

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_sample_answer_is_what_the_archive_answers() -> None:
    block = README.split('$ isnad ask "', 1)[1].split("```", 1)[0]
    question, shown = block.split('"\n', 1)
    first = ask(seed_archive(), seeds(), question).quotes[0]

    assert first.text in shown.replace("**", "")
    assert first.article.title in shown


def test_the_commands_of_the_makefile_are_shown() -> None:
    targets = re.findall(r"^(console|test):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert [target for target in targets if f"`make {target}`" not in README] == []


def test_the_table_of_the_environment_names_every_variable_that_is_read() -> None:
    settings = (ROOT / "bot" / "configuration" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(ISNAD_[A-Z_]+|PORT)"', settings))

    assert set(re.findall(r"^\| `(ISNAD_[A-Z_]+|PORT)` \|", README, re.MULTILINE)) == read
