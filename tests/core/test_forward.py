"""What invites or offers, and what only looks back on it."""

from __future__ import annotations

import pytest

from watcher.core.extract import Stage
from watcher.core.extract.forward import advances, forward_of
from watcher.core.extract.said import said


@pytest.mark.parametrize(
    "sentence",
    [
        "Something has changed here, and we would like to invite you to a second interview next week.",
        "Would you be available for a call on Thursday?",
        "Are you free to talk on Friday?",
        "Your interview has been scheduled for 3 March.",
        "Wir laden Sie herzlich zum Vorstellungsgespräch ein.",
        "Wir möchten Sie gerne zu einem Gespräch einladen.",
        "Nous souhaitons vous rencontrer la semaine prochaine.",
        "Nos gustaría invitarte a una entrevista.",
        "Vorremmo invitarla a un colloquio.",
        "Gostaríamos de convidar você para uma conversa.",
        "Graag willen we je voor een gesprek uitnodigen.",
    ],
)
def test_an_invitation_takes_the_application_forward(sentence):
    assert forward_of(said([sentence]), sentence) == (Stage.INTERVIEW, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We are delighted to offer you the position after all.",
        "Wir freuen uns, Ihnen die Stelle doch anbieten zu können.",
        "Nous avons le plaisir de vous proposer le poste.",
        "Nos complace ofrecerte el puesto.",
    ],
)
def test_an_offer_does_so_too(sentence):
    assert forward_of(said([sentence]), sentence) == (Stage.OFFER, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was good to meet you at the interview, and thank you for your kind note.",
        "We would like to invite you to a short survey about your interview.",
        "If a role comes up, we would love to invite you to an interview.",
        "Unfortunately we cannot invite you to an interview.",
        "We invite you to apply again for an interview next year.",
        "You are invited to our open day with interview training.",
        "",
    ],
)
def test_looking_back_asking_for_opinions_and_what_is_denied_takes_nothing_forward(sentence):
    assert forward_of(said([sentence]), sentence) is None


CAN_YOU_COME = "Would you be available for a call on Thursday?"


@pytest.mark.parametrize(
    "about",
    [
        "Tell us what you think in our survey.",
        "Please rate your recruiter.",
        "It is about your experience with our hiring team.",
        "We value feedback on the recruitment process.",
        "You will find us at the career fair in Leeds.",
        "The fair opens at ten.",
        "Our recruiting events this spring",
        "A webinar for candidates",
        "Candidate experience",
        "Kestrel newsletter",
        "Nehmen Sie an unserer Umfrage teil.",
        "Besuchen Sie uns auf der Jobmesse.",
        "Bewerten Sie unseren Bewerbungsprozess.",
        "Répondez à notre enquête.",
        "Votre avis nous intéresse.",
        "Retrouvez-nous au salon de l'emploi.",
        "Responde a nuestra encuesta.",
        "Nos vemos en la feria de empleo.",
        "Responda ao nosso inquérito.",
        "Estaremos na feira de emprego.",
        "Rispondi al nostro sondaggio.",
        "Ci trovi alla fiera del lavoro.",
        "Vul onze vragenlijst in.",
        "Kom langs op de banenbeurs.",
    ],
)
def test_a_mail_that_goes_to_everybody_takes_nothing_forward_wherever_it_says_so(about):
    whole = f"{about}\n{CAN_YOU_COME}"
    assert forward_of(said([about, CAN_YOU_COME]), whole) is None
    assert forward_of(said([CAN_YOU_COME]), f"{CAN_YOU_COME}\nBest\n{about}") is None


@pytest.mark.parametrize(
    "about",
    [
        "Your application as Event Manager",
        "To be fair, this took us long.",
        "In the event that you cannot come, call me.",
        "The rate is 300 a day.",
        "We pay a fair share of the travel.",
        "The team gave good feedback.",
        "Bitte geben Sie uns eine kurze Rückmeldung.",
    ],
)
def test_words_that_only_look_like_it_do_not_stand_in_the_way(about):
    assert forward_of(said([about, CAN_YOU_COME]), f"{about}\n{CAN_YOU_COME}") == (Stage.INTERVIEW, CAN_YOU_COME)


@pytest.mark.parametrize(
    "sentence",
    [
        "We would like to invite you to a second interview.",
        "We would like to move you forward to the next round.",
        "Wir möchten Sie zu einem Vorstellungsgespräch einladen.",
        "Nous souhaitons vous inviter à un entretien.",
        "Nos gustaría invitarte a una entrevista.",
        "Gostaríamos de convidá-la para uma entrevista.",
        "Vorremmo invitarla a un colloquio.",
        "Graag willen we je voor een sollicitatiegesprek uitnodigen.",
        "We are delighted to offer you the position.",
    ],
)
def test_an_interview_a_next_round_or_an_offer_advances_unless_the_reasons_are_spoken_of(sentence):
    found = forward_of(said([sentence]), sentence)
    assert found is not None
    assert advances(*found, sentence)
    assert not advances(*found, f"{sentence} I can share the feedback, too.")


@pytest.mark.parametrize(
    "words",
    [
        "Happy to share what the team said, are you free on Tuesday for a quick call?",
        "Are you free on Tuesday for a quick call about your interview?",
        "Are you free on Tuesday to talk?",
        "Happy to talk it through. Would you be available for a call before the next round starts?",
    ],
)
def test_a_talk_about_the_reasons_or_about_nothing_named_does_not(words):
    found = forward_of(said([words]), words)
    assert found is not None
    assert not advances(*found, words)
