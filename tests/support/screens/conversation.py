"""One conversation from /start to /reload, held with the bot and drawn as a Telegram client would show it.

Run it by hand: `python -m tests.support.screens.conversation docs/conversation.png`; it needs Chromium.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from tests.support.botapi import BotApi, page
from tests.support.serving.bot import running, settings_for

if TYPE_CHECKING:
    from tests.support.botapi import Person, Post

CHROMIUM = os.environ.get("CHROMIUM", "chromium")
WIDTH, SHARPNESS, COLOURS, MARGIN = 860, 2, 96, 16
ADMIN = 1
"""The id that `settings_for` makes an admin."""
SLOW = 60.0
COLUMNS = """
body { font-size: 14px; }
main { max-width: none; display: block; columns: 2; column-gap: 18px; }
.post { width: fit-content; max-width: 94%; break-inside: avoid; margin-block-end: 9px; }
.own { margin-inline-start: auto; margin-inline-end: 0; } html[lang="ar"] main { direction: ltr; }
.text, .reply, .button { font-size: 14px; } .row { width: 100%; }
"""


async def talk(reader: Person) -> None:
    """Return what is said, and pressed."""
    await reader.says("/start")
    await reader.hears(SLOW)
    await _asks(reader, "مساء الخير، بدي أعرف مين هو فيودور لوكيانوف")
    await _asks(reader, "وماذا قال عن الدور الروسي؟")
    await _asks(reader, "متى نُشر هذا الكلام؟")
    await _asks(reader, "أخبار سوريا")
    await _asks(reader, "بس ترك برس")
    await _asks(reader, "«من يعرقل الهدنة ستكون نهايته وخيمة»")
    heard = await _asks(reader, "ماذا قال أردوغان عن الأسد؟")
    await reader.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
    await reader.hears(SLOW)
    await _asks(reader, "ما رأيك في بوتين؟")
    await _asks(reader, "شكرا جزيلا، أفدتني كثيرا")
    await _asks(reader, "/stats")
    reloading = await _asks(reader, "/reload")
    await reader.sees_change(reloading, "حُدِّث", SLOW)


async def _asks(reader: Person, question: str) -> Post:
    await reader.says(question)
    return await reader.hears(SLOW)


async def drawn(folder: Path) -> str:
    """Return the conversation as a page."""
    settings = configuration.load(archive=folder / "archive.db", environ={})
    async with Library.open(settings) as library:
        await prepare(library)
    seconds = count(1_768_035_600, 7)
    async with BotApi(clock=lambda: next(seconds)) as server, running(settings_for(server, settings)):
        reader = server.user(ADMIN)
        await talk(reader)
        return page(reader.chat(), title="إسناد", viewer=ADMIN, files=server.world.files, style=COLUMNS)


def captured(html: str, folder: Path) -> bytes:
    """Return the page as a PNG."""
    file, shot = folder / "page.html", folder / "page.png"
    measured = html + "<script>document.title = document.documentElement.scrollHeight</script>"
    file.write_text(measured, encoding="utf-8")
    title = re.search(r"<title>(\d+)</title>", _chromium(file, f"--window-size={WIDTH},800", "--dump-dom"))
    height = int(title[1]) + 200 if title else 4000
    file.write_text(html, encoding="utf-8")
    sharp = f"--force-device-scale-factor={SHARPNESS}"
    _chromium(file, f"--window-size={WIDTH},{height}", sharp, f"--screenshot={shot}")
    with Image.open(shot) as picture, io.BytesIO() as small:
        plain = _trimmed(picture.convert("RGB"))
        plain.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "png", optimize=True)
        return small.getvalue()


def _trimmed(picture: Image.Image) -> Image.Image:
    """Return the picture without the empty part beneath the last bubble."""
    empty = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, empty).getbbox()
    bottom = min(picture.height, box[3] + MARGIN * SHARPNESS) if box else picture.height
    return picture.crop((0, 0, picture.width, bottom))


def _chromium(file: Path, *options: str) -> str:
    usual = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=2000")
    done = subprocess.run(
        [CHROMIUM, *usual, *options, file.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def main(name: str) -> None:
    """Draw it into the file `name`."""
    with tempfile.TemporaryDirectory() as folder:
        picture = captured(asyncio.run(drawn(Path(folder))), Path(folder))
    Path(name).write_bytes(picture)
    print(f"{name}: {len(picture) / 1024:.0f} KiB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
