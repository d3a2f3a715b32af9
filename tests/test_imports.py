"""Who may import whom, read from the sources."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SOLE_IMPORTERS = {
    "aiosqlite": {"bot.database"},
    "arabic_reshaper": {"bot.bidi"},
    "bidi": {"bot.bidi"},
    "dotenv": {"bot.settings"},
    "docx": {"retrieval.readers.docx"},
    "feedparser": {"retrieval.readers.feeds"},
    "filelock": {"bot.lock"},
    "hijridate": {"retrieval.hijri"},
    "lxml": {"retrieval.readers.dom", "retrieval.readers.safexml"},
    "markdown_it": {"retrieval.readers.markdown"},
    "httpx": {"bot.web.wire"},
    "marisa_trie": {"retrieval.vocabulary"},
    "matplotlib": {"bot.chart"},
    "onnx": {"retrieval.semantic.graph"},
    "onnxruntime": {"retrieval.semantic.encoder"},
    "openpyxl": {"retrieval.readers.spreadsheet"},
    "pypdfium2": {"retrieval.readers.pdf"},
    "numba": {"retrieval.compiled"},
    "platformdirs": {"bot.settings"},
    "prometheus_client": {"bot.telegram.metrics"},
    "prompt_toolkit": {"bot.prompt"},
    "pyarabic": {"retrieval.arabic"},
    "rank_bm25": {"retrieval.index"},
    "rensa": {"retrieval.twins"},
    "Stemmer": {"retrieval.analysis"},
    "tomllib": {"bot.configfiles"},
    "tornado": {"bot.telegram.web"},
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
ORDERS = (
    (
        "retrieval.records",
        "retrieval.arabic",
        "retrieval.analysis",
        "retrieval.passages",
        "retrieval.archive",
    ),
    ("retrieval.records", "retrieval.cleaning", "retrieval.readers.text"),
    ("bot.errors", "bot.settings", "bot.library", "bot.commands.ask", "bot.__main__"),
    ("bot.errors", "bot.database", "bot.store", "bot.library"),
)


def sources() -> dict[str, ast.Module]:
    """Every module of the two packages, by name."""
    files = [file for package in ("bot", "retrieval") for file in (ROOT / package).rglob("*.py")]
    return {module_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> set[str]:
    """What a module imports anywhere in it, for types or late, too; `from a import b` gives a and a.b."""
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, "imports are absolute"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


SOURCES = sources()
IMPORTS = {name: imports(tree) for name, tree in SOURCES.items()}


def importers(library: str) -> set[str]:
    return {name for name, found in IMPORTS.items() if library in {top(imported) for imported in found}}


def top(name: str) -> str:
    return name.partition(".")[0]


def test_imports_go_one_way() -> None:
    within = {name: found & SOURCES.keys() - {name, top(name)} for name, found in IMPORTS.items()}
    below: dict[str, set[str]] = {}
    for name in TopologicalSorter(within).static_order():
        below[name] = within[name].union(*(below[imported] for imported in within[name]))
    for rooms in ORDERS:
        assert [above for room, above in combinations(rooms, 2) if above in below[room]] == []


@pytest.mark.parametrize(("library", "modules"), SOLE_IMPORTERS.items())
def test_an_outside_library_has_one_importer(library: str, modules: set[str]) -> None:
    assert importers(library) == modules


def test_retrieval_knows_nothing_of_the_bot_the_network_the_clock_or_settings_files() -> None:
    inside = {name for module, names in IMPORTS.items() if top(module) == "retrieval" for name in names}
    found = {top(name) for name in inside if not name.startswith("urllib.parse")}  # which only takes apart
    assert found & KEPT_OUT_OF_RETRIEVAL == set()


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name
        for name, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
    }
    assert readers == {"bot.settings"}


def test_telegram_stays_in_its_room() -> None:
    assert all(name.startswith("bot.telegram") for name in importers("telegram"))


def test_nobody_imports_a_command() -> None:
    assert [
        name for name, found in IMPORTS.items() if any("bot.commands" in imported for imported in found)
    ] == []
