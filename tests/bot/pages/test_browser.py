"""The pages in a browser as large as a phone: found with scripts and without, by keyboard, in the dark."""

from __future__ import annotations

import io
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from PIL import Image

from retrieval.records import Quote
from tests.support.screens.browser import PHONE, Tab, browsing, needs_chromium
from tests.support.serving.pages import Served, signed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings

pytestmark = [pytest.mark.slow, needs_chromium]

ID, PLACE = "004_88a8a01d4778ebde", (5343, 5516)
FRAGMENT = f"{PLACE[0]}-{PLACE[1]}"
IN_VIEW = f"""(() => {{ const mark = document.getElementById('{FRAGMENT}');
    const box = mark && mark.getBoundingClientRect();
    return !!box && scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight }})()"""
WIDER_THAN_THE_PHONE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
async def site(stocked: Settings) -> AsyncIterator[Served]:
    async with Served.of(stocked) as served:
        yield served


@pytest.fixture
async def tab() -> AsyncIterator[Tab]:
    async with browsing() as opened:
        yield opened


async def test_a_passage_is_marked_and_scrolled_to_with_scripts_and_without(site: Served, tab: Tab) -> None:
    text = (await site.library.articles([ID]))[ID].text
    await tab.goes_to(f"{site.url}/a/{ID}#{FRAGMENT}")
    await tab.waits_for(IN_VIEW)
    assert await tab.evaluates("document.querySelector('mark').textContent") == text[slice(*PLACE)]
    await tab.runs_scripts(on=False)
    await tab.goes_to(f"{site.url}/a/{ID}?q={FRAGMENT}#{FRAGMENT}")
    await tab.waits_for(IN_VIEW)
    assert tab.complaints == []


async def test_what_is_read_fits_a_phone_and_looks_as_the_reader_prefers(site: Served, tab: Tab) -> None:
    paper: dict[str, int] = {}
    for scheme in ("light", "dark"):
        await tab.prefers(scheme)
        for path in (f"/?q={quote('من هو فيودور لوكيانوف؟')}", "/latest", f"/a/{ID}"):
            await tab.goes_to(f"{site.url}{path}")
            assert not await tab.evaluates(WIDER_THAN_THE_PHONE)
        with Image.open(io.BytesIO(await tab.picture())) as picture:
            assert picture.width == PHONE["width"] * PHONE["deviceScaleFactor"]
            paper[scheme] = picture.convert("L").resize((1, 1)).tobytes()[0]
    assert paper["light"] > 180 and paper["dark"] < 80
    assert tab.complaints == []


async def test_who_has_but_a_keyboard_and_ears_comes_to_the_passage_and_asks(site: Served, tab: Tab) -> None:
    await tab.goes_to(f"{site.url}/a/{ID}?q={FRAGMENT}")
    for _ in range(2):
        await tab.presses("Tab")
    assert await tab.evaluates("document.activeElement.textContent") == "إلى المقتطف المعلَّم"
    assert await tab.evaluates("document.activeElement.getBoundingClientRect().right <= innerWidth")
    await tab.presses("Enter")
    await tab.waits_for(IN_VIEW)
    tree = await tab.call("Accessibility.getFullAXTree")
    roles = {node["role"]["value"] for node in tree["nodes"] if "role" in node}
    assert {"main", "banner", "article", "heading", "mark", "link"} <= roles
    await tab.goes_to(f"{site.url}/")
    await tab.waits_for("document.activeElement.labels?.[0]?.textContent === 'سؤالك'")
    await tab.call("Input.insertText", text="ما الاسم الجديد لجبهة النصرة؟")
    await tab.presses("Enter")
    await tab.waits_for("document.querySelector('blockquote') !== null")


async def test_a_mini_app_goes_to_the_passage_once_telegram_has_signed(site: Served, tab: Tab) -> None:
    article = (await site.library.articles([ID]))[ID]
    start, end = PLACE
    site.presses["open:abc:1:0"] = Quote(article, start, end, article.text[start:end], (), 0.0)
    site.admitted, site.closed = {7}, True
    theme = quote(json.dumps({"bg_color": "#101010"}))
    given = f"tgWebAppData={quote(signed(7, int(time.time())), safe='')}&tgWebAppThemeParams={theme}"
    await tab.goes_to(f"{site.url}/app?p=open:abc:1:0#{given}")
    await tab.waits_for(IN_VIEW)
    assert await tab.evaluates("document.documentElement.dataset.theme") == "dark"
    assert tab.complaints == []
    await tab.goes_to(f"{site.url}/app?p=open:abc:1:0")
    await tab.waits_for("!document.querySelector('[data-state=outside]').hidden")
