"""Dutch cues, over folded letters (ë is e). How the patterns are written: see the package's docstring."""

CONDITIONS = "als (u|je|wij|we|het|er|blijkt|de|jouw|uw|jij|een)|indien|mocht|wanneer|tenzij|in het geval|voor het geval|alleen (kandidaten|degenen|wie)|geen (reactie|bericht) ~5 (ontvangt|ontvangen|hoort|hebt)|niets (van ons )?(hoort|hebt gehoord|gehoord)|mogelijk|ervan uit|eventueel|zodra|(voldoet|voldoe|klopt|past) (u|je|er|het) (iets )?(dan )?niet|in dat geval|iedereen die|kandidaten die|wie niet|dan (hebben|wordt|eindigt|hoort|kunnen)"

CUES = {
    "refusal": """
        (helaas|spijt*|jammer*|sorry|vervelend) ~8 (negatief|afwijzen|teleurstellen|vervuld|ingevuld|gestopt|stopzetten|vervalt|niet verder|niet uitnodigen|niet geselecteerd|andere kandidaat|iemand anders|niet doorgaan|geen goed nieuws)
        (je|u|jou|jouw|uw|moeten|moet|status|sollicitatie) ~6 (afwijzen|afgewezen|teleurstellen|af te wijzen|teleur te stellen|teleur moeten)
        (team|ploeg|bezetting|bestand|groep) ~4 (compleet|vol|rond)
        (al|inmiddels|ondertussen|nu|reeds) ~1 iemand
        (hoort|hoor|hoorde|staat|stond|stonden|zit|zat|valt|viel) ~4 niet (bij|tussen|onder|in de)
        (houdt|stopt|eindigt) ~4 (op|hier|de selectie|de procedure)
        (durf|kan|mag|ga|gaan|kunnen|wil) ~6 (geen|niet) ~5 (aannemen|aan te nemen|aanwerven|begeleiden|verantwoorden|aanbieden|plaatsen)
        (plek|functie|job|baan|vacature|opdracht|stage) ~7 (niet door|bestaat niet|niet meer|naar een ander|naar iemand|voorlopig niet)
        (voldoet|voldoe) ~4 niet
        (onontvankelijk|niet ontvankelijk|niet weerhouden|niet in aanmerking)
        (ervaren|andere|interne) ~2 (heeft|hebben) ~4 (getekend|gekregen|geaccepteerd)
        niet ~3 (voorgedragen|aanwerven|weerhouden|toegelaten)
        (niet|geen) ~4 (verder|door) (te )?(gaan|gaat|in de|met|in ons|met je|met u|in het|naar|nemen|meenemen|mee|helpen|procedure|gegaan|komen|gekomen)
        (niet) ~4 (geselecteerd|gekozen|uitgekozen|uitgenodigd|uitnodigen|uit te nodigen|aangenomen|aannemen|doorgaan|door te gaan|geworden|gelukt|geschikt|gevallen|aanbieden|voortzetten|voort te zetten|succesvol|aansluit*|aan te bieden|meegenomen|doorlopen|toegelaten|uitgekomen|op jou|op u|bij de|tot de|in aanmerking|passend|verlengd|gehaald|genoeg|matcht|past|gunstig)
        (andere|ander|andere*) ~2 (kandidaat|kandidaten|sollicitant*|kandidate|persoon|profiel*|collega|richting|mensen|invulling|keuze)
        (kandidaat|kandidaten|iemand|sollicitanten|profielen|mensen|collega) ~8 (beter|meer ervaring|die meer|dichter|intern*|aansluit*|past|passen|die al|van binnen|andere|die nog)
        (voor|met|naar|aan) (een )?(interne|iemand anders|iemand|een ander|een andere|iemand van|iemand uit) ~3 (kandidaat|gekozen|gaan|verder|intern|collega|kiezen|gegaan|aangenomen|gegeven|gegund|anders)
        (iemand anders|iemand met|een ander|iemand die) ~6 (gekozen|aangenomen|kiezen|gevonden|de baan|doorgegaan|verder|gegaan|de voorkeur|geworden)
        (vacature|functie|positie|baan|plek|stageplek|stage|plaats|opdracht|procedure|rol|stageplaats|vacatures|leerwerkplek|bijbaan|plekken) ~7 (vervuld|ingevuld|vergeven|ingetrokken|gesloten|geannuleerd|vervallen|bevroren|stopgezet|gestopt|niet meer|uitgesteld|on hold|opgeheven|weg|gecanceld|bezet|intern|gepauzeerd|in de wacht|geschrapt|komt te vervallen|niet ingevuld|niet vervuld|gegund|opgevuld)
        (vacaturestop|wervingsstop|personeelsstop|hiring freeze|aannamestop|selectiestop)
        (werving|selectie|wervingsprocedure|sollicitatieprocedure|zoektocht|proces|werving en selectie|procedure|aanname) ~6 (stopgezet|gestopt|on hold|gepauzeerd|stil|opgeschort|beeindigd|afgebroken|afgelast|uitgesteld|stopzetten|stoppen|bevroren|stilgelegd|afgesloten|in de wacht|geannuleerd|ijskast|ijs)
        (keuze|voorkeur|beslissing|besluit|keus) ~5 (niet op (jou|u|je)|op een ander*|op iemand|ander*|gevallen op|een ander|uitgegaan|naar een|negatief|anders)
        (gekozen|besloten|kiezen|gekozen voor|besluiten|keuze) ~4 (andere|ander|niet|iemand|interne|om niet|om je niet|om u niet|anders|een kandidaat|kandidaten)
        (geen|niet) ~3 (match|vervolg|aanbod|plek|functie|plaats|geschikte|passende|vacature*|positief|uitnodiging|mogelijkheid|ruimte|goed nieuws|openstaande|baan|contract|stageplek|stageplaats|klik) ~5 (aan|voor|bij|meer|geven|doen|bieden|aanbieden|kunnen|zien|hebben|met|beschikbaar|vrij|openstaan|tussen|op dit moment)
        (sluit*|past|passen|match*|voldoe*|aansluiten|komt|komen) ~5 (niet|onvoldoende|minder|te weinig|net niet|niet helemaal|niet voldoende|niet genoeg) ~4 (aan|bij|op|overeen|goed|genoeg|aansluit*)
        (onvoldoende|niet voldoende|te weinig) ~5 (aansluit*|ervaring|match*|aan|voldoe*|past)
        (aanbod|voorstel|contract|aanbieding|arbeidsovereenkomst) ~6 (intrekken|ingetrokken|in te trekken|vervalt|vervallen|niet doorgaan|terugtrekken|terug te trekken|niet gestand|herroepen|terug)
        (klant|opdrachtgever|team|manager|afdeling|directie|hiring manager|commissie|selectiecommissie) ~6 (gekozen|besloten|niet verder|andere|ander|afgewezen|niet door|iemand|intern|voorkeur|ziet geen|zag geen|stopgezet|on hold|koos|kiest)
        (niet) (langer|meer) ~2 (beschikbaar|open|op zoek|zoeken|in aanmerking|werven|actueel|meenemen|in de race|openstaan|vacant|nodig|in overweging)
        (opnieuw|nog eens|nogmaals|weer) ~3 (solliciteren|te solliciteren|sollicitatie|proberen|solliciteert|solliciteer|reageren|aan te melden)
        (deze keer|dit keer|ditmaal) ~3 (niet|geen|helaas)
        (niet) ~1 (deze keer|dit keer|ditmaal|geworden)
        (sollicitatie|procedure) ~6 (niet (succesvol|verder|in behandeling|gehonoreerd|door|voort|mee|langer)|beeindig*|afgesloten|afwijz*|afgewezen|stopt|eindigt|houdt (hier )?op|ten einde)
        (reorganisatie|bezuiniging*|budget*|begroting) ~9 (vacature*|functie|niet|stop*|vervalt|vervallen|werving)
        (het is|wordt|is) (een |helaas een |helaas )?(nee|nee geworden)
    """,
    "weak_refusal": """
        (helaas|spijt*|jammer*|sorry) ~10 (niet|geen|afgewezen|geweigerd|geannuleerd)
        (afgewezen|geweigerd|geannuleerd|ingetrokken|afgekeurd|niet toegekend)
        (niet|geen) ~3 (mogelijk|akkoord|toekennen|honoreren|goedgekeurd|aanbieden)
    """,
    "regret": """
        helaas|spijt|spijtig|jammer|betreuren|teleurstell*|teleurgesteld
        (niet|geen) ~3 (leuk*|goed*|makkelijk*|gemakkelijk*|positief) ~1 (nieuws|bericht|keuze|beslissing|boodschap|mail)
        (na|ondanks) (zorgvuldig*|goed|uitgebreid*|rijp|lang|intensief|veel|je|uw) ~1 (overweging|beraad|overleg|afweging|wikken|interesse|selectie|ervaring|gesprek*|nadenken)
        (veel|groot|grote|hoge|vele|enorm) ~1 (aantal|reacties|sollicitaties|sollicitanten|kandidaten|belangstelling|aanmeldingen)
        (moeilijk*|lastig*) (keuze|beslissing|besluit)
    """,
    "wishes": """
        (wens*) ~3 (je|u|jou|veel|alle|heel) ~2 (succes|veel|het beste|alle|geluk|goeds)
        (veel|heel veel) (succes|geluk) ~3 (met|bij|verder|in|op|toe|gewenst)
        (verdere|vervolg van|toekomstige) ~1 (loopbaan|carriere|zoektocht|carrierestap|sollicitatie*|toekomst|zoeken|loopbaan)
        (bewaren|bewaar|behouden|opslaan|houden|portefeuille|bestand|talentpool|talent pool|database) ~5 (cv|gegevens|portefeuille|contact|sollicitatie|dossier|bestand|profiel|talentpool|in gedachten|gegevens|jaar)
        (toekomst*|andere|nieuwe) (vacature*|functie*|mogelijkhed*|kansen|rol*|posities|vacatures)
        (houd|hou|nodigen|volg|kijk) ~5 (website|vacatures|in de gaten|vacaturesite|linkedin|werkenbij)
    """,
    "praise": """
        (bedank*|dank*|dankjewel) ~8 (interesse|sollicitatie|tijd|gesprek*|belangstelling|motivatie|moeite|vertrouwen|geduld|reactie|openheid|kennismaking)
        (leuk|prettig|fijn|indruk*|genoten|waarderen|enthousiast|onder de indruk) ~5 (gesprek|kennismak*|cv|ervaring|profiel|sollicitatie|spreken|ontmoeten|motivatie)
        (zorgvuldig|aandachtig|met aandacht|met interesse|nauwkeurig)
    """,
    "receipt": """
        (sollicitatie|cv|aanmelding|gegevens|motivatie*|brief|reactie) ~7 (ontvangen|binnen*|aangekomen|verstuurd|verzonden|geregistreerd|in goede orde|in behandeling|ontvangst|doorgestuurd|goed aangekomen)
        (ontvangst|ontvangstbevestiging|ontvangen|bevestig*) ~5 (sollicitatie|cv|van je|van uw|uw|je|aanmelding|brief)
        (bekijken|bekijkt|beoordelen|beoordeelt|doorlezen|lezen|bestuderen|doornemen|bekeken|beoordeeld|behandelen) ~6 (sollicitatie*|cv|zorgvuldig|aandacht|reacties|je|brief|gegevens|profiel|rustig|we)
        (hoort|hoor|horen|laten|laat|ontvang*|nemen|neemt|komen|bericht|terugkoppeling|reageren) ~6 (van ons|weten|binnen|werkdagen|weken|contact|zo snel|bij je terug|uiterlijk|je te|terug|spoedig|snel)
        (niet|geen) ~3 (iedereen|elke|alle|ieder|elk|persoonlijk) ~4 (reageren|beantwoorden|antwoorden|terug|reactie|bericht)
    """,
    "pending": """
        (nog) ~4 (niet|geen|in behandeling|bezig|lopend|even|in de race|volop|aan het) ~4 (besloten|beslissing|besluit|gekozen|afgerond|duidelijk|keuze|bezig|geduld|beslist|bekend|ingevuld)
        (vertrag*|langer|uitgesteld|duurt|geduld|later dan|meer tijd|uitloop|schuift)
        (beslissing|terugkoppeling|uitslag|bericht|nieuws|besluit) ~6 (volgende|uiterlijk|eind|binnen|begin|week|volgt|snel|deze week|maandag|vrijdag)
    """,
    "invitation": """
        (uitnodig*|nodigen|nodig|uitgenodigd) ~7 (gesprek|kennismak*|interview|sollicitatiegesprek|meeloop*|ronde|assessment|langs|call|proefdag|koffie|speeddate)
        (gesprek|sollicitatiegesprek|kennismakingsgesprek|interview|afspraak) ~7 (bevestig*|gepland|staat|op maandag|op dinsdag|op woensdag|op donderdag|op vrijdag|om 0|teams|uur|ingepland|vindt plaats|uitnodiging)
        (graag|willen|zouden|leuk|wil|zou) ~5 (kennismaken|kennis|ontmoeten|spreken|uitnodigen|kennis maken|leren kennen|gesprek|bellen)
        (volgende|tweede|laatste) (ronde|gesprek|stap|fase)
    """,
    "scheduling": """
        (kun|kan|kunt|schikt|past|lukt|heb|heeft|hebt|zou|zullen|komt|uitkomt|uit|gaat|ben|bent|is) ~8 (maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|vandaag|week|uur|middag|ochtend|0) ~10 \\?
        (beschikbaar*|agenda|tijdstip|tijdslot*|moment*|datum|data) ~6 (uit|doorgeven|past|prikken|voorstel*|kiezen|week|schikt|plannen|bellen|komt|laten)
        (wanneer|hoe laat) ~6 (kun|kan|kunt|bellen|uit|tijd|bereikbaar|schikt|beginnen|start*)
        (kort|korte|even|0 minuten|kwartier|kopje|bakje|vrijblijvend*) ~4 (bellen|belletje|gesprek*|kennismak*|call|koffie|telefonisch|teams|sparren|bijpraten|spreken)
        (bel|bellen|bereik*|app|appen) ~4 (me|mij|je|u|op|even|terug|morgen|maandag|dinsdag)
        (tot|spreek) ~2 (morgen|maandag|dinsdag|woensdag|donderdag|vrijdag|dan|straks|snel|zo|gauw)
        (verzetten|verplaatsen|verschuiven)
    """,
    "outreach": """
        (profiel|cv|ervaring|achtergrond|linkedin) ~8 (tegen|interessant|aansprak|opgevallen|gezien|bekeken|sprak|past|indruk|gevonden|aansluit|matcht|ziet|viel|lijkt)
        (kwam|zag|vond|stuitte|las|bekeek) ~4 (je|jouw|uw) (profiel|cv|linkedin|naam|achtergrond)
        (zoek|zoeken|op zoek|werf|wij zoeken|ben op zoek|werk|help|begeleid|ben) ~6 (naar|een|voor|opdrachtgever|klant*|recruiter|kandidaten|collega|consultant|versterking|iemand|relatie)
        (open|interesse|interessant|nieuwsgierig|sta|staat|benieuwd|oren) ~6 (nieuwe|stap|overstap|functie|voor|gesprek|bellen|baan|kans|mogelijkheden|uitdaging|kop koffie|meer|hier|horen|naar)
        (opdrachtgever|klant|relatie|bedrijf|ziekenhuis|organisatie|onderneming) ~8 (zoekt|zoeken|op zoek|zoekende|uit de regio|in de regio|die|werft)
        (bemiddeling|detachering|uitzend*|salaris|bruto|uurtarief|zzp|freelance|vaste baan|uurloon|arbeidsvoorwaarden|werving en selectie|leaseauto)
        (ken|kent) ~2 (iemand|mensen)
        (mooie|leuke|nieuwe|uitdagende|passende) (kans|functie|rol|baan|uitdaging|opdracht|vacature|stap)
    """,
    "screening": """
        (salarisindicatie|salariswens|opzegtermijn|salarisverwachting*|rijbewijs|reisbereid*|werkvergunning|beschikbaarheid|huidig salaris|tariefindicatie|uurtarief|startdatum|reisafstand|vog|bruto per)
        (stuur|sturen|mail|mailen|stuurt|toesturen|doorsturen|opsturen|aanleveren|ontvang) ~6 (cv|referenties|diploma*|portfolio|motivatie*|gegevens|certificat*|profiel|documenten)
        (wat|hoeveel|welke|heb|kun|ben|hoe|zou|kunt|bent|heeft|wanneer) ~14 \\?
    """,
    "represents": """
        (recruiter*|recruitment|werving|hr|personeelszaken|talent|uitzendbureau|intercedent*|headhunter|corporate recruiter|p en o|personeel|bemiddelaar)
    """,
    "assessment": """
        (test*|assessment|vragenlijst|opdracht|case|toets|video interview|game) ~8 (link|maken|voltooi*|invullen|minuten|voor|online|deadline|starten|afronden|inloggen|uitnodiging)
    """,
    "alert": """
        (nieuwe|0|laatste|meer|passende) (vacatures|banen|jobs|functies|vacature)
        (vacature|job|jobs|vacatures) (alert*|mail|update|nieuwsbrief|agent|voor jou|voor u|selectie)
        (bekijk vacature*|solliciteer direct|solliciteer nu|bekijk alle|vacatures bekijken|meer vacatures|bekeken|jobalert|vacaturealert)
    """,
    "offer": """
        (blij|gefeliciteerd|verheugd|genoegen|leuk nieuws|feliciteren|graag) ~10 (aanbieden|aanbod|contract|aangenomen|welkom|aan te bieden|gekozen|arbeidsovereenkomst)
        (arbeidsovereenkomst|arbeidscontract|arbeidsvoorwaardengesprek|eerste werkdag|startdatum|welkom in het team|welkom bij|contractvoorstel|eerste dag)
    """,
    "withdrawn": """
        (trek|trekken|ingetrokken|intrekken|terugtrekken|teruggetrokken|zie af) ~6 (sollicitatie|mijn|terug|procedure|kandidatuur)
        (je|u) (hebt|heeft|heb) ~5 (ingetrokken|teruggetrokken|afgezegd|geannuleerd)
        (mijn) (sollicitatie|cv|afwijzing|gesprek|motivatie*|brief|kandidatuur)
        (op (je|uw|jouw) verzoek|zoals (gevraagd|verzocht|afgesproken))
    """,
    "hearsay": """
        (omgaan|leren|verwerken|omgaat|na) ~3 (afwijzing*|afgewezen)
        (mijn|zijn|haar) (broer|zus|vriend|vriendin|zoon|dochter|man|vrouw|collega|neef|nicht|huisgenoot|moeder|vader|baas|buurman|buurvrouw)
        (ik|hij|ze) ~3 (afgewezen|niet aangenomen|de baan niet|een afwijzing)
        (nieuwsbrief|afmelden|uitschrijven|podcast|webinar|browser|editie)
        (beste collega*|aan iedereen|beste ouders|beste leden|lieve allemaal|beste buren|hoi allemaal)
    """,
    "elsewhere": """
        (lening|hypotheek|krediet|verzekering|schade|bestelling|pakket|levering|factuur|betaling|rekening|abonnement|reservering|ticket|visum|aanvraag|terugbetaling|huur|woning|appartement|verhuurder|bezichtiging|huurder|polis|toeslag|kamer)
        (manuscript|artikel|reviewer*|lezing|congres|tijdschrift|subsidie|beurs|indiening|abstract)
        (inschrijving|universiteit|toelating|opleiding|studie|creche|kinderopvang|school|cursus|studentenkamer|loting|numerus|studielink|hogeschool)
        (lid|leden|vereniging|club|toernooi|elftal|koor|loterij|prijsvraag|volkstuin|wachtlijst|adoptie|asiel)
        (verificatiecode|wachtwoord|inloggen|beveiliging|code|digid)
        (afwezig|vakantie|automatisch antwoord|niet bezorgd|buiten kantoor)
        (korting|aanbieding*|kortingscode|winkelmand|webshop|verzending|uitverkoop|bezorging|aankoop)
        (aanbesteding|offerte|leverancier*|gemeente|belastingdienst|boete|vergunning|rechtbank|uwv|bezwaar|omgevingsvergunning)
        (pull request|merge request|commit|pipeline|repository|branch|build)
    """,
    "job": """
        (sollicitatie*|solliciteren|sollicitant*|kandidaat|kandidaten|vacature*|functie|positie|baan|gesprek|cv|werving|selectie|stage|stageplek|sollicitatiegesprek|procedure|recruiter|werkgever|arbeidsovereenkomst|loopbaan|gesolliciteerd|profiel|sollicitatieprocedure)
    """,
}
