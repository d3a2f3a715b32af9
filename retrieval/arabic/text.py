"""Arabic letters, words and sentences, always with exact places in the original text.

The one importer of pyarabic: its letter constants are sound, its splitters are not used (`sentence_tokenize` stops
after 32 splits and splits at commas; `normalize_searchtext` leaves ى and ي apart and Eastern digits unfolded).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyarabic import araby

from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMEMBERED = 4096  # words and letters: texts have them in common
# Marks that carry no meaning for search: short vowels, Quranic signs, the superscript alef, and tatweel.
_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff" + araby.TATWEEL
)
# Joiners and direction controls that pages scatter inside words.
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SILENT = re.compile(f"[{_MARKS}{_INVISIBLE}]+")
_BARE = re.compile("[ء-غف-ي]+")  # nothing but letters of the Arabic alphabet
# The same with what stands between words on almost every line; none of it has another form.
_USUAL = re.compile("[ء-غف-ي0-9A-Za-z \n،؛؟«».:!?/|()\\[\\]\"'*#_+=-]+")
# Digits that are none of 0-9, and that have no other form.
_OTHER_DIGIT = re.compile(
    "(?![0-9])[\\d\u1369-\u1371\u19da\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792"
    "\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a]"
)

_LETTERS = {
    **dict.fromkeys((araby.ALEF_HAMZA_ABOVE, araby.ALEF_HAMZA_BELOW, araby.ALEF_MADDA, araby.ALEF_WASLA), araby.ALEF),
    araby.ALEF_MAKSURA: araby.YEH,
    araby.TEH_MARBUTA: araby.HEH,
    araby.WAW_HAMZA: araby.WAW,
    araby.YEH_HAMZA: araby.YEH,
    # Persian and Urdu keyboards type these for the Arabic letters.
    "ی": araby.YEH, "ک": araby.KAF, "ہ": araby.HEH, "ھ": araby.HEH, "ۀ": araby.HEH, "ە": araby.HEH,
    # Letters that only foreign names are written with, next to their usual spelling.
    "گ": "غ", "پ": "ب", "چ": "ج", "ڤ": "ف", "ژ": "ج", "ڨ": "ق", "ڭ": "ك",
}  # fmt: skip
_FOLD = str.maketrans(_LETTERS)

# Latin letters; × and ÷ stand among them in Unicode.
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORD = re.compile(
    # The letters of almost every word come first, for this is tried at every character of an archive.
    # A ة ends the word that it is in, even where the space after it was left out («لعبةفليكي»).
    rf"[ء-بت-غف-ي]+(?:[ء-بت-غف-ي{_MARKS}{_INVISIBLE}]|(?![{_LATIN}ة])[^\W\d_])*(?:ة[{_MARKS}{_INVISIBLE}]*)?"
    rf"|\d+(?:[.,٫٬]\d+)*"
    rf"|[{_LATIN}](?:[{_LATIN}0-9]|['’](?=[A-Za-z]))*"
    rf"|(?:(?![{_LATIN}])[^\W\d_])(?:(?![{_LATIN}])[^\W\d_]|[{_MARKS}{_INVISIBLE}])*"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text beside the places its characters came from.

    `places[i]` is where in the original the i-th folded character begins; one more entry holds the original's length.
    """

    text: str
    places: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """Return the original's span from which the folded `span` came; an empty span stays empty."""
        if span.start == span.end:
            return Span(self.places[span.start], self.places[span.start])
        last = self.places[span.end - 1]
        end = next((p for p in self.places[span.end :] if p > last), self.places[-1])
        return Span(self.places[span.start], end)


def plain(word: str) -> str:
    """Return `word` without vowel marks, tatweel and invisible characters, presentation forms and digits made ordinary.

    Letters keep their hamzas: the Snowball stemmer wants them.
    """
    if word.isascii():
        return word.lower()
    if _BARE.fullmatch(word):
        return word  # as almost every word, which need not wait for what few have
    if _USUAL.fullmatch(word):
        return word.lower()
    bare = _SILENT.sub("", unicodedata.normalize("NFKC", word)).lower()
    western = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), bare)
    return _SILENT.sub("", western)


@lru_cache(_REMEMBERED)
def fold(word: str) -> str:
    """Return `plain`, with the letters that Arabic spelling confuses made one (أإآٱ→ا, ى→ي, ة→ه, ؤ→و, ئ→ي)."""
    return unify(plain(word))


def unify(word: str) -> str:
    """Return the second half of `fold`, for a word that is `plain` already."""
    return word.translate(_FOLD)


def fold_text(text: str) -> Folded:
    """Fold a whole text, keeping for every folded character its place in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = fold(letter)
        letters.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(letters), (*places, len(text)))


def words(text: str) -> Iterator[Span]:
    """Return the spans of the words of `text` in order: runs of letters with their marks, Latin words, numbers."""
    return (Span(*match.span()) for match in _WORD.finditer(text))


def word_places(text: str) -> list[tuple[int, int]]:
    """Return the same as plain pairs, for whole archives: making a Span takes longer than finding a word."""
    return [match.span() for match in _WORD.finditer(text)]


_END = re.compile(r"[.!?؟…۔]+[\"'”’»)\]]*|\n+")
_ABBREVIATED = re.compile(r"(?:^|[\s(«“\".])و?[^\W\d_]$")


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text`, trimmed of white space, in order; line ends and . ! ? ؟ … end one.

    Commas and semicolons do not, nor does the dot of a decimal (2.5), of an abbreviation (د. محمد), of a web address,
    or one that a comma follows.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            spans.append(_trim(text, start, match.end()))
            start = match.end()
    spans.append(_trim(text, start, len(text)))
    return [span for span in spans if any(map(str.isalnum, text[span.start : span.end]))]


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    if mark.group() != ".":
        return True
    before, after = text[max(0, mark.start() - 3) : mark.start()], text[mark.end() : mark.end() + 1]
    if after in {",", "،", ";", "؛"} and after:
        return False
    if after.isalnum() and (after.isascii() or after.isdigit() or before[-1:].isascii()):
        return False
    return _ABBREVIATED.search(before) is None


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, max(left, start + len(piece.rstrip())))
