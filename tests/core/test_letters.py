"""Every letter in every language, read as the person who gets it would read it; and the templates that they are made from."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_compose import HELEN, INA, NO, PLANNER, RITA, SHIPPED, TOM, UNKNOWN, step

from watcher.core.classify.languages import language_of
from watcher.core.compose import Letters, Writer, draft
from watcher.core.compose.display import full_name
from watcher.core.compose.template import LANGUAGES, NAMES, PARTS, fault, listed
from watcher.core.extract import Kind, Stage
from watcher.core.plan import StepKind

WRITTEN = Path(__file__).parent.parent / "letters"
LETTERS = [kind for kind in StepKind if kind is not StepKind.REFLECT]
TO = {StepKind.ASK_RECRUITER: (RITA,), StepKind.REPLY_RECRUITER: (RITA,), StepKind.NUDGE: (HELEN,)}
BY_KIND = (StepKind.THANK, StepKind.ASK_RECRUITER)


def letter(kind, *to, language="en", app=PLANNER, me="Sam Example", news=(), why=None, stage=None, own=None, original=None):
    letters = Letters(SHIPPED.shipped, own or {})
    return draft(step(kind, *to), app, original, Writer(me, language, news), letters, kind=why, stage=stage)


def cases():
    for kind in LETTERS:
        to = TO.get(kind, (INA,))
        for why in (None, *Kind) if kind in BY_KIND else (None,):
            yield f"{kind}, {why or 'no reason given'}", kind, to, why, Stage.INTERVIEW if kind in BY_KIND else None
            if kind in BY_KIND and why is not Kind.RESCINDED:
                yield f"{kind}, {why or 'no reason given'}, without an interview", kind, (RITA,), why, Stage.APPLIED


def all_letters(language):
    parts = []
    for title, kind, to, why, stage in cases():
        mail = letter(kind, *to, language=language, why=why, stage=stage)
        parts.append(f"=== {title}\nSubject: {mail.subject}\n\n{mail.body}")
    several = letter(StepKind.THANK, INA, TOM, language=language, stage=Stage.INTERVIEW)
    nobody = letter(StepKind.THANK, replace(HELEN, name=""), language=language, app=UNKNOWN, me="")
    return "\n".join([*parts, f"=== thank, to two\n{several.body}", f"=== thank, where nothing is known\n{nobody.body}"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_read_as_they_were_read_aloud(language):
    """WRITE_LETTERS=1 writes them anew, for reading."""
    text, file = all_letters(language), WRITTEN / f"{language}.txt"
    if os.environ.get("WRITE_LETTERS"):
        file.write_text(text)
    assert text == file.read_text(), "read tests/letters again: WRITE_LETTERS=1"


def test_there_is_a_letter_for_each_step_kind_of_no_and_language():
    for language in LANGUAGES:
        there = {f"{language}/{name}.txt" for name in (*PARTS, *LETTERS)}
        there |= {f"{language}/{kind}.{why}.txt" for kind in BY_KIND for why in Kind if why is not Kind.NOT_SELECTED}
        assert there == {name for name in SHIPPED.shipped if name.startswith(f"{language}/")}
    assert set(SHIPPED.shipped) <= NAMES


@pytest.mark.parametrize("name", sorted(SHIPPED.shipped))
def test_no_template_that_comes_with_the_program_has_a_fault_or_a_dash_or_flattery(name):
    source = SHIPPED.shipped[name]
    assert fault(name, source) is None
    assert not re.search("[—–!…]|impressed|impressive|great company|wonderful|traum|passion|begeistert", source, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTERS)
def test_what_is_not_known_leaves_no_gap_in_any_language(language, kind):
    for app in (PLANNER, UNKNOWN, replace(PLANNER, company=None), replace(PLANNER, role=None)):
        for why in (None, *Kind):
            body = letter(kind, replace(HELEN, name=""), language=language, app=app, me="", why=why).body
            assert not re.search(r"None|  | [.,;]|\$|\{| \n|\n\n\n|\[\]", body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_after_a_no_about_the_person_leaves_room_for_feedback(language):
    for why in (None, Kind.NOT_SELECTED, Kind.RESCINDED):
        thanks = letter(StepKind.THANK, INA, language=language, why=why, stage=Stage.INTERVIEW).text.split("\n\n")
        assert len(thanks) == 5  # greeting, thanks, wish, room for feedback, closing
    for why in (Kind.FILLED, Kind.CANCELLED, Kind.ON_HOLD):
        assert len(letter(StepKind.THANK, INA, language=language, why=why).text.split("\n\n")) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_user_has_learnt_since_takes_the_place_of_the_bracket(language):
    news = ("I have learnt to sail — a bit.", "I moved.")
    text = letter(StepKind.KEEP_IN_TOUCH, INA, language=language, news=news).text
    assert ": I have learnt to sail - a bit. I moved." in text
    assert "[" not in text
    assert "[" in letter(StepKind.KEEP_IN_TOUCH, INA, language=language).text


def test_french_says_de_before_a_consonant_and_d_before_a_vowel():
    assert "poste de Planner" in letter(StepKind.NUDGE, INA, language="fr", app=replace(PLANNER, role="Planner")).text
    assert "poste d'Ingénieur" in letter(StepKind.NUDGE, INA, language="fr", app=replace(PLANNER, role="Ingénieur")).text


def test_no_line_of_a_french_letter_begins_with_a_question_mark():
    for length in range(1, 70):
        body = letter(StepKind.ASK_RECRUITER, RITA, language="fr", app=replace(PLANNER, role="x" * length)).body
        assert not re.search(r"^[?!:;»]", body, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "conjunction", "said"),
    [
        ((), "and", ""),
        (("Ina",), "and", "Ina"),
        (("Ina", "Tom"), "und", "Ina und Tom"),
        (("Ina", "Tom", "Mo"), "y", "Ina, Tom y Mo"),
        (("Ana", "Inés"), "y", "Ana e Inés"),
        (("Ana", "Hilario"), "y", "Ana e Hilario"),
        (("Ana", "Hierro"), "y", "Ana y Hierro"),
    ],
)
def test_names_are_listed_as_each_language_lists_them(words, conjunction, said):
    assert listed(words, conjunction) == said


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Ina Berg", "Ina Berg"),
        ("Berg, Dr. Ina", "Ina Berg"),
        ("INA BERG (Kestrel)", "Ina Berg"),
        ("Ursula von der Au", "Ursula von der Au"),
        ("ursula von der au", "Ursula Von Der Au"),
        ("Ina O. Berg", "Ina O. Berg"),
        ("Kestrel Team", None),
        ("Frau Berg", None),
    ],
)
def test_where_first_names_are_for_friends_people_are_greeted_by_the_whole_name(name, full):
    assert full_name(name, "Kestrel") == full


# --- the language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for your interest. We have decided to move on with other candidates for this role.", "en"),
        ("Vielen Dank für Ihre Bewerbung. Wir haben uns leider für eine andere Person entschieden und wünschen Ihnen alles Gute.", "de"),
        ("Nous vous remercions de votre candidature. Elle n'a pas été retenue pour ce poste et nous le regrettons.", "fr"),
        ("Gracias por su interés. Lamentamos comunicarle que no ha sido seleccionado para el puesto en nuestra empresa.", "es"),
        ("Agradecemos o seu interesse. Infelizmente não vamos avançar com a sua candidatura para uma vaga na empresa.", "pt"),
        ("Grazie per il tuo interesse. Purtroppo abbiamo deciso di non proseguire con la candidatura per la posizione.", "it"),
        ("Bedankt voor uw sollicitatie. Helaas hebben we voor een andere kandidaat gekozen en gaan we niet met u verder.", "nl"),
        ("Dziękujemy za zgłoszenie. Niestety nie możemy zaproponować pani tej pracy, ale jest nam miło, że do nas", "nl"),
        ("OK", "nl"),
        ("", "nl"),
    ],
)
def test_a_letter_is_written_in_the_language_of_the_mail_that_it_answers(text, language):
    assert language_of(text, LANGUAGES, "nl") == language
    assert letter(StepKind.THANK, INA, language="nl", original=replace(NO, text=text)).language == language


def test_where_two_languages_are_as_likely_the_user_s_own_is_taken():
    both = "para para para com com com"  # of Spanish and Portuguese, then of Portuguese alone
    assert language_of("que que para por una", LANGUAGES, "es") == "es"
    assert language_of(both, LANGUAGES, "es") == "pt"
    assert language_of("para que por", LANGUAGES, "pt") == "pt"
    assert language_of("para que por", LANGUAGES, "de") == "es"


def test_without_a_mail_to_answer_it_is_the_user_s_language():
    assert letter(StepKind.KEEP_IN_TOUCH, INA, language="it").body.startswith("Gentile Ina Berg,\n\nè passato")


# --- the user's own templates


def test_the_user_s_own_template_goes_before_ours_and_ours_for_a_kind_before_theirs_for_all():
    own = {"en/thank.txt": "{{ greeting }}\n\nThank you,\nand good luck.\\\nReally.\n\n{{ closing }}\n", "en/closing.txt": "Bye, {{ me }}"}
    assert letter(StepKind.THANK, INA, own=own).text == "Hello Ina,\n\nThank you, and good luck.\nReally.\n\nBye, Sam Example"
    assert "has been filled" in letter(StepKind.THANK, INA, own=own, why=Kind.FILLED).text
    own["en/thank.filled.txt"] = "Filled, {{ title }}."
    assert letter(StepKind.THANK, INA, own=own, why=Kind.FILLED).text == "Filled, Transport Planner."


def test_a_template_of_the_user_s_for_a_kind_that_we_have_none_for_is_used():
    own = {"en/nudge.on_hold.txt": "Still on hold?"}
    assert letter(StepKind.NUDGE, INA, own=own, why=Kind.ON_HOLD).text == "Still on hold?"
    assert letter(StepKind.NUDGE, INA, own={}, why=Kind.ON_HOLD).text == letter(StepKind.NUDGE, INA).text


WRONG = [
    ("Hello\n\n{{ nmaes }}", 3, "'nmaes' is not defined; there are title, company"),
    ("Hello\n{% if interviewed %}\nThanks", 3, "end of template"),
    ("Hello\n{{ names | shout }}", 2, "No filter named 'shout'"),
    ("Hello\n{% include 'en/thank.txt' %}", 2, "no loader"),
    ("Hello\n{{ names.first }}", 2, "has no attribute 'first'"),
    ("Hello\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
    ("Hello\n\n{% for i in range(9) %}x{% endfor %}", 3, "'range' is not defined"),
    ("{{ names.append('x') }}", 1, "has no attribute 'append'"),
    ("{{ (1 / 0) }}", 1, "division by zero"),
    ("{% if kind == 'never' %}x{% endif %}", 1, "says nothing"),
    ("  \n", 1, "says nothing"),
    ("{{ subject }}", 1, "'subject' is not defined"),
    ("{{ " + "(" * 5000 + ")" * 5000 + " }}", 1, ""),
]


@pytest.mark.parametrize(("source", "line", "message"), WRONG)
def test_a_fault_of_a_template_is_found_before_it_is_needed_and_ours_is_used_meanwhile(source, line, message):
    found = fault("en/thank.txt", source)
    assert (found.line, message in found.message) == (line, True), found
    assert letter(StepKind.THANK, INA, own={"en/thank.txt": source}).text == letter(StepKind.THANK, INA).text


@pytest.mark.parametrize("source", ["{{ 1 / (0 if title == 'Transport Planner' else 1) }}", "{% if title == 'Planner' %}Hello{% endif %}"])
def test_a_template_that_fails_with_this_one_mail_alone_is_passed_over_too(source):
    assert fault("en/thank.txt", source) is None
    assert letter(StepKind.THANK, INA, own={"en/thank.txt": source}).text == letter(StepKind.THANK, INA).text


def test_without_any_template_nothing_is_said():
    assert draft(step(StepKind.THANK, INA), PLANNER, NO, Writer(), Letters({})).text == ""


def test_a_part_may_use_only_the_parts_before_it():
    assert fault("de/role.txt", "{{ role }}").message.startswith("'role' is not defined")
    assert fault("de/thanks.txt", "{{ role }}") is None
    assert fault("de/thank.filled.txt", "{{ thanks }} {{ closing }}") is None


CODE = ["{{ me }}", "{% for x in names %}", "{# gone #}", "{{ ''.__class__ }}", "{%", "}}", "\\\n", "\x1e", "{{ 7 * 7 }}", "{% raw %}"]
hostile = st.one_of(st.text(max_size=60), st.sampled_from(CODE), st.tuples(st.text(max_size=20), st.sampled_from(CODE)).map("".join))


@given(hostile, hostile, hostile, st.sampled_from(LANGUAGES), st.sampled_from(LETTERS), st.none() | st.sampled_from(Kind))
def test_nothing_that_a_mail_says_becomes_part_of_a_template(company, role, name, language, kind, why):
    """Marked values come out as they went in, and change nothing else of the letter: the same words stand around them."""
    person = replace(INA, name=f"Ina {name}")
    app = replace(PLANNER, company=f"Kq{company}", role=f"Rq{role}")
    text = letter(kind, person, language=language, app=app, why=why).text
    plain = letter(kind, person, language=language, app=replace(PLANNER, company="Kq", role="Rq"), why=why).text
    assert len(text.split("\n\n")) == len(plain.split("\n\n"))
    for sign in ("{{", "{%", "{#"):
        assert text.count(sign) <= (company + role + name + "Kq").count(sign) * 9
    assert "49" not in text or "49" in company + role + name
