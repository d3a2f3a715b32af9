"""A newsroom's archive: invented articles that came from a folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.configuration.settings import Settings

BRIDGE = {
    "id": "bridge",
    "title": "افتتاح جسر الياسمين",
    "text": "افتتح رئيس البلدية جسر الياسمين صباح الأحد. وبلغت كلفة الجسر مليوني دينار.\nوشكر المتطوعين.",
    "outlet": "جريدة النخيل",
    "author": "سلمى الخطيب",
    "published": "2020-03-01",
}
PORT = {
    "id": "port",
    "title": "توسعة ميناء المرجان",
    "text": "أعلنت هيئة الموانئ توسعة ميناء المرجان. ويستقبل الميناء ألف سفينة في السنة.",
    "outlet": "صوت الوادي",
    "published": "2021-05-06",
}
SCHOOL = {
    "id": "school",
    "title": "مدرسة جديدة في حي الزيتون",
    "text": "تستعد وزارة التعليم لافتتاح مدرسة في حي الزيتون. وتتسع المدرسة لسبعمئة تلميذ.",
}


def write(folder: Path, *articles: dict[str, str], name: str = "news.jsonl") -> None:
    """Let the folder's file hold these articles."""
    lines = [msgspec.json.encode(article) + b"\n" for article in articles]
    (folder / name).write_bytes(b"".join(lines))


@contextmanager
def holding(settings: Settings) -> Iterator[None]:
    """Keep the archive from being written to inside, so that work on it waits."""
    with closing(sqlite3.connect(settings.archive, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
