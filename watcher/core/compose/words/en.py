"""English."""

from __future__ import annotations

from watcher.core.compose.words.form import Alarms, Counted, Said, Words
from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

_MATCH = "Did your qualifications match what the role asked for, and where did they not?"
_UNSAID = "What would you have liked to say that went unsaid?"

WORDS = Words(
    place="$role at $company",
    conjunction="and",
    others="$first and $count others",
    titles={
        StepKind.REFLECT: "Look back: $where",
        StepKind.ASK_RECRUITER: "Ask $who what decided it: $where",
        StepKind.THANK: "Thank $who: $where",
        StepKind.KEEP_IN_TOUCH: "Keep in touch with $who: $where",
        StepKind.REPLY_RECRUITER: "Reply to $who: $where",
        StepKind.APPLY_AGAIN: "Apply again: $where",
        StepKind.NUDGE: "Ask $who how things stand: $where",
    },
    nobody={
        StepKind.ASK_RECRUITER: "Ask the recruiter what decided it: $where",
        StepKind.THANK: "Say thank you: $where",
        StepKind.KEEP_IN_TOUCH: "Keep in touch: $where",
        StepKind.REPLY_RECRUITER: "Reply to the recruiter: $where",
        StepKind.NUDGE: "Ask how things stand: $where",
    },
    short={
        StepKind.REFLECT: "Looking back: $where",
        StepKind.ASK_RECRUITER: "Question to the recruiter: $where",
        StepKind.THANK: "Thank-you note: $where",
        StepKind.KEEP_IN_TOUCH: "Keeping in touch: $where",
        StepKind.REPLY_RECRUITER: "Reply to a recruiter: $where",
        StepKind.APPLY_AGAIN: "Applying again: $where",
        StepKind.NUDGE: "Asking how things stand: $where",
    },
    why_now={
        StepKind.REFLECT: "The first sting is over, and you still remember it well. Ten minutes and three questions:",
        StepKind.ASK_RECRUITER: "They still remember what was said about you. One specific question now gets the best answer.",
        StepKind.THANK: "The dust has settled, so a thank-you is read calmly and keeps the door open for the next role.",
        StepKind.KEEP_IN_TOUCH: "You starred this one. A few lines now and then keep you in mind.",
        StepKind.REPLY_RECRUITER: "They wrote to you, and there is no sign of your reply yet. A short one is enough.",
        StepKind.APPLY_AGAIN: "This is the date from which they said that you could apply again.",
        StepKind.NUDGE: "There has been no word from them for a while. A polite question does no harm.",
    },
    no_draft={
        StepKind.REPLY_RECRUITER: "Their address takes no replies by mail: reply where they wrote to you.",
        StepKind.KEEP_IN_TOUCH: "No address is known that you could write to: have a look at their openings.",
        StepKind.APPLY_AGAIN: "Have a look at their openings, and send a fresh application.",
        StepKind.NUDGE: "No address is known that you could write to: the page where you applied may say how things stand.",
    },
    draft="To: $to\nSubject: $subject\n\n$body",
    recipients="To: $to",
    now="Now is a good time for it.",
    now_with_draft="Now is a good time for it, and the draft is ready.",
    finish="Done: rejection-watcher done $id\nLater: rejection-watcher snooze $id 2d\nNot this one: rejection-watcher skip $id",
    finish_short="See it: rejection-watcher show $id\nDone: rejection-watcher done $id",
    finish_short_draft="Draft: rejection-watcher show $id\nDone: rejection-watcher done $id",
    buttons=("Done", "In 3 days"),
    not_opened="No mail program opened. The draft: rejection-watcher show $id",
    due=Counted("One step is due.", "$count steps are due."),
    news="There is news.",
    agenda=Counted("See it: rejection-watcher agenda", "See them: rejection-watcher agenda"),
    check="See it: rejection-watcher check",
    more=Counted("and 1 more", "and $count more"),
    see="See it: rejection-watcher show $id",
    reopened="They wrote again, and the plan has ended: $where",
    reopened_why=Counted(
        "After their no, a mail came that reads like an invitation or an offer. "
        "So the step that was still open is cancelled: nothing more is said about the no.",
        "After their no, a mail came that reads like an invitation or an offer. "
        "So the $count steps that were still open are cancelled: nothing more is said about the no.",
    ),
    rejection="A rejection has come: $where",
    rejections="$count rejections have come",
    nothing_today="There is nothing you have to do today.",
    nothing_today_planned="There is nothing you have to do today. The next steps are planned, and you will hear of each when its time comes.",
    recruiter="$who has written to you: $where",
    recruiter_unnamed="A recruiter has written to you: $where",
    recruiters="$count mails from recruiters have come",
    short_answer="A short reply is enough. If there is no sign of one, you will be reminded.",
    in_your_time="Have a look at it when it suits you.",
    see_applications="See them: rejection-watcher applications",
    account_refused=Said(
        "The watcher cannot sign in to '$account'",
        "The mail server refused the sign-in for '$account' three times, so the watcher rests rather than lock you out. "
        "It tries again every six hours. The server said: $answer\n\n"
        "When the password is right again: $reload\n"
        "To look closer: rejection-watcher check",
    ),
    alarms=Alarms(
        target=Said(
            "Notifications do not reach your target '$target'",
            "$cause\n\nIt has taken nothing since $since. The last answer was: $answer\n\n"
            "To look closer: rejection-watcher check --send\nWhat it has missed is kept, and comes when it works again.",
        ),
        causes={
            Cause.ADDRESS: "Its address in the config cannot be used as it is. Correct its url there, then: $reload",
            Cause.SIGN_IN: "The service has refused the sign-in four times in a row. Put the right user, password or token into its url "
            "in the config, then: $reload",
            Cause.GONE: "The service says that there is nothing at this address any more. Look up the topic, room or webhook there, "
            "correct the url in the config, then: $reload",
            Cause.SECRET: "Its address could not be fetched from where the config says that it is kept. Unlock the keyring, "
            "or mend the command or file, then: $reload",
            Cause.NAME: "Its server's name has not been found for a week. Check the name in its url, and whether the service still exists.",
            Cause.SILENCE: "Nothing has got through for a week. Check whether the service is working.",
        },
        blind=Said(
            "The watcher cannot see '$account'",
            "In $time of running time, the watcher has not managed to look into this account. Mail that arrives there goes unseen meanwhile; "
            "what is already planned goes on.\n\n"
            "Check whether this computer is online and whether you can read this mailbox in your mail program. "
            "To learn what is wrong: rejection-watcher check\n\n"
            "Nothing is lost: as soon as it sees again, it reads what has come, and you are told.",
        ),
        met="The last answer was: $answer",
        sees=Said(
            "The watcher sees '$account' again",
            "Everything works as before, and what came meanwhile is being read. There is nothing you have to do.",
        ),
        times=("$count minutes", "$count hours", "$count days"),
    ),
    open_draft="Open the draft",
    sign_in_ended=Said(
        "Please sign in to '$account' again",
        "The sign-in to '$account' is no longer valid, so the watcher rests until you sign in again. No mail is missed: it is read then. "
        "The answer was: $answer\n\n"
        "To sign in: $login\n"
        "To look closer: rejection-watcher check",
    ),
    trial=Said("rejection-watcher: a test", "If you can read this, notifications reach you."),
    page_hint=(
        "# Write below the questions, as much or as little as you like. Save and close when you are done.",
        "# An empty page changes nothing. What you write stays on this machine.",
    ),
    questions={
        None: (_MATCH, "Which question or requirement did you have no good answer to?", _UNSAID),
        Stage.APPLIED: (
            _MATCH,
            "What in your application showed that you fit, and what did it leave out?",
            "What would you write differently if you applied again tomorrow?",
        ),
        Stage.SCREENING: (_MATCH, "Which question in the first conversation stumped you?", _UNSAID),
        Stage.ASSESSMENT: (
            _MATCH,
            "Which part of the task was hard, and was it time or knowledge?",
            "What in your solution went unexplained?",
        ),
        Stage.INTERVIEW: (_MATCH, "Which questions stumped you?", _UNSAID),
        Stage.FINAL: ("What carried you to the last round?", "Which questions stumped you there?", _UNSAID),
        Stage.OFFER: (
            "What earned you the offer?",
            "What changed between the offer and the no?",
            "What would you settle earlier next time?",
        ),
    },
)
