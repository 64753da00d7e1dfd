"""Which language a mail is written in, by the everyday words that hardly any sentence does without.

It stands apart from the cues, so that whoever writes a letter learns the language of its answer without some megabytes of patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from watcher.core.classify.fold import fold

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 4_000  # characters: a mail's language shows in its first sentences
# Words that hardly any sentence of a language does without; they tell which languages' patterns are worth trying.
_EVERYDAY = {
    "en": "the and you your for with this that are have our not to of is we be will it has was in on at",
    "de": "und die der das sie ihnen wir ihre nicht fur mit ist haben ich auf zu dich dir den ein eine du im von dass uns",
    "fr": "le la les vous votre nous pour est et des une que dans avec pas sur je du tu vos ce au il",
    "es": "el los que para con por su una es y tu las nos del te le hemos esta como ha lo gracias",
    "pt": "os que para com por uma em sua nao voce do da um ao na mais foi seu tua ate obrigado obrigada",
    "it": "il che per con di una non del sua della sono ci le un lo abbiamo ti la grazie nel gli suo tua",
    "nl": "de het een en van je u wij voor met niet dat zijn op we te uw ik bij dit ook",
    "pl": "w na z do nie sie ze jest oraz dla za pan pani jak panstwa",
    "sv": "och att det som for pa vi har med ditt din inte av dig vara",
    "da": "og at det som pa vi har med din er ikke av af til deg dig vores var",
    "cs": "na se ze v je pro jsme vas za do vam jste by bohuzel",
    "tr": "ve bir icin bu ile olarak size sizin cok ne olan tarafindan bey hanim",
    "fi": "ja on etta olemme sinun ei mutta kun kiitos hei ole valitettavasti",
    "ru": "и в на с не что мы вы для по вас вам к",
}
_SPEAKERS: dict[str, frozenset[str]] = {}
for _language, _words in _EVERYDAY.items():
    for _word in _words.split():
        _SPEAKERS[_word] = _SPEAKERS.get(_word, frozenset()) | {_language}
ALL_LANGUAGES = frozenset(_EVERYDAY)
_FEW = 3  # everyday words; with fewer, every language is tried
_AMONG = 0.5  # a language is tried that has at least this share of the most spoken one's everyday words


def languages_of(words: Iterable[str]) -> frozenset[str]:
    """The languages that a mail may be written in."""
    counts = _spoken(words)
    most = max(counts.values(), default=0)
    if most < _FEW:
        return ALL_LANGUAGES
    return frozenset(language for language, count in counts.items() if count >= _AMONG * most)


def language_of(text: str, among: Collection[str], otherwise: str) -> str:
    """The one language of `among` that a text is written in; `otherwise` where it is another, or too short to tell.

    Where two are as likely, `otherwise` wins if it is one of them.
    """
    counts = _spoken(_WORD.findall(fold(text[:_ENOUGH])))
    most = max(counts.values(), default=0)
    likely = sorted(language for language, count in counts.items() if count == most and most >= _FEW)
    return otherwise if otherwise in likely else next((language for language in likely if language in among), otherwise)


def _spoken(words: Iterable[str]) -> Counter[str]:
    """How many everyday words of each language are among these."""
    return Counter(language for word in words if word in _SPEAKERS for language in _SPEAKERS[word])
