"""What dialects join, leave out or set apart, as the standard spells it: «عمرو», «ع السعودية», «القوة ديالو»."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import ARTICLE, is_definite, without_article, without_conjunction
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import plain
from retrieval.dialogue.wording.idioms import HIS_HER, IDIOMS
from retrieval.interpretation.grammar.subjects import STANCES, is_verb, looks_like_noun
from retrieval.interpretation.verbs import PRICE, PRICES
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token

_AND = "و"
_SH, _WHAT_APART = "ش", "شنو"
_OWN_SH = folded("شغال شتم شرح شرايح")  # «هو شغال ايه؟»
_NAME_JOINED = re.compile("شسم(?:ه|ها|هم|هن|و|ك|ج)")
_SHORTEST = 4  # letters of «شكال», which «شرك» has not
_EARLY, _PLURAL = 3, 3  # words; letters
_NEAR, _PAIR = 5, 2  # words
_UPON, _UPON_WHAT = folded("علام وعلام"), "على ماذا"
_WHOLE = {"ع": "على ", "ف": "في ", "و": "و"}
_UNTIL = re.compile(
    r"(?<!\w)(و?)(?:لحد|لغاية|حتى)\s+(?=[اإأ]?ي?مت[ىاه]\b|وقتاش|فوقاش|وين\b|فين\b|[أا]ين\b)"
)  # «لحد امتى»
_TAG = re.compile(
    r"(?<=\w\w)\s*[،,]\s*(?:هل |هذا |هاد |ده )?(?:صحيح|صح|مزبوط|أكيد|بجد|(?:مو|مش|موش) (?:هيك|كده|كدا|هكا))\s*[؟?]*\s*$"
)
_AT_YEAR = re.compile(r"(?<!\w)[بف]ـ?\s?(?=(?:19|20)\d\d(?!\d))")  # «شو صار بـ2015؟»
_IN = "في"
# «عالروس»; what is «عال» itself, and its kin, is none: «عالم», «عالقون», «عالج».
_UPON_JOINED = re.compile(
    r"(?<!\w)(و?)عال(?=\w{3})(?!(?:م(?:ا|ي|ي[ةنا]|يين|يات|ه|ها|هم|نا)?|ي[ةا]?|يات?|ق(?:ة|ا|ين|ون|ات)?|ج(?:ت|وا|ن|نا|ه|ها|هم|ته|تها|وه|وها)?)(?!\w))"
)
_ON_SUBJECT = re.compile(r"(?<=\w )(?:في |ف |بـ?|ف)موضوع (?=\w)")  # «عايز ايه في موضوع كوريا»
_TO_HIM = re.compile("(?:و)?(صار|حصل|جرا|وقع)(?:ل(و|ه|ها|هم)|(?<=حصل)(ه|ها|هم))")
_KIN = {
    **dict.fromkeys(folded("مرتو مراتو مرته مراته"), "زوجته"),
    **dict.fromkeys(folded("راجلها رجلها جوزها"), "زوجها"),
    **dict.fromkeys(folded("صاحبتو"), "صديقته"),
}
_BECAME = folded("صار صارت ولى ولا ولات أصبح أصبحت بقى بقت وصل وصلت رجع رجعت")
_IN_AGE = re.compile(r"(?<!\w)(و?(?:شحال|قداش|قداه|كم)) (?:ف|في )(?=عمر(?:و|ه|ها|هم)(?!\w))")  # «شحال فعمرو»
_OF_HIM = folded("منو عنو")
_FATHER_OF = folded("أبو أخو")  # «مين أبو بكر البغدادي؟»
_HIS, _BEFORE_HIM = "و", folded("قبل بعد عن من في على مع")
# «of» in dialects.
_OF = ("متاع", "نتاع", "تاع", "ديال", "بتاع", "تبع")
_FEMININE = ("", "ت", "ة")


def spelled(text: str, language: Language, cues: Cues) -> str:
    """Return a text with what dialects write otherwise as the standard has it."""
    text = _ON_SUBJECT.sub(f"{_IN} ", _AT_YEAR.sub(f"{_IN} ", text))
    text = _UPON_JOINED.sub(rf"\1{_WHOLE['ع']}ال", text)
    text = _IN_AGE.sub(r"\1 ", _with_particles(_with_to_him(_with_kin(text))))
    for idiom in IDIOMS:
        text = idiom(text, language, cues)
    text = _UNTIL.sub(r"\1إلى ", text)
    text = _TAG.sub("؟", text)  # «سرق، صحيح؟» asks no more than «سرق؟»
    text = _with_price(_with_owner(text), cues)
    text = _with_his_before(_with_his(_unjoined(text, cues), language, cues), cues)
    return _with_plural(text, language, cues)


def _unjoined(text: str, cues: Cues) -> str:
    """Return a question whose «what» is joined to its verb, as Iraqi has it, with it apart: «شكال» → «شنو كال»."""
    said = tokens(text)
    for token in (*said[:2], *said[2:][-1:]):  # «والروس شگالوا»
        word = without_conjunction(token.word, {_AND: 2})
        if _NAME_JOINED.fullmatch(word):  # «شسمه»
            return f"{text[: token.end - len(word)]}{_WHAT_APART} ا{text[token.end - len(word) + 1 :]}"
        verb = word[1:] in cues.verbs | cues.events and word not in _OWN_SH
        if word.startswith(_SH) and verb and len(word) >= _SHORTEST:
            start = token.end - len(word) + 1
            return f"{text[: start - 1]}{_WHAT_APART} {text[start:]}"
    return text


def _with_particles(text: str) -> str:
    """Return a text whose particles of one letter stand as the standard has them: «قال ع السعودية», «و محمد»."""
    said = tokens(text)
    if len(said) > 1 and said[0].word in _UPON:  # «علام اتفقا؟», of which many know only «على ماذا»
        text = f"{text[: said[0].end - len('علام')]}{_UPON_WHAT}{text[said[0].end :]}"
        said = tokens(text)
    for before, token, after in zip((None, *said), said, said[1:], strict=False):
        whole = _WHOLE.get(token.word)
        initials = len(after.word) == 1 or (before and len(before.word) == 1)
        if whole and not initials and text[token.end : after.start].isspace():
            return f"{text[: token.start]}{whole}{text[after.start :]}"
    return text


def _with_owner(text: str) -> str:
    """Return a question whose noun has a pronoun or an owner behind «of», as dialects have it, in the standard's way.

    «القوة ديالو» is «قوته», and «الاتحاد متاع الشغل» is «اتحاد الشغل». «التجارة الموازية متاع البورطابلات» is left as
    it is, for an adjective stands between.
    """
    said = tokens(text)
    if not any(token.word.startswith(_OF) for token in said):
        return text
    for before, noun, of in zip((None, *said), said, said[1:], strict=False):
        stem = without_article(noun.word)
        described = before is not None and is_definite(before.word)
        if stem == noun.word or described or not is_definite(noun.word):
            continue
        begun, surface = text[: noun.start], noun.surface[len(ARTICLE) :]
        owner = next((plain(of.surface)[len(one) :] for one in _OF if of.word.startswith(one)), None)
        if owner in HIS_HER:
            bare = f"{surface[:-1]}ت" if surface.endswith(("ة", "ه")) else surface
            return f"{begun}{bare}{HIS_HER[owner]}{text[of.end :]}"
        after = next((token.word for token in said if token.start > of.start), "")
        if owner in _FEMININE and is_definite(after):
            return f"{begun}{surface}{text[of.end :]}"
    return text


def _with_kin(text: str) -> str:
    """Return a text with somebody's wife, husband or friend as the standard calls them: «شكون مرتو»."""
    for token in tokens(text):
        word = token.word if token.word in _KIN else token.word.removeprefix(_AND)
        if word in _KIN:
            return f"{text[: token.end - len(word)]}{_KIN[word]}{text[token.end :]}"
    return text


def _with_to_him(text: str) -> str:
    """Return a text with what happened «to him» in two words: «صارلها», «حصله»."""
    said = tokens(text)
    found = next(((token, match) for token in said if (match := _TO_HIM.fullmatch(token.word))), None)
    if found is None or len(said) == 1:
        return text
    token, match = found
    return f"{text[: token.start]}{match[1]} ل{HIS_HER[match[2] or match[3]]}{text[token.end :]}"


def _with_price(text: str, cues: Cues) -> str:
    """Return a question for how much a thing with the article is, or became, as one for its price: «الدينار بقداش»."""
    said = [token for token in tokens(text) if token.word not in _BECAME]
    asks = [token for token in said if without_conjunction(token.word, {_AND: 2}) in PRICES]
    of = [token for token in said if token not in asks]
    nouns = all(is_definite(token.word) and token.word not in cues.verbs for token in of)
    if len(asks) != 1 or not 0 < len(of) <= _PAIR or not nouns or asks[0] not in (said[0], said[-1]):
        return text
    return f"{PRICE} {' '.join(token.surface for token in of)}؟"


def _with_his(text: str, language: Language, cues: Cues) -> str:
    """Return a question with «his» as dialects write it, with the letter of the standard: «عمرو», «شكون قتلو».

    It ends the last word, or that behind the word that asks where only people have such a thing: «قداش عمرو اللي فجر».
    """
    said = tokens(text)
    asks = language.question_words
    asked = [
        after for one, after in pairwise(said[:_NEAR]) if asks.get(one.word) not in {None, QuestionKind.WHO}
    ]
    personal = [one for one in asked if one is not said[-1] and one.word[:-1] in cues.personal]
    last = [said[-1]] if said and _ends_in_his(said, language, cues) else []
    # «قداش صدرنا منو العام؟», but not «منو صار رئيس؟»
    asked_behind = any(asks.get(without_conjunction(one.word, {_AND: 2})) for one in said[:1])
    of_it = [one for one in said[2:-1] if one.word in _OF_HIM and asked_behind]
    for token in (*last, *personal[:1], *of_it):
        if token.word.endswith(_HIS):
            text = f"{text[: token.end - 1]}ه{text[token.end :]}"
    return text


def _ends_in_his(said: Sequence[Token], language: Language, cues: Cues) -> bool:
    """Return whether a last word in و ends in «his»."""
    last = said[-1].word
    bare = last[:-1]
    if is_definite(last):  # «مين استعمل الفيتو؟»
        return False
    if len(said) == 1:
        return without_conjunction(bare, {_AND: 2}) in _BEFORE_HIM - {bare}  # «وقبلو»
    who = language.question_words.get(without_conjunction(said[-2].word, {_AND: 2})) is QuestionKind.WHO
    if who and len(said) == _PAIR and bare in cues.verbs:
        return True
    if is_verb(last, cues) and bare not in _BEFORE_HIM:
        return False
    known = {bare, f"{bare[:-1]}ه" if bare.endswith("ت") else bare}
    # «وين لقو بصمتو», but not «شو عملتو»
    noun = len(said) > _PAIR and bare.endswith("ت") and len(bare) > _PLURAL and bare[:-1] not in cues.verbs
    asks = said[-2].word in language.question_words and len(said) == _PAIR
    noun = noun or (asks and looks_like_noun(bare))
    return not known.isdisjoint(cues.attributes | _BEFORE_HIM) or bare.endswith("ات") or noun


def _with_his_before(text: str, cues: Cues) -> str:
    """Return a question whose noun has «his» as dialects write it, before what it is of: «شو رايو بروسيا»."""
    said = tokens(text)
    for token, after in pairwise(said[:_EARLY]):
        bare = without_conjunction(token.word[:-1], {_AND: 2})
        leads = after.word in PREPOSITIONS or after.word.startswith("ب")
        noun = bare in STANCES or (bare in cues.attributes and not is_verb(token.word, cues))
        noun = noun and token.word not in _FATHER_OF
        if token.word.endswith(_HIS) and noun and leads:
            return f"{text[: token.end - 1]}ه{text[token.end :]}"
    return text


def _with_plural(text: str, language: Language, cues: Cues) -> str:
    """Return a text with the silent letter of a verb of many, which dialects leave out: «اجتمعو».

    Behind «who» that letter is «him»: «شكون كتبو».
    """
    said = tokens(text)
    if any(language.question_words.get(token.word) is QuestionKind.WHO for token in said[:1]):
        return text
    for token in said:
        stem = token.word[:-1]
        many = token.word.endswith(_HIS) and len(stem) >= _PLURAL and token.word not in cues.verbs
        if many and not cues.verbs.isdisjoint({stem, f"{stem}ي"}):
            return f"{text[: token.end]}ا{text[token.end :]}"
    return text
