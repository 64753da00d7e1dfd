"""German cues, over folded letters (ä is a, ß is ss). How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "bewerber* , (welche|die) nicht|in diesem fall|danach|wer nicht|wer (die|den|das)|dann (konnen|mussen|ist|wurde|haben wir|darfst)|diejenigen|passt es nicht|falls|sollte|sollten|sofern|wenn|ob|andernfalls|im falle|fur den fall|gegebenenfalls|soweit|es sei denn|nichts (von uns )?horen|keine (ruckmeldung|antwort|nachricht) ~4 (erhalten|bekommen)"
    "|gehen sie (bitte )?davon aus|betrachten sie|nur (die|wer|bewerber*)|moglicherweise|eventuell"
)

CUES = {
    "refusal": """
        (bewerbung|ihnen|ihre|dir|dich|sie|deine|wir) ~4 (abgelehnt|nicht erfolgreich|abschlagig*|negativ beschieden|erfolglos|absagen|eine absage)
        (mussen|muss|mussten) ~10 (absagen|eine absage|ablehnen)
        (jemanden|jemand|jemand anderen|jemand anders|bereits wen|schon wen|schon eine|schon einen) ~3 (gefunden|eingestellt|genommen|besetzt)
        (haben|hat) ~4 (genommen|den vorzug|den zuschlag)
        (votum|wahl|entscheidung|zuschlag|vorzug) ~6 (zugunsten|zu gunsten|auf einen|auf eine|an einen|an eine|mitbewerber*)
        (laden|lade) (wir )?(sie|dich) (leider |daher |deshalb )?nicht
        nicht ~2 (in runde|in die zweite|in die nachste|zum gesprach|zum vorstellungsgesprach|zu einem gesprach|zu einem vorstellungsgesprach|zur vorstellung|zum probearbeiten)
        (stelle|position|einsatz|auftrag|praktikum|ausbildungsplatz) ~8 (entfallt|weg|storniert|entfallen|zuruckziehen|zuruckgezogen|nicht ausgeschrieben|nicht vergeben)
        (leider|also|daher|ein|ist ein|ist es ein) nein
        (reicht|reichte|langt) ~4 (nicht)
        (ausbildungsplatze|platze|stellen|praktikumsplatze|kurse|schichten) ~5 (vergeben|besetzt|belegt|voll)
        (andere|anderen) ~6 (mehr mitgebracht|weiter|eingeladen|fuhren|die gesprache|voraus|besser)
        (nicht|nicht mehr|nicht weiter|leider nicht) ~5 (berucksichtig*|beruecksichtig*)
        (nicht|keine|keinen) ~3 (engere|nahere) (wahl|auswahl)
        (nicht) ~4 (weiterverfolg*|weiter verfolg*|weiter zu verfolgen|weiterfuhr*|fortsetz*|fortzusetz*|fortfuhr*|fortzufuhren|eingestellt|einstellen|anbieten|zusagen|zukommen|entsprechen|einladen|uberzeug*|ubernehm*|besetzen|durchsetzen|ausgewahlt|gewahlt|aufnehmen|weiterkomm*|weitergekommen|weitergeh*|geeignet|gereicht|geklappt|geworden|zuruckgreifen|betrachten|einbezieh*|zusammenkommen|zusammen arbeiten|vorankommen)
        (andere*|anderweitig*|internen|interne|internem|weiteren|mitbewerber*) ~4 (bewerber*|kandidat*|bewerbung*|person|entschieden|vergeben|besetzt|mitbewerber*|bewerbende*|profil*|entscheiden|vorzug|zusage)
        (fur|auf|zugunsten|an|mit) (eine|einen|einer|einem|die|den|der|das) (andere*|intern*|weitere*|anderen) ~2 (bewerber*|kandidat*|person|losung|bewerbung*|besetzung|kolleg*|richtung|profil*|bewerberin)
        (fur) (andere|jemand anderen|jemanden|jemand) ~4 (entschieden|entscheiden|bewerber*|kandidat*|entschieden haben)
        (gegen|ohne) ~3 (ihre|deine|sie|dich|dir|eine) ~4 (bewerbung|zusammenarbeit|einstellung|entschieden|entscheiden)
        (absage|absagen) ~4 (erteil*|mitteil*|zukommen|schick*|send*|geben|mussen|muss|senden|ubermittel*)
        (mussen|muss|musste|leider) ~5 (absagen|eine absage|abgesagt|absage)
        (keine|keinen|kein) ~4 (positive*|zusage|angebot|stelle|ausbildungsplatz|praktikumsplatz|platz|einladung|vertrag|moglichkeit|ubereinstimmung|passende*|passend|bedarf|vakanz*|einsatzmoglichkeit*|perspektive|position) ~6 (anbieten|geben|machen|mitteilen|aussprechen|senden|sehen|haben|bieten|gefunden|finden|mehr|frei|unterbreiten|mehr frei|besteht|zu besetzen)
        (stelle|position|ausbildungsplatz|praktikumsplatz|platz|ausschreibung|vakanz|stellen|positionen|job|praktikum|ausbildungsstelle|planstelle|studentenjob|werkstudentenstelle|hilfskraftstelle|plan) ~7 (besetzt|vergeben|gestrichen|entfallen|entfallt|zuruckgezogen|gestoppt|eingefroren|geschlossen|weg|eingestellt|abgesagt|nicht mehr|nicht besetzt|nicht nachbesetzt|wegfall*|aufgehoben|intern)
        (besetzt|vergeben|gestrichen) ~2 (haben|wurde|worden|ist|werden konnte|wird)
        (einstellungsstopp|besetzungsstopp|einstellungssperre|haushaltssperre|stellenstopp|einstellungsstop)
        (verfahren|besetzungsverfahren|auswahlverfahren|ausschreibung|suche|stellenbesetzung|bewerbungsverfahren|bewerbungsprozess|recruiting|besetzung|rekrutierung|stellenausschreibung) ~6 (eingestellt|abgebrochen|gestoppt|beendet|abgeschlossen|auf eis|pausier*|aufgehoben|ausgesetzt|zuruckgestellt|gestrichen|unterbrochen|ruht|gecancelt|storniert|verschoben)
        (auf eis) (gelegt|liegt|legen|zu legen|gelegte)
        (vorerst|momentan|derzeit|aktuell|zurzeit|bis auf weiteres) (nicht|niemanden|keine|keinen) ~4 (besetz*|einstell*|suchen|such*|einzustellen|stelle*|vakanz*|bedarf|moglichkeit|position*|mitarbeiter*)
        (angebot|zusage|vertragsangebot|arbeitsvertrag|vertrag) ~6 (zuruckziehen|zuruckzuziehen|zuruckgezogen|zurucknehmen|zuruckgenommen|hinfallig|widerruf*|nicht aufrecht*|gegenstandslos|ungultig|nicht mehr gultig)
        (hat|ist|haben|war|sind) ~3 (leider |diesmal )?nicht (geklappt|gereicht|gepasst|ausgereicht|erfolgreich|fur sie|fur dich|auf sie|auf dich|gefallen|gelungen|in frage|funktioniert|ganz gereicht|gelangt)
        (wahl|entscheidung) ~3 (nicht auf (sie|dich)|gegen|auf (einen|eine|jemand*|andere*|mitbewerber*)|nicht zu (ihren|deinen)|zugunsten|negativ|zu ihren ungunsten|anders|fur eine andere)
        (nicht) (zu ihren|zu deinen) gunsten
        (passt|passen|passte|ubereinstimm*|deckt|decken) ~6 (leider |doch )?(nicht|weniger|nur bedingt|nicht ganz|zu wenig)
        (passgenauer|besser passen*|besser passt|besser auf|noch besser|noch genauer|naher am|eher entspr*|genauer entspr*|starker entspr*|besser geeignet|besser entspr*|mehr entspr*|noch mehr)
        (anforderungen|anforderungsprofil|profil|voraussetzungen|erwartungen|kriterien) ~6 (nicht|nur teilweise|nicht vollstandig|nicht ausreichend|nur bedingt) ~3 (erfull*|entspr*|uberein*|deck*|pass*|genug*)
        (nicht) ~4 (einladen|einzuladen|eingeladen|in betracht|in frage|zum zuge|zum zug|in die nachste|weiter|in der auswahl|unter den|dabei|teil)
        (kommen|kommt|kam) ~5 (nicht in frage|nicht in betracht|leider nicht|nicht zusammen|nicht weiter|nicht zum zuge|nicht zum zug)
        (nicht weiter|nicht mehr) (im|in|am|am verfahren|auf|zu) ~3 (auswahl|auswahlprozess|bewerbungsprozess|verfahren|rennen|betracht*|prozess|bewerberkreis|berucksichtig*|frage)
        (unterlagen|bewerbungsunterlagen|bewerbung) ~6 (zuruck|zuruckzusenden|zuruckgesandt|zuruckgeschickt|loschen|geloscht|vernichtet|vernichten)
        (kunde|auftraggeber|mandant|fachbereich|fachabteilung|team|kundin|chef|geschaftsfuhrung) ~5 (entschieden|abgesagt|abgelehnt|dagegen|gegen|anders|anderen|andere|jemand|intern|nicht weiter)
        (anders|anderweitig|dagegen|intern) (entschieden|besetzt|vergeben|zu entscheiden|entscheiden|entschlossen)
        (erneut|wieder|noch einmal|noch mal|nochmal|nochmals) ~4 (bewerben|zu bewerben|bewirbst|bewirb|bewerbung|probieren|versuchen)
        (nicht|niemand*) ~3 (mehr )?(suchen|zu vergeben|frei|verfugbar|gesucht|ausgeschrieben)
        (nicht)( mehr)? (weiter|langer) (gesucht|verfolgt|aktiv|geoffnet|frei)
        (trennen sich|trennen) (hier |an dieser stelle )?(unsere|die) wege
        (zu|fur) ~3 (unsere|unserer|unserem) (entlastung|bedauern|grossen bedauern) ~8 (nicht|absag*)
    """,
    "weak_refusal": """
        (leider|bedauerlicherweise|bedauern|schade|tut uns leid|tut mir leid) ~12 (nicht|keine|keinen|kein|absagen|abgelehnt|ablehnen)
        (nicht) ~4 (anbieten|genehmig*|bewillig*|entsprechen|zustimmen|stattgeben|ermoglich*)
        (abgelehnt|abgesagt|storniert|gekundigt|widerrufen|zuruckgewiesen)
        (eine|die|der|ihre) (absage|ablehnung)
    """,
    "regret": """
        leider|bedauern|bedauerlicherweise|bedaure|bedauerlich|schade
        (tut|tat) ~2 (leid)
        (keine|nicht) ~3 (gute|guten|erfreulich*|positive*|leicht|einfach|schonere) ~2 (nachricht*|neuigkeit*|gefallen|gemacht|entscheidung|mitteilung)
        (nach|trotz) (sorgfaltig*|reiflich*|eingehend*|langer|intensiv*|grundlich*)
        (schweren|schwer) (herzens|gefallen|gemacht|fallt|fiel)
        (hohe|grosse|vielzahl|zahlreiche*|hohen|grossen|sehr viele*|viele) ~2 (anzahl|zahl|bewerbung*|bewerber*|resonanz|qualifiziert*|zuschrift*|an bewerbungen)
        (keine|nicht als) ~3 (wertung|abwertung|aussage uber|person* zu verstehen|ruckschluss*)
    """,
    "wishes": """
        (wunschen|wunsche|wunscht) ~4 (ihnen|dir|euch|alles|viel)
        (alles|viel) (gute|erfolg|gluck)
        (weiteren|weitere|zukunftigen|kunftigen|beruflichen) ~4 (weg|lebensweg|berufsweg|zukunft|werdegang|laufbahn|suche|schritte)
        (talentpool|talent pool|bewerberpool|kandidatenpool|bewerberdatenbank|evidenz)
        (unterlagen|bewerbung|profil|daten) ~6 (aufbewahr*|aufheben|behalten|speicher*|vormerken|vorgemerkt|aufzubewahren)
        (zukunft*|spater*|kunftig*|andere*|neue) ~3 (stelle*|position*|ausschreibung*|vakanz*|angebot*|moglichkeit*|zeitpunkt|rollen)
        (zukunft|weg|suche|bewerbung*|jobsuche|stellensuche|wege) ~3 (alles|viel|gutes|erfolg)
        (in (kontakt|verbindung)) (zu )?(bleiben|bleibe|treten)
    """,
    "praise": """
        (danke*|dank|bedanken) ~9 (interesse|bewerbung|zeit|gesprach|vertrauen|geduld|unterlagen|muhe|kennenlernen|offenheit)
        (gefreut|beeindruckt|uberzeugend|positiv*|angenehm*|sympathisch*|spannend*|gut) ~4 (gesprach|eindruck|profil|bewerbung|lebenslauf|unterlagen|kennenlernen|kennengelernt)
    """,
    "receipt": """
        (bewerbung|unterlagen|bewerbungsunterlagen|lebenslauf|anschreiben) ~10 (eingegangen|erhalten|eingang|eingetroffen|angekommen|ubermittelt|gesendet|versendet|vorliegen|liegt uns vor|registriert|zugegangen|abgeschickt|entgegengenommen)
        (eingang|erhalt|eingangsbestatigung|empfang) ~4 (ihrer|deiner|bewerbung|unterlagen|ihre|von)
        (prufen|pruft|gepruft|sichten|sichtet|gesichtet|bearbeiten|bearbeitet|durchsehen|sehen uns|schauen uns|lesen|priifen|ansehen|anschauen|prufung|sichtung) ~6 (nun|jetzt|bewerbung|unterlagen|ihre|deine|sorgfaltig|werden|derzeit|in ruhe|zeit|wochen|an|durch)
        (ihre|deine|die|alle) (bewerbung|unterlagen|angaben|bewerbungen) ~6 (prufen|pruft|gepruft|sichten|gesichtet|bearbeiten|bearbeitet|weitergeleitet)
        (melden uns|meldet sich|melden|hort|horen|horst|kommen auf|kommt auf|benachrichtigen|informieren|ruckmeldung|zwischenbescheid|nachricht) ~6 (sobald|innerhalb|wochen|tagen|bei ihnen|bei dir|von uns|unaufgefordert|sie zu|dich zu|in kurze|bald|ende|bis|nach)
        (bitten|bitte) ~6 (geduld|ruckfragen|sachstand|abzusehen|nicht auf diese|von nachfragen|antworten sie nicht)
        (nicht|kann nicht|konnen nicht) ~3 (jede|allen|jeder|einzeln|jedem|individuell|alle)
    """,
    "pending": """
        (noch) ~3 (nicht|keine|kein|etwas|ein wenig|in bearbeitung|aus|offen|im rennen|nichts|im verfahren|im prozess) ~3 (entschieden|entscheidung|gefallen|geduld|abgeschlossen|fest|zeit|besetzt|gedulden|getroffen|ausgewahlt)
        (verzoger*|dauert|dauern|zieht sich|langer als|verschieb*|verschoben|brauchen noch|gedulden)
        (entscheidung|ruckmeldung|bescheid|neuigkeiten|ergebnis) ~6 (bis|nachste*|kommende*|spatestens|anfang|ende|mitte|in den|folgt|steht noch|bald)
    """,
    "invitation": """
        (einladen|einzuladen|einladung|eingeladen|laden) ~8 (gesprach|vorstellungsgesprach|kennenlernen|interview|termin|probearbeiten|probetag|assessment|auswahltag|auswahlgesprach|telefonat|sie|runde|videocall)
        (vorstellungsgesprach|bewerbungsgesprach|kennenlerngesprach|erstgesprach|zweitgesprach|auswahlgesprach|interview) ~8 (am|um|termin|findet|statt|bestatig*|vereinbar*|einladung|teams|zoom|uhr)
        (freuen uns|freue mich|wurden|mochten|wurde|gerne|gern) ~5 (kennenlernen|kennenzulernen|auf das gesprach|naher|personlich|auf ein gesprach|einladen|sprechen)
        (nachste*|zweite*|zweiten|letzte*) (runde|schritt|gesprach|stufe|prozessschritt|auswahlrunde)
    """,
    "scheduling": """
        (passt|passen|ginge|geht|klappt|klappen|hatten|hatte|haben|hast|konnten|konnte|konnen|kannst|wurde|wie ware|ware|sprechen|zeit) ~7 (montag|dienstag|mittwoch|donnerstag|freitag|morgen|heute|uhr|vormittag|nachmittag|kommende*|nachste*|diese) ~12 \\?
        (termin|terminvorschlag*|terminvorschlage|verfugbarkeit*|zeitfenster|zeitslot|slot*|kalender|uhrzeit) ~7 (passt|vorschlag*|nennen|mitteilen|auswahlen|buchen|schicken|aussuchen|vereinbaren|finden|verschieben|wahlen|geben)
        (wann|um wie viel uhr) ~5 (zeit|passt|erreichbar|telefonieren|erreichen|sprechen|konnen|konnten|anfangen|telefonisch)
        (kurz*|kurzes|kurzen|0 minuten|unverbindlich*) ~3 (telefonat|telefonieren|call|austausch|gesprach|sprechen|anruf|austauschen|videocall|videocall|kennenlernen)
        (rufen|ruf|rufe|melden|meld|anrufen) ~4 (mich|sie|dich|an|durch|kurz|mir) (an|durch|zuruck|kurz|morgen|heute|gern*|einfach)
        (bis|dann) (dann|morgen|montag|dienstag|mittwoch|donnerstag|freitag|gleich|bald|spater)
    """,
    "outreach": """
        (aufmerksam|gestossen|entdeckt|gefunden|gelesen|aufgefallen|gesehen) ~5 (profil|lebenslauf|xing|linkedin|auf sie|auf dich|geworden|ihr|dein)
        (profil|lebenslauf|werdegang|erfahrung|hintergrund) ~8 (aufmerksam|gestossen|interessant|spannend|passt|passen|angesprochen|aufgefallen|gesehen|uberzeugt|angeschaut|gelesen)
        (offen|interessiert|interesse|neugierig|vorstellen|wechsel*|veranderung|neugier) ~6 (fur|an|an einer|neue*|wechsel*|herausforderung*|position|austausch|stelle|gesprach|zu wechseln|sich zu|denkbar|telefonat|mehr)
        (suche|suchen|sucht|besetzen|besetze|rekrutier*|unterstutze|unterstutzen) ~8 (fur|einen|eine|kunden|mandanten|unternehmen|verstarkung|ab sofort|zum|festanstellung|team|klinik|unser)
        (mandant*|kunden|kunde|auftraggeber|klient*) ~8 (sucht|suche|suchen|bietet|position|stelle|unternehmen|region|mochte|interess*)
        (im auftrag|direktvermittlung|festanstellung|personalvermittlung|personalberatung|personaldienst*|headhunt*|zeitarbeit|jahresgehalt|stundenlohn|ubertarif*|homeoffice|gehaltsrahmen|brutto)
        (kennen|kennst) ~3 (jemanden|jemand)
    """,
    "screening": """
        (gehaltsvorstellung*|gehaltswunsch|kundigungsfrist|eintrittstermin|fruhestmoglich*|verfugbar ab|wechselmotivation|umzugsbereit*|reisebereit*|fuhrerschein|arbeitserlaubnis|stundensatz|gehaltsrahmen|wunschgehalt|eintrittsdatum)
        (schicken|senden|sende|schick|zusenden|zukommen|mailen|reichen|nachreichen|ubermitteln|brauche|benotige) ~7 (lebenslauf|cv|zeugnis*|unterlagen|profil|nachweis*|arbeitsproben|bewerbung|referenzen)
        (ab wann|wie hoch|wie lange|wie viele|welche|haben sie|hast du|konnten sie|konnen sie|sind sie|bist du|waren sie) ~12 \\?
    """,
    "represents": """
        (recruiter*|recruiting|personalberater*|personalvermittler*|personalreferent*|talent|personalabteilung|hr|personaldisponent*|personalleiter*|bewerbermanagement|personalwesen|disponent*|personalleitung)
    """,
    "assessment": """
        (test|online test|einstellungstest|assessment|fragebogen|aufgabe|eignungstest|videointerview|fallstudie|arbeitsprobe) ~8 (link|absolvier*|teilnehm*|bearbeit*|minuten|frist|durchfuhr*|starten|ausfullen|einladung|einreichen|gultig)
    """,
    "alert": """
        (neue|passende|aktuelle|0|weitere) (jobs|stellen|stellenangebote|jobangebote|stellenanzeigen|treffer|vakanzen)
        (jobalarm|job alarm|jobagent|suchagent|jobletter|jobnewsletter|jobbenachrichtigung|suchauftrag|stellenalarm|job mail|jobmail|jobbot)
        (jetzt bewerben|zum angebot|zur stelle|alle jobs|zum job|stelle ansehen|angesehen|jobs ansehen)
    """,
    "offer": """
        (freuen uns|freue mich|gluckwunsch|gratulieren|herzlichen gluckwunsch|erfreut) ~12 (anbieten|anzubieten|zusage|vertrag|zusagen|willkommen|begrussen|angebot|ausgewahlt|arbeitsvertrag|entschieden)
        (arbeitsvertrag|vertragsangebot|jobangebot|vertragsentwurf|arbeitsbeginn|ersten arbeitstag|willkommen im team|erster tag)
    """,
    "withdrawn": """
        (ich|hiermit) ~8 (zuruckziehe|ziehe|zuruckziehen|absagen|abgesagt|entschieden|zugesagt|anderes angebot|andere stelle)
        (ziehe|zieh) ~5 (bewerbung) ~4 zuruck
        (sie haben|du hast|haben sie) ~5 (zuruckgezogen|abgesagt|abgelehnt)
        (meine|meiner|mein|meinen) (bewerbung|absage|lebenslauf|bewerbungsunterlagen|jobsuche|vorstellungsgesprach)
        (auf (ihren|deinen) wunsch|wie (gewunscht|gebeten)|ruckzug ihrer|ruckzug deiner)
    """,
    "hearsay": """
        (umgang|umgehen|verkraften|lernen|verarbeiten|nach) ~3 (absage|absagen|ablehnung|jobabsagen)
        (mein|meine|seine|ihr) (bruder|schwester|freund|freundin|sohn|tochter|mann|frau|kollege|kollegin|cousin|mama|papa|mitbewohner*|chef|chefin|nachbar*)
        (ich|er|sie) ~3 (eine absage|absage bekommen|absagen bekommen|abgelehnt worden|den job|genommen worden)
        (newsletter|abbestellen|abmelden|im browser|podcast|webinar|ausgabe)
        (liebe kolleg*|an alle|alle mitarbeiter*|liebes team|liebe eltern|liebe mitglieder)
    """,
    "elsewhere": """
        (kredit|darlehen|versicherung|schaden|bestellung|paket|lieferung|rechnung|zahlung|konto|abonnement|abo|buchung|reservierung|ticket|visum|antrag|widerspruch|bescheid|bafog|wohnung|miete*|vermieter|besichtigung|mietwohnung|wg)
        (manuskript|beitrag|vortrag|gutachter*|konferenz|zeitschrift|forderantrag|stipendium|einreichung|forderung)
        (studienplatz|studium|zulassung|immatrikul*|hochschulstart|kita|kitaplatz|schulplatz|semester|kurs|wohnheim|volkshochschule)
        (verein|mitglied*|training|turnier|kleingarten|warteliste|mannschaft|chor|tierheim|vermittlung eines|verlosung|gewinnspiel)
        (bestatigungscode|passwort|anmeldung|sicherheitshinweis|kennwort|einmalcode|tan|login|konto)
        (abwesen*|urlaub|nicht im buro|automatische antwort|unzustellbar|zustellung)
        (rabatt|angebot der woche|gutschein|warenkorb|versand|shop|versandkosten|sale)
        (ausschreibung* (nr|der stadt)|bieter|angebot abgegeben|vergabe*|lieferant*|finanzamt|steuer*|baugenehmigung|amt|behorde)
        (merge request|pull request|pipeline|commit|repository|branch|build)
    """,
    "job": """
        (bewerbung*|bewerber*|beworben|stelle|stellen|position|job|vorstellungsgesprach|kandidat*|lebenslauf|ausbildungsplatz|praktikum|karriere|arbeitsplatz|gesprach|recruiting|auswahlverfahren|ausschreibung|ausbildung|stellenangebot|unterlagen|vakanz|bewerbungsverfahren|auswahl|einstellung|personalabteilung|werkstudent*|arbeitsvertrag|bewerben)
    """,
}
