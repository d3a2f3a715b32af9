"""Whatever a reader of files or the fetcher of pages says, an Arabic reader is told in Arabic, with what to do."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.configuration.messages import Messages
from bot.rendering.phrases import phrased
from tests.test_imports import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
ARABIC, ENGLISH = (
    Messages.from_table(tomllib.loads((ROOT / "config" / f"messages.{language}.toml").read_text("utf-8")))
    for language in ("ar", "en")
)
SAYING = ("retrieval.readers", "retrieval.extraction", "retrieval.arabic.script", "bot.loading", "bot.web")
# Names of things that have no Arabic name, and what people type.
NAMES = re.compile(
    r"isnad load|LibreOffice|tesseract-ocr(?:-ara)?|JSON|UTF-8|RSS|Atom|XML|PDF|RTF|OpenDocument|https?://|robots\.txt|settings\.toml|result\.json|chats"
    r"|\[loading\]|published|headings|docx|xlsx|zip|mhtml|html|epub|jsonl|json|md|txt|csv|pdf"
)
# Strings that nobody is told: for servers and databases, for parsers of lists that only developers change, and columns.
UNTOLD = re.compile(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP) |"
    r"application/xml|User-agent|^end of list$|<meta |expected one string|unknown list|would fit every line"
    r"|^(SELECT|INSERT|UPDATE|DELETE) |^\.html, |[\u0600-\u06ff].*_|pub_date|byline creator|guid uuid|category topic"
    r"|^(?:day|month|year|title|text|url|section|author|outlet|published|id) \w+ "
)


def told() -> Iterator[str]:
    """Yield the strings of the modules that say why something was not read, with a number for what is filled in."""
    for name, tree in sources().items():
        if not name.startswith(SAYING):
            continue
        silent = {id(part) for node in ast.walk(tree) for part in _silent(node)}
        for node in ast.walk(tree):
            text = _text(node)
            if id(node) not in silent and text.count(" ") > 1 and len(re.findall("[a-z]", text)) > 7:
                yield text


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Yield docstrings, patterns, and the parts of strings that are told as a whole."""
    if isinstance(node, ast.Expr):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
        yield from (below for argument in node.args for below in ast.walk(argument))


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text.replace("{}", "7")
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
    return ""


def test_every_reason_is_told_in_arabic() -> None:
    said = {text: phrased(text, ARABIC) for text in told() if not UNTOLD.search(text)}
    assert len(said) > 80
    assert {
        text: arabic for text, arabic in said.items() if re.search("[A-Za-z]", NAMES.sub("", arabic))
    } == {}


def test_in_english_a_reason_stays_as_it_is() -> None:
    assert phrased("the file is empty; save it as UTF-8", ENGLISH) == "the file is empty; save it as UTF-8"


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        (
            "columns read: title = 'a', text = 'b'; not read: 'm'",
            "الأعمدة المقروءة: العنوان = 'a'، النص = 'b'؛ غير المقروءة: 'm'",
        ),
        (
            "chats that are not public were passed over (personal: 3, saved messages: 1); export the channel as JSON",
            "محادثات غير عامة لم تُقرأ (شخصية: 3، رسائل محفوظة: 1)؛ صدّر القناة بصيغة JSON",
        ),
        ("no file any more; give the articles as files", "لم يعد ملفًّا؛ أعطِ المقالات ملفات"),
        ("cannot be read: Permission denied; check the name", "تعذّرت قراءته: الإذن مرفوض؛ تحقق من الاسم"),
        ("note on a, b.csv: the table is empty", "ملاحظة على a, b.csv: الجدول فارغ"),
    ],
)  # fmt: skip
def test_a_reason_is_told_part_by_part_and_what_fills_it_too(text: str, arabic: str) -> None:
    assert phrased(text, ARABIC) == arabic
