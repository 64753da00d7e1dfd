"""Dutch, with "je"."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "Paste wat je kunt bij wat de functie vroeg, en waar niet?"
_UNSAID = "Wat had je graag gezegd en is ongezegd gebleven?"

WORDS = Words(
    place="$role bij $company",
    conjunction="en",
    others="$first en nog $count anderen",
    titles={
        StepKind.REFLECT: "Kijk terug: $where",
        StepKind.ASK_RECRUITER: "Vraag $who wat de doorslag gaf: $where",
        StepKind.THANK: "Bedank $who: $where",
        StepKind.KEEP_IN_TOUCH: "Houd contact met $who: $where",
        StepKind.REPLY_RECRUITER: "Beantwoord het bericht van $who: $where",
        StepKind.APPLY_AGAIN: "Solliciteer opnieuw: $where",
        StepKind.NUDGE: "Vraag $who hoe het ervoor staat: $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Vraag de recruiter wat de doorslag gaf: $where",
        StepKind.THANK: "Stuur een bedankje: $where",
        StepKind.KEEP_IN_TOUCH: "Houd contact: $where",
        StepKind.REPLY_RECRUITER: "Beantwoord het bericht van de recruiter: $where",
        StepKind.NUDGE: "Vraag hoe het ervoor staat: $where",
    },
    short={
        StepKind.REFLECT: "Terugblik: $where",
        StepKind.ASK_RECRUITER: "Vraag aan de recruiter: $where",
        StepKind.THANK: "Bedankje: $where",
        StepKind.KEEP_IN_TOUCH: "Contact houden: $where",
        StepKind.REPLY_RECRUITER: "Antwoord aan een recruiter: $where",
        StepKind.APPLY_AGAIN: "Opnieuw solliciteren: $where",
        StepKind.NUDGE: "Vragen hoe het ervoor staat: $where",
    },
    why_now={
        StepKind.REFLECT: "De eerste pijn is gezakt en je weet het nog goed. Tien minuten en drie vragen:",
        StepKind.ASK_RECRUITER: "Ze weten nog wat er over je is gezegd. Met een gerichte vraag krijg je nu het beste antwoord.",
        StepKind.THANK: "Het stof is neergedaald: een bedankje wordt nu rustig gelezen en houdt de deur open voor een volgende functie.",
        StepKind.KEEP_IN_TOUCH: "Je hebt deze sollicitatie een ster gegeven. Met af en toe een paar regels blijf je in beeld.",
        StepKind.REPLY_RECRUITER: "Ze hebben je geschreven en er is nog geen antwoord van je te zien. Een kort antwoord is genoeg.",
        StepKind.APPLY_AGAIN: "Dit is de datum vanaf wanneer je volgens hun bericht opnieuw kunt solliciteren.",
        StepKind.NUDGE: "Je hebt een tijdje niets van ze gehoord. Een beleefde vraag kan geen kwaad.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "Op hun adres kun je niet per mail antwoorden: antwoord op de plek waar ze je schreven.",
        StepKind.KEEP_IN_TOUCH: "Er is geen adres bekend waar je naartoe kunt schrijven: bekijk hun vacatures eens.",
        StepKind.APPLY_AGAIN: "Bekijk hun vacatures en stuur een nieuwe sollicitatie.",
        StepKind.NUDGE: "Er is geen adres bekend waar je naartoe kunt schrijven: misschien zegt de pagina waar je hebt gesolliciteerd hoe het ervoor staat.",
    },
    draft="Aan: $to\nOnderwerp: $subject\n\n$body",
    recipients="Aan: $to",
    now="Nu is een goed moment.",
    now_with_draft="Nu is een goed moment, en het concept ligt klaar.",
    finish="Gedaan: rejection-watcher done $id\nLater: rejection-watcher snooze $id 2d\nDeze keer niet: rejection-watcher skip $id",
    finish_short="Bekijken: rejection-watcher show $id\nGedaan: rejection-watcher done $id",
    finish_short_draft="Concept: rejection-watcher show $id\nGedaan: rejection-watcher done $id",
    buttons=("Gedaan", "Over 3 dagen"),
    not_opened="Er is geen mailprogramma geopend. Het concept: rejection-watcher show $id",
    due=Counted("Er staat één stap klaar.", "Er staan $count stappen klaar."),
    news="Er is nieuws.",
    agenda=Counted("Bekijken: rejection-watcher agenda", "Bekijken: rejection-watcher agenda"),
    check="Bekijken: rejection-watcher check",
    more=Counted("en nog 1", "en nog $count"),
    see="Bekijken: rejection-watcher show $id",
    reopened="Ze hebben weer geschreven, en het plan stopt: $where",
    reopened_why=Counted(
        "Na hun afwijzing kwam een bericht dat klinkt als een uitnodiging of een aanbod. "
        "De stap die nog openstond is daarom geschrapt: over de afwijzing gaat het niet meer.",
        "Na hun afwijzing kwam een bericht dat klinkt als een uitnodiging of een aanbod. "
        "De $count stappen die nog openstonden zijn daarom geschrapt: over de afwijzing gaat het niet meer.",
    ),
    rejection="Er is een afwijzing binnengekomen: $where",
    rejections="Er zijn $count afwijzingen binnengekomen",
    nothing_today="Je hoeft vandaag niets te doen.",
    nothing_today_planned="Je hoeft vandaag niets te doen. Wat erna komt is gepland, en je hoort van elke stap als het zover is.",
    recruiter="$who heeft je geschreven: $where",
    recruiter_unnamed="Je hebt een bericht van een recruiter: $where",
    recruiters="Er zijn $count berichten van recruiters binnengekomen",
    short_answer="Een kort antwoord is genoeg. Blijft het uit, dan volgt er een herinnering.",
    in_your_time="Kijk ernaar wanneer het je uitkomt.",
    see_applications="Bekijken: rejection-watcher applications",
    account_refused=Said(
        "Inloggen bij '$account' lukt niet",
        "De mailserver heeft het inloggen bij '$account' drie keer geweigerd. Om te voorkomen dat je wordt buitengesloten, wordt het nu niet steeds opnieuw geprobeerd. "
        "Elke zes uur volgt één poging. De server zei: $answer\n\n"
        "Als het wachtwoord weer klopt: $reload\n"
        "Meer weten: rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "Meldingen komen niet aan bij '$target'",
            "$cause\n\nSinds $since komt er niets aan. Het laatste antwoord was: $answer\n\n"
            "Meer weten: rejection-watcher check --send\nWat is gemist, blijft bewaard en komt zodra het weer werkt.",
        ),
        causes={
            Cause.ADDRESS: "Het adres in de configuratie is zo niet te gebruiken. Verbeter daar de url, dan: $reload",
            Cause.SIGN_IN: "De dienst heeft het inloggen vier keer achter elkaar geweigerd. Zet de juiste gebruiker, het juiste wachtwoord of het juiste token "
            "in de url in de configuratie, dan: $reload",
            Cause.GONE: "De dienst zegt dat er op dit adres niets meer is. Zoek daar het onderwerp (topic), de kamer of de webhook op, "
            "verbeter de url in de configuratie, dan: $reload",
            Cause.SECRET: "Het adres was niet op te halen waar het volgens de configuratie staat. Ontgrendel de sleutelbos, "
            "of herstel de opdracht of het bestand, dan: $reload",
            Cause.NAME: "De naam van de server wordt al een week niet gevonden. Controleer de naam in de url, en of de dienst nog bestaat.",
            Cause.SILENCE: "Al een week komt er niets aan. Kijk of de dienst werkt.",
        },
        blind=Said(
            "'$account' is nu niet te bereiken",
            "In $time looptijd was dit account niet te bereiken. Mail die daar binnenkomt, blijft zolang ongezien; "
            "wat al gepland is, gaat door.\n\n"
            "Kijk of deze computer online is en of je deze mailbox in je mailprogramma kunt lezen. "
            "Wat er mis is, zegt daarna: rejection-watcher check\n\n"
            "Er gaat niets verloren: zodra het weer lukt, wordt gelezen wat er is gekomen, en je hoort het.",
        ),
        met="Het laatste antwoord was: $answer",
        sees=Said(
            "'$account' is weer te bereiken",
            "Alles gaat als voorheen, en wat intussen kwam, wordt gelezen. Je hoeft niets te doen.",
        ),
        times=("$count minuten", "$count uur", "$count dagen"),
    ),
    open_draft="Concept openen",
    sign_in_ended=Said(
        "Log opnieuw in bij '$account'",
        "Je bent niet meer ingelogd bij '$account', daarom wacht de watcher tot je opnieuw inlogt. Er gaat geen mail verloren. "
        "Het antwoord was: $answer\n\n"
        "Om in te loggen: $login\n"
        "Meer weten: rejection-watcher check",
    ),
    trial=Said("rejection-watcher: een test", "Als je dit kunt lezen, komen meldingen bij je aan."),
    page_hint=(
        "# Schrijf onder de vragen, zoveel of zo weinig als je wilt. Sla daarna op en sluit af.",
        "# Een lege pagina verandert niets. Wat je schrijft, blijft op deze computer.",
    ),
    questions={
        None: (_MATCH, "Op welke vraag of eis had je geen goed antwoord?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "Wat in je sollicitatie liet zien dat je bij de functie past, en wat ontbrak er?",
            "Wat zou je anders schrijven als je morgen opnieuw solliciteerde?",
        ),
        Stage.SCREENING: (_MATCH, "Op welke vraag in het eerste gesprek liep je vast?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "Welk deel van de opdracht was moeilijk, en lag dat aan tijd of aan kennis?",
            "Wat heb je bij je oplossing niet uitgelegd?",
        ),
        Stage.INTERVIEW: (_MATCH, "Op welke vragen liep je vast?", _UNSAID),
        Stage.FINAL: ("Wat bracht je tot in de laatste ronde?", "Op welke vragen liep je daar vast?", _UNSAID),
        Stage.OFFER: (
            "Waaraan had je het aanbod te danken?",
            "Wat veranderde er tussen het aanbod en de afwijzing?",
            "Wat zou je de volgende keer eerder afspreken?",
        ),
    },
)
