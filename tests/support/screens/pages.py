"""Draw the pages as two readers see them on their phones, one in the light and one in the dark; see the Makefile.

It is what the bot serves, in headless Chromium.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from tests.support.screens.browser import browsing
from tests.support.serving.pages import Served

QUESTION = "من هو فيودور لوكيانوف؟"
SHOWN = (("light", "search"), ("light", "passage"), ("dark", "search"), ("dark", "passage"))
GAP, COLOURS, FRAME = 24, 128, "#8a9290"


async def drawn(folder: Path) -> list[Image.Image]:
    """Return what is on each phone."""
    settings = configuration.load(archive=folder / "archive.db", environ={})
    async with Library.open(settings) as library:
        await prepare(library)
    pictures = []
    async with Served.of(settings) as served, browsing() as tab:
        search = f"{served.url}/?q={quote(QUESTION)}"
        await tab.goes_to(search)
        passage = await tab.evaluates("document.querySelector('figcaption a').href")
        addresses = {"search": search, "passage": passage}
        for scheme, page in SHOWN:
            await tab.prefers(scheme)
            await tab.goes_to(addresses[page])
            pictures.append(Image.open(io.BytesIO(await tab.picture())).convert("RGB"))
    return pictures


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Return the phones side by side."""
    width, height = pictures[0].size
    whole = Image.new("RGB", (len(pictures) * (width + GAP) + GAP, height + 2 * GAP), FRAME)
    for number, picture in enumerate(pictures):
        whole.paste(picture, (GAP + number * (width + GAP), GAP))
    return whole


def main(name: str) -> None:
    """Draw them into the file `name`."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = asyncio.run(drawn(Path(folder)))
    small = beside(pictures).quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(name, "png", optimize=True)
    print(f"{name}: {Path(name).stat().st_size / 1024:.0f} KiB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
