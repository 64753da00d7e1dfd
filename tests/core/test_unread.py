"""A mail that says that nobody reads its mailbox: its sender is nobody to write to."""

from __future__ import annotations

from datetime import date

import pytest

from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, extract
from watcher.core.extract.unread import nobody_reads
from watcher.core.parse import parse
from watcher.core.text import judged_text

UNREAD = """
Please do not reply to this e-mail.
If you have any questions, please do not reply to this email but visit our help centre.
If you have any questions please do not reply to this email.
We kindly ask that you do not reply to this message.
Please don’t respond directly to this automated message.
*** PLEASE DO NOT REPLY TO THIS EMAIL AS THE MAILBOX IS NOT MONITORED ***
Do not reply; this is an automatic message.
This is a system-generated mail. Please do not reply.
This mailbox is not monitored.
This inbox isn't regularly monitored.
This message was sent from an unattended mailbox.
Replies to this message are routed to an unmonitored mailbox.
Please do not respond to this message. Replies are undeliverable.
Replies to this email will not be read.
Replies to this message are not monitored.
This email address cannot receive replies.
You cannot reply to this email.
Our e-mail address is never read.
Bitte antworten Sie nicht auf diese E-Mail.
Bitte nicht auf diese E-Mail antworten.
Bitte antworte nicht auf diese Nachricht.
Wir bitten Sie, nicht direkt auf diese automatische Nachricht zu antworten.
Diese Nachricht wurde automatisch versandt. Bitte antworten Sie nicht darauf.
Automatisch erstellte Nachricht, bitte nicht antworten.
Dieses Postfach wird nicht gelesen.
Diese E-Mail-Adresse wird nicht überwacht.
Auf diese E-Mail kann leider nicht geantwortet werden.
Sie können auf diese E-Mail nicht antworten.
Antworten auf diese E-Mail werden nicht gelesen.
Sie erhalten diese Mail von einem nicht überwachten Postfach.
Merci de ne pas répondre à ce message.
Ceci est un message automatique, merci de ne pas y répondre.
Veuillez ne pas répondre à cet e-mail.
Ne répondez pas à ce message.
Cette boîte n'est pas consultée.
Cette adresse e-mail n’est pas relevée.
Les réponses à ce message ne seront pas lues.
Message automatique, ne pas répondre.
Por favor, no responda a este correo.
No respondas a este correo, es una notificación automática.
Le rogamos que no responda a este mensaje.
Este es un mensaje automático, favor de no responder.
Este mensaje se ha enviado automáticamente. No responda.
Este buzón no está supervisado.
Esta dirección de correo no se revisa.
Las respuestas a este correo no serán leídas.
No es posible responder a este correo.
Por favor não responda a este e-mail.
Mensagem automática, favor não responder.
Não responda a esta mensagem.
Esta caixa de correio não é monitorizada.
As respostas a este e-mail não serão lidas.
Si prega di non rispondere a questa e-mail.
Non risponda a questo messaggio.
Messaggio generato automaticamente, si prega di non rispondere.
Questa casella non è presidiata.
Le risposte a questa e-mail non saranno lette.
Non è possibile rispondere a quest'email.
Gelieve niet op deze mail te antwoorden.
Niet reageren op dit bericht.
Dit is een automatisch bericht, gelieve niet te beantwoorden.
Antwoord niet op deze e-mail.
U kunt niet op dit bericht reageren.
U kunt op deze e-mail niet reageren.
Deze mailbox wordt niet gelezen.
Reacties op deze mail worden niet gelezen.
Beantwoord deze e-mail niet.
""".strip().splitlines()

READ = """
You do not need to reply to this email.
There is no need to reply to this message.
If you do not reply to this email within a week, we will close your application.
Unfortunately we do not reply to every applicant.
Please do not hesitate to reply to this email.
Please reply to this email with your availability.
My inbox is not monitored while I am away.
I will not be reading my e-mail this week.
We cannot answer all e-mails.
Sie müssen nicht auf diese E-Mail antworten.
Wenn Sie nicht auf diese E-Mail antworten, schließen wir Ihre Bewerbung.
Antworten Sie einfach auf diese E-Mail.
Mein Postfach wird in dieser Zeit nicht gelesen.
Si vous ne répondez pas à ce message, nous fermerons votre dossier.
N'hésitez pas à répondre à ce message.
Je ne pourrai pas répondre à votre message.
Nous ne sommes pas en mesure d'y répondre favorablement.
Si no responde a este correo en una semana, cerraremos su candidatura.
No dude en responder a este correo.
No podemos responder individualmente a todas.
Não hesite em responder a este e-mail.
Não é necessário responder.
Não podemos responder a todos.
Non esiti a rispondere a questa e-mail.
Se non risponde a questa e-mail chiuderemo la candidatura.
U hoeft niet op deze mail te antwoorden.
Als u niet op deze mail antwoordt, sluiten wij uw sollicitatie.
Reageer gerust op deze mail.
Helaas kan ik uw e-mail nu niet beantwoorden.
Tom read the mail.
""".strip().splitlines()


@pytest.mark.parametrize("line", UNREAD)
def test_a_mailbox_without_a_reader_is_known_by_its_words(line: str) -> None:
    assert nobody_reads(f"We chose somebody else.\n{line}\nKind regards")


@pytest.mark.parametrize("line", READ)
def test_what_says_nothing_of_the_mailbox(line: str) -> None:
    assert not nobody_reads(f"We chose somebody else.\n{line}\nKind regards")


def contacts(head: str, body: str) -> list[str]:
    message = parse(f"{head}\nTo: sam@example.org\nSubject: Your application to Kestrel\n\n{body}\n".encode())
    verdict = Verdict(Label.REJECTION, {}, unsure=False, reasons=())
    found: tuple[Contact, ...] = extract(message, judged_text(message), verdict, received_on=date(2026, 3, 10)).contacts
    return [contact.addr for contact in found]


SIGNED = "We chose somebody else.\n\n{}\n\nKind regards,\nDana Reyes\nRecruiter\n{}"
ASKED = "Please do not reply to this e-mail."


@pytest.mark.parametrize("sender", ["Kestrel Recruiting <recruiting@kestrel.com>", "Dana Reyes <dana.reyes@kestrel.com>"])
@pytest.mark.parametrize("reply", ["", "\nReply-To: {}"])
def test_who_asks_not_to_be_written_to_becomes_no_contact(sender: str, reply: str) -> None:
    addr = sender.split("<")[1].rstrip(">")
    head = f"From: {sender}{reply.format(addr)}"
    assert contacts(head, SIGNED.format("Thank you.", "")) == [addr]
    assert contacts(head, SIGNED.format(ASKED, addr)) == []
    assert contacts(head, f"We chose somebody else.\n\nKind regards,\nDana Reyes\n-- \n{ASKED}") == []


def test_another_address_to_write_to_is_one() -> None:
    head = "From: Kestrel <recruiting@kestrel.com>\nReply-To: Dana Reyes <dana.reyes@kestrel.com>"
    assert contacts(head, SIGNED.format(ASKED, "")) == ["dana.reyes@kestrel.com"]
