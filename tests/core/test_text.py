import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.core.parse import Message, parse
from watcher.core.text import MAX_BYTES, fold, is_forwarded, judged_text, sentences

RULE = "_" * 32


def mail(body: str, *, subject: str = "Hello", kind: str = "text/plain") -> Message:
    head = f"From: Ada <ada@kessel.example>\r\nSubject: {subject}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n"
    return parse(head.encode() + body.encode("utf-8", "replace"))


def judged(body: str, subject: str = "Hello") -> list[str]:
    return judged_text(mail(body, subject=subject)).split("\n")


def page(body: str, subject: str = "Hello") -> list[str]:
    return judged_text(mail(body, subject=subject, kind="text/html")).split("\n")


# --- plain text


def test_hard_wrapped_lines_become_paragraphs_and_short_lines_stay():
    text = """Dear Sam,

thank you for the time that you have given us. After careful thought we
have decided to not go forward with your application for the position of
Stoker.

We look for:
- people who know how to keep a boiler warm through a long winter night, and
- others

Best regards,
Ada Example
Recruiter, Kessel Works
"""
    assert judged(text) == [
        "Dear Sam,",
        (
            "thank you for the time that you have given us. After careful thought we have decided to not go forward with your application "
            "for the position of Stoker."
        ),
        "We look for:",
        "- people who know how to keep a boiler warm through a long winter night, and",
        "- others",
        "Best regards,",
        "Ada Example",
        "Recruiter, Kessel Works",
    ]


def test_a_page_whose_lines_were_broken_by_a_program_is_put_together_too():
    html = "<p>We are sorry to say that after long thought<br>we have decided otherwise.<br>We wish you<br>luck.</p>"
    assert page(html.replace("thought", "thought it over")) == [
        "We are sorry to say that after long thought it over we have decided otherwise.",
        "We wish you",
        "luck.",
    ]


def test_a_signature_ends_at_its_mark_but_names_after_a_closing_stay():
    assert judged("Bye,\nAda\n-- \nKessel Works\nUnfortunately Street 1") == ["Bye,", "Ada"]
    assert judged("-- \nonly this") == ["-- only this"] or judged("-- \nonly this") == ["--", "only this"]


ATTRIBUTIONS = {
    "en": "On Mon, 2 Mar 2026 at 10:12, Ada Example <ada@kessel.example> wrote:",
    "en, wrapped": "On Mon, 2 Mar 2026 at 10:12, Ada Example (Kessel Works Recruiting)\n<ada@kessel.example> wrote:",
    "en, name first": "Ada Example <ada@kessel.example> wrote on 2 March 2026:",
    "de": "Am 02.03.2026 um 10:12 schrieb Ada Example <ada@kessel.example>:",
    "de, hat geschrieben": "Am Mo., 2. März 2026 um 10:12 Uhr hat Ada Example geschrieben:",
    "fr": "Le lun. 2 mars 2026 à 10:12, Ada Example <ada@kessel.example> a écrit\u00a0:",
    "es": "El lun, 2 mar 2026 a las 10:12, Ada Example (<ada@kessel.example>) escribió:",
    "pt": "Em seg., 2 de mar. de 2026 às 10:12, Ada Example <ada@kessel.example> escreveu:",
    "it": "Il giorno lun 2 mar 2026 alle ore 10:12 Ada Example <ada@kessel.example> ha scritto:",
    "nl": "Op ma 2 mrt 2026 om 10:12 schreef Ada Example <ada@kessel.example>:",
    "sv": "Den 2 mars 2026 10:12 skrev Ada Example <ada@kessel.example>:",
    "pl": "W dniu 2.03.2026 o 10:12, Ada Example pisze:",
    "old Gmail": "2026-03-02 10:12 GMT+01:00 Ada Example <ada@kessel.example>:",
}
BLOCKS = {
    "en": "-----Original Message-----\nFrom: Ada\nSent: Monday\nTo: Sam\nSubject: Stoker",
    "de": f"{RULE}\nVon: Ada Example <ada@kessel.example>\nGesendet: Montag, 2. März 2026\nAn: Sam\nBetreff: Stoker",
    "fr": "De : Ada Example\nEnvoyé : lundi\nÀ : Sam\nObjet : Stoker",
    "es": "De: Ada\nEnviado el: lunes\nPara: Sam\nAsunto: Stoker",
    "pt": "De: Ada\nEnviada em: segunda\nPara: Sam\nAssunto: Stoker",
    "it": "-----Messaggio originale-----\nDa: Ada\nInviato: lunedì\nA: Sam\nOggetto: Stoker",
    "nl": "Van: Ada\nVerzonden: maandag\nAan: Sam\nOnderwerp: Stoker",
    "bold": "*From:* Ada\n*Sent:* Monday\n*To:* Sam\n*Subject:* Stoker",
}


@pytest.mark.parametrize("style", ATTRIBUTIONS)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_the_mail_that_is_answered_is_cut_in_the_words_of_every_client(style, mark):
    assert judged(f"See you on Monday!\n\n{ATTRIBUTIONS[style]}\n\n{mark}Unfortunately no.\n{mark}Ada", "Re: x") == ["See you on Monday!"]


@pytest.mark.parametrize("style", BLOCKS)
def test_the_header_block_above_an_answered_mail_ends_todays_text(style):
    assert judged(f"See you on Monday!\n\n{BLOCKS[style]}\n\nUnfortunately no.", "Re: x") == ["See you on Monday!"]


@pytest.mark.parametrize("style", BLOCKS)
def test_the_header_block_of_a_forwarded_mail_ends_nothing(style):
    message = mail(f"FYI\n\n{BLOCKS[style]}\n\nUnfortunately no.\n-- \nKessel", subject="Fwd: Stoker")
    text = judged_text(message)
    assert text.startswith("FYI")
    assert text.endswith("Unfortunately no.")
    assert is_forwarded(message, text)


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-------- Weitergeleitete Nachricht --------",
        "Anfang der weitergeleiteten Nachricht:",
        "---------- Message transféré ---------",
        "Début du message réexpédié :",
        "---------- Mensaje reenviado ---------",
        "---------- Messaggio inoltrato ---------",
        "---------- Mensagem encaminhada ---------",
        "---------- Doorgestuurd bericht ---------",
    ],
)
def test_forwarded_mail_is_kept_without_its_own_history_and_known_as_such(mark):
    passed_on = "> From: Kessel\n> Subject: Stoker\n>\n> Unfortunately no.\n>\n> On 1 Mar 2026 Sam wrote:\n> > Hello\n"
    message = mail(f"look at this\n-- \nBo\n\n{mark}\n{passed_on}")
    text = judged_text(message)
    assert "look at this" in text
    assert text.endswith("Unfortunately no.")
    assert "Bo" not in text
    assert is_forwarded(message, text)


def test_an_answer_to_forwarded_mail_is_not_forwarded():
    message = mail("Sorry to hear!\n\nOn 2 Mar 2026 Sam wrote:\n> ---------- Forwarded message ---------\n> no", subject="Re: Fwd: Stoker")
    text = judged_text(message)
    assert text == "Sorry to hear!"
    assert not is_forwarded(message, text)


def test_answers_between_and_below_quoted_lines_are_kept():
    text = "On 2 Mar 2026 Sam wrote:\n> When?\n\nOn Monday.\n\n> Where?\n\nAt the works.\n"
    assert judged(text, "Re: x") == ["On Monday.", "At the works."]


def test_a_second_header_block_in_forwarded_mail_is_history():
    text = f"FYI\n\n{BLOCKS['en']}\n\nUnfortunately no.\n\n{BLOCKS['nl']}\n\nOld."
    assert judged(text, "FW: x")[-1] == "Unfortunately no."


def test_a_mail_that_is_nothing_but_quoted_is_read_unless_it_is_an_answer():
    assert judged("> Unfortunately no.\n> Ada") == ["Unfortunately no.", "Ada"]
    assert judged("> Unfortunately no.\n> Ada", "Re: x") == [""]
    assert judged(f"{BLOCKS['en']}\n\nUnfortunately no.")[-1] == "Unfortunately no."


@pytest.mark.parametrize(
    "text",
    [
        "On 2 March our head wrote a letter to all of us about the works.",
        "From: the works\nTo: the station",
        "From: 10:00\nTo: 11:00\nDate: Monday\nPlace: here",
        "What Ada wrote:\nall is well",
        "-----\nnews",
    ],
)
def test_ordinary_words_end_nothing(text):
    assert " ".join(judged(text + "\n\nThe end.")).endswith("The end.")


@pytest.mark.parametrize(
    "line",
    [
        *["Sent from my iPhone", "Get Outlook for iOS", "Von meinem iPhone gesendet", "Gesendet mit der Post-App", "Envoyé de mon iPhone"],
        *["Enviado desde mi iPhone", "Enviado do meu iPhone", "Inviato da iPhone", "Verzonden vanaf mijn iPhone", "Outlook für Android"],
    ],
)
def test_what_a_device_says_of_itself_is_cut(line):
    assert judged(f"See you.\n\n{line}\n") == ["See you."]


@pytest.mark.parametrize(
    "notice",
    [
        "CONFIDENTIALITY NOTICE: for you alone. Other sentences.",
        "This e-mail and its attachments are confidential. If you are not the addressee, delete it.",
        "Diese E-Mail enthält vertrauliche Informationen. Bitte löschen Sie sie.",
        "Ce message est confidentiel. Merci de le détruire.",
        "Este mensaje es confidencial. Bórrelo.",
        "Questo messaggio è riservato. Lo cancelli.",
        "Esta mensagem é confidencial. Apague-a.",
        "Dit bericht is vertrouwelijk. Verwijder het.",
        "To stop these mails, unsubscribe here.",
        "Wenn Sie keine Post mehr wollen, können Sie sie hier abbestellen.",
        "Pour vous désabonner, cliquez ici.",
        "© 2026 Kessel Works. All rights reserved.",
    ],
)
def test_legal_notices_and_ways_to_unsubscribe_are_cut(notice):
    left = judged(f"We are sorry.\n\n{notice}\n\nAda")
    assert (left[0], left[-1]) == ("We are sorry.", "Ada")
    assert left[1:-1] in ([], ["© 2026 Kessel Works."])


def test_a_notice_ends_its_paragraph_but_not_what_stands_before_it():
    assert judged("We are sorry. This message is confidential. Delete it.") == ["We are sorry."]
    assert judged("Your confidential papers are safe. Ada") == ["Your confidential papers are safe. Ada"]


def test_a_mail_that_is_nothing_but_a_notice_is_kept():
    assert judged("This message is confidential.") == ["This message is confidential."]


# --- letters


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("we won’t be “moving”\u00a0forward", 'we won\'t be "moving" forward'),
        ("un\u00adfor\u200btun\ufeffately", "unfortunately"),
        ("ｕｎｆｏｒｔｕｎａｔｅｌｙ", "unfortunately"),
        ("nоt sеlected", "not selected"),  # Cyrillic o and e
        ("nοt", "not"),  # Greek omicron
        ("Привет not", "Привет not"),
        ("Привет", "Привет"),
        ("u\u0308ber", "über"),
        ("it`s", "it's"),
    ],
)
def test_what_looks_alike_is_alike(text, folded):
    assert fold(text) == folded


# --- HTML


def test_inline_elements_leave_sentences_whole_and_blocks_part_lines():
    html = """<p>We have <b>decided</b> to <i>n</i>ot <a href="x">go
    forward</a>.</p><div>Best,<br>Ada</div><ul><li>one<li>two</ul><table><tr><td>Job:</td><td>Stoker</td></tr><tr><td>Place</td></tr></table>
    <pre>a
b</pre>"""
    assert page(html) == ["We have decided to not go forward.", "Best,", "Ada", "one", "two", "Job: Stoker", "Place", "a", "b"]


HIDDEN = [
    '<div style="display:none">X</div>',
    '<div style="DISPLAY : none !important">X</div>',
    '<span style="visibility:hidden">X</span>',
    '<span style="font-size:0">X</span>',
    '<span style="font-size:1px;color:#fff">X</span>',
    '<div style="max-height:0px;overflow:hidden">X</div>',
    '<div style="opacity:0">X</div>',
    '<div style="height:0;overflow:hidden">X</div>',
    '<div style="mso-hide:all">X</div>',
    '<div style="position:absolute;left:-9999px">X</div>',
    "<div hidden>X</div>",
    '<div class="preheader">X</div>',
    '<p style="color:white;background-color:#FFF">X</p>',
    '<table bgcolor="#000000"><tr><td><font color="rgb(0, 0, 0)">X</font></td></tr></table>',
    "<style>.a, p.b{display:none}</style><p class=b>X</p>",
    "<style>i{x:y} .a{display:none}</style><p class=A>X</p>",
    "<title>X</title>",
    "<script>X</script>",
    "<!-- X -->",
    "<noscript>X</noscript><template>X</template><select><option>X</select>",
    '<img alt="" src="data:image/png;base64,XXXX">',
]


@pytest.mark.parametrize("html", HIDDEN)
def test_what_a_reader_cannot_see_is_not_judged(html):
    assert page(f"<p>Seen.</p>{html}<p>End.</p>") == ["Seen.", "End."]


@pytest.mark.parametrize(
    "html",
    [
        '<td style="font-size:0px"><div style="font-size:13px">Seen</div></td>',
        '<div style="visibility:hidden"><span style="visibility:visible">Seen</span></div>',
        '<p style="color:#fff;background:#00a">Seen</p>',
        '<p style="color:#fff;background:url(x)">Seen</p>',
        '<p style="color:#fff;background:transparent">Seen</p>',
        '<div style="max-height:0.5em;opacity:0.9;font-size:12px">Seen</div>',
        "<style>@media (max-width:1px){.a{display:none}} .b{color:red}</style><p class='a b'>Seen</p>",
        "<style>}.a{color:red</style><p class=a>Seen</p>",
        "<!-->Seen<!-- -->",
        "<![if !mso]>Seen<![endif]>",
        '<p style="color:chartreuse;background:chartreuse">Seen</p>',
        "<svg><path></svg><p>Seen<br></p>",
    ],
)
def test_what_a_reader_can_see_is_judged(html):
    assert page(html) == ["Seen"]


def test_an_unclosed_style_or_comment_hides_the_rest_as_in_browsers():
    assert page("<p>Seen</p><style>p{} <p>X</p>") == ["Seen"]
    assert page("<p>Seen</p><!-- <p>X</p>") == ["Seen"]
    assert page("<p>ÄSeen</p><STYLE>X</STYLE") == ["ÄSeen"]


QUOTES = [
    '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Mon Ada wrote:</div><blockquote>X</blockquote></div>',
    '<div class="moz-cite-prefix">On 2 Mar 2026 Ada wrote:</div><blockquote type="cite">X</blockquote>',
    '<div class="yahoo_quoted">X</div>',
    '<div class="x_yahoo_quoted">X</div>',
    '<hr><div id="divRplyFwdMsg"><b>From:</b> Ada<br><b>Sent:</b> Monday<br><b>Subject:</b> Stoker</div><div>X</div>',
    "<div style='border-top:solid'><p><b>From:</b> A<br><b>Sent:</b> Monday<br><b>To:</b> Sam<br><b>Subject:</b> x</p></div><p>X</p>",
    "<div>Am 02.03.2026 um 10:12 schrieb Ada:</div><blockquote>X</blockquote>",
]


@pytest.mark.parametrize("html", QUOTES)
def test_quoted_mail_in_a_page_is_not_todays(html):
    assert page(f"<div>See you!</div>{html}", "Re: Stoker") == ["See you!"]


FORWARDS = [
    "<div class='gmail_quote'><div>-- Forwarded message --<br>From: K<br>Subject: x</div><p>No.</p><div class='gmail_quote'>X</div></div>",
    '<div>Begin forwarded message:</div><br><blockquote type="cite"><div><b>From: </b>Kessel</div><div>No.</div></blockquote>',
    '<hr><div id="x_divRplyFwdMsg"><b>From:</b> Kessel<br><b>Sent:</b> Monday<br><b>Subject:</b> x</div><div>No.</div>',
    '<blockquote type="cite">No.<blockquote type="cite">X</blockquote></blockquote>',
]


@pytest.mark.parametrize("html", FORWARDS)
def test_forwarded_mail_in_a_page_is_kept_without_its_history(html):
    got = page(f"<div>FYI</div>{html}", "WG: Stoker")
    assert (got[0], got[-1]) == ("FYI", "No.")
    assert "X" not in got


def test_a_page_in_which_nothing_is_seen_is_read_all_the_same():
    assert page('<div style="display:none">Unfortunately <b>no</b>.&amp;</div>') == ["Unfortunately", "no", ".&"]
    assert page("<p></p>") == [""]
    assert page("words without a tag &amp; so") == ["words without a tag & so"]


def test_a_page_in_a_plain_part_is_read_as_a_page():
    assert judged("<html><body><p>We have <b>decided</b>.</p></body></html>") == ["We have decided."]


def test_of_two_forms_the_page_is_judged_unless_it_is_a_mere_footer():
    both = (
        b'From: a@b.example\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nPLAIN\r\n'
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--x--\r\n"
    )
    assert judged_text(parse(both)) == "HTML"
    assert judged_text(parse(both.replace(b"PLAIN", b"The whole long text of this mail."))) == "The whole long text of this mail."
    assert judged_text(parse(both.replace(b"HTML", b""))) == "PLAIN"


def test_no_text_is_no_text():
    assert judged_text(mail("")) == ""


# --- sentences


def test_sentences_are_parted_where_they_end():
    assert sentences('Dear Dr. Ada, we met. "Really?" Yes! z.B. so\nJane M. Doe said so。然后。') == [
        "Dear Dr. Ada, we met.",
        '"Really?"',
        "Yes!",
        "z.B. so",
        "Jane M. Doe said so。",
        "然后。",
    ]


def test_sentences_are_few_and_short():
    assert [len(one) for one in sentences("x" * 1200)] == [500, 500, 200]
    assert max(map(len, sentences("word " * 5000))) <= 500
    assert len(sentences("Yes. " * 5000)) == 200
    assert len(sentences("Yes.\n" * 5000)) == 200
    assert len(sentences("z.B. " * 9000)) <= 200
    assert sentences("\n \n") == []


# --- hostile text: each of these is where a regular expression or a parser could take the square of the length

HOSTILE_PAGES = {
    "nested div": "<div>" * 25_000 + "x",
    "attributes": "<a " + " ".join(f"a{number}=1" for number in range(30_000)) + ">x",
    "formatting": "".join(f"<b a={number}>" for number in range(20_000)) + "<p>x" * 3000,
    "quotes": "x" * 90_000 + "<p class=gmail_quote>" * 1_500,
    "nested quotes": "<div class=gmail_quote>Forwarded message<br>" * 3_000,
    "styles": "<style>" * 30_000,
    "comments": "<!--" * 60_000,
    "rules": "<style>" + ".a{" * 60_000 + "</style>x",
    "selectors": "<style>" + ".a," * 20_000 + "{display:none}" * 1_000 + "</style>x",
    "instructions": "<?" * 100_000,
    "broken ends": "</a " * 60_000,
    "pictures": "data:a/b;base64," * 15_000,
    "less": "<" * 250_000,
    "spaces": "<p>" + " " * 250_000 + "x",
}
HOSTILE_TEXTS = {
    "spaces": " " * 250_000,
    "quote marks": ">" * 250_000,
    "attributions": ("on 1 " + "wrote " * 60 + ":\n") * 300,
    "German attributions": ("am 1 " + "schrieb " * 45 + "x:\n") * 320,
    "labels": "From: a\nTo: b\n" * 9_000,
    "from": "From: a\n" * 18_000,
    "dashes": "-" * 250_000,
    "signatures": "-- \n" * 60_000,
    "forwards": "forwarded message\n" * 12_000,
    "dots": ". " * 120_000,
    "marks": "e\u0301\u0316" * 40_000,
    "ligatures": "\ufdfa" * 80_000,
    "mixed letters": "а" * 60_000 + "a" * 60_000,
    "notices": "This email is confidential " * 9_000,
    "devices": "sent from my " * 18_000,
    "one word": "a" * 250_000,
}


@pytest.mark.parametrize(
    ("kind", "name"), [*(("text/html", name) for name in HOSTILE_PAGES), *(("text/plain", name) for name in HOSTILE_TEXTS)]
)
def test_hostile_text_is_judged_in_good_time(kind, name):
    message = mail((HOSTILE_PAGES if kind == "text/html" else HOSTILE_TEXTS)[name], kind=kind)
    began = time.process_time()
    text = judged_text(message)
    sentences(text)
    is_forwarded(message, text)
    assert time.process_time() - began < 6
    assert len(text.encode()) <= MAX_BYTES


TAGS = [
    "<p>",
    "</p>",
    "<div style='",
    "'>",
    "<b",
    ">",
    "<!--",
    "-->",
    "<style>",
    "</style>",
    "<blockquote type=cite>",
    "<div class=gmail_quote>",
    "&",
    "&#0;",
    "<td>",
]
WORDS = [
    "\n",
    "\n\n",
    "> ",
    "-- \n",
    "From: x\n",
    "Subject: y\n",
    "On 1 Mar Ada wrote:\n",
    "Forwarded message\n",
    "we are sorry ",
    "\u200b",
    "е",
    "ﷺ",
    "\ud800",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(TAGS + WORDS) | st.text(max_size=5), max_size=40).map("".join),
    st.sampled_from(["text/html", "text/plain"]),
    st.sampled_from(["Re: x", "Fwd: x", ""]),
)
def test_judging_never_raises_and_gives_clean_bounded_text(body, kind, subject):
    message = mail(body, subject=subject, kind=kind)
    text = judged_text(message)
    assert len(text.encode()) <= MAX_BYTES
    assert not any(line != line.strip() for line in text.split("\n"))
    assert all(0 < len(sentence) <= 500 for sentence in sentences(text))
    is_forwarded(message, text)
