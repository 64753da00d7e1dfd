"""Names of companies compared, and names of people told from names of companies."""

from __future__ import annotations

import re
import unicodedata

# Legal forms and group words say nothing about who it is; cut from the end, never down to nothing.
_LEGAL = frozenset(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ggmbh ag kg kgaa ohg ug eg ev se sa sas sasu sarl eurl "
    "scop srl srls spa sapa snc sl slu sau slne bv nv vof cv oy oyj ab as asa aps hf pty pte pvt private sdnbhd bhd lda ltda eireli me epp kft zrt "
    "sro doo spzoo sp zoo dd ooo group holding holdings gruppe groupe gruppo grupo groep kk gk international 有限公司 株式会社".split()
)
_CJK_LEGAL = re.compile(r"(?:股份)?有限公司|株式会社|合同会社|주식회사")
_DOTTED = re.compile(r"(?<=\w)[.'’`´]|[.'’`´](?=\w)")
# One such word is no name: "Health" must not match "Brookvale Health".
_PALE = frozenset(
    "health tech technology technologies labs lab data ai systems system software solutions solution services service consulting digital media "
    "bank care global group energy capital partners studio studios works foods food logistics logistik school university hospital clinic hotel "
    "hotels group international university college city council bau pflege klinik the and new first one next".split()
)
# Words that a person's name does not hold.
_HOUSE = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|srl|spa|bv|nv|oy|ab|corp|co|company|group|gruppe|groupe|gruppo|grupo|groep|holdings?|team|"
    r"careers?|karriere|jobs?|hiring|recruit\w*|recrut\w*|reclut\w*|talent\w*|hr|rh|rrhh|people|human|personal\w*|stellen\w*|bewerb\w*|support|"
    r"service\w*|systems?|labs?|tech\w*|bank\w*|health\w*|hospital\w*|klini\w*|clini\w*|universi\w*|schools?|college|council|software|solutions?|"
    r"consult\w*|logisti\w*|foods?|energ\w*|studios?|digital|media|partners|associates|agency|stiftung|verein|institut\w*|ministry|department|"
    r"office|hotels?|restaurants?|bakery|bäckerei|kitchen|foundation|trust|society|news\w*|updates?|notif\w*|no|reply|the|of|for|and|und|et|y)\b",
    re.IGNORECASE,
)
_PERSON_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")
_PARTICLES = frozenset("von van de der den del della di da do dos das du la le ter ten zu zur bin al el ibn y e".split())
_TITLES = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|mx|herr|frau|monsieur|madame|mme|sr|sra|dott(?:\.ssa)?|ing|dipl)\.?(?:-ing\.?)?\s+)+", re.IGNORECASE
)

GIVEN = frozenset(
    # Common given names of the languages read; they decide only where address and signature are silent.
    """
aaron abby abigail adam adele adrian adriana agnes agnieszka ahmed aileen aisha aishwarya alain alan alba albert alberto alejandra alejandro
alessandra alessandro alex alexa alexander alexandra alexandre alexis alfonso ali alice alicia alina alison allison alma amanda amber amelia
amelie amina amir amit amy ana anand anastasia anders andre andrea andreas andres andrew andy angela angelika anika anil anita anja anjali ann
anna annabel anne annette annika antje antoine anton antonella antonia antonio anya ariana arjun armin arthur arturo asha ashley astrid audrey
aurelie ava axel ayesha barbara bart bas beata beate beatrice beatriz ben benedikt benjamin bernd bert beth bettina bianca bill birgit bjorn bob
bogdan boris brad bram brandon brenda brett brian bridget brigitte britta bruce bruno bryan caitlin camila camille carina carl carla carlo carlos
carmen carol carolin carolina caroline carsten catarina catherine cathy cecile cecilia celine chantal charles charlie charlotte chiara chloe
chris christa christian christiane christina christine christoph christophe christopher cindy claire clara claudia claudio clemens cleo colin
conny connor cora corinna cristian cristina cynthia dafne daan dagmar daisy damien dan dana daniel daniela danielle danny daria dario dave david
davide dawn deborah debbie deepa deepak delphine denis denise dennis derek devika devon diana diane diego dieter dimitri dina dirk dolores dominic
dominik donna dora doris dorothea dorothee douglas dylan eamon eddie edgar eduardo edward eileen elaine elena eleanor elif elias elijah elisa
elisabeth elizabeth elke ella ellen elodie els elsa emil emilia emilie emily emma emmanuel enrico enrique eric erica erik erika erin ernesto esra
estelle esther ethan eugenia eva evelyn fabian fabienne fabio farah fatima federica federico felicia felipe felix ferdinand fernanda fernando
filip filipa filippo fiona flora florence florian fran frances francesca francesco francine francis francisco francois frank franz franziska fred
frederic frederik frieda friederike gabriel gabriela gabriele gabriella gareth gary gaurav geert gemma geoff georg george georgia georgina gerald
gerard gerd gerhard gesa gianluca gina giorgia giorgio giovanna giovanni giulia giuseppe gloria gonzalo grace graham greg gregor greta guido
guillaume gunter gustavo hannah hanna hanne hannes hans harald harriet harry hassan hazel heather hector heidi heike heiko heinz helen helena
helene helga helmut hendrik henri henrik henry herve hilary holger holly hugo ian ibrahim ida ignacio igor ilaria ilona ilse imogen imran ina ines
inga inge ingrid irena irene iris irina isaac isabel isabella isabelle ivan ivana ivo jack jacob jacqueline jacques jade jaime jake jakob james
jamie jan jana jane janet janina janine jasmin jasmine jason javier jay jean jeanne jeff jelena jennifer jenny jens jeremy jerome jess jessica
jesus jill jim jo joachim joana joanna joanne joao joaquin jochen joe joel joelle johan johann johanna johannes john jon jonas jonathan jordan
jordi jorg jorge jose josef josefine joseph josh joshua joyce juan juana judith julia julian juliana julie julien juliette julio june jurgen justin
justyna jutta kai karen karim karin karina karl karla karsten kasia katarina kate katharina katherine kathleen kathrin kathryn kathy katie katja
katrin kay keith kelly ken kenneth kerry kerstin kevin kim kimberly kirsten klaus konrad konstantin kristen kristin kristina kurt kyle lara lars
laura lauren laurence laurent lea leah lena leo leon leonie leonor leslie leticia lidia lieke lilian liliana lily lina linda lindsay lisa lise liz
lorena lorenzo lorraine lotte louis louisa louise luca lucas lucia lucie lucy luigi luis luisa lukas luke lydia lynn maarten madeleine madison mael
magdalena maggie mai maike maja malik malte mandy manfred manon manuel manuela mara marc marcel marcela marcello marcia marco marcos marcus
margaret margarita margaux margot maria mariam marian mariana marianne marie marieke marijke marina mario marion marisa marit marius mark marko
markus marlene marta martha martin martina martine mary mateo mateusz mathias mathieu mathilde matt matteo matthew matthias maud maureen maurice
mauricio mauro max maxime maximilian maya megan mehmet meike melanie melissa mercedes meredith mia micaela michael michaela michal michel michele
michelle miguel mike mila milan milena mina mira miriam mirjam mohamed mohammed moira molly mona monica monika monique moritz muriel nadia nadine
nadja naomi natalia natalie natasha nathalie nathan neha neil nele nelson nicholas nick nico nicola nicolas nicole nigel nikhil nikita niklas
nils nina noah noelia noemi nora norbert nuria oksana olaf oleg olga oliver olivia olivier omar orla oscar oskar otto pablo paloma pam pamela paola
paolo pascal patricia patrick patrizia patty paul paula paulo pauline pavel pedro peggy penelope peter petra phil philip philipp philippe phoebe
pia pierre pieter pietro pilar piotr poppy prakash priya rachel rafael rahul raj rajesh ralf ralph ramon raphael raquel raul ravi ray raymond rebecca
regina reinhard remy rene renata renate ricardo riccardo richard rick rita rob robert roberta roberto robin rocio rodrigo roger roland rolf romain
roman romina ron rosa rosalind rose rosemary rosie ross roxana roy ruben rudi rupert russell ruth ryan sabine sabrina salma salvatore sam samantha
samir samira samuel sandeep sander sandra sandrine sandy sanjay sara sarah sascha saskia scott sean sebastian selina serena serge sergio shannon
sharon shaun sheila sherry shirin shreya silja silke silvia simon simona simone sina siobhan sofia sofie sonia sonja sophia sophie stacey stefan
stefania stefanie stefano stella stephan stephane stephanie stephen steve steven stuart sue sunil susan susana susanne suzanne svea sven svenja
svetlana swati sylvia sylvie tamara tanja tania tanya tara tatiana ted teresa terry tessa theo theresa thierry thijs thomas tiago tilo tim timo
tina tobias todd tom tomas tommaso tony tracey tracy tristan ulrich ulrike ursula uta ute uwe valentin valentina valerie vanessa vera verena
veronica veronika vicky victor victoria vijay vikram viktor viktoria vincent vincenzo viola virginia vivian vivien volker walter wanda wei wendy
werner wiebke wilhelm will willem william wolfgang xavier yan yann yannick yara yasmin yolanda yuki yusuf yvette yvonne zara zoe zofia
""".split()
)


def fold(text: str) -> str:
    """NFKC, lower case, accents off: for comparing, never for showing."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(char for char in flat if not unicodedata.combining(char))


def company_tokens(name: str) -> tuple[str, ...]:
    """The telling words of a company's name, folded; without parentheses, legal form and article."""
    name = re.sub(r"\([^()]{0,80}\)", " ", name[:200])
    name = _CJK_LEGAL.sub(" ", unicodedata.normalize("NFKC", name))
    flat = fold(name).replace("&", " and ").replace("+", " and ")
    words = re.findall(r"\w+", _DOTTED.sub("", flat))
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    words = [word.replace("ae", "a").replace("oe", "o").replace("ue", "u") for word in words]  # Müller, Mueller and Muller
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


def _telling(words: tuple[str, ...]) -> bool:
    return len("".join(words)) > 3 and not all(word in _PALE for word in words)


def person_like(name: str) -> bool:
    """Two to five words that could be somebody's name; "Warby Parker" could be too, so this alone decides nothing."""
    words = plain_person(name).split()
    if not 2 <= len(words) <= 5 or _HOUSE.search(fold(name)):
        return False
    return all(_PERSON_WORD.fullmatch(word) and (word[0].isupper() or not word[0].isascii() or word in _PARTICLES) for word in words)


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
    return first in GIVEN or first.split("-")[0] in GIVEN


def in_address(name: str, local: str) -> bool:
    """Somebody's name stands in the local part: dana.reyes, dreyes, dana, reyes.d."""
    words = [re.sub(r"\W", "", word) for word in fold(plain_person(name)).split()]
    words = [word for word in words if word and word not in _PARTICLES]
    letters = re.sub(r"[^a-z]", "", fold(local.split("+")[0]).replace("ae", "a").replace("oe", "o").replace("ue", "u"))
    words = [word.replace("ae", "a").replace("oe", "o").replace("ue", "u") for word in words]
    if not words or len(letters) < 2:
        return False
    whole = [word for word in words if len(word) > 2 and word in letters]
    initials = "".join(word[0] for word in words)
    return bool(whole) or letters == initials
