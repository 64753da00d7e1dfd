"""A part of a mail is judged as the mail would be that holds these sentences alone."""

from __future__ import annotations

from watcher.core.classify.features import features_of, part_of
from watcher.core.parse import parse
from watcher.core.text import judged_text

MAIL = parse(
    b"From: Jobs <jobs@acme.example>\nSubject: Your application\n\n"
    b"The garden is lovely. We have decided not to move forward with you. See you on Sunday."
)


def test_it_has_the_chosen_sentences_and_their_words_and_no_others() -> None:
    whole = features_of(MAIL, judged_text(MAIL))
    places = [place for place, sentence in enumerate(whole.sentences) if "decided" in sentence.words]
    part = part_of(whole, MAIL, places)
    assert part.sentences == tuple(whole.sentences[place] for place in places)
    assert part.words == part.sentences[0].words
    assert "decided" in part.words
    assert "garden" not in part.words


def test_it_keeps_the_marks_of_its_own_sentences_alone() -> None:
    whole = features_of(MAIL, judged_text(MAIL))
    last = part_of(whole, MAIL, [len(whole.sentences) - 1])
    refused = part_of(whole, MAIL, range(len(whole.sentences)))
    assert any("refusal" in flag for flag in refused.flags)
    assert not any("refusal" in flag for flag in last.flags)
