"""French, with "tu". Nothing agrees with the user's gender, which is not known."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "Tes compétences correspondaient-elles à ce que le poste demandait, et sur quels points non ?"
_UNSAID = "Qu'aurais-tu aimé dire que tu n'as pas dit ?"

WORDS = Words(
    place="$role chez $company",
    conjunction="et",
    others="$first et $count autres personnes",
    titles={
        StepKind.REFLECT: "Prends du recul : $where",
        StepKind.ASK_RECRUITER: "Demande à $who ce qui a fait la différence : $where",
        StepKind.THANK: "Remercie $who : $where",
        StepKind.KEEP_IN_TOUCH: "Garde le contact avec $who : $where",
        StepKind.REPLY_RECRUITER: "Réponds à $who : $where",
        StepKind.APPLY_AGAIN: "Postule à nouveau : $where",
        StepKind.NUDGE: "Demande à $who où en sont les choses : $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Demande au recrutement ce qui a fait la différence : $where",
        StepKind.THANK: "Envoie un mot de remerciement : $where",
        StepKind.KEEP_IN_TOUCH: "Garde le contact : $where",
        StepKind.REPLY_RECRUITER: "Réponds au message du recrutement : $where",
        StepKind.NUDGE: "Demande où en sont les choses : $where",
    },
    short={
        StepKind.REFLECT: "Prendre du recul : $where",
        StepKind.ASK_RECRUITER: "Question au recrutement : $where",
        StepKind.THANK: "Mot de remerciement : $where",
        StepKind.KEEP_IN_TOUCH: "Garder le contact : $where",
        StepKind.REPLY_RECRUITER: "Réponse au recrutement : $where",
        StepKind.APPLY_AGAIN: "Postuler à nouveau : $where",
        StepKind.NUDGE: "Demande de nouvelles : $where",
    },
    why_now={
        StepKind.REFLECT: "Le premier choc est passé, et tu t'en souviens encore bien. Dix minutes et trois questions :",
        StepKind.ASK_RECRUITER: "On se souvient encore de ce qui s'est dit à ton sujet. C'est maintenant qu'une question précise obtient la meilleure réponse.",
        StepKind.THANK: "Les choses se sont apaisées : un merci se lit maintenant au calme et laisse la porte ouverte pour un prochain poste.",
        StepKind.KEEP_IN_TOUCH: "Tu as marqué cette candidature d'une étoile. Quelques lignes de temps en temps, et on se souvient de toi.",
        StepKind.REPLY_RECRUITER: "On t'a écrit, et il n'y a pas encore trace d'une réponse de ta part. Quelques mots suffisent.",
        StepKind.APPLY_AGAIN: "C'est la date à partir de laquelle tu peux postuler à nouveau, d'après leur message.",
        StepKind.NUDGE: "Tu es sans nouvelles depuis un moment. Une question polie ne fait pas de mal.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "Leur adresse n'accepte pas de réponse par mail : réponds là où on t'a écrit.",
        StepKind.KEEP_IN_TOUCH: "Aucune adresse à laquelle écrire n'est connue : jette un œil à leurs offres d'emploi.",
        StepKind.APPLY_AGAIN: "Jette un œil à leurs offres d'emploi et envoie une nouvelle candidature.",
        StepKind.NUDGE: "Aucune adresse à laquelle écrire n'est connue : la page où tu as postulé dit peut-être où en est ta candidature.",
    },
    draft="À : $to\nObjet : $subject\n\n$body",
    recipients="À : $to",
    now="C'est le bon moment.",
    now_with_draft="C'est le bon moment, et le brouillon est prêt.",
    finish="Fait : rejection-watcher done $id\nPlus tard : rejection-watcher snooze $id 2d\nPas cette fois : rejection-watcher skip $id",
    finish_short="Voir : rejection-watcher show $id\nFait : rejection-watcher done $id",
    finish_short_draft="Brouillon : rejection-watcher show $id\nFait : rejection-watcher done $id",
    buttons=("Fait", "Dans 3 jours"),
    not_opened="Aucun logiciel de messagerie ne s'est ouvert. Le brouillon : rejection-watcher show $id",
    due=Counted("Une étape t'attend.", "$count étapes t'attendent."),
    news="Il y a du nouveau.",
    agenda=Counted("Voir : rejection-watcher agenda", "Voir : rejection-watcher agenda"),
    check="Voir : rejection-watcher check",
    more=Counted("et encore 1", "et encore $count"),
    see="Voir : rejection-watcher show $id",
    reopened="Ils sont revenus vers toi, et le plan s'arrête : $where",
    reopened_why=Counted(
        "Après leur refus, un message est arrivé qui ressemble à une invitation ou à une offre. "
        "L'étape qui restait ouverte est donc annulée : il n'est plus question du refus.",
        "Après leur refus, un message est arrivé qui ressemble à une invitation ou à une offre. "
        "Les $count étapes qui restaient ouvertes sont donc annulées : il n'est plus question du refus.",
    ),
    rejection="Une réponse négative est arrivée : $where",
    rejections="$count réponses négatives sont arrivées",
    nothing_today="Il n'y a rien à faire aujourd'hui.",
    nothing_today_planned="Il n'y a rien à faire aujourd'hui. La suite est prévue, et chaque étape te sera rappelée en son temps.",
    recruiter="$who t'a écrit : $where",
    recruiter_unnamed="Tu as un message du recrutement : $where",
    recruiters="$count messages du recrutement sont arrivés",
    short_answer="Une réponse courte suffit. Si elle tarde, un rappel viendra.",
    in_your_time="Regarde-le quand ça te convient.",
    see_applications="Voir : rejection-watcher applications",
    account_refused=Said(
        "Impossible de se connecter à « $account »",
        "Le serveur de messagerie a refusé trois fois la connexion de « $account ». Pour que ton compte ne soit pas bloqué, la surveillance est mise en pause. "
        "Un nouvel essai a lieu toutes les six heures. Le serveur a répondu : $answer\n\n"
        "Quand le mot de passe est de nouveau bon : $reload\n"
        "Pour en savoir plus : rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "Les notifications n'atteignent pas « $target »",
            "$cause\n\nRien n'est passé depuis le $since. La dernière réponse était : $answer\n\n"
            "Pour en savoir plus : rejection-watcher check --send\n"
            "Ce qui n'est pas passé est gardé, et arrivera dès que cela marchera de nouveau.",
        ),
        causes={
            Cause.ADDRESS: "Son adresse dans la configuration n'est pas utilisable. Corrige son url, puis : $reload",
            Cause.SIGN_IN: "Le service a refusé la connexion quatre fois de suite. Mets le bon nom, mot de passe ou jeton dans son url, "
            "dans la configuration, puis : $reload",
            Cause.GONE: "Le service dit qu'il n'y a plus rien à cette adresse. Vérifie le sujet (topic), le salon ou le webhook, "
            "corrige l'url dans la configuration, puis : $reload",
            Cause.SECRET: "Son adresse n'a pas pu être lue là où la configuration dit qu'elle se trouve. Déverrouille le trousseau, "
            "ou répare la commande ou le fichier, puis : $reload",
            Cause.NAME: "Le nom de son serveur est introuvable depuis une semaine. Vérifie le nom dans son url, et si le service existe encore.",
            Cause.SILENCE: "Rien n'est passé depuis une semaine. Vérifie que le service fonctionne.",
        },
        blind=Said(
            "« $account » n'est plus joignable",
            "En $time de fonctionnement, ce compte n'a pas pu être consulté. Le courrier qui y arrive n'est pas lu pendant ce temps ; "
            "ce qui est déjà prévu continue.\n\n"
            "Vérifie que cet ordinateur est en ligne et que tu peux lire cette boîte dans ton logiciel de messagerie. "
            "Pour savoir ensuite ce qui ne va pas : rejection-watcher check\n\n"
            "Rien n'est perdu : dès que la boîte répond de nouveau, ce qui est arrivé est lu, et un message te le dit.",
        ),
        met="La dernière réponse était : $answer",
        sees=Said(
            "« $account » est de nouveau joignable",
            "Tout se passe comme avant, et ce qui est arrivé entre-temps est lu. Tu n'as rien à faire.",
        ),
        times=("$count minutes", "$count heures", "$count jours"),
    ),
    open_draft="Ouvrir le brouillon",
    sign_in_ended=Said(
        "« $account » demande une nouvelle connexion",
        "La connexion à « $account » n'est plus valable ; la surveillance est en pause jusqu'à ce que tu te connectes de nouveau. "
        "Aucun courriel n'est perdu. La réponse était : $answer\n\n"
        "Pour te connecter : $login\n"
        "Pour en savoir plus : rejection-watcher check",
    ),
    trial=Said("rejection-watcher : un essai", "Si tu peux lire ceci, les notifications t'arrivent bien."),
    page_hint=(
        "# Écris sous les questions, autant ou aussi peu que tu veux. Puis enregistre et ferme.",
        "# Une page vide ne change rien. Ce que tu écris reste sur cet ordinateur.",
    ),
    questions={
        None: (_MATCH, "À quelle question ou exigence n'avais-tu pas de bonne réponse ?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "Qu'est-ce qui, dans ta candidature, montrait que le poste te convenait, et qu'y manquait-il ?",
            "Qu'écrirais-tu autrement si tu postulais à nouveau demain ?",
        ),
        Stage.SCREENING: (_MATCH, "Quelle question du premier échange t'a posé problème ?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "Quelle partie de l'exercice était difficile, et était-ce une question de temps ou de connaissances ?",
            "Qu'est-ce qui, dans ta solution, est resté sans explication ?",
        ),
        Stage.INTERVIEW: (_MATCH, "Quelles questions t'ont posé problème ?", _UNSAID),
        Stage.FINAL: (
            "Qu'est-ce qui t'a permis d'arriver au dernier tour ?",
            "Quelles questions de ce dernier tour t'ont posé problème ?",
            _UNSAID,
        ),
        Stage.OFFER: (
            "Qu'est-ce qui t'a valu l'offre ?",
            "Qu'est-ce qui a changé entre l'offre et le refus ?",
            "Que mettrais-tu au clair plus tôt la prochaine fois ?",
        ),
    },
)
