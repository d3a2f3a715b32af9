"""Messages without a word: a number of what is shown, pictures, marks, a letter, keys struck at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.dialogue.turns import AboutAnswer, AnswerPart, Manner, Manners, Odd, Oddity
from retrieval.dialogue.wording import script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.dialogue.turns import Context, Turn
    from retrieval.query.tokens import Token

_FEELINGS: Mapping[Manner, frozenset[str]] = {
    Manner.COMPLAINT: frozenset("👎😡😠🤬"),
    Manner.LAUGHTER: frozenset("😂🤣😅😆😹"),
    Manner.PRAISE: frozenset("👍❤👏💯🤩🔥🥰😍👌🏆"),
    Manner.THANKS: frozenset("🙏🌹💐"),
    Manner.MOOD: frozenset("😢😭💔😔😞😩😫🥺😥😓"),
}


def without_letters(said: str, words: Sequence[Token], context: Context) -> Turn:
    """Return what a message without a letter is."""
    if len(words) == 1 and words[0].word.isdecimal():
        number = int(words[0].word[:4])
        if 1 <= number <= max(context.first + context.headlines, context.quotes):
            return AboutAnswer(AnswerPart.READ, number)
    if words:
        return Odd(Oddity.NUMBERS)
    if not script.is_emoji(said):
        return Odd(Oddity.MARKS)
    felt = (kind for kind, letters in _FEELINGS.items() if not letters.isdisjoint(said))
    return Manners((next(felt, Manner.EMOJI),))


def single(token: Token) -> Oddity | None:
    """Return what a word alone is that is none."""
    if len(token.word) == 1:
        return Oddity.LETTER
    return Oddity.GIBBERISH if script.is_mashed(token.surface) else None
