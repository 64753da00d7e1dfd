"""Whether a mail takes the application a step forward: invites to a talk or a test, or makes an offer.

`stage` tells how far an application has come, whoever looks back on it; this tells what a mail itself opens. After a rejection the two
differ: "it was good to meet you" closes a door, "can you come in on Tuesday" opens it again. What does not clearly invite is None: a plan
that stands for nothing costs less than one that was ended by a thank-you note.
"""

# ruff: noqa: E501 -- a pattern that is cut over lines can no longer be read

from __future__ import annotations

import re

from watcher.core.extract.reading import Stage
from watcher.core.extract.said import Said, any_of, where

_MEET = (
    r"(?:(?:an? |the |your )?(?:\w+[ -]){0,3}(?:interview|call|chat|conversation|meeting|talk)|meet(?: you| us| with you| our| the)?\b|speak|"
    r"come (?:in|by|to)|assessment|coding|task|trial (?:day|shift))"
)
_INVITED = any_of(
    rf"\b(?:invite|inviting|invited)\b (?:you )?(?:back )?(?:to|for|in for)\b[^.?]{{0,40}}\b{_MEET}",
    r"\b(?:would|'d) (?:like|love|be (?:happy|glad|delighted|pleased)) to (?:invite|interview|meet|speak (?:to|with)|talk to|have) you\b[^.?]{0,60}\b(?:interview|role|position|job|team|week|round|call|office|again)",
    rf"\b(?:would|could|can) you (?:be (?:free|available)|come in|make it|join us)\b[^.?]{{0,60}}\b{_MEET}",
    r"\bare you (?:free|available)\b[^.?]{0,60}\b(?:interview|call|chat|talk|meet)\b",
    r"\bwhen (?:would|could|can) you (?:come in|talk|speak|interview|meet)\b",
    r"\b(?:schedule|arrange|book|set up) (?:your|an?|the) (?:\w+ ){0,2}interview\b",
    r"\byour (?:\w+ ){0,2}interview (?:is|has been) (?:scheduled|confirmed|booked)\b",
    r"\b(?:move|take|moving|taking) (?:you|your application) (?:forward|on|through) to the (?:next|interview|final)\b",
    r"\bladen (?:wir )?(?:sie|dich) (?:\w+ ){0,4}(?:zu|zum|ein)\b|\b(?:mochten|wurden) (?:wir )?(?:sie|dich)\b[^.?]{0,60}\b(?:einladen|kennenlernen)\b",
    r"\beinladung zum? (?:\w+ ){0,2}\w*(?:gesprach|interview|termin|kennenlernen|probe\w*)",
    r"\b(?:souhait\w+|aimer\w+|voudr\w+)\b[^.?]{0,40}\b(?:vous|te) (?:inviter|rencontrer|recevoir)\b|\bvous convi\w+ a un entretien\b",
    r"\b(?:nos gustaria|queremos|quisieramos)\b[^.?]{0,40}\b(?:invitarte|invitarle|citarte|citarle|entrevistarte|entrevistarle|conocerte|conocerle)\b",
    r"\b(?:gostariamos|queremos)\b[^.?]{0,40}\b(?:convida-l[oa]|convidar|entrevista-l[oa]|conhece-l[oa])\b",
    r"\b(?:vorremmo|desideriamo|ci piacerebbe)\b[^.?]{0,40}\b(?:invitar\w+|incontrar\w+|conoscer\w+)\b",
    r"\b(?:nodigen|uitnodigen)\b[^.?]{0,60}\b(?:gesprek|kennismak\w+|interview)|\b(?:willen|graag)\b[^.?]{0,40}\b(?:je|u) (?:\w+ ){0,3}uitnodigen\b",
)
_OFFERED = any_of(
    r"\b(?:pleased|delighted|happy|thrilled|excited|glad) to (?:offer|extend)\b",
    r"\b(?:would|'d) (?:like|love) to (?:offer|extend)\b[^.?]{0,30}\b(?:the|an?|this) (?:\w+ ){0,3}(?:role|position|job|offer|place|contract)\b",
    r"\b(?:your|an|the) (?:\w+ )?offer (?:letter )?(?:is|has been) attached\b|\battached (?:is|you will find|please find) (?:your|the|our) (?:\w+ )?(?:offer|contract)\b",
    r"\bfreuen uns,? (?:ihnen|dir)\b[^.?]{0,60}\banbieten\b|\b(?:mochten|wurden) (?:wir )?(?:ihnen|dir)\b[^.?]{0,60}\b(?:stelle|vertrag)\b[^.?]{0,20}\banbieten\b",
    r"\b(?:plaisir|ravis|heureux)\b[^.?]{0,30}\b(?:vous|te) (?:proposer|offrir) (?:le|ce|un) (?:poste|contrat|emploi)\b",
    r"\b(?:encanta|complace|alegra)\b[^.?]{0,30}\b(?:ofrecerte|ofrecerle)\b",
    r"\b(?:prazer|satisfacao)\b[^.?]{0,40}\b(?:oferecer|propor)(?:-lhe)?\b",
    r"\b(?:lieti|felici)\b[^.?]{0,30}\b(?:offrir\w+|proporr?\w+)\b",
    r"\b(?:bieden|aanbieden)\b[^.?]{0,40}\b(?:functie|baan|contract)\b[^.?]{0,20}\baan\b|\b(?:functie|baan|contract)\b[^.?]{0,20}\baanbieden\b",
)
# What everybody is invited to, and what is denied or over.
_NOT_MEANT = re.compile(
    r"\b(?:survey|umfrage|questionnaire about|feedback|rate|webinar|event|open day|newsletter|talent (?:pool|community|network)|"
    r"(?:unable|not able|cannot|can't|won't|not|no longer|unfortunately|regret|leider|malheureusement|lamentablemente|infelizmente|purtroppo|"
    r"helaas)\b(?! hesitate)|in the future|some ?day|if anything|future (?:roles|openings|opportunities)|apply)\b"
)


def forward_of(sentences: list[Said]) -> tuple[Stage, str] | None:
    """The stage that a mail opens, and the sentence."""
    for stage, pattern in ((Stage.OFFER, _OFFERED), (Stage.INTERVIEW, _INVITED)):
        sentence = next(where(pattern, sentences, unless=_NOT_MEANT), None)
        if sentence:
            return stage, sentence
    return None
