"""The guided set-up without a terminal: what is asked when, what an address tells, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.setup import (
    Ask,
    Facts,
    Keep,
    Kind,
    Look,
    Looks,
    LookUp,
    Person,
    Plan,
    Records,
    Say,
    SendTest,
    Service,
    ShowCode,
    Stopped,
    Talk,
    Tone,
    TrySignIn,
    country_of,
    interview,
)
from watcher.core.setup.guess import account_name, known_server, language_of, name_of, server
from watcher.core.setup.providers import PROVIDERS, Provider, SignIn, by_domain, by_host, by_mx

FACTS = Facts(path="~/config.toml", topic="abcd-efgh", zone="Europe/Berlin", country="DE", locale="de_DE.UTF-8", gecos="Robin Sample,,,")
MAILBOXES = (
    Look("mailbox INBOX", ok=True, detail="INBOX can be read"),
    Look("mailbox \\Junk", ok=True, detail="Spam can be read"),
    Look("sent mail", ok=True, detail="your own mail is in Sent"),
    Look("IDLE", ok=True, detail="offered: new mail is seen at once"),
)
WELL: Looks = (
    Look("name", ok=True, detail="localhost is ::1"),
    Look("TLS", ok=True, detail="TLSv1.3"),
    Look("sign-in", ok=True, detail="accepted"),
    *MAILBOXES,
)


def failing(what: str, remedy: str = "look again") -> Looks:
    return (Look("name", ok=True, detail="localhost is ::1"), Look(what, ok=False, detail="no", remedy=remedy))


@dataclass
class Evening:
    """A person with answers ("" is Enter), and a world that answers, too. Everything is remembered."""

    answers: list[str]
    facts: Facts = FACTS
    records: Records = field(default_factory=Records)
    looks: list[Looks] = field(default_factory=list)  # the last for ever; WELL without any
    tests: list[str] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    said: list[Say] = field(default_factory=list)
    did: list[object] = field(default_factory=list)

    def play(self) -> Plan:
        talk = Talk(lambda: interview(self.facts))
        answers = list(self.answers)
        while talk.step is not None:
            step = talk.step
            if isinstance(step, Ask):
                self.asked.append(step)
                answer = answers.pop(0)
                if answer == "<":
                    assert talk.back()
                    continue
                assert answer or step.default or step.optional, f"{step.text} wants an answer"
                talk.reply(answer or step.default)
            else:
                talk.reply(self._world(step))
        assert not answers, f"never asked for: {answers}"
        assert talk.result is not None
        return talk.result

    def _world(self, step):
        if isinstance(step, Say):
            self.said.append(step)
            return None
        self.did.append(step)
        if isinstance(step, LookUp):
            return self.records
        if isinstance(step, TrySignIn):
            return self.looks.pop(0) if self.looks else WELL
        if isinstance(step, SendTest):
            return self.tests.pop(0) if self.tests else ""
        assert isinstance(step, ShowCode)
        return None

    @property
    def words(self) -> str:
        return "\n".join(say.text for say in self.said)

    def questions(self) -> list[str]:
        return [question.text for question in self.asked]


# --- the usual evening


def test_with_a_known_provider_a_few_answers_and_enter_are_enough():
    evening = Evening(["robin@gmail.com", "", "", "abcd efgh ijkl mnop", "", "", "", "", "", ""])
    plan = evening.play()
    account = plan.account
    assert (account.name, account.host, account.port, account.tls) == ("personal", "imap.gmail.com", 993, "implicit")
    assert (account.username, account.keep, account.secret) == ("robin@gmail.com", Keep.FILE, "abcdefghijklmnop")
    assert plan.url == "ntfys://ntfy.sh/abcd-efgh"
    assert plan.person == Person("Robin Sample", "de", "Europe/Berlin", "DE", "")
    assert "https://myaccount.google.com/apppasswords" in evening.words
    assert not [step for step in evening.did if isinstance(step, LookUp)]
    assert [type(step) for step in evening.did] == [TrySignIn, ShowCode, SendTest]


def test_everything_that_is_asked_explains_itself_and_has_an_answer_for_enter_where_one_can_be_known():
    evening = Evening(["robin@web.de", "n", "", "", "", "", "", "secret", "", "", "", "", "n", "", "", "", "", ""])
    evening.play()
    assert all(len(question.help) > 20 for question in evening.asked)
    without = {question.kind for question in evening.asked if not question.default and not question.optional}
    assert without == {Kind.ADDRESS, Kind.SECRET}


def test_secrets_are_in_no_representation():
    evening = Evening(["robin@gmail.com", "", "", "hidden-word", "url", "tgram://hidden-token", "", "", "", ""])
    plan = evening.play()
    assert "hidden" not in repr(plan) + repr(plan.account) + repr(evening.did)


def test_nothing_is_agreed_to_when_the_last_question_is_answered_with_no():
    with pytest.raises(Stopped):
        Evening(["robin@gmail.com", "", "", "secret", "none", "", "", "n"]).play()


def test_going_back_asks_the_question_before_again_and_keeps_what_was_answered_before_that():
    evening = Evening(["robin@gmail.com", "", "<", "<", "sam@gmail.com", "", "", "secret", "none", "", "", ""])
    plan = evening.play()
    assert plan.account.username == "sam@gmail.com"
    assert evening.questions()[:5] == [
        "Your mail address",
        "Is that right?",
        "Where shall the password be kept?",
        "Is that right?",
        "Your mail address",
    ]
    assert not Talk(lambda: interview(FACTS)).back()


def test_going_back_over_a_sign_in_does_not_try_it_again():
    evening = Evening(["robin@gmail.com", "", "", "secret", "none", "<", "none", "", "", ""])
    evening.play()
    assert len([step for step in evening.did if isinstance(step, TrySignIn)]) == 1


# --- the server


def test_an_unknown_domain_is_looked_up_and_the_guess_can_be_changed():
    evening = Evening(["robin@example.org", "n", "mail.example.org", "starttls", "", "robin", "", "secret", "none", "", "", ""])
    account = evening.play().account
    assert evening.did[0] == LookUp("example.org")
    assert "imap.example.org, port 993, TLS (a guess" in evening.words
    assert (account.host, account.port, account.tls, account.username) == ("mail.example.org", 143, "starttls", "robin")


def test_a_server_on_this_machine_may_go_without_encryption_and_no_other():
    evening = Evening(["robin@example.org", "n", "localhost", "none", "1143", "", "", "secret", "none", "", "", ""])
    assert (evening.play().account.tls, evening.play and evening.asked[3].options[-1][0]) == ("none", "none")
    other = Evening(["robin@example.org", "n", "mail.example.org", "", "", "", "", "secret", "none", "", "", ""])
    other.play()
    assert "none" not in dict(other.asked[3].options)
    assert "not encrypted" not in other.words


def test_proton_is_read_through_its_bridge():
    evening = Evening(["robin@proton.me", "", "", "secret", "none", "", "", ""])
    account = evening.play().account
    assert (account.host, account.port, account.tls) == ("127.0.0.1", 1143, "starttls")
    assert "127.0.0.1, port 1143, STARTTLS" in evening.words
    assert "Bridge" in evening.words


@pytest.mark.parametrize("address", ["robin@outlook.com", "robin@live.co.uk", "robin@hotmail.fr"])
def test_a_provider_without_passwords_is_said_and_another_address_taken(address):
    evening = Evening([address, "other", "robin@posteo.de", "", "", "secret", "none", "", "", ""])
    assert evening.play().account.host == "posteo.de"
    assert "takes no passwords" in evening.words


def test_a_provider_without_imap_can_be_tried_all_the_same_or_left():
    with pytest.raises(Stopped):
        Evening(["robin@tuta.com", "stop"]).play()
    evening = Evening(["robin@tuta.com", "anyway", "imap.example.com", "", "", "", "", "secret", "none", "", "", ""])
    assert evening.play().account.host == "imap.example.com"
    assert "offers no IMAP" in evening.words


# --- the password


def test_a_keyring_is_offered_where_there_is_one():
    evening = Evening(["robin@gmail.com", "", "keyring", "secret", "none", "", "", ""], replace(FACTS, keyring=True))
    assert evening.play().account.keep is Keep.KEYRING
    assert "keyring" in evening.words
    other = Evening(["robin@gmail.com", "", "", "secret", "none", "", "", ""])
    other.play()
    assert "keyring" not in dict(other.asked[2].options)


def test_a_command_is_kept_as_it_was_typed_and_asked_for_again_when_it_fails():
    evening = Evening(["robin@example.org", "", "command", "pass show 'my mail'", "password", "", "none", "", "", ""])
    evening.looks = [failing("password")]
    account = evening.play().account
    assert (account.keep, account.command, account.secret) == (Keep.COMMAND, "pass show 'my mail'", "")
    assert evening.asked[4].options[0] == ("password", "give another command")
    assert evening.asked[5].default == "pass show 'my mail'"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("abcd efgh ijkl mnop", "abcdefghijklmnop"), (" abcd\xa0efgh\xa0ijkl\xa0mnop ", "abcdefghijklmnop"), ("two words", "two words"),
     ("abcd-efgh-ijkl-mnop", "abcd-efgh-ijkl-mnop")],
)  # fmt: skip
def test_an_app_password_loses_the_spaces_that_it_is_shown_with(typed, kept):
    assert Evening(["robin@yahoo.fr", "", "", typed, "none", "", "", ""]).play().account.secret == kept


def test_a_password_of_ones_own_keeps_its_spaces():
    assert Evening(["robin@posteo.de", "", "", "abcd efgh ijkl mnop", "none", "", "", ""]).play().account.secret == "abcd efgh ijkl mnop"


# --- the sign-in


def test_what_was_found_is_told():
    evening = Evening(["robin@posteo.de", "", "", "secret", "none", "", "", ""])
    evening.play()
    good = [say.text for say in evening.said if say.tone is Tone.GOOD]
    assert good == [
        "Signed in over TLSv1.3.",
        "INBOX can be read.",
        "Spam can be read.",
        "Your own mail is in Sent.",
        "New mail is seen at once.",
    ]


def test_without_encryption_none_is_told_of():
    evening = Evening(["robin@posteo.de", "", "", "secret", "none", "", "", ""], looks=[MAILBOXES])
    evening.play()
    assert "Signed in." in evening.words


def test_without_a_junk_mailbox_the_inbox_alone_is_watched():
    looks = (*WELL[:4], Look("mailbox \\Junk", ok=False, detail="there is no such mailbox"), *WELL[5:])
    evening = Evening(["robin@posteo.de", "", "", "secret", "none", "", "", ""], looks=[looks])
    assert evening.play().account.mailboxes == ("INBOX",)
    assert "Account personal: robin@posteo.de at posteo.de, INBOX\n" in evening.words


def test_a_refused_password_is_asked_for_again_with_a_word_of_patience_the_second_time():
    answers = ["robin@posteo.de", "", "", "wrong", "", "wrong too", "", "right", "none", "", "", ""]
    evening = Evening(answers, looks=[failing("sign-in"), failing("sign-in")])
    assert evening.play().account.secret == "right"
    assert evening.words.count("look again") == 2
    assert evening.words.count("Take your time") == 1


def test_a_wrong_server_is_changed_and_the_password_kept():
    evening = Evening(
        ["robin@example.org", "", "", "secret", "", "imap.example.net", "", "", "", "none", "", "", ""], looks=[failing("name")]
    )
    account = evening.play().account
    assert (account.host, account.secret) == ("imap.example.net", "secret")


def test_a_certificate_of_its_own_is_named_by_a_file():
    evening = Evening(["robin@example.org", "", "", "secret", "", "/ca.pem", "none", "", "", ""])
    evening.looks = [failing("TLS", "give its PEM file as ca_file")]
    assert evening.play().account.ca_file == "/ca.pem"
    other = Evening(["robin@example.org", "", "", "secret", "again", "none", "", "", ""], looks=[failing("TLS", "")])
    other.play()
    assert other.asked[4].default == "server"


def test_another_failure_is_tried_again_gone_on_without_or_left():
    evening = Evening(
        ["robin@example.org", "", "", "secret", "", "anyway", "none", "", "", ""], looks=[failing("mailboxes"), failing("connection")]
    )
    assert evening.play().account.secret == "secret"
    assert (evening.asked[4].default, evening.asked[5].default) == ("again", "server")
    with pytest.raises(Stopped):
        Evening(["robin@example.org", "", "", "secret", "stop"], looks=[failing("sign-in")]).play()


# --- notifications


@pytest.mark.parametrize(("way", "code"), [("android", "ntfy://ntfy.sh/abcd-efgh"), ("iphone", "https://ntfy.sh/abcd-efgh")])
def test_the_topic_is_shown_in_letters_and_as_the_code_that_this_phone_understands(way, code):
    evening = Evening(["robin@posteo.de", "", "", "secret", way, "", "", "", "", ""])
    assert evening.play().url == "ntfys://ntfy.sh/abcd-efgh"
    assert ShowCode(code) in evening.did
    assert Say("abcd-efgh", Tone.CODE) in evening.said


def test_the_desktop_is_offered_where_bubbles_can_be_shown():
    evening = Evening(["robin@posteo.de", "", "", "secret", "desktop", "", "", "", ""], replace(FACTS, desktop=True))
    assert evening.play().url == "desktop://"


def test_a_test_that_did_not_come_is_sent_again_and_another_service_taken():
    answers = ["robin@posteo.de", "", "", "secret", "android", "", "n", "again", "n", "other", "url", "json://x", "n", "none", "", "", ""]
    evening = Evening(answers)
    assert evening.play().url == ""
    assert [step.url for step in evening.did if isinstance(step, SendTest)] == ["ntfys://ntfy.sh/abcd-efgh"] * 2 + ["json://x"]
    assert "spelt exactly" in evening.words
    assert "The service took it" in evening.words


def test_a_test_that_could_not_be_sent_says_why_and_the_address_can_be_kept():
    evening = Evening(["robin@posteo.de", "", "", "secret", "url", "json://x", "keep", "", "", ""], tests=["HTTP 500"])
    assert evening.play().url == "json://x"
    assert "It could not be sent: HTTP 500." in evening.words
    assert "Notifications: json\n" not in evening.words.rpartition("Password")[0]


# --- the person


def test_what_was_guessed_of_the_person_can_be_changed():
    answers = ["robin@posteo.de", "", "", "secret", "none", "Sam", "n", "Europe/Vienna", "AT", "9", "fr", ""]
    assert Evening(answers).play().person == Person("Sam", "fr", "Europe/Vienna", "AT", "9")


def test_without_a_country_no_region_is_asked_for():
    evening = Evening(
        ["robin@posteo.de", "", "", "secret", "none", "", "n", "", "", "", ""], replace(FACTS, country="", locale="", gecos="")
    )
    assert evening.play().person == Person("", "en", "Europe/Berlin", "", "")
    assert "public holidays: none; language: English" in evening.words


# --- a config that is there


def test_a_config_that_is_there_is_left_alone_or_given_an_account_more():
    facts = replace(FACTS, accounts=("personal",), has_target=True)
    with pytest.raises(Stopped):
        Evening(["stop"], facts).play()
    evening = Evening(["", "robin@posteo.de", "", "", "", "secret", ""], facts)
    plan = evening.play()
    assert (plan.account.name, plan.person, plan.url) == ("posteo", None, "")
    assert "Accounts in it: personal" in evening.words
    assert "a copy of it as it was is kept" in evening.words


def test_a_config_that_tells_nobody_is_given_a_target_and_an_empty_one_its_first_account():
    evening = Evening(["", "robin@posteo.de", "", "", "secret", "url", "json://x", "", ""], replace(FACTS, accounts=()))
    plan = evening.play()
    assert (plan.account.name, plan.person, plan.url) == ("personal", None, "json://x")
    assert "none yet" in evening.words


# --- guessing


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("gmail.com", "imap.gmail.com"), ("GoogleMail.com", "imap.gmail.com"), ("icloud.com", "imap.mail.me.com"),
        ("yahoo.co.uk", "imap.mail.yahoo.com"),
        ("yahoo.de", "imap.mail.yahoo.com"), ("gmx.de", "imap.gmx.net"), ("gmx.com", "imap.gmx.com"), ("gmx.fr", "imap.gmx.com"),
        ("web.de", "imap.web.de"),
        ("posteo.net", "posteo.de"), ("mailbox.org", "imap.mailbox.org"), ("t-online.de", "secureimap.t-online.de"),
        ("freenet.de", "mx.freenet.de"),
        ("orange.fr", "imap.orange.fr"), ("wanadoo.fr", "imap.orange.fr"), ("free.fr", "imap.free.fr"), ("laposte.net", "imap.laposte.net"),
        ("sfr.fr", "imap.sfr.fr"), ("libero.it", "imapmail.libero.it"), ("virgilio.it", "in.virgilio.it"), ("aruba.it", "imaps.aruba.it"),
        ("ziggo.nl", "imap.ziggo.nl"), ("kpnmail.nl", "imap.kpnmail.nl"), ("telenet.be", "imap.telenet.be"),
        ("uol.com.br", "imap.uol.com.br"),
        ("terra.com.br", "imap.terra.com.br"), ("zoho.com", "imap.zoho.com"), ("aol.com", "imap.aol.com"),
        ("fastmail.com", "imap.fastmail.com"),
        ("hotmail.com", "outlook.office365.com"), ("live.nl", "outlook.office365.com"), ("proton.me", "127.0.0.1"),
    ],
)  # fmt: skip
def test_common_providers_are_known(domain, host):
    found = known_server(f"robin@{domain}")
    assert found is not None
    assert found.host == host


@pytest.mark.parametrize("domain", ["example.org", "live.example.org", "yahoo.example", "notgmail.com", "", "yahoo"])
def test_a_domain_that_only_looks_like_one_is_not_known(domain):
    assert known_server(f"robin@{domain}") is None


def test_the_table_names_a_page_for_every_app_password_and_each_domain_once():
    domains = [domain for row in PROVIDERS for domain in row.domains.split()]
    assert len(domains) == len(set(domains))
    assert all(row.page.startswith("https://") for row in PROVIDERS if row.sign_in is SignIn.APP_PASSWORD)
    assert all(row.host or row.sign_in is SignIn.NONE for row in PROVIDERS)
    assert all(row.domains or row.families or row.mx for row in PROVIDERS)
    assert by_domain("gmx.net") is not by_domain("gmx.com")
    assert by_host("nowhere.example") is None


@pytest.mark.parametrize(
    ("exchange", "name"),
    [
        ("aspmx.l.google.com", "Gmail"), ("example-org.mail.protection.outlook.com", "Microsoft 365"),
        ("example-org.a-v1.mx.microsoft", "Microsoft 365"),
        ("in1-smtp.messagingengine.com", "Fastmail"), ("mx1.mailbox.org.", "mailbox.org"), ("mail.protonmail.ch", "Proton Mail"),
        ("mx00.kundenserver.de", "IONOS"), ("notgoogle.com", None),
    ],
)  # fmt: skip
def test_the_exchange_tells_who_takes_the_mail_of_a_companys_domain(exchange, name):
    found = by_mx(["mx.unknown.example", exchange])
    assert (found.name if found else None) == name


def test_a_domain_with_google_or_microsoft_behind_it_is_theirs_whatever_an_old_record_says():
    old = (Service("imap.example.org", 993, implicit=True),)
    found = server("robin@example.org", Records(old, ("aspmx.l.google.com",)))
    assert (found.host, found.username, found.why) == ("imap.gmail.com", "robin@example.org", "Gmail takes the mail of this domain")
    assert server("robin@example.org", Records(old, ("mail.protonmail.ch",))).host == "127.0.0.1"


def test_what_the_domain_announces_goes_before_the_exchange_of_other_providers():
    records = Records((Service("mail.example.org", 993, implicit=True),), ("mx1.mailbox.org",))
    assert server("robin@example.org", records).host == "mail.example.org"
    assert server("robin@example.org", Records((), ("mx1.mailbox.org",))).host == "imap.mailbox.org"


def test_announced_servers_are_taken_by_encryption_then_priority_then_weight_and_a_dot_is_none():
    services = (
        Service("starttls.example.org", 143, implicit=False, priority=0),
        Service("later.example.org", 993, implicit=True, priority=20, weight=9),
        Service("light.example.org", 993, implicit=True, priority=10, weight=1),
        Service("heavy.example.org", 993, implicit=True, priority=10, weight=5),
    )
    assert server("robin@example.org", Records(services)).host == "heavy.example.org"
    only = server("robin@example.org", Records(services[:1]))
    assert (only.host, only.port, only.tls) == ("starttls.example.org", 143, "starttls")
    none = server("robin@example.org", Records((Service(".", 0, implicit=True), Service("", 0, implicit=True))))
    assert none.host == "imap.example.org"


def test_an_announced_server_of_a_known_provider_brings_what_that_wants():
    found = server("robin@example.org", Records((Service("imap.fastmail.com", 993, implicit=True),)))
    assert found.provider is not None
    assert found.provider.sign_in is SignIn.APP_PASSWORD


def test_where_the_name_is_what_stands_before_the_at_it_is_proposed_so():
    known = known_server("robin@icloud.com")
    assert known is not None
    assert known.username == "robin"


def test_a_new_account_has_a_name_that_is_not_taken():
    assert account_name("robin@posteo.de", ()) == "personal"
    assert account_name("robin@Posteo.de", ("personal",)) == "posteo"
    assert account_name("robin@posteo.de", ("personal", "posteo", "posteo-2")) == "posteo-3"
    assert account_name("robin@éé.de", ("personal",)) == "account"


@given(st.text(), st.sets(st.text(alphabet="abc-_123", min_size=1)))
def test_an_accounts_name_is_one_that_the_config_takes(domain, taken):
    name = account_name(f"robin@{domain}", taken)
    assert name not in taken
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert 0 < len(name) <= 40


@pytest.mark.parametrize(
    ("locale", "language"), [("de_AT.UTF-8", "de"), ("pt_BR", "pt"), ("C.UTF-8", "en"), ("", "en"), ("sv_SE", "en"), ("nl", "nl")]
)
def test_the_language_of_letters_is_the_locales_if_there_are_letters_in_it(locale, language):
    assert language_of(locale) == language


ZONE_TAB = "# comment\nDE\t+5230+01322\tEurope/Berlin\tmost of it\nAT\t+4813+01620\tEurope/Vienna\n"


@pytest.mark.parametrize(
    ("zone", "locale", "country"),
    [
        ("Europe/Berlin", "en_US.UTF-8", "DE"), ("Europe/Vienna", "de_DE.UTF-8", "AT"), ("UTC", "de_CH.UTF-8", "CH"),
        ("UTC", "en_US.UTF-8", ""),
        ("UTC", "C.UTF-8", ""), ("UTC", "", ""), ("most of it", "", ""), ("UTC", "pt_BR@euro", "BR"),
    ],
)  # fmt: skip
def test_the_country_is_the_time_zones_else_the_locales(zone, locale, country):
    assert country_of(zone, ZONE_TAB, locale) == country


@pytest.mark.parametrize(
    ("gecos", "address", "name"),
    [
        ("Robin Sample,,,", "r@x.org", "Robin Sample"), ("", "robin.sample@x.org", "Robin Sample"), ("robin", "rs@x.org", ""),
        ("Robin", "rs@x.org", "Robin"),
        ("robin", "robin_sample@x.org", "Robin Sample"), ("", "robin.sample2@x.org", ""), ("", "r.sample@x.org", ""),
    ],
)  # fmt: skip
def test_the_name_is_the_machines_else_the_addresss(gecos, address, name):
    assert name_of(gecos, address) == name


def test_a_provider_is_a_row_that_can_be_added():
    assert Provider("Example", "imap.example.org").tls == "implicit"


# --- OAuth2, for whom this program can do it


def test_who_takes_no_passwords_is_signed_in_to_by_the_browser_with_an_id_of_ones_own():
    evening = Evening(["robin@outlook.com", "", "my-id", "none", "", "", ""], replace(FACTS, oauth=frozenset({"microsoft"})))
    account = evening.play().account
    assert (account.keep, account.oauth, account.client_id, account.secret) == (Keep.OAUTH, "microsoft", "my-id", "")
    assert "with a browser" in evening.words
    assert "Password: none: a sign-in in the browser" in evening.words
    assert not [step for step in evening.did if isinstance(step, TrySignIn)]


# --- the service


@pytest.mark.parametrize(("answer", "started"), [("", True), ("no", False)])
def test_a_service_is_offered_where_there_can_be_one(answer, started):
    evening = Evening(["robin@posteo.de", "", "", "secret", "none", "", "", answer, ""], replace(FACTS, service=True))
    assert evening.play().start is started
    assert f"Service: {'started now' if started else 'none'}" in evening.words
    without = Evening(["robin@posteo.de", "", "", "secret", "none", "", "", ""])
    assert not without.play().start
    assert "Service" not in without.words


def test_a_service_that_runs_is_told_without_a_question():
    facts = replace(FACTS, accounts=("personal",), has_target=True, service=True, running=True)
    evening = Evening(["", "robin@posteo.de", "", "", "", "secret", ""], facts)
    assert evening.play().start
    assert "Service: it runs, and is told" in evening.words
