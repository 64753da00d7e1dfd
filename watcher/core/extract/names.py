"""Names of companies compared, and names of people told from names of companies."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from watcher.core.extract.given import GIVEN_NAMES


def wordset(text: str) -> frozenset[str]:
    """A table of words, written as running text."""
    return frozenset(text.split())


_GIVEN = wordset(GIVEN_NAMES)
# Legal forms and group words say nothing about who it is; cut from the end, never down to nothing.
_LEGAL = wordset(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ggmbh ag kg kgaa ohg ug eg ev "
    "se sa sas sasu sarl eurl "
    "scop srl srls spa sapa snc sl slu sau slne bv nv vof cv oy oyj ab as asa aps hf pty pte pvt private sdnbhd bhd "
    "lda ltda eireli me epp kft zrt "
    "sro doo spzoo sp zoo dd ooo group holding holdings gruppe groupe gruppo grupo groep kk gk international 有限公司 株式会社"
)
_CJK_LEGAL = re.compile(r"(?:股份)?有限公司|株式会社|合同会社|주식회사")
_DOTTED = re.compile(r"(?<=\w)[.'’`´]|[.'’`´](?=\w)")
# One such word is no name: "Health" must not match "Brookvale Health".
_PALE = wordset(
    "health tech technology technologies labs lab data ai systems system software solutions solution services "
    "service consulting digital media "
    "bank care global group energy capital partners studio studios works foods food logistics logistik school "
    "university hospital clinic hotel "
    "hotels group international university college city council bau pflege klinik the and new first one next"
)
# Words that a person's name does not hold.
_HOUSE = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|srl|spa|bv|nv|oy|ab|corp|co|company|group|gruppe|groupe|"
    r"gruppo|grupo|groep|holdings?|"
    r"\w*team|careers?|karriere|jobs?|hiring|recruit\w*|recrut\w*|reclut\w*|talent\w*|hr|rh|rrhh|people|human|"
    r"personal\w*|personnel|personeel\w*|"
    r"stellen\w*|bewerb\w*|support|service\w*|servi[cz]io|servicio|systems?|labs?|tech\w*|bank\w*|health\w*|"
    r"hospital\w*|klini\w*|clini\w*|rehab|"
    r"universi\w*|schools?|\w*schule|colegio|escuela|ecole|lycee|college|council|software|solutions?|consult\w*|"
    r"logisti\w*|foods?|energ\w*|studios?|"
    r"digital|media|partners|associates|agency|stiftung|verein|stichting|institut\w*|ministr\w*|minister\w*|"
    r"department|dept|office|\w*buro|kanzlei|"
    r"praxis|\w*amt|\w*verwaltung|stadt\w*|gemeinde|gemeente|landkreis|mairie|ville|citta|ciudad|ayuntamiento|comune|"
    r"camara|municipal|auftrag|"
    r"hotels?|albergo|pizzeria|restaurants?|bakery|backerei|bakkerij|boulangerie|\w*bedrijf|\w*werke?|kitchen|"
    r"foundation|fondazione|associazione|"
    r"fiduciaire|uitgeverij|teatro|muse[uo]m?|filiale|trust|society|board|committee|news\w*|updates?|notif\w*|"
    r"admin\w*|accounts|editorial|reception|"
    r"desk|customer|grants?|resourcing|admissions|onboarding|payroll|interviews?|scheduling|secretar\w*|sekretariat|"
    r"direzione|direction|leitung|"
    r"daemon|delivery|subsystem|webmaster|postmaster|ihre?|dein|your|no|reply|the|of|for|and|und|et|y)\b"
)
_PERSON_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")
_PARTICLES = wordset("von van de der den del della di da do dos das du la le ter ten zu zur bin al el ibn y e")
_TITLES = re.compile(
    (
        r"^(?:(?:att|dr|prof|sgt|sir|rev|capt|dra|lic|mag|di|mr|mrs|ms|mx|herr|frau|monsieur|madame|mme|sr|sra|"
        r"dott(?:\.ssa)?|ing|dipl)\.?(?:-ing\.?)?\s+)+"
    ),
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """NFKC, lower case, accents off: for comparing, never for showing."""
    if text.isascii():
        return text.casefold()
    flat = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(char for char in flat if not unicodedata.combining(char))


@lru_cache(maxsize=256)  # the same few names are compared again and again within one mail
def company_tokens(name: str) -> tuple[str, ...]:
    """The telling words of a company's name, folded; without parentheses, legal form and article."""
    name = re.sub(r"\([^()]{0,80}\)", " ", name[:200])
    name = _CJK_LEGAL.sub(" ", unicodedata.normalize("NFKC", name))
    flat = fold(name).replace("&", " and ").replace("+", " and ")
    words = re.findall(r"\w+", _DOTTED.sub("", flat))
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    words = [_flat_umlauts(word) for word in words]
    while len(words) > 1 and (words[-1] in _LEGAL or words[-1] == "and"):
        words.pop()
    return tuple(words)


def form_alone(words: tuple[str, ...]) -> bool:
    """Nothing but a legal form: what is left of "Kestrel, Inc." where a comma split the name."""
    return all(word in _LEGAL for word in words)


def company_key(name: str) -> str:
    """One string for one company however it is written: "Blend 360, Inc." and "blend360" are the same."""
    return "".join(company_tokens(name))


def same_company(one: str, other: str) -> bool:
    """The same key, or one name begins with the other ("Kestrel" and "Kestrel Freight"), where that other name says enough."""
    if company_key(one) == company_key(other):
        return bool(company_key(one))
    short, long = sorted((company_tokens(one), company_tokens(other)), key=len)
    return len(short) < len(long) and long[: len(short)] == short and _telling(short)


def spelled_alike(short: str, name: str) -> bool:
    """A domain's spelling of a company: "serraazul" of "Serra Azul Logística", "brandoli" of "Officine Brandoli"."""
    key, words = company_key(short), company_tokens(name)
    starts = {"".join(words[:end]) for end in range(1, len(words) + 1)}
    return len(key) > 4 and key not in _PALE and (key in starts or key in words)


def _telling(words: tuple[str, ...]) -> bool:
    return len("".join(words)) > 3 and not all(word in _PALE for word in words)


@lru_cache(maxsize=256)
def person_like(name: str) -> bool:
    """Two to five words that could be somebody's name; "Warby Parker" could be too, so this alone decides nothing."""
    words = plain_person(name).split()
    if not 2 <= len(words) <= 5 or _HOUSE.search(fold(name)):
        return False
    return all(_PERSON_WORD.fullmatch(word) and (word[0].isupper() or not word[0].isascii() or word in _PARTICLES) for word in words)


@lru_cache(maxsize=256)
def plain_person(name: str) -> str:
    """A person's name without titles, quotes and what stands in parentheses; "Reyes, Dana" turned round."""
    name = re.sub(r"\([^()]{0,80}\)|\[[^\]]{0,80}\]|[\"“”„]", " ", name[:200])
    family, comma, given = name.partition(",")
    if comma and len(family.split()) <= 2 and 1 <= len(given.split()) <= 2 and not _HOUSE.search(fold(given)):
        name = f"{given} {family}"
    return " ".join(_TITLES.sub("", name.strip(" '’,;-–|")).split())


def given_name(name: str) -> bool:
    """Begins with a common given name."""
    first = fold(plain_person(name)).split(" ")[0]
    return first in _GIVEN or first.split("-")[0] in _GIVEN


def in_address(name: str, local: str) -> bool:
    """Somebody's name stands in the local part: dana.reyes, dreyes, dana, reyes.d, danareyes."""
    words = [re.sub(r"\W", "", word) for word in re.split(r"[\s-]+", _flat_umlauts(fold(plain_person(name))))]
    words = [word for word in words if word and word not in _PARTICLES]
    tokens = [token for token in re.split(r"[^a-z]+", _flat_umlauts(fold(local.split("+", maxsplit=1)[0]))) if len(token) > 1]
    if any(len(word) > 2 and (token.startswith(word) or token.endswith(word)) for word in words for token in tokens):
        return True
    return bool(words) and "".join(word[0] for word in words) in tokens


def _flat_umlauts(text: str) -> str:
    """Müller, Mueller and Muller alike."""
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")
