"""Words that name an occupation, by list and by how they are made."""

from __future__ import annotations

import re
from functools import lru_cache

from watcher.core.extract.names import fold, wordset

_NOUNS = wordset(
    """
chief nanny pair therapist engineer engineering developer programmer architect analyst scientist designer manager director lead head
officer assistant associate specialist consultant advisor adviser coordinator administrator technician nurse doctor physician
teacher lecturer professor researcher fellow postdoc intern internship trainee apprentice apprenticeship graduate driver operator
mechanic electrician plumber carpenter cook chef waiter waitress barista bartender baker cleaner receptionist secretary clerk
cashier salesperson representative agent buyer planner controller accountant bookkeeper auditor lawyer attorney solicitor paralegal
editor writer copywriter journalist translator librarian curator caregiver carer paramedic pharmacist dentist veterinarian surveyor
inspector adjuster dispatcher broker courier steward registrar underwriter estimator draughtsman draughtsperson hygienist optician
radiographer phlebotomist roofer bricklayer plasterer painter glazier fitter machinist seamstress tailor florist lifeguard coach
instructor trainer chaplain merchandiser dealer host hostess valet operative porter candidate supervisor foreman welder packer
picker warehouse marketer recruiter strategist producer photographer tutor janitor guard housekeeper concierge stylist hairdresser
gardener executive vp president partner owner tester sysadmin devops sre postdoctoral internist midwife psychologist counselor
counsellor worker handler loader assembler elektroniker elektronikerin schlosser schlosserin disponent disponentin maler maurer
zimmerer dachdecker einkäufer einkäuferin pflegekraft vertriebsmitarbeiter vertriebsmitarbeiterin bauleiter kellner kellnerin
friseur friseurin erzieher sekretärin notar kundenberater kundenberaterin entwickler entwicklerin ingenieur ingenieurin leiter
leiterin berater beraterin referent referentin sachbearbeiter sachbearbeiterin assistent assistentin assistenz pfleger pflegerin
pflegefachkraft erzieherin lehrer lehrerin fahrer fahrerin koch köchin verkäufer verkäuferin mechaniker mechanikerin elektriker
elektrikerin techniker technikerin kaufmann kauffrau kaufleute werkstudent werkstudentin praktikant praktikantin praktikum
auszubildender auszubildende ausbildung fachkraft mitarbeiter mitarbeiterin buchhalter buchhalterin architektin analystin
krankenpfleger arzt ärztin apotheker bäcker bäckerin tischler lagerist gärtner gärtnerin
"""
)
# Titles of these languages go on in small letters: "Chef de projet digital", "Addetto alla produzione".
_SMALL_NOUNS = wordset(
    """
enólogo enóloga livreiro livreira drukker soldador saldatore mestre praticante développeur développeuse ingénieur ingénieure chargé
chargée responsable chef cheffe assistant assistante comptable vendeur vendeuse infirmier infirmière conducteur conductrice
technicien technicienne directeur directrice conseiller conseillère consultant consultante gestionnaire stagiaire alternant
alternante apprenti apprentie boulanger cuisinier cuisinière serveur serveuse éducateur éducatrice aide-soignant aide-soignante
desarrollador desarrolladora ingeniero ingeniera analista técnico técnica director directora gerente auxiliar administrativo
administrativa asistente enfermero enfermera camarero camarera cocinero cocinera conductor conductora dependiente contable vendedor
vendedora becario becaria profesor profesora diseñador diseñadora jefe jefa encargado encargada comercial mozo desenvolvedor
desenvolvedora programador programadora engenheiro engenheira gestor gestora coordenador coordenadora assistente enfermeiro
enfermeira motorista cozinheiro cozinheira estagiário estagiária professora contabilista designer empregado rececionista
sviluppatore sviluppatrice ingegnere impiegato impiegata infermiere infermiera addetto addetta tecnico autista cuoco cuoca cameriere
cameriera commesso commessa stagista tirocinante contabile magazziniere progettista consulente responsabile direttore direttrice
educatore educatrice ontwikkelaar ingenieur medewerker medewerkster adviseur beheerder verpleegkundige leraar lerares docent
chauffeur kok bakker monteur administrateur boekhouder projectleider teamleider stagiair verkoper verkoopster begeleider planner
coördinator onderzoeker menuisier plombier électricien agent agente préparateur préparatrice contrôleur contrôleuse maçon coiffeur
coiffeuse secrétaire professeur maestro maestra canalizador canalizadora padeiro padeira pedreiro caixa recepcionista perito perita
disegnatore disegnatrice operaio operaia
mastro birraio panettiere elettricista idraulico falegname beleidsmedewerker werkplaatschef ontwerper verpleger schilder timmerman
loodgieter postbode
"""
)
LOOSE_NOUNS = frozenset(map(fold, _SMALL_NOUNS))
_NOUNS_FOLDED = frozenset(map(fold, _NOUNS)) | LOOSE_NOUNS
_AGENT = re.compile(
    r"(?:[^aeiou]er|eer|iker|or|ist|ian|ant|eur|euse|ier|iere|ero|era|dor|dora|tore|trice|aio|ista|eira|eiro|man|woman)(?:in|s)?$"
)
_NO_AGENT = wordset(
    """
whatever however november december september october never another other weather summer winter center centre customer offer letter
order number chambers dinner paper tender answer matter power water either neither after over under super later quarter chapter our
your their major minor prior error mirror color colour labor labour favor favour harbor harbour door floor important relevant
current present different recent permanent client grant restaurant plant want oktober dezember unser ihr leider wieder weiter aber
oder immer hier lieber guter herr bewerber kandidat premier dernier fevrier janvier dossier courrier metier quartier general enero
febrero primero numero dinero pero mejor mayor valor hora ahora aurora senhora senora agora primeiro janeiro fevereiro buonasera
sera ora allora ancora lettera fiera carriera januari verder onder ander beter altijd weer nader bewerbung moderator
"""
)
_NOUN_TAIL = re.compile(
    r"(?:entwickler|ingenieur|leiter|berater|fachkraft|pfleger|fahrer|chef|koch|bäcker|schlosser|assisten[tz]|"
    r"kauf(?:mann|frau|leute)|mechaniker|techniker|helfer|medewerker|adviseur|(?<=\w)leider|ontwikkelaar|student|meister|"
    r"verkäufer|angestellte[r]?|hilfe|monteur|sekretär|psychologe|pädagoge|koordinator|manager)(?:in|s)?$"
)
RANKS = wordset("lead head vp director senior junior chief manager officer staff principal associate executive president partner graduate")


@lru_cache(maxsize=256)  # a candidate is looked at by several forms
def role_like(text: str) -> bool:
    """Holds a word that names an occupation."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(text[:200]))
    return any(word in _NOUNS_FOLDED or word.rstrip("s") in _NOUNS_FOLDED or _NOUN_TAIL.search(word) for word in words)


def agent_like(name: str) -> bool:
    """Ends in a word made like an occupation: Adjuster, Dispatcher, Schlosserin, Monteur."""
    last = name.rsplit(maxsplit=1)[-1]
    return last[0].isupper() and fold(last) not in _NO_AGENT and _AGENT.search(fold(last)) is not None and len(last) > 4
