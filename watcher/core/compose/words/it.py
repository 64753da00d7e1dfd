"""Italian, with "tu". Nothing agrees with the user's gender, which is not known."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "Le tue competenze corrispondevano a quello che il ruolo chiedeva, e dove no?"
_UNSAID = "Che cosa avresti voluto dire e non hai detto?"

WORDS = Words(
    place="$role presso $company",
    conjunction="e",
    others="$first e altre $count persone",
    titles={
        StepKind.REFLECT: "Fai il punto: $where",
        StepKind.ASK_RECRUITER: "Chiedi a $who che cosa è stato decisivo: $where",
        StepKind.THANK: "Ringrazia $who: $where",
        StepKind.KEEP_IN_TOUCH: "Resta in contatto con $who: $where",
        StepKind.REPLY_RECRUITER: "Rispondi a $who: $where",
        StepKind.APPLY_AGAIN: "Candidati di nuovo: $where",
        StepKind.NUDGE: "Chiedi a $who a che punto è la selezione: $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Chiedi a chi segue la selezione che cosa è stato decisivo: $where",
        StepKind.THANK: "Manda un ringraziamento: $where",
        StepKind.KEEP_IN_TOUCH: "Resta in contatto: $where",
        StepKind.REPLY_RECRUITER: "Rispondi a chi segue la selezione: $where",
        StepKind.NUDGE: "Chiedi a che punto è la selezione: $where",
    },
    short={
        StepKind.REFLECT: "Fare il punto: $where",
        StepKind.ASK_RECRUITER: "Domanda sulla selezione: $where",
        StepKind.THANK: "Messaggio di ringraziamento: $where",
        StepKind.KEEP_IN_TOUCH: "Restare in contatto: $where",
        StepKind.REPLY_RECRUITER: "Risposta a chi segue la selezione: $where",
        StepKind.APPLY_AGAIN: "Candidarsi di nuovo: $where",
        StepKind.NUDGE: "Chiedere a che punto è la selezione: $where",
    },
    why_now={
        StepKind.REFLECT: "Il dispiacere più forte è passato e ricordi ancora bene com'è andata. Dieci minuti e tre domande:",
        StepKind.ASK_RECRUITER: "Si ricordano ancora di quello che è stato detto di te. Con una domanda precisa, adesso ricevi la risposta migliore.",
        StepKind.THANK: "Le acque si sono calmate: un grazie ora si legge senza fretta e tiene aperta la porta per un altro ruolo.",
        StepKind.KEEP_IN_TOUCH: "Hai segnato questa candidatura con una stella. Qualche riga ogni tanto, e si ricordano di te.",
        StepKind.REPLY_RECRUITER: "Ti hanno scritto, e finora non risulta una tua risposta. Ne basta una breve.",
        StepKind.APPLY_AGAIN: "È la data da cui, come ti hanno scritto, puoi candidarti di nuovo.",
        StepKind.NUDGE: "Da un po' non si fanno sentire. Una domanda gentile non fa male.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "Il loro indirizzo non accetta risposte via mail: rispondi là dove ti hanno scritto.",
        StepKind.KEEP_IN_TOUCH: "Non si conosce un indirizzo a cui scrivere: dai un'occhiata alle loro posizioni aperte.",
        StepKind.APPLY_AGAIN: "Dai un'occhiata alle loro posizioni aperte e manda una nuova candidatura.",
        StepKind.NUDGE: "Non si conosce un indirizzo a cui scrivere: forse la pagina della candidatura dice a che punto è.",
    },
    draft="A: $to\nOggetto: $subject\n\n$body",
    recipients="A: $to",
    now="Adesso è un buon momento.",
    now_with_draft="Adesso è un buon momento, e la bozza è pronta.",
    finish="Fatto: rejection-watcher done $id\nPiù tardi: rejection-watcher snooze $id 2d\nQuesta volta no: rejection-watcher skip $id",
    finish_short="Vedi: rejection-watcher show $id\nFatto: rejection-watcher done $id",
    finish_short_draft="Bozza: rejection-watcher show $id\nFatto: rejection-watcher done $id",
    buttons=("Fatto", "Tra 3 giorni"),
    not_opened="Non si è aperto nessun programma di posta. La bozza: rejection-watcher show $id",
    due=Counted("C'è un passo da fare.", "Ci sono $count passi da fare."),
    news="Ci sono novità.",
    agenda=Counted("Vedi: rejection-watcher agenda", "Vedi: rejection-watcher agenda"),
    check="Vedi: rejection-watcher check",
    more=Counted("e ancora 1", "e ancora $count"),
    see="Vedi: rejection-watcher show $id",
    reopened="Ti hanno scritto di nuovo, e il piano finisce qui: $where",
    reopened_why=Counted(
        "Dopo il loro no è arrivato un messaggio che sembra un invito o un'offerta. "
        "Per questo il passo ancora aperto è annullato: del no non si parla più.",
        "Dopo il loro no è arrivato un messaggio che sembra un invito o un'offerta. "
        "Per questo i $count passi ancora aperti sono annullati: del no non si parla più.",
    ),
    rejection="È arrivata una risposta negativa: $where",
    rejections="Sono arrivate $count risposte negative",
    nothing_today="Oggi non devi fare nulla.",
    nothing_today_planned="Oggi non devi fare nulla. Quello che viene dopo è previsto, e ogni passo ti sarà ricordato a suo tempo.",
    recruiter="$who ti ha scritto: $where",
    recruiter_unnamed="Hai un messaggio da chi segue la selezione: $where",
    recruiters="Sono arrivati $count messaggi da chi segue le selezioni",
    short_answer="Basta una risposta breve. Se non ne risulta una, arriverà un promemoria.",
    in_your_time="Dacci un'occhiata quando ti va bene.",
    see_applications="Vedi: rejection-watcher applications",
    account_refused=Said(
        "Accesso a «$account» rifiutato",
        "Il server di posta ha rifiutato tre volte l'accesso a «$account». Perché il tuo account non venga bloccato, qui resta in pausa. "
        "Ogni sei ore si fa un altro tentativo. Il server ha risposto: $answer\n\n"
        "Quando la password è di nuovo giusta: $reload\n"
        "Per saperne di più: rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "Le notifiche non arrivano a «$target»",
            "$cause\n\nNon arriva nulla dal $since. L'ultima risposta è stata: $answer\n\n"
            "Per saperne di più: rejection-watcher check --send\nCiò che non è arrivato viene conservato, e arriva appena funziona di nuovo.",
        ),
        causes={
            Cause.ADDRESS: "Il suo indirizzo nella configurazione non si può usare così. Correggi lì il suo url, poi: $reload",
            Cause.SIGN_IN: "Il servizio ha rifiutato l'accesso quattro volte di seguito. Metti utente, password o token giusti nel suo url, "
            "nella configurazione, poi: $reload",
            Cause.GONE: "Il servizio dice che a questo indirizzo non c'è più nulla. Controlla lì l'argomento (topic), la stanza o il webhook, "
            "correggi l'url nella configurazione, poi: $reload",
            Cause.SECRET: "Non è stato possibile leggere il suo indirizzo da dove la configurazione dice che si trova. Sblocca il portachiavi, "
            "o sistema il comando o il file, poi: $reload",
            Cause.NAME: "Da una settimana il nome del suo server non si trova. Controlla il nome nell'url, e se il servizio esiste ancora.",
            Cause.SILENCE: "Da una settimana non arriva nulla. Controlla se il servizio funziona.",
        },
        blind=Said(
            "«$account» non è raggiungibile",
            "In $time di funzionamento non è stato possibile accedere a questo account. La posta che arriva lì intanto non viene letta; "
            "ciò che è già previsto va avanti.\n\n"
            "Controlla se questo computer è in rete e se riesci a leggere questa casella nel tuo programma di posta. "
            "Per sapere poi che cosa non va: rejection-watcher check\n\n"
            "Nulla va perso: appena è di nuovo raggiungibile, viene letto ciò che è arrivato, e ricevi un avviso.",
        ),
        met="L'ultima risposta è stata: $answer",
        sees=Said(
            "«$account» è di nuovo raggiungibile",
            "Tutto va come prima, e viene letto ciò che è arrivato nel frattempo. Non devi fare nulla.",
        ),
        times=("$count minuti", "$count ore", "$count giorni"),
    ),
    open_draft="Apri la bozza",
    sign_in_ended=Said(
        "Serve un nuovo accesso a «$account»",
        "L'accesso a «$account» non vale più, perciò l'account resta in pausa qui finché non accedi di nuovo. "
        "Nessuna mail va persa. La risposta è stata: $answer\n\n"
        "Per accedere: $login\n"
        "Per saperne di più: rejection-watcher check",
    ),
    trial=Said("rejection-watcher: una prova", "Se riesci a leggere questo messaggio, le notifiche ti arrivano."),
    page_hint=(
        "# Scrivi sotto le domande, tanto o poco quanto vuoi. Poi salva e chiudi.",
        "# Una pagina vuota non cambia nulla. Quello che scrivi resta su questo computer.",
    ),
    questions={
        None: (_MATCH, "Per quale domanda o requisito non avevi una buona risposta?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "Che cosa, nella tua candidatura, mostrava che il ruolo faceva per te, e che cosa mancava?",
            "Che cosa scriveresti in modo diverso se ti candidassi di nuovo domani?",
        ),
        Stage.SCREENING: (_MATCH, "Quale domanda del primo colloquio ti ha messo in difficoltà?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "Quale parte della prova era difficile, e per il tempo o per le conoscenze?",
            "Che cosa, nella tua soluzione, è rimasto senza spiegazione?",
        ),
        Stage.INTERVIEW: (_MATCH, "Quali domande ti hanno messo in difficoltà?", _UNSAID),
        Stage.FINAL: (
            "Che cosa ti ha permesso di arrivare all'ultimo colloquio?",
            "Quali domande, in quel colloquio, ti hanno messo in difficoltà?",
            _UNSAID,
        ),
        Stage.OFFER: (
            "Che cosa ti ha fatto ottenere l'offerta?",
            "Che cosa è cambiato tra l'offerta e il no?",
            "Che cosa chiariresti prima, la prossima volta?",
        ),
    },
)
