"""Who said it and of what, where a question asks what somebody said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.analysis import Flag
from retrieval.arabic.clitics import is_definite, without_article
from retrieval.arabic.language import folded
from retrieval.query.question_words import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.arabic.analysis import Form
    from retrieval.arabic.language import Language

_TOPICS = folded("عن على حول بشأن بخصوص تجاه إزاء")
_DOING = folded("على")  # «حث الطلاب على الدراسة»: behind a verb of what is done to somebody
_JOINED = ("لل", "بال", "فال", "عال")  # «للصحفيين», «بالقمة»
_OWN_LAM = ("لا", "لو", "لي")  # what foreign names begin with: «لافروف»
_THEIRS = ("ها", "هم", "هن")  # «لناسها»
_IN_THE_NAME_OF = folded("باسم")  # «المتحدث باسم الحكومة»
_THEN = folded("بعدين بعدها بعده لاحقا مؤخرا أخيرا")


def speech(
    forms: Sequence[Form], asking: Collection[int], aside: Collection[str], language: Language
) -> tuple[range, range]:
    """Return the places of the words that name who spoke, and those of what was spoken of behind them.

    The speaker stands behind the verb, up to a particle, brackets or somebody spoken to («للصحفيين»). Who may be
    anybody («العلماء») names no one.
    """
    verb = next((n for n, form in enumerate(forms) if form.flags & Flag.QUOTATION and n not in asking), None)
    if verb is None:
        return range(0), range(0)
    end = verb + 1
    while (
        end < len(forms)
        and forms[end].word not in aside
        and not _ends_speaker(forms[end], first=end == verb + 1)
    ):
        end += 1
    named = [form.word for form in forms[verb + 1 : end]]
    anyone = len(named) == 1 and {named[0], without_article(named[0])} & language.anyone
    topic = forms[end].word if end < len(forms) else ""
    of_whom = forms[verb].word in language.done_to and topic not in _TOPICS - _DOING
    if not named or anyone or of_whom:
        return range(0), range(0)
    return range(verb + 1 + _name_begins(named, language), end), range(end, len(forms))


def _name_begins(named: Sequence[str], language: Language) -> int:
    """Return where the name of who holds an office begins: «النائب | منجي الرحوي», «رئيس الحكومة | يوسف الشاهد».

    It has no article, and what the office is called by ends with one: «وزير خارجية إيران» has no name behind it.
    """
    if without_article(named[0]) not in language.offices:
        return 0
    behind = (n for n in range(1, len(named)) if is_definite(named[n - 1]) and not is_definite(named[n]))
    return next((n for n in behind if named[n] not in _IN_THE_NAME_OF), 0)


def _ends_speaker(form: Form, *, first: bool) -> bool:
    """Return whether a word is a particle, or somebody spoken to; a ل of the word itself stands in its stem, too."""
    if form.flags & Flag.STOP or form.word in PREPOSITIONS | _THEN or form.word.startswith(_JOINED):
        return True
    to = form.word.startswith("ل") and not form.word.startswith(_OWN_LAM)
    with_it = form.word.startswith("ب") and not form.stem.startswith("ب")  # «رأي الجمعية بمطالبة النقابة»
    return not first and (with_it or (to and (not form.stem.startswith("ل") or form.word.endswith(_THEIRS))))
