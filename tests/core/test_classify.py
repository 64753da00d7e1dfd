"""What the judge of mail promises, on sentences and on a small model made by hand."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.core.classify import Label, classify, cues, model_from_data
from watcher.core.classify.cues import CUES, anchors_of, to_regex, words_of
from watcher.core.classify.features import LONGEST_WORD, features_of
from watcher.core.classify.fold import clear, fold
from watcher.core.classify.languages import languages_of
from watcher.core.classify.score import decision, word_ngrams
from watcher.core.classify.sentence import BUCKETS, THINGS, packed
from watcher.core.parse import parse
from watcher.core.text import judged_text
from watcher.errors import ModelError


def found(sentence: str) -> set[str]:
    return set(CUES.in_words(words_of(fold(sentence))))


def flags(body: str, **headers: str) -> frozenset[str]:
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    message = parse(f"{lines}Content-Type: text/plain; charset=utf-8\n\n{body}".encode())
    return features_of(message, judged_text(message)).flags


# --- folding ---


@pytest.mark.parametrize(
    "disguised",
    [
        "Unfortunately, we won’t proceed",
        "UNFORTUNATELY, WE WON'T PROCEED",
        "Un\u200bfortunately, we won't pro\u00adceed",
        "Unf\u043ertunately, we w\u043en't proceed",
        "Unfortunately,=20we won=E2=80=99t pro=\nceed",
    ],
)
def test_one_way_of_writing_is_read_as_any_other(disguised: str) -> None:
    assert " ".join(words_of(fold(clear(disguised)))) == "unfortunately , we will not proceed"


def test_accents_are_the_same_composed_and_decomposed() -> None:
    text = "Überprüfung, candidature retenue à Genève, não, łódź, straße"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == "uberprufung, candidature retenue a geneve, nao, lodz, strasse"


def test_russian_stays_russian() -> None:
    assert "вакансия" in fold("Вакансия закрыта, спасибо за отклик")


def test_a_single_code_like_run_is_no_quoted_printable() -> None:
    assert clear("the sum is a=3D") == "the sum is a=3D"


def test_undecoded_latin_1_is_read_too() -> None:
    assert fold(clear("n=E3o aprovado, informa=E7=E3o")) == "nao aprovado, informacao"


# --- cues ---

NOES = [
    "Unfortunately, we have decided not to move forward with your application.",
    "You weren't selected for an interview.",
    "The position has been filled.",
    "We will be pursuing other candidates whose experience is a closer match.",
    "We are putting the search on hold.",
    "We must rescind our offer.",
    "It's a no from us.",
    "Leider können wir Ihre Bewerbung nicht berücksichtigen.",
    "Wir haben uns für einen anderen Bewerber entschieden.",
    "Die Stelle ist inzwischen besetzt.",
    "Votre candidature n'a pas été retenue.",
    "Nous ne pouvons pas donner une suite favorable à votre demande.",
    "Le poste est désormais pourvu.",
    "Tu candidatura no ha sido seleccionada.",
    "La vacante ya está cubierta.",
    "Hemos decidido continuar con otros candidatos.",
    "A sua candidatura não foi selecionada.",
    "A vaga já foi preenchida.",
    "Abbiamo deciso di non proseguire con la tua candidatura.",
    "La posizione è stata coperta.",
    "We hebben besloten niet met je verder te gaan.",
    "De vacature is inmiddels vervuld.",
    "Niestety wybraliśmy innego kandydata.",
    "Tyvärr har vi gått vidare med andra kandidater.",
    "Desværre er vi gået videre med andre kandidater.",
    "Dessverre har vi gått videre med andre søkere.",
    "Bohužel jsme vybrali jiného kandidáta.",
    "Maalesef başka bir aday ile ilerleme kararı aldık, başvurunuz olumsuz sonuçlanmıştır.",
    "Valitettavasti valintamme kohdistui toiseen hakijaan.",
    "К сожалению, мы выбрали другого кандидата.",
]


@pytest.mark.parametrize("sentence", NOES)
def test_an_asserted_no_is_heard(sentence: str) -> None:
    assert "refusal" in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "If you are not selected, we will keep your resume on file.",
        "Should you not hear from us, your application has not been successful.",
        "Sollten wir Ihre Bewerbung nicht berücksichtigen können, melden wir uns.",
        "Si votre candidature n'a pas été retenue, nous vous écrirons.",
        "Si no has sido seleccionado, te avisaremos.",
        "Caso a sua candidatura não seja selecionada, avisaremos.",
        "Se la tua candidatura non è stata selezionata, ti scriveremo.",
        "Mocht je niet geselecteerd zijn, dan hoor je dat.",
    ],
)
def test_a_no_under_a_condition_is_no_no(sentence: str) -> None:
    assert "refusal" not in found(sentence)
    assert "refusal_if" in found(sentence)


def test_a_question_refuses_nothing() -> None:
    assert not found("Has the position been filled?") & {"refusal", "refusal_if"}


def test_not_selected_for_an_interview_invites_nobody() -> None:
    assert "invitation" not in found("You have not been selected for an interview, which will be on Monday.")


@pytest.mark.parametrize(
    ("sentence", "family"),
    [
        ("We have received your application.", "receipt"),
        ("We would like to invite you to an interview.", "invitation"),
        ("How about 10:30 on Tuesday?", "scheduling"),
        ("I came across your profile.", "outreach"),
        ("What is your notice period?", "screening"),
        ("Please complete the assessment by Friday.", "assessment"),
        ("12 new jobs for you.", "alert"),
        ("We are pleased to offer you the position.", "offer"),
        ("You have withdrawn your application.", "withdrawn"),
        ("How to deal with rejection.", "hearsay"),
        ("Your loan was not approved.", "elsewhere"),
        ("We wish you the best of luck.", "wishes"),
        ("Your application is still under review.", "pending"),
    ],
)
def test_what_else_a_sentence_says_is_heard(sentence: str, family: str) -> None:
    assert family in found(sentence)


def test_every_pattern_can_be_found_by_its_anchors() -> None:
    for _, _, table in cues.LANGUAGES:
        for lines in table.values():
            for source in filter(None, map(str.strip, lines.splitlines())):
                for anchor in anchors_of(source):
                    assert anchor.strip("\\*").isalnum() or anchor == "\\?", (source, anchor)


def test_every_family_has_its_plain_words() -> None:
    used = {family for _, _, table in cues.LANGUAGES for family in table}
    assert used | {"refusal_if"} == set(cues.FAMILIES)


def test_patterns_are_written_in_folded_letters() -> None:
    for _, _, table in cues.LANGUAGES:
        assert all(fold(lines) == lines for lines in table.values())


def test_the_small_language_of_patterns() -> None:
    assert to_regex("not ~3 selec*") == r" (?:not (?:\S+ ){0,3}selec\S*)(?= )"
    assert anchors_of("the (role|position of it) (has )?been filled") == {"filled"}
    assert anchors_of("abc|d efghij") == {"abc", "efghij"}
    assert anchors_of("((go|went) away|left) x") == {"away", "left"}
    assert anchors_of("(a|b)(c)") == {"*"}


def test_a_mail_is_searched_in_its_own_languages() -> None:
    assert languages_of(["wir", "haben", "ihre", "bewerbung", "und", "die", "unterlagen"]) == {"de"}
    assert languages_of(["absage"]) == cues.ALL_LANGUAGES


def test_words_come_without_contractions() -> None:
    assert words_of("we've, don't - l'heure (im) o'clock isn't?") == [
        "we",
        "have",
        ",",
        "do",
        "not",
        ",",
        "l",
        "heure",
        ",",
        "i",
        "am",
        ",",
        "o",
        "clock",
        "is",
        "not",
        "?",
    ]


# --- features ---


def test_a_soft_no_is_told_from_a_soft_not_yet() -> None:
    assert "softly:wishes" in flags("Thank you for applying. Unfortunately it was hard. Good luck with your search.")
    assert "softly:wishes" not in flags("Unfortunately we are still reviewing. No decision has been made yet. Good luck with your search.")


def test_headers_and_shape_become_flags() -> None:
    seen = flags(
        "Are you free on Tuesday? Your interview is on Monday.",
        From="no-reply@x.example", Subject="AW: interview", List_Id="<a.b>", Auto_Submitted="auto-generated",
    )  # fmt: skip
    assert {"reply", "bulk", "automatic", "robot", "question", "question of work"} <= seen
    assert "leisure" in flags("The garden is doing well.")


def test_what_a_number_or_link_is_does_not_matter() -> None:
    bodies = ("Write to a@b.example or see https://x.example/1 by 3.4.2026", "Write to z@y.example or see www.q.example/22 by 5.6.2027")
    seen = [features_of(parse(b""), body).words for body in bodies]
    assert seen[0] == seen[1] == ("write", "to", "xaddress", "or", "see", "xlink", "by", "0")


def test_an_empty_mail_has_features_too() -> None:
    assert flags("") == {"nothing", "leisure"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    features = features_of(parse(b""), text)
    assert all(len(word) <= LONGEST_WORD for word in features.words)


# --- the model ---


SILENT = {"weights": dict.fromkeys(THINGS, packed([0] * BUCKETS)), "scales": [1, 1, 1, 1], "marks": {}, "bias": [-9, -9, -9, -9]}


def small_model(**changes: Any) -> dict[str, Any]:
    return {
        "format": 3, "scale": 1000, "version": "v", "temperature": 1.0, "shift": [0.0, 0.0], "bias": [-3000, -3000],
        "words": {"selected": [100, 500, 0], "not selected": [100, 500, 0], "call": [100, 0, 900]},
        "flags": {"refusal>0": [5000, 0], "outreach>0": [0, 5000], "reply": [0, 400], "automatic": [500, 0]},
        "thresholds": {"act": 0.8, "ask": 0.3, "recruiter_act": 0.7},
        "sentences": SILENT,
        **changes,
    }  # fmt: skip


def judged(body: str, subject: str = "", **changes: Any) -> Any:
    message = parse(f"Subject: {subject}\nAuto-Submitted: auto-replied\n\n{body}".encode())
    return classify(message, judged_text(message), model_from_data(small_model(**changes)))


def test_a_plain_no_is_acted_on_with_its_sentence_as_the_reason() -> None:
    verdict = judged("Thank you. You were not selected for the role. Bye.")
    assert verdict.label is Label.REJECTION
    assert not verdict.unsure
    assert sum(verdict.scores.values()) == pytest.approx(1)
    assert verdict.reasons[0].startswith("“You were not selected for the role.”: says that it is a no")
    assert "It says in its headers that a program sent it." in verdict.reasons
    assert verdict.reasons[-1] == "Words that speak for it: “not selected”, “selected”."
    assert len(verdict.reasons) <= 8


def test_between_the_thresholds_the_user_is_asked() -> None:
    assert judged("You were not selected.", bias=[-5400, -9000]).unsure
    low = judged("You were not selected.", bias=[-6800, -9000])
    assert (low.label, low.unsure) == (Label.OTHER, True)
    assert not judged("You were not selected.", bias=[-9000, -9000]).unsure
    assert judged("I came across your profile.", bias=[-9000, -4600]).unsure
    assert not judged("I came across your profile.").unsure
    assert judged("I came across your profile.").label is Label.RECRUITER


def test_what_sentences_say_counts_beside_their_cues() -> None:
    loud = {**SILENT, "marks": {"pending": [12, 0, 0, 0]}}
    verdict = judged("We are still reviewing applications.", sentences=loud, flags={"says no>2": [9000, 0]}, words={})
    assert verdict.label is Label.REJECTION
    assert verdict.reasons[0].startswith("“We are still reviewing applications.”")


def test_a_long_sentence_is_cut_in_the_reasons() -> None:
    verdict = judged("You were not selected for " + "the very interesting and demanding role " * 8 + ".")
    assert len(verdict.reasons[0].split("”")[0]) <= 201
    assert "…”" in verdict.reasons[0]


def test_nothing_to_tell_is_no_reason() -> None:
    assert judged("", flags={}, words={}).reasons == ()


def test_counts_weigh_by_their_logarithm() -> None:
    model = model_from_data(small_model(words={"a": [100, 1000, 0], "b": [100, 0, 0]}, bias=[0, 0]))
    once = decision(model, ["a", "b"], frozenset())[0]
    thrice = decision(model, ["a", "a", "a", "b"], frozenset())[0]
    assert once == pytest.approx(0.5**0.5)
    assert thrice == pytest.approx((1 + 1.0986123) / ((1 + 1.0986123) ** 2 + 1) ** 0.5)


def test_ngrams_are_cut_as_scikit_learn_cuts_them() -> None:
    assert list(word_ngrams(["a", "b"])) == ["a", "b", "a b"]


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"sentences": {**SILENT, "weights": dict.fromkeys(THINGS, "~")}},
        {"temperature": 0},
        {"temperature": "hot"},
        {"thresholds": {}},
        {"bias": [1]},
        {"words": {"a": [1]}},
        {"flags": []},
        {"shift": None},
    ],
)
def test_a_damaged_model_is_refused_with_a_remedy(changes: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as error:
        model_from_data(small_model(**changes))
    assert error.value.remedy
