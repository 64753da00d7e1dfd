"""What invites or offers, and what only looks back on it."""

from __future__ import annotations

import pytest

from watcher.core.extract import Stage
from watcher.core.extract.forward import forward_of
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
    assert forward_of(said([sentence])) == (Stage.INTERVIEW, sentence)


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
    assert forward_of(said([sentence])) == (Stage.OFFER, sentence)


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
    assert forward_of(said([sentence])) is None
