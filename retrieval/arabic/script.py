"""Text in Arabic letters that is no readable Arabic: another language, or letters that another tool turned round."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import Final

# Letters that Persian, Urdu, Kurdish and Pashto write and Arabic does not, but in foreign names.
_LETTERS: Final = re.compile("[ڤڠݢڬڽپچگژکیےہٹڈڑںھټډړږښځڅېۍێۆڵڕەۇ]")
_WORD: Final = re.compile(r"[\u0620-\u06d3\u0750-\u077f]{2,}")
_DEFINITE: Final = re.compile(r"^(?:[وفبك]?ال|و?لل)\w{2}")
# Small words of Persian and Urdu; none of them is an Arabic word as common.
_SMALL: Final = frozenset({
    "که", "این", "است", "را", "از", "با", "برای", "شده", "شد", "می", "آن", "های", "بود", "خود", "یک", "كه", "اين",
    "براي", "کے", "کی", "کا", "میں", "ہے", "ہیں", "نے", "سے", "کو", "اور", "پر", "یہ", "کر",
})  # fmt: skip
# No Arabic word begins with ة, ى or a hamza on yeh; and the article ends words that were turned round.
_TURNED: Final = re.compile(r"^(?:ة|ى\w)|\w\wلا$")
_LOOKED_AT: Final = 20_000
_FEWEST: Final = 8
# In Arabic prose a fifth of the words are definite; in other languages loans with «ال» are one in fifty.
_DEFINITE_SHARE, _FOREIGN_SHARE, _SMALL_SHARE = 0.08, 0.02, 0.08
_TURNED_SHARE: Final = 0.1
# «ال» and alef, where a font has one sign for lam and alef, as tools take its halves in the wrong order.
_SPLITS: Final = ("األ", "اإل", "اآل", "اال")
_SPLIT: Final = re.compile(r"(?<!\w)([وفبك]?)ا([أإآا])ل(?=\w)")

FOREIGN: Final = (
    "the text is not in Arabic but in another language of Arabic letters, such as Persian, Urdu or Kurdish"
)
TURNED: Final = (
    "the letters of its words stand in reverse order, as another tool left them: export the text anew"
)


# Letters of Arabic and of all scripts; words from which a text in another script is no mere name or address.
_ARABIC_LETTER, _LETTER = re.compile(r"[\u0620-\u06d3\u0750-\u077f\ufb50-\ufefc]"), re.compile(r"[^\W\d_]")
_OTHER_SHARE, _OTHER_WORDS = 0.2, 12
OTHER_SCRIPT: Final = "the text is not in Arabic: Isnad answers from Arabic articles alone"


def unreadable(text: str) -> str | None:
    """Return why `text` is no Arabic that anyone reads, in words for an editor; None where it may be."""
    words = text[:_LOOKED_AT].split()
    # A tool may have written a space after each letter.
    if len(words) >= _APART_WORDS and sum(len(word) == 1 for word in words) > len(words) / 2:
        return APART
    if text.count("\ufffd") * 100 > _LOST * len(text.split()):
        return LOST
    words = _WORD.findall(text[:_LOOKED_AT])
    if len(words) < _FEWEST:
        return OTHER_SCRIPT if _is_other_script(text[:_LOOKED_AT]) else None
    definite = sum(_DEFINITE.match(word) is not None for word in words) / len(words)
    if definite >= _DEFINITE_SHARE:
        return None
    if sum(_TURNED.search(word) is not None for word in words) >= _TURNED_SHARE * len(words):
        return TURNED
    foreign = len(_LETTERS.findall(" ".join(words))) / sum(map(len, words))
    small = sum(word in _SMALL for word in words) / len(words)
    return FOREIGN if foreign >= _FOREIGN_SHARE or small >= _SMALL_SHARE else None


_APART_WORDS: Final = 30
APART: Final = "its letters stand apart from one another, as another tool left them: export the text anew"
LOST: Final = "letters of its words were lost (\ufffd), as another tool left them: export the text anew"
REASONS: Final = frozenset({FOREIGN, TURNED, OTHER_SCRIPT, APART, LOST})
"""Why a text is no readable Arabic."""
# Letters that were lost, in a hundred words, from which nobody can read the text.
_LOST: Final = 20
# What the bytes of most Arabic letters look like in the encoding that they were taken for; that, theirs, and the share
# of such signs in a text from which it was.
_MISTAKEN: Final = (
    ("cp1256", "utf-8", "طظ", 0.25), ("cp1252", "utf-8", "ØÙ", 0.25), ("cp1252", "cp1256", "ÇáíÊÉÑ", 0.25),
)  # fmt: skip


def decoded_again(text: str) -> str:
    """Return `text` as it was meant where a tool took UTF-8 for an older encoding («ط§ظ„» or «Ø§Ù„» for «ال»)."""
    for taken_for, encoding, signs, share in _MISTAKEN:
        head = text[:_LOOKED_AT]
        if sum(map(head.count, signs)) > share * len(head):
            text = "\n".join(_decoded(line, taken_for, encoding) for line in text.split("\n"))
    return text


def _decoded(line: str, taken_for: str, encoding: str) -> str:
    with suppress(UnicodeError):
        return b"".join(_byte(letter, taken_for) for letter in line).decode(encoding)
    return line


def _byte(letter: str, encoding: str) -> bytes:
    """Return the byte that a letter stands for; those that an encoding leaves free are the same in Latin-1."""
    try:
        return letter.encode(encoding)
    except UnicodeEncodeError:
        return letter.encode("latin-1")


# Letters in the shape they take in a word, as old programs wrote them; and the letters that they are.
_SHAPED: Final = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc]")
_DIRECTIONS: Final = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_AT_ENDS: Final = re.compile(f"^[{_DIRECTIONS}]+|[{_DIRECTIONS}]+$", re.MULTILINE)


def written_out(text: str) -> str:
    """Return `text` in letters, whatever shapes they were written in; marks of direction at the ends of lines go.

    «األ» and «اال» at the head of words are written «الأ» and «الا».
    """
    if _SHAPED.search(text):
        text = _SHAPED.sub(lambda shape: unicodedata.normalize("NFKC", shape[0]).strip(), text)
    return mended(_AT_ENDS.sub("", text))


def mended(text: str) -> str:
    """Return `text` with «األ» and «اال» at the head of words as they are written: «الأ», «الا»."""
    return _SPLIT.sub(r"\1ال\2", text) if any(split in text for split in _SPLITS) else text


def _is_other_script(text: str) -> bool:
    """Return whether a text of some length is nearly all in letters that are not Arabic: Hebrew, Latin, Cyrillic."""
    arabic, letters = len(_ARABIC_LETTER.findall(text)), len(_LETTER.findall(text))
    return len(text.split()) >= _OTHER_WORDS and arabic < _OTHER_SHARE * letters
