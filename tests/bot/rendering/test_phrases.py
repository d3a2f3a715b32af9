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
from tests.test_imports import FILES, source

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
ARABIC, ENGLISH = (
    Messages.from_table(tomllib.loads((ROOT / "config" / f"messages.{language}.toml").read_text("utf-8")))
    for language in ("ar", "en")
)
SAYING = (
    "retrieval.readers",
    "retrieval.extraction",
    "retrieval.arabic.script",
    "bot.loading",
    "bot.web",
    "bot.archive",
    "bot.commands",
    "bot.configuration",
    "bot.database",
    "bot.engine",
    "bot.operations",
    "bot.replicas",
    "bot.source_list",
)
# Names of things that have no Arabic name, and what people type.
NAMES = re.compile(
    r"`(?:isnad|openssl) [^`]*`|python -m bot|isnad rollback|rollback|/reload|\{\w+\}|--\w+|@\w+|\bISNAD_\w+|https?://[\w.:/]*"
    r"|isnad (?:load|serve|ask)|isnad\[semantic\]|pip install"
    r"|LibreOffice|OpenSearch|OpenDocument|SQLite|tesseract-ocr(?:-ara)?|semantic|\[(?:loading|engine)\]|ABC-DEF"
    r"|\b(?:contact|every|url|chat|path|keep_versions|published|headings|chats)\b|settings\.toml|result\.json|robots\.txt|\w+\.db\b"
    r"|JSON|UTF-8|RSS|Atom|XML|PDF|RTF|docx|xlsx|zip|mhtml|html|epub|jsonl|json|md|txt|csv|pdf|\bdoc|rtf|odt"
)
# Strings that nobody is told: for servers and databases, for parsers of lists that only developers change, and columns.
UNTOLD = re.compile(
    r"^\s*\(?(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|ALTER|PRAGMA|FROM) |^\[Unit\]|%s|takes its place$"
    r"|a word in braces|\{7\} is missing|instead of 1?\d$|application/xml|User-agent|^end of list$|<meta "
    r"|expected one string|unknown list|^[\u0600-\u06ff ]+[a-z ]+$"
    r"|would fit every line|^\.html, |[\u0600-\u06ff].*_|pub_date|byline creator|guid uuid|category topic"
    r"|^(?:day|month|year|title|text|url|section|author|outlet|published|id) \w+ "
    # Parts of sentences that the cases below tell whole.
    r"|^does not know this key|^offers no archive, or|^answers \d|^7 passages have 7 times as much|^7; 7 as 7, which"
    r"|^, as did the 7|^the visit of 7 failed7|^, the newest of|^, of unknown date|^7 in the settings' folder"
)


def reasons() -> Iterator[str]:
    """Yield the strings of the modules that say why something was not read, with a number for what is filled in."""
    for tree in (source(name) for name in FILES if name.startswith(SAYING)):
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
    said = {text: phrased(text, ARABIC) for text in reasons() if not UNTOLD.search(text)}
    assert len(said) > 80
    assert {
        text: arabic for text, arabic in said.items() if re.search("[A-Za-z]", NAMES.sub("", arabic))
    } == {}


def test_what_the_doctor_looks_at_is_called_so_in_arabic() -> None:
    files = (ROOT / "bot" / "operations").glob("*.py")
    subjects = {
        name for file in files for name in re.findall(r'Finding\(\s*"([a-z ]+)"', file.read_text("utf-8"))
    }

    assert len(subjects) > 8
    assert {name for name in subjects if phrased(name, ARABIC) == name} == set()


def test_no_phrase_is_told_twice() -> None:
    phrases = [line.partition(" => ")[0] for line in ARABIC.phrases.known]

    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []


def test_in_english_a_reason_stays_as_it_is() -> None:
    assert phrased("the file is empty; save it as UTF-8", ENGLISH) == "the file is empty; save it as UTF-8"


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("/tmp/feed: a pipe, which is not read; name a file", "/tmp/feed: أنبوب، فلا يُقرأ؛ سمّ ملفًّا"),
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
        (
            "quotes are shown where an answer is at least 24% likely, with meaning 25%; 13,692 passages have 1.7 times "
            "as much in common with it by chance as 240, which is reckoned with",
            "تُعرض الاقتباسات إذا بلغ احتمال وجود الجواب 24%، أو 25% حين يُحسب المعنى؛ ومقاطع الأرشيف 13,692، ففيها مما "
            "يشبه السؤال مصادفةً 1.7 أضعاف ما في أرشيف من 240 مقطعًا، وقد حُسب ذلك",
        ),
        ("http://a.example answers 503; try again later", "أجاب http://a.example بالرمز 503؛ أعد المحاولة لاحقًا"),
        (
            "http://a.example does not know this key; set ISNAD_REPLICA_KEY to the same there and here",
            "لا يعرف http://a.example هذا المفتاح؛ اضبط ISNAD_REPLICA_KEY على القيمة نفسها هنا وهناك",
        ),
        ("/a.db: this is a folder; name a file with --archive", "/a.db: هذا مجلد؛ سمّ ملفًّا بالخيار --archive"),
        (
            "settings.toml: interface.lang: there is no such setting; did you mean 'language'?",
            "settings.toml: interface.lang: لا إعداد بهذا الاسم؛ أتقصد 'language'؟",
        ),
        (
            'q.jsonl:2: no question in JSON; write a line like {"id": "1", "question": "…"}',
            'q.jsonl:2: لا سؤال فيه بصيغة JSON؛ اكتب سطرًا مثل {"id": "1", "question": "…"}',
        ),
        ("--output goes with --questions", "لا يُستعمل --output إلا مع --questions"),
        ("note on a, b.csv: the table is empty", "ملاحظة على a, b.csv: الجدول فارغ"),
    ],
)  # fmt: skip
def test_a_reason_is_told_part_by_part_and_what_fills_it_too(text: str, arabic: str) -> None:
    assert phrased(text, ARABIC) == arabic
