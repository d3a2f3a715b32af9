"""Inputs that the fuzzer found to break a target, each of them mended since."""

from __future__ import annotations

import io
import zipfile

import pytest

from fuzz.targets import targets


def zipped(name: str) -> bytes:
    """A zip file with one file of that name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as pack:
        pack.writestr(zipfile.ZipInfo(name), b"words")
    return data.getvalue()


TARGETS = targets()
FOUND = {
    "a tag that is no name": ("sitemap", b"<urlset><uhttps://news.example/7<\xaflocal/7></url></urlset>"),
    "a packed file without a name": ("reader.epub", zipped("")),
    "such a file among others": ("any_file", b"\1\0\0" + zipped("")),
}


@pytest.mark.parametrize("what", FOUND)
def test_what_broke_a_target_does_so_no_more(what: str) -> None:
    name, data = FOUND[what]
    TARGETS[name].run(data)
