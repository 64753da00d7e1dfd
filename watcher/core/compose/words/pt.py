"""Portuguese, with "você"."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "O seu perfil correspondia ao que a vaga pedia, e onde não?"
_UNSAID = "O que você gostaria de ter dito e não disse?"

WORDS = Words(
    place="$role na $company",
    conjunction="e",
    others="$first e mais $count pessoas",
    titles={
        StepKind.REFLECT: "Faça um balanço: $where",
        StepKind.ASK_RECRUITER: "Pergunte a $who o que pesou na decisão: $where",
        StepKind.THANK: "Agradeça a $who: $where",
        StepKind.KEEP_IN_TOUCH: "Mantenha contato com $who: $where",
        StepKind.REPLY_RECRUITER: "Responda a $who: $where",
        StepKind.APPLY_AGAIN: "Candidate-se de novo: $where",
        StepKind.NUDGE: "Pergunte a $who como está o processo: $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Pergunte ao recrutamento o que pesou na decisão: $where",
        StepKind.THANK: "Envie um agradecimento: $where",
        StepKind.KEEP_IN_TOUCH: "Mantenha contato: $where",
        StepKind.REPLY_RECRUITER: "Responda à mensagem do recrutamento: $where",
        StepKind.NUDGE: "Pergunte como está o processo: $where",
    },
    short={
        StepKind.REFLECT: "Fazer um balanço: $where",
        StepKind.ASK_RECRUITER: "Pergunta ao recrutamento: $where",
        StepKind.THANK: "Agradecimento: $where",
        StepKind.KEEP_IN_TOUCH: "Manter contato: $where",
        StepKind.REPLY_RECRUITER: "Resposta ao recrutamento: $where",
        StepKind.APPLY_AGAIN: "Candidatar-se de novo: $where",
        StepKind.NUDGE: "Perguntar como está: $where",
    },
    why_now={
        StepKind.REFLECT: "O primeiro impacto já passou e você ainda se lembra bem. Dez minutos e três perguntas:",
        StepKind.ASK_RECRUITER: "Ainda se lembram do que foi dito sobre você. Com uma pergunta concreta, você recebe agora a melhor resposta.",
        StepKind.THANK: "A poeira baixou: um agradecimento agora é lido com calma e deixa a porta aberta para outra vaga.",
        StepKind.KEEP_IN_TOUCH: "Você marcou esta candidatura com uma estrela. Com algumas linhas de vez em quando, vão se lembrar de você.",
        StepKind.REPLY_RECRUITER: "Escreveram para você, e ainda não há sinal de uma resposta sua. Uma resposta curta basta.",
        StepKind.APPLY_AGAIN: "Esta é a data a partir da qual disseram que você poderia se candidatar de novo.",
        StepKind.NUDGE: "Faz algum tempo que não há notícias deles. Uma pergunta gentil não faz mal.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "O endereço deles não aceita respostas por e-mail: responda onde escreveram para você.",
        StepKind.KEEP_IN_TOUCH: "Não há um endereço conhecido para escrever: dê uma olhada nas vagas.",
        StepKind.APPLY_AGAIN: "Dê uma olhada nas vagas e envie uma nova candidatura.",
        StepKind.NUDGE: "Não há um endereço conhecido para escrever: a página em que você se candidatou talvez diga como está.",
    },
    draft="Para: $to\nAssunto: $subject\n\n$body",
    recipients="Para: $to",
    now="Agora é um bom momento.",
    now_with_draft="Agora é um bom momento, e o rascunho está pronto.",
    finish="Feito: rejection-watcher done $id\nMais tarde: rejection-watcher snooze $id 2d\nDesta vez não: rejection-watcher skip $id",
    finish_short="Ver: rejection-watcher show $id\nFeito: rejection-watcher done $id",
    finish_short_draft="Rascunho: rejection-watcher show $id\nFeito: rejection-watcher done $id",
    buttons=("Feito", "Daqui a 3 dias"),
    not_opened="Nenhum programa de e-mail foi aberto. O rascunho: rejection-watcher show $id",
    due=Counted("Há um passo pendente.", "Há $count passos pendentes."),
    news="Há novidades.",
    agenda=Counted("Ver: rejection-watcher agenda", "Ver: rejection-watcher agenda"),
    check="Ver: rejection-watcher check",
    more=Counted("e mais 1", "e mais $count"),
    see="Ver: rejection-watcher show $id",
    reopened="Escreveram de novo, e o plano termina: $where",
    reopened_why=Counted(
        "Depois da recusa, chegou uma mensagem que parece um convite ou uma oferta. "
        "Por isso, o passo que ainda estava aberto foi cancelado: não se fala mais na recusa.",
        "Depois da recusa, chegou uma mensagem que parece um convite ou uma oferta. "
        "Por isso, os $count passos que ainda estavam abertos foram cancelados: não se fala mais na recusa.",
    ),
    rejection="Chegou uma resposta negativa: $where",
    rejections="Chegaram $count respostas negativas",
    nothing_today="Hoje você não precisa fazer nada.",
    nothing_today_planned="Hoje você não precisa fazer nada. O que vem depois está planejado, e cada passo será lembrado a seu tempo.",
    recruiter="$who escreveu para você: $where",
    recruiter_unnamed="Você tem uma mensagem do recrutamento: $where",
    recruiters="Chegaram $count mensagens do recrutamento",
    short_answer="Uma resposta curta basta. Se ela demorar, virá um lembrete.",
    in_your_time="Veja quando for um bom momento para você.",
    see_applications="Ver: rejection-watcher applications",
    account_refused=Said(
        "Não foi possível entrar em “$account”",
        "O servidor de e-mail recusou três vezes o login em “$account”. Para que a sua conta não seja bloqueada, ela fica em pausa aqui. "
        "A cada seis horas há uma nova tentativa. O servidor respondeu: $answer\n\n"
        "Quando a senha estiver certa de novo: $reload\n"
        "Para saber mais: rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "As notificações não chegam a “$target”",
            "$cause\n\nNada chega desde $since. A última resposta foi: $answer\n\n"
            "Para saber mais: rejection-watcher check --send\nO que não chegou fica guardado, e chega assim que voltar a funcionar.",
        ),
        causes={
            Cause.ADDRESS: "O endereço dele na configuração não pode ser usado assim. Corrija lá a url, depois: $reload",
            Cause.SIGN_IN: "O serviço recusou o login quatro vezes seguidas. Ponha o usuário, a senha ou o token certo na url, "
            "na configuração, depois: $reload",
            Cause.GONE: "O serviço diz que não há mais nada neste endereço. Confira lá o tópico, a sala ou o webhook, "
            "corrija a url na configuração, depois: $reload",
            Cause.SECRET: "O endereço não pôde ser lido de onde a configuração diz que está. Desbloqueie o chaveiro, "
            "ou conserte o comando ou o arquivo, depois: $reload",
            Cause.NAME: "Há uma semana o nome do servidor não é encontrado. Confira o nome na url, e se o serviço ainda existe.",
            Cause.SILENCE: "Há uma semana que nada chega. Veja se o serviço está funcionando.",
        },
        blind=Said(
            "Não é possível acessar “$account”",
            "Em $time de funcionamento, não foi possível acessar esta conta. O e-mail que chega lá não é lido enquanto isso; "
            "o que já está planejado continua.\n\n"
            "Veja se este computador está conectado e se você consegue ler esta caixa no seu programa de e-mail. "
            "Para saber o que está errado: rejection-watcher check\n\n"
            "Nada se perde: assim que for possível acessá-la de novo, o que chegou é lido, e você fica sabendo.",
        ),
        met="A última resposta foi: $answer",
        sees=Said(
            "“$account” está acessível de novo",
            "Tudo segue como antes, e o que chegou nesse tempo é lido. Você não precisa fazer nada.",
        ),
        times=("$count minutos", "$count horas", "$count dias"),
    ),
    open_draft="Abrir o rascunho",
    sign_in_ended=Said(
        "É preciso entrar de novo em “$account”",
        "O login em “$account” não é mais válido, por isso a conta fica em pausa aqui até você entrar de novo. "
        "Nenhum e-mail se perde. A resposta foi: $answer\n\n"
        "Para entrar: $login\n"
        "Para saber mais: rejection-watcher check",
    ),
    trial=Said("rejection-watcher: um teste", "Se você consegue ler isto, as notificações chegam até você."),
    page_hint=(
        "# Escreva abaixo das perguntas, tanto ou tão pouco quanto quiser. Depois salve e feche.",
        "# Uma página vazia não muda nada. O que você escrever fica neste computador.",
    ),
    questions={
        None: (_MATCH, "Para qual pergunta ou exigência você não tinha uma boa resposta?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "O que na sua candidatura mostrava que a vaga era para você, e o que faltou?",
            "O que você escreveria de outro jeito se fosse se candidatar de novo amanhã?",
        ),
        Stage.SCREENING: (_MATCH, "Qual pergunta da primeira conversa deixou você sem resposta?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "Que parte do teste foi difícil, e foi por tempo ou por conhecimento?",
            "O que ficou sem explicação na sua solução?",
        ),
        Stage.INTERVIEW: (_MATCH, "Quais perguntas deixaram você sem resposta?", _UNSAID),
        Stage.FINAL: ("O que levou você até a última etapa?", "Quais perguntas dessa etapa deixaram você sem resposta?", _UNSAID),
        Stage.OFFER: (
            "O que fez você receber a oferta?",
            "O que mudou entre a oferta e o não?",
            "O que você esclareceria mais cedo da próxima vez?",
        ),
    },
)
