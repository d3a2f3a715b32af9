"""Who may import whom, read from the sources."""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SOLE_IMPORTERS = {
    "aiohttp": {"bot.telegram.transport.connections"},
    "aiosqlite": {"bot.database.database"},
    "arabic_reshaper": {"bot.rendering.bidi"},
    "bidi": {"bot.rendering.bidi"},
    "dotenv": {"bot.configuration.settings"},
    "docx": {"retrieval.readers.documents.docx"},
    "feedparser": {"retrieval.readers.feeds.rss"},
    "filelock": {"bot.database.lock"},
    "hijridate": {"retrieval.arabic.hijri"},
    "lxml": {"retrieval.readers.html.dom", "retrieval.readers.safexml"},
    "markdown_it": {"retrieval.readers.documents.markdown"},
    "httpx": {"bot.engine.client", "bot.replicas.fetching", "bot.web.transport"},
    "jinja2": {"bot.pages.templates"},
    "marisa_trie": {"retrieval.bm25.vocabulary"},
    "matplotlib": {"bot.rendering.chart"},
    "onnx": {"retrieval.semantic.graph"},
    "onnxruntime": {"retrieval.semantic.encoder"},
    "openpyxl": {"retrieval.readers.tables.spreadsheet"},
    "pypdfium2": {"retrieval.readers.documents.pdf"},
    "numba": {"retrieval.bm25.scoring_numba"},
    "platformdirs": {"bot.configuration.settings"},
    "prometheus_client": {"bot.telegram.metrics"},
    "prompt_toolkit": {"bot.terminal.prompt"},
    "protego": {"bot.web.robots"},
    "pyarabic": {"retrieval.arabic.text"},
    "rank_bm25": {"retrieval.bm25.index"},
    "rensa": {"retrieval.near_duplicates"},
    "Stemmer": {"retrieval.arabic.stems"},
    "tomllib": {"bot.configuration.files"},
    "tornado": {
        "bot.pages.base",
        "bot.replicas.routes",
        "bot.telegram.transport.bounded_server",
        "bot.telegram.transport.http_server",
    },
}
KEPT_OUT_OF_RETRIEVAL = {
    "aiosqlite",
    "asyncio",
    "bot",
    "dotenv",
    "http",
    "httpx",
    "platformdirs",
    "socket",
    "sqlite3",
    "telegram",
    "time",
    "tomllib",
    "urllib",
}
ROOMS = {
    "retrieval.arrays": "",
    "retrieval.errors": "",
    "retrieval.records": "",
    "retrieval.replacing": "",
    "retrieval.arabic": "retrieval.records",
    "retrieval.bm25": "retrieval.arrays retrieval.errors retrieval.replacing",
    "retrieval.near_duplicates": "retrieval.arabic retrieval.records",
    "retrieval.query": "retrieval.arabic retrieval.bm25 retrieval.records",
    "retrieval.passages": "retrieval.arabic retrieval.near_duplicates retrieval.query retrieval.records",
    "retrieval.interpretation.narrowing": "retrieval.arabic retrieval.query retrieval.records",
    "retrieval.interpretation.grammar": "retrieval.arabic retrieval.query",
    "retrieval.interpretation": (
        "retrieval.arabic retrieval.interpretation.grammar retrieval.interpretation.narrowing "
        "retrieval.query retrieval.records"
    ),
    "retrieval.dialogue": (
        "retrieval.arabic retrieval.dialogue.wording retrieval.interpretation "
        "retrieval.interpretation.grammar retrieval.interpretation.narrowing retrieval.query retrieval.records"
    ),
    "retrieval.dialogue.wording": (
        "retrieval.arabic retrieval.interpretation retrieval.interpretation.grammar retrieval.query"
    ),
    "retrieval.tuning": "retrieval.bm25",
    "retrieval.corpus": (
        "retrieval.arabic retrieval.arrays retrieval.bm25 retrieval.errors retrieval.records "
        "retrieval.replacing retrieval.tuning"
    ),
    "retrieval.extraction": "retrieval.arabic retrieval.errors retrieval.near_duplicates retrieval.records",
    "retrieval.first_stage": "retrieval.arrays retrieval.bm25 retrieval.corpus retrieval.records",
    "retrieval.ranking": (
        "retrieval.arabic retrieval.arrays retrieval.bm25 retrieval.corpus retrieval.first_stage "
        "retrieval.query retrieval.records retrieval.tuning"
    ),
    "retrieval.ranking.judging": (
        "retrieval.arabic retrieval.arrays retrieval.query retrieval.ranking retrieval.tuning"
    ),
    "retrieval.ranking.preferring": (
        "retrieval.arabic retrieval.arrays retrieval.corpus retrieval.query retrieval.ranking "
        "retrieval.ranking.judging retrieval.tuning"
    ),
    "retrieval.readers": "retrieval.arabic retrieval.errors retrieval.extraction retrieval.records",
    "retrieval.semantic": (
        "retrieval.arrays retrieval.bm25 retrieval.corpus retrieval.ranking retrieval.records "
        "retrieval.replacing retrieval.tuning"
    ),
    "retrieval.searcher": (
        "retrieval.arabic retrieval.bm25 retrieval.first_stage retrieval.query retrieval.ranking "
        "retrieval.ranking.judging retrieval.ranking.preferring retrieval.records retrieval.semantic "
        "retrieval.tuning"
    ),
    "retrieval.archive": (
        "retrieval.arabic retrieval.arrays retrieval.bm25 retrieval.corpus retrieval.first_stage "
        "retrieval.records retrieval.searcher retrieval.tuning"
    ),
    "retrieval.readers.text": (
        "retrieval.arabic retrieval.errors retrieval.extraction retrieval.readers retrieval.records"
    ),
    "retrieval.readers.html": (
        "retrieval.arabic retrieval.errors retrieval.extraction retrieval.readers retrieval.records"
    ),
    "retrieval.standing": "retrieval.arabic retrieval.query retrieval.ranking retrieval.tuning",
    "retrieval.evaluation": (
        "retrieval.arabic retrieval.archive retrieval.arrays retrieval.errors retrieval.records "
        "retrieval.tuning"
    ),
    "retrieval.readers.documents": (
        "retrieval.arabic retrieval.errors retrieval.extraction retrieval.readers retrieval.readers.html "
        "retrieval.records"
    ),
    "retrieval.readers.feeds": (
        "retrieval.arabic retrieval.errors retrieval.extraction retrieval.readers retrieval.readers.html "
        "retrieval.records"
    ),
    "retrieval.readers.tables": (
        "retrieval.arabic retrieval.errors retrieval.extraction retrieval.readers "
        "retrieval.readers.documents retrieval.readers.feeds retrieval.readers.html retrieval.records"
    ),
    "bot.errors": "",
    "bot.processes": "",
    "bot.progress": "",
    "bot.regular_files": "bot.errors",
    "bot.catalogue": "retrieval.arabic retrieval.records",
    "bot.database": "bot.errors bot.progress retrieval.records",
    "bot.web": "bot.errors",
    "bot.configuration": "bot.errors bot.regular_files retrieval.arabic retrieval.tuning",
    "bot.journal": "bot.database retrieval.arabic retrieval.query retrieval.records",
    "bot.source_list": "bot.configuration bot.errors retrieval.arabic retrieval.records",
    "bot.semantic": (
        "bot.configuration bot.database bot.errors retrieval.archive retrieval.arrays retrieval.errors "
        "retrieval.records retrieval.semantic retrieval.tuning"
    ),
    "bot.engine": (
        "bot.catalogue bot.configuration bot.errors bot.processes bot.progress retrieval.arabic "
        "retrieval.archive retrieval.arrays retrieval.bm25 retrieval.corpus retrieval.first_stage retrieval.records "
        "retrieval.searcher retrieval.semantic retrieval.tuning"
    ),
    "bot.archive.changes": "bot.database bot.errors retrieval.records",
    "bot.archive": (
        "bot.archive.changes bot.catalogue bot.configuration bot.database bot.engine bot.errors "
        "bot.processes bot.progress bot.semantic retrieval.arabic retrieval.archive retrieval.errors "
        "retrieval.near_duplicates retrieval.records retrieval.replacing retrieval.semantic "
        "retrieval.tuning"
    ),
    "bot.operations": (
        "bot.archive bot.configuration bot.converters bot.database bot.engine bot.errors bot.journal "
        "bot.progress bot.regular_files bot.semantic bot.source_list retrieval.arabic retrieval.archive "
        "retrieval.errors retrieval.extraction retrieval.ranking.judging retrieval.replacing retrieval.semantic"
    ),
    "bot.replicas": (
        "bot.configuration bot.database bot.errors bot.operations bot.web retrieval.corpus retrieval.errors "
        "retrieval.replacing"
    ),
    "bot.answering.telling": (
        "bot.editorial bot.rendering retrieval.arabic retrieval.interpretation "
        "retrieval.interpretation.grammar retrieval.passages retrieval.records"
    ),
    "bot.answering": (
        "bot.answering.telling bot.catalogue bot.configuration bot.editorial bot.rendering "
        "retrieval.arabic retrieval.dialogue retrieval.interpretation "
        "retrieval.interpretation.grammar retrieval.interpretation.narrowing "
        "retrieval.passages retrieval.query retrieval.records"
    ),
    "bot.answering.context": (
        "bot.answering bot.answering.telling bot.configuration bot.rendering retrieval.arabic "
        "retrieval.dialogue retrieval.interpretation retrieval.passages retrieval.query retrieval.records"
    ),
    "bot.answering.responder": (
        "bot.answering bot.answering.context bot.answering.telling bot.configuration bot.rendering "
        "retrieval.arabic retrieval.dialogue retrieval.interpretation retrieval.interpretation.narrowing "
        "retrieval.passages retrieval.query retrieval.records"
    ),
    "bot.converters": "retrieval.errors retrieval.readers retrieval.readers.documents retrieval.records",
    "bot.loading": (
        "bot.archive bot.archive.changes bot.configuration bot.converters bot.database bot.errors "
        "bot.processes bot.progress bot.regular_files bot.source_list retrieval.errors retrieval.extraction "
        "retrieval.readers retrieval.readers.documents retrieval.readers.html retrieval.readers.tables "
        "retrieval.records"
    ),
    "bot.rendering": (
        "bot.catalogue bot.configuration bot.journal bot.progress retrieval.arabic retrieval.readers retrieval.records"
    ),
    "bot.editorial": "bot.archive bot.database retrieval.records retrieval.standing",
    "bot.following": (
        "bot.archive bot.database bot.editorial bot.errors bot.journal retrieval.arabic retrieval.records "
        "retrieval.standing"
    ),
    "bot.cli": (
        "bot.answering bot.archive.changes bot.configuration bot.editorial bot.errors bot.operations bot.regular_files "
        "bot.rendering retrieval.dialogue retrieval.evaluation retrieval.readers retrieval.records retrieval.replacing"
    ),
    "bot.sources": (
        "bot.archive bot.archive.changes bot.configuration bot.database bot.errors bot.loading "
        "bot.progress bot.regular_files bot.source_list bot.web retrieval.errors retrieval.extraction "
        "retrieval.readers retrieval.readers.feeds retrieval.readers.html retrieval.records"
    ),
    "bot.telegram": (
        "bot.answering bot.answering.responder bot.answering.telling bot.archive bot.configuration "
        "bot.editorial bot.journal bot.semantic"
    ),
    "bot.pages": (
        "bot.answering bot.answering.responder bot.archive bot.cli bot.configuration bot.errors "
        "bot.rendering retrieval.records"
    ),
    "bot.telegram.messages": (
        "bot.answering bot.answering.telling bot.configuration bot.editorial bot.rendering retrieval.records"
    ),
    "bot.terminal": (
        "bot.answering bot.answering.responder bot.answering.telling bot.archive.changes "
        "bot.configuration bot.editorial bot.errors bot.progress bot.rendering retrieval.dialogue "
        "retrieval.errors retrieval.records"
    ),
    "bot.telegram.readers": (
        "bot.answering bot.answering.responder bot.archive bot.configuration bot.errors bot.journal "
        "bot.rendering bot.sources bot.telegram bot.telegram.messages retrieval.dialogue "
        "retrieval.interpretation.grammar retrieval.passages retrieval.readers.feeds retrieval.records"
    ),
    "bot.telegram.transport": "bot.configuration bot.errors bot.journal bot.operations bot.telegram",
    "bot.telegram.admin": (
        "bot.configuration bot.errors bot.journal bot.progress bot.rendering bot.sources bot.telegram "
        "bot.telegram.messages bot.telegram.readers retrieval.records"
    ),
    "bot.telegram.admin.commands": (
        "bot.archive bot.archive.changes bot.configuration bot.editorial bot.errors bot.following "
        "bot.journal bot.loading bot.operations bot.progress bot.rendering bot.source_list bot.sources "
        "bot.telegram bot.telegram.admin bot.telegram.messages bot.telegram.readers bot.web retrieval.records"
    ),
    "bot.telegram.events": (
        "bot.configuration bot.editorial bot.rendering bot.telegram bot.telegram.messages "
        "bot.telegram.readers retrieval.records"
    ),
    "bot.telegram.following": (
        "bot.answering bot.configuration bot.editorial bot.errors bot.following bot.journal bot.rendering "
        "bot.telegram bot.telegram.messages bot.telegram.readers bot.telegram.transport "
        "retrieval.dialogue retrieval.records"
    ),
    "bot.telegram.app": (
        "bot.archive bot.configuration bot.database bot.errors bot.journal bot.loading bot.operations bot.pages "
        "bot.replicas bot.sources bot.telegram bot.telegram.admin bot.telegram.admin.commands bot.telegram.events "
        "bot.telegram.following bot.telegram.messages bot.telegram.readers "
        "bot.telegram.transport bot.web retrieval.records"
    ),
    "bot.commands": (
        "bot.answering bot.answering.responder bot.archive bot.archive.changes bot.cli bot.configuration "
        "bot.editorial bot.errors bot.journal bot.loading bot.operations bot.processes bot.progress "
        "bot.regular_files "
        "bot.rendering bot.replicas bot.source_list bot.sources bot.telegram bot.telegram.app "
        "bot.telegram.transport bot.terminal bot.web retrieval.arabic retrieval.evaluation "
        "retrieval.query retrieval.records"
    ),
    "bot.__main__": "bot.cli bot.commands bot.configuration bot.errors bot.rendering retrieval.errors",
}
"""Every room, a folder or a module of its own, and the rooms that it imports: all that it may."""
ON_TOP = {
    "bot.telegram.app": ["bot.telegram.handlers", "bot.telegram.upkeep", "bot.telegram.web_pages"],
    "bot.answering.responder": [
        "bot.answering.about_answers",
        "bot.answering.comparisons",
        "bot.answering.questions",
    ],
}
"""Modules on top of the rooms that lie in their own folder, with those of theirs; the others beside them lie below."""
FEW = 5
"""A room that more rooms than so many import is said to be for any room above it."""


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> set[str]:
    """Return what a module imports anywhere in it, for types or late, too; `from a import b` gives a and a.b."""
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, "imports are absolute"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = {
    module_name(file): file for package in ("bot", "retrieval") for file in (ROOT / package).rglob("*.py")
}
PACKAGES = {name for name, file in FILES.items() if file.name == "__init__.py"}
MODULES = FILES.keys() - PACKAGES


@cache
def source(name: str) -> ast.Module:
    """Return a module of the two packages."""
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


@cache
def imports_of(name: str) -> set[str]:
    """Return what a module of the two packages imports."""
    return imports(source(name))


def sources() -> dict[str, ast.Module]:
    """Return every module of the two packages, by name."""
    return {name: source(name) for name in FILES}


def imported_names() -> dict[str, set[str]]:
    """Return what each module imports, by the module's name."""
    return {name: imports_of(name) for name in FILES}


def importers(library: str) -> set[str]:
    return {
        name for name, found in imported_names().items() if library in {top(imported) for imported in found}
    }


def top(name: str) -> str:
    return name.partition(".")[0]


def room(name: str) -> str:
    """Return the room of a module: its folder, or the module itself where it lies at the top of a package."""
    on_top = next((above for above, modules in ON_TOP.items() if name in {above, *modules}), None)
    if on_top:
        return on_top
    folder = name.rpartition(".")[0]
    return name if folder in {"bot", "retrieval"} else folder


def importing() -> dict[str, set[str]]:
    """Return the rooms that each room imports, read from the sources."""
    found: dict[str, set[str]] = {room(name): set() for name in MODULES}
    for name in MODULES:
        found[room(name)] |= {room(imported) for imported in imports_of(name) & MODULES} - {room(name)}
    # The one import by name: see bot/__main__.py.
    found["bot.__main__"].add("bot.commands")
    return found


def audience(name: str) -> str:
    """Return who may import a room, in the words that end its `__init__`."""
    above = sorted(other for other, below in ROOMS.items() if name in below.split())
    if len(above) > FEW:
        return "Imported by any room above it."
    return f"Imported by {', '.join(f'`{other}`' for other in above) or 'nobody'}."


def purpose(name: str) -> str:
    """Return what a room is for: the first line of its docstring."""
    return (ast.get_docstring(source(name)) or "").partition("\n")[0].rstrip(".")


def picture() -> list[str]:
    """Return the rooms as rows of a table in Markdown: each below those that it imports."""
    order = [name for name in TopologicalSorter(graph()).static_order() if name in ROOMS]
    rows = sorted(order, key=lambda name: (top(name) != "retrieval", order.index(name)))
    return [
        "| room | what it is for | imports |",
        "| --- | --- | --- |",
        *(f"| `{name}` | {purpose(name)} | {' '.join(ROOMS[name].split()) or '–'} |" for name in rows),
    ]


def graph() -> dict[str, list[str]]:
    return {name: below.split() for name, below in ROOMS.items()}


def test_each_room_imports_what_the_table_says_and_nothing_else() -> None:
    assert importing() == {name: set(below) for name, below in graph().items()}


def test_the_table_has_no_circle() -> None:
    TopologicalSorter(graph()).prepare()


def test_a_folder_has_at_most_a_dozen_modules_but_for_commands() -> None:
    folders = Counter(name.rpartition(".")[0] for name in MODULES)
    tests = Counter(
        file.parent for file in ROOT.glob("tests/**/*.py") if not file.stem.startswith(("__", "conftest"))
    )

    assert {name for name, n in folders.items() if n > 12} == {"bot.commands"}
    assert {folder: n for folder, n in tests.items() if n > 12} == {}


@pytest.mark.parametrize("name", sorted(name for name in ROOMS if name not in MODULES))
def test_a_room_says_what_it_is_for_and_who_may_import_it(name: str) -> None:
    said = (ast.get_docstring(source(name)) or "").split()

    assert purpose(name) and " ".join(said).endswith(audience(name))


def test_the_picture_in_the_documentation_is_drawn_from_the_table() -> None:
    shown = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()

    assert "\n".join(picture()) in "\n".join(shown), "run: python -m tests.test_imports"


@pytest.mark.parametrize(("library", "modules"), SOLE_IMPORTERS.items())
def test_an_outside_library_has_one_importer(library: str, modules: set[str]) -> None:
    assert importers(library) == modules


def test_retrieval_knows_nothing_of_the_bot_the_network_the_clock_or_settings_files() -> None:
    inside = {
        name for module, names in imported_names().items() if top(module) == "retrieval" for name in names
    }
    found = {top(name) for name in inside if not name.startswith("urllib.parse")}  # which only takes apart
    assert found & KEPT_OUT_OF_RETRIEVAL == set()


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name
        for name, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
    }
    assert readers == {"bot.configuration.settings"}


def test_telegram_stays_in_its_room() -> None:
    assert all(name.startswith("bot.telegram") for name in importers("telegram"))


def test_the_wheel_carries_every_package() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]

    assert sorted(listed) == sorted(PACKAGES | {"bot._data.config", "bot._data.seeds"})


def test_nobody_imports_a_command() -> None:
    assert [
        name
        for name, found in imported_names().items()
        if any("bot.commands" in imported for imported in found)
    ] == []


def write() -> None:
    """Bring the picture in ARCHITECTURE.md, and the last words of each room's `__init__`, up to the table."""
    shown = ROOT / "ARCHITECTURE.md"
    drawn = re.sub(
        r"(?m)^\| room \| what it is for \|.*\n(?:\|.*\n)*",
        "\n".join(picture()) + "\n",
        shown.read_text("utf-8"),
    )
    shown.write_text(drawn, "utf-8")
    for name in ROOMS.keys() - MODULES:
        file = ROOT.joinpath(*name.split("."), "__init__.py")
        file.write_text(
            re.sub(
                r"(?s)Imported by .*\.(?=\n\"\"\")",
                textwrap.fill(audience(name), 120),
                file.read_text("utf-8"),
            ),
            "utf-8",
        )


if __name__ == "__main__":
    write()
