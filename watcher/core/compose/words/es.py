"""Spanish, with "tú"."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "¿Encajaba tu perfil con lo que pedía el puesto, y en qué no?"
_UNSAID = "¿Qué te habría gustado decir y no llegaste a decir?"

WORDS = Words(
    place="$role en $company",
    conjunction="y",
    others="$first y $count personas más",
    titles={
        StepKind.REFLECT: "Haz balance: $where",
        StepKind.ASK_RECRUITER: "Pregunta a $who qué fue decisivo: $where",
        StepKind.THANK: "Da las gracias a $who: $where",
        StepKind.KEEP_IN_TOUCH: "Sigue en contacto con $who: $where",
        StepKind.REPLY_RECRUITER: "Responde a $who: $where",
        StepKind.APPLY_AGAIN: "Vuelve a presentarte: $where",
        StepKind.NUDGE: "Pregunta a $who cómo va el proceso: $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Pregunta en selección qué fue decisivo: $where",
        StepKind.THANK: "Da las gracias: $where",
        StepKind.KEEP_IN_TOUCH: "Sigue en contacto: $where",
        StepKind.REPLY_RECRUITER: "Responde al mensaje de selección: $where",
        StepKind.NUDGE: "Pregunta cómo va el proceso: $where",
    },
    short={
        StepKind.REFLECT: "Hacer balance: $where",
        StepKind.ASK_RECRUITER: "Pregunta a selección: $where",
        StepKind.THANK: "Nota de agradecimiento: $where",
        StepKind.KEEP_IN_TOUCH: "Seguir en contacto: $where",
        StepKind.REPLY_RECRUITER: "Respuesta a selección: $where",
        StepKind.APPLY_AGAIN: "Volver a presentarte: $where",
        StepKind.NUDGE: "Preguntar cómo va: $where",
    },
    why_now={
        StepKind.REFLECT: "El primer disgusto ya pasó y todavía lo recuerdas bien. Diez minutos y tres preguntas:",
        StepKind.ASK_RECRUITER: "Aún recuerdan lo que se dijo de ti. Si preguntas ahora algo concreto, recibirás la mejor respuesta.",
        StepKind.THANK: "Las aguas han vuelto a su cauce: un mensaje de agradecimiento se lee ahora con calma y deja la puerta abierta para otro puesto.",
        StepKind.KEEP_IN_TOUCH: "Marcaste esta candidatura con una estrella. Unas líneas de vez en cuando ayudan a que se acuerden de ti.",
        StepKind.REPLY_RECRUITER: "Te escribieron y todavía no consta ninguna respuesta tuya. Basta con una breve.",
        StepKind.APPLY_AGAIN: "Es la fecha a partir de la cual dijeron que podías volver a presentarte.",
        StepKind.NUDGE: "Hace tiempo que no hay noticias suyas. Una pregunta amable no hace daño.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "Su dirección no admite respuestas por correo: responde donde te escribieron.",
        StepKind.KEEP_IN_TOUCH: "No se conoce ninguna dirección a la que escribir: echa un vistazo a sus vacantes.",
        StepKind.APPLY_AGAIN: "Echa un vistazo a sus vacantes y envía una candidatura nueva.",
        StepKind.NUDGE: "No se conoce ninguna dirección a la que escribir: quizá la página donde te presentaste diga cómo va.",
    },
    draft="Para: $to\nAsunto: $subject\n\n$body",
    recipients="Para: $to",
    now="Ahora es un buen momento.",
    now_with_draft="Ahora es un buen momento, y el borrador está listo.",
    finish="Hecho: rejection-watcher done $id\nMás tarde: rejection-watcher snooze $id 2d\nEsta vez no: rejection-watcher skip $id",
    finish_short="Ver: rejection-watcher show $id\nHecho: rejection-watcher done $id",
    finish_short_draft="Borrador: rejection-watcher show $id\nHecho: rejection-watcher done $id",
    buttons=("Hecho", "En 3 días"),
    not_opened="No se ha abierto ningún programa de correo. El borrador: rejection-watcher show $id",
    due=Counted("Hay un paso pendiente.", "Hay $count pasos pendientes."),
    news="Hay novedades.",
    agenda=Counted("Ver: rejection-watcher agenda", "Ver: rejection-watcher agenda"),
    check="Ver: rejection-watcher check",
    more=Counted("y 1 más", "y $count más"),
    see="Ver: rejection-watcher show $id",
    reopened="Te han vuelto a escribir, y el plan termina: $where",
    reopened_why=Counted(
        "Después del no llegó un mensaje que parece una invitación o una oferta. "
        "Por eso se cancela el paso que quedaba abierto: del no ya no se habla más.",
        "Después del no llegó un mensaje que parece una invitación o una oferta. "
        "Por eso se cancelan los $count pasos que quedaban abiertos: del no ya no se habla más.",
    ),
    rejection="Ha llegado una respuesta negativa: $where",
    rejections="Han llegado $count respuestas negativas",
    nothing_today="Hoy no tienes que hacer nada.",
    nothing_today_planned="Hoy no tienes que hacer nada. Lo que sigue está previsto, y cada paso te llegará a su debido tiempo.",
    recruiter="$who te ha escrito: $where",
    recruiter_unnamed="Tienes un mensaje de selección: $where",
    recruiters="Han llegado $count mensajes de selección",
    short_answer="Basta con una respuesta breve. Si no consta ninguna, te llegará un recordatorio.",
    in_your_time="Míralo cuando te venga bien.",
    see_applications="Ver: rejection-watcher applications",
    account_refused=Said(
        "No se puede iniciar sesión en «$account»",
        "El servidor de correo ha rechazado tres veces el inicio de sesión de «$account», "
        "así que la cuenta queda en pausa para que no te la bloqueen. "
        "Cada seis horas se hace otro intento. El servidor respondió: $answer\n\n"
        "Cuando la contraseña vuelva a ser correcta: $reload\n"
        "Para saber más: rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "Las notificaciones no llegan a «$target»",
            "$cause\n\nNo ha llegado nada desde el $since. La última respuesta fue: $answer\n\n"
            "Para saber más: rejection-watcher check --send\nLo que no le llegó se guarda, y llegará cuando vuelva a funcionar.",
        ),
        causes={
            Cause.ADDRESS: "Su dirección en la configuración no sirve tal como está. Corrige allí su url, y después: $reload",
            Cause.SIGN_IN: "El servicio ha rechazado el inicio de sesión cuatro veces seguidas. Pon el usuario, la contraseña o el token correctos "
            "en su url, en la configuración, y después: $reload",
            Cause.GONE: "El servicio dice que en esta dirección ya no hay nada. Comprueba allí el tema (topic), la sala o el webhook, "
            "corrige la url en la configuración, y después: $reload",
            Cause.SECRET: "Su dirección no se pudo leer de donde la configuración dice que está. Desbloquea el llavero, "
            "o arregla el comando o el archivo, y después: $reload",
            Cause.NAME: "Desde hace una semana no se encuentra el nombre de su servidor. Revisa el nombre en su url, y si el servicio aún existe.",
            Cause.SILENCE: "Hace una semana que no llega nada. Comprueba si el servicio funciona.",
        },
        blind=Said(
            "No se puede acceder a «$account»",
            "En $time de funcionamiento no se ha podido acceder a esta cuenta. El correo que llegue mientras tanto no se verá todavía; "
            "lo que ya está previsto sigue adelante.\n\n"
            "Comprueba si este ordenador tiene conexión y si puedes leer este buzón en tu programa de correo. "
            "Para saber después qué pasa: rejection-watcher check\n\n"
            "No se pierde nada: en cuanto se pueda acceder de nuevo, se leerá lo que llegó, y te llegará un aviso.",
        ),
        met="La última respuesta fue: $answer",
        sees=Said(
            "Ya se puede acceder de nuevo a «$account»",
            "Todo sigue como antes, y se lee lo que llegó entretanto. No tienes que hacer nada.",
        ),
        times=("$count minutos", "$count horas", "$count días"),
    ),
    open_draft="Abrir el borrador",
    sign_in_ended=Said(
        "«$account» necesita que inicies sesión de nuevo",
        "El inicio de sesión en «$account» ha dejado de ser válido, así que la cuenta queda en pausa hasta que vuelvas a iniciar sesión. "
        "No se pierde ningún correo. La respuesta fue: $answer\n\n"
        "Para iniciar sesión: $login\n"
        "Para saber más: rejection-watcher check",
    ),
    trial=Said("rejection-watcher: una prueba", "Si puedes leer esto, las notificaciones te llegan."),
    page_hint=(
        "# Escribe debajo de las preguntas, tanto o tan poco como quieras. Después guarda y cierra.",
        "# Una página vacía no cambia nada. Lo que escribas se queda en este equipo.",
    ),
    questions={
        None: (_MATCH, "¿Para qué pregunta o requisito no tenías una buena respuesta?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "¿Qué mostraba en tu candidatura que encajabas, y qué faltaba?",
            "¿Qué escribirías de otra manera si te presentaras otra vez mañana?",
        ),
        Stage.SCREENING: (_MATCH, "¿Qué pregunta de la primera conversación te dejó en blanco?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "¿Qué parte de la prueba fue difícil, y fue por tiempo o por conocimientos?",
            "¿Qué quedó sin explicar en tu solución?",
        ),
        Stage.INTERVIEW: (_MATCH, "¿Qué preguntas te dejaron en blanco?", _UNSAID),
        Stage.FINAL: ("¿Qué te llevó hasta la última ronda?", "¿Qué preguntas te dejaron en blanco allí?", _UNSAID),
        Stage.OFFER: (
            "¿Qué te valió la oferta?",
            "¿Qué cambió entre la oferta y el no?",
            "¿Qué aclararías antes la próxima vez?",
        ),
    },
)
