"""Families of mail that the shipped model has never seen, for measuring what corrections do.

Of each family there are many mails with words of their own; the sentences are drawn, so that no two mails are one template. A template with
other names in it is `with_names`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.core.classify import Label
from watcher.core.parse import Message, parse
from watcher.core.text import judged_text


@dataclass(frozen=True)
class Family:
    """Slots of a mail; each is filled with one of its sentences."""

    label: Label  # what the user says that they are
    subjects: Sequence[str]
    slots: Sequence[Sequence[str]]


# Founders ask for money and a place in a programme: it reads like a no to a job, and the user is in no race for a job here.
ACCELERATOR = Family(
    Label.OTHER,
    ("Your pitch to {house}", "{house} seed cohort", "About your deck", "{house}: spring batch", "Your startup and {house}"),
    (
        (
            "Thank you for pitching {venture} to {house}.",
            "Thanks for sending us the deck for {venture}.",
            "We enjoyed learning about {venture} and what your co-founders have built.",
            "It was a pleasure to read the pitch of {venture} for our seed cohort.",
            "Our partners went through the pitch of {venture} this week.",
        ),
        (
            "Unfortunately, we have decided not to move forward with your startup for the spring cohort.",
            "After careful consideration we will not be offering {venture} a place in this batch.",
            "We regret to tell you that {venture} was not selected for the seed cohort.",
            "Unfortunately we are not able to invest in {venture} at this time.",
            "We have decided to proceed with other startups for this cohort.",
            "We won't be moving forward with an investment in your startup.",
        ),
        (
            "The partners felt that the market is early and traction is thin.",
            "We saw more than nine hundred startups for twelve places, and our investors could fund only a few founders.",
            "Your churn and runway made our investors hesitate.",
            "The cap table would have left little room for our fund.",
            "Founders with paying customers had an edge in this batch.",
        ),
        (
            "Founders may pitch again for the autumn cohort.",
            "Please keep us posted on your traction, and pitch us again next round.",
            "Our fund would be glad to see the startup again after your seed round.",
            "We wish you and your co-founders the very best with {venture}.",
            "Good luck with the raise.",
        ),
    ),
)

# A user who wants to hear of placements for volunteers as of recruiters' mail.
VOLUNTEERS = Family(
    Label.RECRUITER,
    ("Helpers wanted at {house}", "Shifts at the {house} shelter", "{house} is looking for volunteers", "Can you lend a hand?"),
    (
        (
            "The {house} shelter is short of volunteers this month.",
            "We at {house} are setting up the volunteers' rota for the food bank.",
            "{house} opens its shelter for the winter, and volunteers are dear to us.",
            "Our food bank at {house} has lost three volunteers.",
        ),
        (
            "There is a shift on Saturday that needs a volunteer at the counter.",
            "Two volunteers are missing on the evening rota of the shelter.",
            "The Sunday rota of the food bank has a gap for one volunteer.",
            "A volunteer who can drive the van would save the shelter's week.",
        ),
        (
            "You would sort donations with two other volunteers.",
            "Volunteers get a meal and the bus fare.",
            "The shelter gives every volunteer an hour of introduction.",
            "The rota is made for the food bank every second Thursday.",
        ),
        (
            "Tell me which shift suits you.",
            "Write me a line and I put you on the rota.",
            "Are you in for a shift?",
            "Call the shelter and ask for {venture}.",
        ),
    ),
)

# Sellers of courses write as recruiters do, and have no job to offer.
BOOTCAMPS = Family(
    Label.OTHER,
    ("Your profile and {house}", "A quick call, {venture}?", "Your next step", "{house} came across your profile", "Open to a chat?"),
    (
        (
            "I came across your profile and think that you would be a great fit for the {venture} bootcamp.",
            "Your experience caught my eye, and {house} has a place left in its bootcamp.",
            "I found your profile on LinkedIn; our certificate at {house} is made for people like you.",
            "We at {house} help engineers with your background to a certificate.",
            "I noticed your background and thought of our {venture} course at once.",
        ),
        (
            "The bootcamp takes twelve weeks of evenings, and tuition can be paid in instalments.",
            "Tuition is 4,900 and covers all course material and the certificate.",
            "Our graduates finish the course in ten weeks and keep access to the material.",
            "The curriculum has six modules, and instructors look after every student.",
            "Enrolment closes on Friday, and tuition rises after that.",
        ),
        (
            "Nine in ten graduates say that the certificate was worth the tuition.",
            "Our instructors have taught more than two thousand students.",
            "Students of the last bootcamp rated the course 4.8.",
            "The certificate is known to employers everywhere.",
            "There is a scholarship for early enrolment.",
        ),
        (
            "Would you be open to a quick call this week about enrolment?",
            "When could we chat for fifteen minutes about the course?",
            "Book a slot with our admissions team, and I send you the curriculum.",
            "Let me know if you are interested, and I reserve a seat in the bootcamp.",
            "Are you free for a call with one of our instructors?",
        ),
    ),
)

_HOUSES = ("Brightwell", "Larkfield Ventures", "Kestrel", "Moreno & Okoro", "Tidewater Capital", "Nordlicht", "Alder Lane", "Quillon")
_VENTURES = ("Mapleform", "Ostrava Loops", "Penny", "Gridlark", "Sorrel Health", "Tern", "Bluewick Analytics", "Juniper")
_PEOPLE = ("Priya Raman", "Tomasz Bielak", "Anna", "Mirela Okoro", "Jo van Dijk", "Sam", "Lucía Peña", "Henrik")


def mails_of(family: Family, count: int, seed: int) -> list[Message]:
    """Mails of a family, each with sentences of its own."""
    drawn = random.Random(seed)
    made: dict[tuple[str, ...], Message] = {}
    while len(made) < count:
        sentences = tuple(drawn.choice(slot) for slot in family.slots)
        made.setdefault(sentences, _written(drawn, drawn.choice(family.subjects), sentences))
    return list(made.values())


def with_names(family: Family, count: int, seed: int) -> Iterator[Message]:
    """One template of a family, sent to and about others each time."""
    chosen = random.Random(seed)
    subject, sentences = chosen.choice(family.subjects), [chosen.choice(slot) for slot in family.slots]
    for number in range(count):
        yield _written(random.Random(seed * 1000 + number), subject, sentences)


def text_of(message: Message) -> str:
    return judged_text(message)


def _written(drawn: random.Random, subject: str, sentences: Sequence[str]) -> Message:
    names = {"house": drawn.choice(_HOUSES), "venture": drawn.choice(_VENTURES)}
    sender, reader = drawn.sample(_PEOPLE, 2)
    body = "\n\n".join([f"Dear {reader.split()[0]},", " ".join(sentences).format(**names), f"Kind regards,\n{sender}"])
    address = f"{sender.split()[0].lower()}@{names['house'].split()[0].lower()}.example"
    head = f"From: {sender} <{address}>\nSubject: {subject.format(**names)}\nContent-Type: text/plain; charset=utf-8\n"
    return parse(f"{head}\n{body}\n".encode())
