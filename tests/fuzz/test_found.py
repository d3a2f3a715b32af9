"""Inputs that the fuzzer found to break a target, each of them mended since."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.fuzz.targets import targets


def zipped(name: str) -> bytes:
    """A zip file with one file of that name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as pack:
        pack.writestr(zipfile.ZipInfo(name), b"words")
    return data.getvalue()


SAID = "أعلنت اللجنة أمس توصل الطرفين إلى اتفاق على ثلاث مراحل بعد مفاوضات استمرت سبعة أشهر في مدينة خيالية على النهر"
TARGETS = targets()
FOUND = {
    "a tag that is no name": ("sitemap", b"<urlset><uhttps://news.example/7<\xaflocal/7></url></urlset>"),
    "a packed file without a name": ("reader.epub", zipped("")),
    "such a file among others": ("any_file", b"\1\0\0" + zipped("")),
    "half a surrogate pair in what a page says of itself": (
        "reader.html",
        b'<script type="application/ld+json">{"@type": "Article", "headline": "a\\ud800b"}</script><p>'
        + "افتتح الوزير الجسر أمس. ".encode() * 20,
    ),
    "a paragraph that is its own headline": (
        "reader.html",
        f"<p>{SAID}</p>م<h2>١<div>آ<p>{SAID}".encode(),
    ),
    "elements that end in one another": (
        "reader.feed",
        b'<rss version="2.0"><source>x<textinput></source></category><image></source>',
    ),
    "a namespace with a space in its name": (
        "reader.feed",
        b'<?xml><s n="" t="" c="" xmlns:wp="\xd9\xa0/">\xd8<wp:p>',
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_what_broke_a_target_does_so_no_more(what: str) -> None:
    name, data = FOUND[what]
    TARGETS[name].run(data)
