"""Every notification in every language, read as the user would read it; and that no language lacks a sentence."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from string import Template

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_compose import HELEN, INA, NO, NOW, PLANNER, RITA, SHIPPED, TOM, UNKNOWN, step

from watcher.core.compose import (
    Detail,
    Notification,
    Original,
    Writer,
    Wrote,
    about_the_watcher,
    ahead,
    alarms,
    beside,
    digest,
    draft,
    notification,
    rejected,
    reopened,
    words_of,
    wrote,
)
from watcher.core.compose.display import people
from watcher.core.compose.notice import filled
from watcher.core.compose.template import LANGUAGES
from watcher.core.compose.words import WORDS, Counted, Said, Words
from watcher.core.compose.words.form import Alarms
from watcher.core.extract import Contact, Part, Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

WRITTEN = Path(__file__).parent.parent / "notifications"
TO = {StepKind.REFLECT: (), StepKind.ASK_RECRUITER: (RITA,), StepKind.REPLY_RECRUITER: (RITA,), StepKind.NUDGE: (HELEN,)}


def letter(language, kind, *to, app=PLANNER, original=None):
    return draft(step(kind, *to), app, original, Writer("Sam Example", language), SHIPPED)


def said(language, kind, *to, app=PLANNER, detail=Detail.FULL, stage=None, original=None):
    mail = letter(language, kind, *to, app=app, original=original)
    return notification(step(kind, *to), app, mail, detail, words_of(language), stage=stage)


def several(count):
    kinds = [StepKind.REFLECT, StepKind.THANK, StepKind.NUDGE]
    return [
        (step(kind, *TO.get(kind, (INA,)), number=number, due=NOW + timedelta(number)), PLANNER)
        for number, kind in enumerate((kinds * count)[:count], 31)
    ]


# --- read aloud ---


def cases(language):
    """What is to be read: name and notification."""
    words = words_of(language)
    for kind in StepKind:
        to = TO.get(kind, (INA, TOM) if kind is StepKind.THANK else (INA,))
        yield f"{kind}, full", said(language, kind, *to)
        yield f"{kind}, short", said(language, kind, *to, detail=Detail.SHORT)
        if kind is not StepKind.REFLECT:
            yield f"{kind}, full, where nobody is known", said(language, kind, app=replace(PLANNER, role=None))
    for stage in Stage:
        yield f"reflect, full, {stage}", said(language, StepKind.REFLECT, stage=stage)
    yield "thank, full, to three people", said(language, StepKind.THANK, INA, TOM, HELEN)
    yield "thank, short, where nothing is known", said(language, StepKind.THANK, INA, app=UNKNOWN, detail=Detail.SHORT)
    yield "any step, silent", said(language, StepKind.THANK, INA, detail=Detail.SILENT)
    yield "thank, ahead, in a calendar", ahead(step(StepKind.THANK, INA), PLANNER, letter(language, StepKind.THANK, INA), words)
    yield "reflect, ahead, in a calendar", ahead(step(StepKind.REFLECT), PLANNER, None, words)
    for detail in Detail:
        yield f"digest, {detail}", digest(several(3), detail, words)
    yield "digest of many, short", digest(several(21), Detail.SHORT, words)
    for count in (1, 3):
        yield f"they came back, {count} ended, full", reopened(PLANNER, count, Detail.FULL, words)
    yield "they came back, short", reopened(PLANNER, 3, Detail.SHORT, words)
    yield "they came back, silent", reopened(PLANNER, 3, Detail.SILENT, words)
    yield from arrivals(language, words)
    yield "an account is refused", alarms.refused("personal", "[AUTHENTICATIONFAILED] no", words)
    ended = alarms.sign_in_ended("personal", "it was taken back (invalid_grant)", words, login="rejection-watcher login personal")
    yield "a sign-in has ended", ended
    for cause in Cause:
        yield (
            f"a target in trouble, {cause}",
            alarms.target_trouble("phone", cause, NOW, "ntfy://ntfy.sh: HTTP 401: no", words),
        )
    for span in (timedelta(minutes=90), timedelta(hours=6), timedelta(days=2)):
        yield f"an account cannot be seen, {span}", alarms.blind("personal", span, "connection refused", words)
    yield "an account is seen again", alarms.sees_again("personal", words)
    yield "a test", about_the_watcher(words.trial)
    yield "a bubble whose draft was not opened", Notification(" | ".join(words.buttons), filled(words.not_opened, id="s31"))


def arrivals(language, words):
    """Mail that came."""
    some = [PLANNER, replace(PLANNER, id=8, company="Larkfield", role=None), replace(PLANNER, id=9, company=None, role=None)]
    answer = step(StepKind.REPLY_RECRUITER, RITA)
    mails = [Wrote(PLANNER, RITA, answer, letter(language, StepKind.REPLY_RECRUITER, RITA)), Wrote(some[1], None)]
    for detail in Detail:
        yield f"a rejection, {detail}", rejected(some[:1], detail, words, planned=True)
        yield f"three rejections, {detail}", rejected(some, detail, words, planned=False)
        yield f"a recruiter, {detail}", wrote(mails[:1], detail, words)
        yield f"two recruiters, {detail}", wrote(mails, detail, words)
        yield f"digest with a rejection, {detail}", beside(digest(several(2), detail, words), some[1:2], detail, words)
    yield "a recruiter, where no answer is planned", wrote(mails[1:], Detail.FULL, words)


def all_notifications(language):
    parts = [f"=== {name}\n{one.title}\n\n{one.body}\n" for name, one in cases(language)]
    return "\n".join([*parts, "=== the page of reflect\n" + "\n".join(words_of(language).page_hint) + "\n"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notifications_read_as_they_were_read_aloud(language):
    """WRITE_NOTIFICATIONS=1 writes them anew, for reading."""
    text, file = all_notifications(language), WRITTEN / f"{language}.txt"
    if os.environ.get("WRITE_NOTIFICATIONS"):
        file.write_text(text)
    assert text == file.read_text(), "read tests/notifications again: WRITE_NOTIFICATIONS=1"


# --- nothing is missing ---


def texts(value, path=()):
    """Every sentence of a table, with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Words | Alarms | Counted | Said):
        for one in fields(value):
            yield from texts(getattr(value, one.name), (*path, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(one, (*path, key))
    else:
        for number, one in enumerate(value):
            yield from texts(one, (*path, number))


def placeholders(text):
    return set(Template(text).get_identifiers())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_sentence_or_a_placeholder(language):
    ours, english = dict(texts(WORDS[language])), dict(texts(WORDS["en"]))
    assert ours.keys() == english.keys()
    assert all(text.strip() for text in ours.values())
    assert {path: placeholders(text) for path, text in ours.items()} == {path: placeholders(text) for path, text in english.items()}
    assert all(Template(text).is_valid() for text in ours.values())


def test_every_language_of_letters_has_its_words_and_every_step_its_own():
    assert tuple(WORDS) == LANGUAGES
    for table in (WORDS["en"].titles, WORDS["en"].short, WORDS["en"].why_now):
        assert set(table) == set(StepKind)
    assert {kind for kind, title in WORDS["en"].titles.items() if "$who" in title} == set(WORDS["en"].nobody)
    assert set(WORDS["en"].questions) == {None, *Stage}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_it_in_its_own_words(language):
    """What is alike in two languages was forgotten to be translated, but for a few words."""
    alike = {path for path, text in texts(WORDS[language]) if language != "en" and text == dict(texts(WORDS["en"]))[path]}
    assert alike <= {("conjunction",), ("recipients",), ("alarms", "times", 0)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_shouts_flatters_or_dashes(language):
    for path, text in texts(WORDS[language]):
        assert not re.search("[—–!¡…*`<>@]|  |https?:", text), path
        assert not re.search(r"great|amazing|awesome|unfortunately|leider|malheureusement|lamentab|infelizmente|purtroppo|helaas", text), (
            path
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_without_its_place_is_still_a_title(language):
    words = WORDS[language]
    for path, text in texts(words):
        if "$where" in text:
            assert re.fullmatch(r"[^:$]*(\$who[^:$]*)?( ?): \$where", text), path
            assert (" : " in text) == (language == "fr"), path
    assert said(language, StepKind.REFLECT, app=UNKNOWN).title == re.sub(r" ?: \$where$", "", words.titles[StepKind.REFLECT])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_the_role_and_the_company_or_whichever_is_known(language):
    whole = said(language, StepKind.REFLECT).title
    assert whole.index("Transport Planner") < whole.index("Kestrel Logistics")
    assert said(language, StepKind.REFLECT, app=replace(PLANNER, company=None)).title.endswith(": Transport Planner")
    assert said(language, StepKind.REFLECT, app=replace(PLANNER, role=None)).title.endswith(": Kestrel Logistics")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_step_is_in_the_singular_and_more_are_counted(language):
    words = WORDS[language]
    assert digest(several(1), Detail.SILENT, words).title == words.due.one
    for count in (2, 5, 21, 40):
        notice = digest(several(count), Detail.SHORT, words)
        assert str(count) in notice.title
        left = count - 20
        assert (left > 0) == (notice.body.split("\n")[20:21] == [Template(words.more.of(left)).substitute(count=left)])
    assert str(3) not in reopened(PLANNER, 1, Detail.FULL, words).body
    assert "3" in reopened(PLANNER, 3, Detail.FULL, words).body


def test_names_are_listed_as_the_language_lists_them():
    ines = replace(INA, name="Inés Vega")
    assert [people((TOM, INA), WORDS[language]) for language in LANGUAGES] == [
        "Tom Hale and Ina Berg",
        "Tom Hale und Ina Berg",
        "Tom Hale et Ina Berg",
        "Tom Hale e Ina Berg",
        "Tom Hale e Ina Berg",
        "Tom Hale e Ina Berg",
        "Tom Hale en Ina Berg",
    ]
    assert people((TOM, ines), WORDS["es"]) == "Tom Hale e Inés Vega"
    assert people((ines, TOM), WORDS["es"]) == "Inés Vega y Tom Hale"


def test_the_language_is_the_user_s_and_not_the_mail_s():
    """The draft answers a German mail; what is said around it is French."""
    german = replace(NO, text="Vielen Dank für Ihre Bewerbung. Wir haben uns leider für eine andere Person entschieden. " * 3)
    notice = said("fr", StepKind.THANK, INA, original=german)
    assert notice.title.startswith("Remercie Ina Berg : ")
    assert "Objet : Re: Your application" in notice.body
    assert "Guten Tag Ina Berg," in notice.body


# --- what a mail may not do ---

TRICKS = [
    "[Click](https://evil.example/x)",
    "<a href='https://evil.example'>Kestrel</a>",
    "https://evil.example",
    "evil\u202egro.elpmaxe\u202c",
    "\u2066Kestrel\u2069",
    "Kes\x00tr\x1b[31mel\x07",
    "line\r\nBcc: all@evil.example",
    "a\u2028b\u2029c\x85d",
    "@everyone @here @channel",
    "**bold** __under__ ~~gone~~ `code`",
    "<script>alert(1)</script>",
    "<!channel> <@U123> <https://evil.example|Kestrel>",
    "$who $where ${id} $$ $body",
    "z\u0300" + "\u0301" * 200,
    "\ud800",
    "\U000e0041\U000e0042",
    "www.evil.example mailto:a@b.example tel:+491",
    "j\u200bavascript:alert(1) htt\u200dps://evil.example",
    "k" * 5000,
    "\u3164\u2800\u115f\uffa0",
    "Kes\U000e0100\U000e01eftrel",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "   ",
    "&lt;b&gt; &#60;i&#62; &amp;lt;",
    "",
]
strange = st.one_of(st.text(max_size=150), st.sampled_from(TRICKS), st.tuples(st.sampled_from(TRICKS), st.text(max_size=20)).map("".join))
persons = st.lists(st.builds(Contact, strange, st.emails(), st.sampled_from(Part), st.just("From")), max_size=4).map(tuple)


def check_harmless(notice):
    """Title and body, whoever shows them: no second line in the title, nothing unseen, nothing that is more than text."""
    assert "\n" not in notice.title
    assert 0 < len(notice.title) <= 120
    for text in (notice.title, notice.body):
        unseen = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char != "\n"}
        assert not unseen, unseen
        assert not re.search("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U000e0100-\U000e01ef]", text)
        assert not re.search(r"[<>*`~]|\w://\S|\]\(|\bwww\.|\b(?:mailto|tel|javascript):\S", text, re.IGNORECASE)
        assert not re.search(r"(?<![\w.])@\w", text)


@settings(deadline=None)  # letters are compiled at the first need
@given(st.sampled_from(LANGUAGES), st.sampled_from(StepKind), st.sampled_from(Detail), strange, strange, strange, persons)
def test_whatever_a_mail_says_a_notification_is_plain_text_in_every_language(language, kind, detail, company, role, subject, to):
    app = replace(PLANNER, company=company, role=role)
    original = Original("no@kestrel.example", (), subject, "")
    notice = said(language, kind, *to, app=app, detail=detail, original=original)
    check_harmless(notice)
    check_harmless(digest([(step(kind, *to, number=number), app) for number in (1, 2)], detail, WORDS[language]))
    check_harmless(reopened(app, 2, detail, WORDS[language]))
    mail = Wrote(app, Contact(subject, "a@b.example", Part.RECRUITER, "From"), step(kind, *to), letter(language, kind, *to, app=app))
    for count in (1, 2):
        check_harmless(rejected([app] * count, detail, WORDS[language], planned=True))
        check_harmless(wrote([mail] * count, detail, WORDS[language]))
        check_harmless(beside(notice, [app] * count, detail, WORDS[language]))
    check_harmless(ahead(step(kind, *to), app, letter(language, kind, *to, app=app, original=original), WORDS[language]))
    check_harmless(alarms.refused("personal", subject, WORDS[language]))
    check_harmless(alarms.sign_in_ended("personal", subject, WORDS[language], login="rejection-watcher login personal"))


@settings(deadline=None)  # letters are compiled at the first need
@given(st.sampled_from(LANGUAGES), st.sampled_from(StepKind), st.sampled_from(["Qzxwv"]), persons)
def test_short_tells_the_company_alone_and_silent_nothing_in_every_language(language, kind, mark, to):
    marked = tuple(replace(person, name=f"{mark}name") for person in to)
    app = replace(PLANNER, company=f"{mark}company", role=f"{mark}role")
    short, silent = (said(language, kind, *marked, app=app, detail=detail) for detail in (Detail.SHORT, Detail.SILENT))
    assert re.findall(f"{mark}[a-z]*", f"{short.title}\n{short.body}") == [f"{mark}company"]
    assert mark not in f"{silent.title}\n{silent.body}"
    assert "s31" not in f"{silent.title}\n{silent.body}"
    mail = Wrote(app, Contact(f"{mark}name", "a@b.example", Part.RECRUITER, "From"), step(kind, *marked))
    for one in (wrote([mail], Detail.SHORT, WORDS[language]), rejected([app], Detail.SHORT, WORDS[language], planned=True)):
        assert re.findall(f"{mark}[a-z]*", f"{one.title}\n{one.body}") == [f"{mark}company"]
    for one in (wrote([mail, mail], Detail.SILENT, WORDS[language]), rejected([app], Detail.SILENT, WORDS[language], planned=True)):
        assert mark not in f"{one.title}\n{one.body}"
    assert not [person.addr for person in to if person.addr in f"{short.title}\n{short.body}\n{silent.title}\n{silent.body}"]
