"""Reads, indexes and asks articles as large as nobody writes them: `python -m tests.trust.giants`.

Seconds are those of the processor: they are the same on a busy machine.
"""

from __future__ import annotations

import asyncio
import json
import resource
import tempfile
import time
from pathlib import Path

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.load import load
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers import formats
from retrieval.readers.context import ReadContext
from tests.support.corpora import table

SAID = "قالت الوزيرة إن الجسر في مدينة خيالية افتتح أمس وبلغت كلفته مليون درهم"
LINE_BYTES, LINES = 50_000_000, 1_000_000
QUESTION = "كم بلغت كلفة الجسر؟"


def words(size: int) -> str:
    """So many bytes of words on one line, with a full stop now and then."""
    sentence = f"{SAID}. "
    return sentence * (size // len(sentence.encode()))


def pages() -> dict[str, str]:
    """Pages by what is large about them."""
    each = SAID.split()
    return {
        f"{LINE_BYTES // 10**6} MB on one line": f"عنوان الخبر\n\n{words(LINE_BYTES)}",
        f"{LINES} lines of one word": "\n".join(each[n % len(each)] for n in range(LINES)),
    }


def read(page: str) -> int:
    """Return how many articles and notes a page gives."""
    boilerplate = Boilerplate.from_table(table("boilerplate.toml"))
    return len(list(formats.read(page.encode(), "page.txt", ReadContext(boilerplate))))


async def ask(folder: Path) -> None:
    """Load one article of that size, and ask it."""
    source = folder / "giant.jsonl"
    article = {"id": "a", "title": "خبر", "text": words(LINE_BYTES)}
    source.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    async with Library.open(configuration.load(archive=folder / "archive.db", environ={})) as library:
        begun = time.process_time()
        await load(library, [source], replace=True)
        print(
            f"an article of {LINE_BYTES // 10**6} MB: indexed in {time.process_time() - begun:.1f} s", end=""
        )
        begun = time.process_time()
        await library.ask(QUESTION)
        print(f", asked in {time.process_time() - begun:.2f} s")


def main() -> None:
    """Run and print."""
    for name, page in pages().items():
        begun = time.process_time()
        found = read(page)
        print(f"{name}: read in {time.process_time() - begun:.1f} s, {found} found", flush=True)
    with tempfile.TemporaryDirectory(prefix="isnad-giants-") as folder:
        asyncio.run(ask(Path(folder)))
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB at most")


if __name__ == "__main__":
    main()
