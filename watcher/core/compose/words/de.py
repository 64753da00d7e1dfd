"""German, with "du"."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "Passten deine Kenntnisse zu dem, was die Stelle verlangte, und wo nicht?"
_UNSAID = "Was hättest du gern gesagt und bist nicht dazu gekommen?"

WORDS = Words(
    place="$role bei $company",
    conjunction="und",
    others="$first und $count weiteren",
    titles={
        StepKind.REFLECT: "Schau zurück: $where",
        StepKind.ASK_RECRUITER: "Frag bei $who nach, was den Ausschlag gab: $where",
        StepKind.THANK: "Bedank dich bei $who: $where",
        StepKind.KEEP_IN_TOUCH: "Bleib in Kontakt mit $who: $where",
        StepKind.REPLY_RECRUITER: "Antworte $who: $where",
        StepKind.APPLY_AGAIN: "Bewirb dich wieder: $where",
        StepKind.NUDGE: "Frag bei $who nach, wie es steht: $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Frag im Recruiting nach, was den Ausschlag gab: $where",
        StepKind.THANK: "Bedank dich: $where",
        StepKind.KEEP_IN_TOUCH: "Bleib in Kontakt: $where",
        StepKind.REPLY_RECRUITER: "Antworte auf die Nachricht aus dem Recruiting: $where",
        StepKind.NUDGE: "Frag nach, wie es steht: $where",
    },
    short={
        StepKind.REFLECT: "Rückblick: $where",
        StepKind.ASK_RECRUITER: "Frage ans Recruiting: $where",
        StepKind.THANK: "Dankesnachricht: $where",
        StepKind.KEEP_IN_TOUCH: "In Kontakt bleiben: $where",
        StepKind.REPLY_RECRUITER: "Antwort ans Recruiting: $where",
        StepKind.APPLY_AGAIN: "Wieder bewerben: $where",
        StepKind.NUDGE: "Nachfrage: $where",
    },
    why_now={
        StepKind.REFLECT: "Der erste Schmerz hat nachgelassen, und du erinnerst dich noch gut. Zehn Minuten und drei Fragen:",
        StepKind.ASK_RECRUITER: "Dort weiß man noch, was über dich gesagt wurde. Wer jetzt gezielt fragt, bekommt die beste Antwort.",
        StepKind.THANK: "Inzwischen hat sich alles gesetzt: Ein Dank wird jetzt in Ruhe gelesen und hält die Tür für die nächste Stelle offen.",
        StepKind.KEEP_IN_TOUCH: "Du hast diese Bewerbung mit einem Stern markiert. Ein paar Zeilen hin und wieder halten dich in Erinnerung.",
        StepKind.REPLY_RECRUITER: "Man hat dir geschrieben, und eine Antwort von dir war bisher nicht zu sehen. Eine kurze genügt.",
        StepKind.APPLY_AGAIN: "Das ist der Tag, ab dem du dich laut ihrer Nachricht wieder bewerben kannst.",
        StepKind.NUDGE: "Du hast eine Weile nichts von ihnen gehört. Eine höfliche Nachfrage schadet nicht.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "Die Adresse nimmt keine Antworten per Mail an: Antworte dort, wo man dir geschrieben hat.",
        StepKind.KEEP_IN_TOUCH: "Es ist keine Adresse bekannt, an die du dort schreiben kannst: Sieh dir ihre offenen Stellen an.",
        StepKind.APPLY_AGAIN: "Sieh dir ihre offenen Stellen an und schick eine neue Bewerbung.",
        StepKind.NUDGE: "Es ist keine Adresse bekannt, an die du dort schreiben kannst: Vielleicht steht auf der Seite, auf der du dich beworben hast, wie weit es ist.",
    },
    draft="An: $to\nBetreff: $subject\n\n$body",
    recipients="An: $to",
    now="Jetzt ist ein guter Moment dafür.",
    now_with_draft="Jetzt ist ein guter Moment dafür, und der Entwurf liegt bereit.",
    finish="Erledigt: rejection-watcher done $id\nSpäter: rejection-watcher snooze $id 2d\nDiesmal nicht: rejection-watcher skip $id",
    finish_short="Ansehen: rejection-watcher show $id\nErledigt: rejection-watcher done $id",
    finish_short_draft="Entwurf: rejection-watcher show $id\nErledigt: rejection-watcher done $id",
    buttons=("Erledigt", "In 3 Tagen"),
    not_opened="Es hat sich kein Mailprogramm geöffnet. Der Entwurf: rejection-watcher show $id",
    due=Counted("Ein Schritt steht an.", "$count Schritte stehen an."),
    news="Es gibt etwas Neues.",
    agenda=Counted("Ansehen: rejection-watcher agenda", "Ansehen: rejection-watcher agenda"),
    check="Ansehen: rejection-watcher check",
    more=Counted("und noch 1", "und noch $count"),
    see="Ansehen: rejection-watcher show $id",
    reopened="Sie haben sich wieder gemeldet, und der Plan ist zu Ende: $where",
    reopened_why=Counted(
        "Nach der Absage kam eine Nachricht, die nach einer Einladung oder einem Angebot klingt. "
        "Der Schritt, der noch offen war, ist deshalb gestrichen: Von der Absage ist keine Rede mehr.",
        "Nach der Absage kam eine Nachricht, die nach einer Einladung oder einem Angebot klingt. "
        "Die $count Schritte, die noch offen waren, sind deshalb gestrichen: Von der Absage ist keine Rede mehr.",
    ),
    rejection="Eine Absage ist gekommen: $where",
    rejections="$count Absagen sind gekommen",
    nothing_today="Heute musst du nichts tun.",
    nothing_today_planned="Heute musst du nichts tun. Wie es weitergeht, ist geplant, und von jedem Schritt hörst du, wenn es so weit ist.",
    recruiter="$who hat dir geschrieben: $where",
    recruiter_unnamed="Du hast Post aus dem Recruiting: $where",
    recruiters="$count Nachrichten aus dem Recruiting sind gekommen",
    short_answer="Eine kurze Antwort genügt. Bleibt sie aus, wirst du daran erinnert.",
    in_your_time="Sieh es dir an, wenn es dir passt.",
    see_applications="Ansehen: rejection-watcher applications",
    account_refused=Said(
        "Anmeldung bei „$account“ nicht möglich",
        "Der Mailserver hat die Anmeldung für „$account“ dreimal abgelehnt. Damit du nicht ausgesperrt wirst, ruht das Konto hier jetzt. "
        "Alle sechs Stunden wird es noch einmal versucht. Der Server sagte: $answer\n\n"
        "Wenn das Passwort wieder stimmt: $reload\n"
        "Mehr dazu: rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "Benachrichtigungen kommen bei „$target“ nicht an",
            "$cause\n\nSeit $since ist nichts mehr angekommen. Die letzte Antwort war: $answer\n\n"
            "Mehr dazu: rejection-watcher check --send\nWas verpasst wurde, ist aufgehoben und kommt, sobald es wieder geht.",
        ),
        causes={
            Cause.ADDRESS: "Die Adresse in der Konfiguration ist so nicht zu gebrauchen. Berichtige dort die url, dann: $reload",
            Cause.SIGN_IN: "Der Dienst hat die Anmeldung viermal in Folge abgelehnt. Trag Benutzer, Passwort oder Token richtig in die url "
            "in der Konfiguration ein, dann: $reload",
            Cause.GONE: "Der Dienst sagt, dass es unter dieser Adresse nichts mehr gibt. Sieh dort nach Topic, Raum oder Webhook, "
            "berichtige die url in der Konfiguration, dann: $reload",
            Cause.SECRET: "Die Adresse war nicht dort zu holen, wo sie laut Konfiguration liegt. Entsperre den Schlüsselbund "
            "oder bring den Befehl oder die Datei in Ordnung, dann: $reload",
            Cause.NAME: "Der Name des Servers wird seit einer Woche nicht gefunden. Prüf den Namen in der url, und ob es den Dienst noch gibt.",
            Cause.SILENCE: "Seit einer Woche kommt nichts an. Sieh nach, ob der Dienst läuft.",
        },
        blind=Said(
            "„$account“ ist gerade nicht erreichbar",
            "Seit $time Laufzeit ist dieses Konto nicht erreichbar. Mails, die dort ankommen, bleiben so lange ungesehen; "
            "was schon geplant ist, geht weiter.\n\n"
            "Sieh nach, ob dieser Rechner online ist und ob du das Postfach in deinem Mailprogramm lesen kannst. "
            "Was nicht stimmt, sagt dir dann: rejection-watcher check\n\n"
            "Verloren ist nichts: Sobald es wieder geht, wird gelesen, was gekommen ist, und du erfährst es.",
        ),
        met="Die letzte Antwort war: $answer",
        sees=Said(
            "„$account“ ist wieder erreichbar",
            "Alles läuft wie vorher, und was inzwischen kam, wird gelesen. Du musst nichts tun.",
        ),
        times=("$count Minuten", "$count Stunden", "$count Tagen"),
    ),
    open_draft="Entwurf öffnen",
    sign_in_ended=Said(
        "„$account“ braucht eine neue Anmeldung",
        "Die Anmeldung bei „$account“ gilt nicht mehr, deshalb ruht das Konto hier, bis du dich neu anmeldest. Dadurch geht keine Mail verloren. "
        "Die Antwort war: $answer\n\n"
        "Zum Anmelden: $login\n"
        "Mehr dazu: rejection-watcher check",
    ),
    trial=Said("rejection-watcher: ein Test", "Wenn du das lesen kannst, kommen Benachrichtigungen bei dir an."),
    page_hint=(
        "# Schreib unter die Fragen, so viel oder so wenig du magst. Dann speichern und schließen.",
        "# Eine leere Seite ändert nichts. Was du schreibst, bleibt auf diesem Rechner.",
    ),
    questions={
        None: (_MATCH, "Auf welche Frage oder Anforderung hattest du keine gute Antwort?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "Was in deiner Bewerbung zeigte, dass du passt, und was fehlte darin?",
            "Was würdest du anders schreiben, wenn du dich morgen noch einmal bewerben würdest?",
        ),
        Stage.SCREENING: (_MATCH, "Welche Frage im ersten Gespräch hat dich ins Stocken gebracht?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "Welcher Teil der Aufgabe war schwer, und lag es an der Zeit oder am Wissen?",
            "Was an deiner Lösung blieb unerklärt?",
        ),
        Stage.INTERVIEW: (_MATCH, "Welche Fragen haben dich ins Stocken gebracht?", _UNSAID),
        Stage.FINAL: (
            "Was hat dich bis in die letzte Runde gebracht?",
            "Welche Fragen haben dich dort ins Stocken gebracht?",
            _UNSAID,
        ),
        Stage.OFFER: (
            "Womit hast du dir das Angebot verdient?",
            "Was hat sich zwischen dem Angebot und der Absage geändert?",
            "Was würdest du beim nächsten Mal früher klären?",
        ),
    },
)
