"""Every sentence that is said or proposed, as data, in English.

`$name` is filled in by string.Template, whose values are not looked at again: nothing that a mail says can become part of a template.
`$role` is a phrase that is always there ("the Planner role at Kestrel Logistics", "the role"); `$about` and `$for` are the same with
" about" and " for" before it, or nothing where neither role nor company is known. What stands in [brackets] is for the user to write.
"""

from __future__ import annotations

from watcher.core.extract import Kind, Stage
from watcher.core.plan import StepKind

# --- drafts: paragraphs by kind of step; thank and ask_recruiter also by kind of no ---

GREETING, GREETING_UNKNOWN, CLOSING = "Hello $names,", "Hello,", "Kind regards,"
SUBJECT = {
    (True, True): "$title at $company",
    (True, False): "$title",
    (False, True): "My application at $company",
    (False, False): "My application",
}

LETTERS = {
    StepKind.ASK_RECRUITER: ("Thank you for your help with $role. $heard", "$wish"),
    StepKind.THANK: ("$thanks $heard", "$wish", "$feedback"),
    StepKind.KEEP_IN_TOUCH: (
        "It has been a while since we were in touch about $role.",
        "Since then: [one or two sentences on what you have learnt or built since]",
        "I am still interested in working $with_company. If something comes up that could fit, I would be glad to hear from you.",
    ),
    StepKind.REPLY_RECRUITER: (
        "Thank you for your message$about.",
        "[your answer in a sentence or two]",
    ),
    StepKind.APPLY_AGAIN: (
        "When we were last in touch about $role, you said that I could apply again around this time.",
        "Since then: [one or two sentences on what you have learnt or built since]",
        "Is there an opening now that could fit? I would be glad to apply.",
    ),
    StepKind.NUDGE: (
        "I would like to ask how things stand with my application$for.",
        "Is there a date by which you expect to decide? If you need anything more from me, please let me know.",
    ),
}

THANKS = {
    True: "Thank you for taking the time to talk with me about $role.",
    False: "Thank you for getting back to me about $role.",
}
HEARD = {
    None: "I understand that it did not work out this time.",
    Kind.NOT_SELECTED: "I understand that the choice fell on somebody else.",
    Kind.FILLED: "I understand that it has been filled.",
    Kind.CANCELLED: "I understand that it will not be filled after all.",
    Kind.ON_HOLD: "I understand that it is on hold for now.",
    Kind.RESCINDED: "I understand that the offer no longer stands.",
}
FEEDBACK: dict[bool | Kind, str] = {
    Kind.RESCINDED: "If you can tell me in a line what led to it, that would help me. If not, I understand.",
    True: (
        "If you can spare a line: what would have made me the stronger choice? Anything specific helps, and if you would rather not say, I"
        " understand."
    ),
    False: "If you can tell me in a line what was missing in my application, that would help me. If not, I understand.",
}
NO_FEEDBACK = frozenset({Kind.FILLED, Kind.CANCELLED, Kind.ON_HOLD})  # the no was not about the person: ask about reopening instead

WISHES: dict[tuple[StepKind, Kind | bool | None], str] = {  # by kind of no, else by whether there was an interview
    (StepKind.THANK, None): "If another role comes up that could fit, I would be glad to be considered.",
    (StepKind.THANK, Kind.FILLED): "If it opens again, or a similar role comes up, I would be glad to be considered.",
    (StepKind.THANK, Kind.CANCELLED): (
        "Do you expect it to be taken up again? If it is, or a similar role comes up, I would be glad to be considered."
    ),
    (StepKind.THANK, Kind.ON_HOLD): (
        "Do you know when it might open again? I am still interested, and would be glad to be considered then."
    ),
    (StepKind.ASK_RECRUITER, True): (
        "I would like to learn from it. Can you tell me what decided it: something in my experience, or something in the interviews? A line"
        " is enough, it may be blunt, and if nothing was said, your own impression would help me as well."
    ),
    (StepKind.ASK_RECRUITER, False): (
        "I would like to learn from it. Can you tell me what was missing in my application? A line is enough, it may be blunt, and if"
        " nothing was said, your own impression would help me as well."
    ),
    (StepKind.ASK_RECRUITER, Kind.FILLED): (
        "Do you know whether it may open again? I would still be interested, and I am open to similar roles, so please think of me when one"
        " comes up."
    ),
    (StepKind.ASK_RECRUITER, Kind.CANCELLED): (
        "Do you know whether it may be taken up again, and when it would make sense to ask? I am open to similar roles, so please think of"
        " me when one comes up."
    ),
    (StepKind.ASK_RECRUITER, Kind.ON_HOLD): (
        "Do you know when it may be taken up again? I am still interested, so please let me know when there is news."
    ),
    (StepKind.ASK_RECRUITER, Kind.RESCINDED): (
        "Can you tell me what led to it, and whether it was about me? A line is enough, and it may be blunt."
    ),
}

# --- notifications ---

WHAT = {  # the title in full; $who is missing where there is nobody to write to
    StepKind.REFLECT: "Look back: $where",
    StepKind.ASK_RECRUITER: "Ask $who what decided it: $where",
    StepKind.THANK: "Thank $who: $where",
    StepKind.KEEP_IN_TOUCH: "Keep in touch with $who: $where",
    StepKind.REPLY_RECRUITER: "Answer $who: $where",
    StepKind.APPLY_AGAIN: "Apply again: $where",
    StepKind.NUDGE: "Ask $who how things stand: $where",
}
NOBODY = {  # who is meant when no address is known
    StepKind.ASK_RECRUITER: "the recruiter",
    StepKind.REPLY_RECRUITER: "the recruiter",
}
SOMEBODY = "them"
SHORT = {
    StepKind.REFLECT: "Reflection",
    StepKind.ASK_RECRUITER: "Question to the recruiter",
    StepKind.THANK: "Thank you note",
    StepKind.KEEP_IN_TOUCH: "Keeping in touch",
    StepKind.REPLY_RECRUITER: "Answer to a recruiter",
    StepKind.APPLY_AGAIN: "Applying again",
    StepKind.NUDGE: "Enquiry",
}
WHY_NOW = {
    StepKind.REFLECT: "The first sting is over, and you still remember it well. Ten minutes and three questions:",
    StepKind.ASK_RECRUITER: "They still remember what was said about you. One specific question now gets the best answer.",
    StepKind.THANK: "The dust has settled, so a thank-you is read calmly and keeps the door open for the next role.",
    StepKind.KEEP_IN_TOUCH: "You starred this one. A few lines now and then keep you in mind.",
    StepKind.REPLY_RECRUITER: "They wrote to you, and no answer of yours has been seen yet. A short one is enough.",
    StepKind.APPLY_AGAIN: "This is the date from which they said that you could apply again.",
    StepKind.NUDGE: "There has been no word from them for a while. A polite question does no harm.",
}
NO_DRAFT = {  # in place of the draft where there is nobody to write to
    StepKind.REPLY_RECRUITER: "Their address takes no answers by mail: answer where they wrote to you.",
    StepKind.KEEP_IN_TOUCH: "No address there is known that can be answered: have a look at their openings.",
    StepKind.APPLY_AGAIN: "Have a look at their openings, and send a fresh application.",
    StepKind.NUDGE: "No address there is known that can be answered: the page where you applied may say how it stands.",
}
DRAFT = "To: $to\nSubject: $subject\n\n$body"
FINISH = "Done: rejection-watcher done $id\nLater: rejection-watcher snooze $id 2d\nNot this one: rejection-watcher skip $id"
FINISH_SHORT = "See it: rejection-watcher show $id\nDone: rejection-watcher done $id"
FINISH_SHORT_DRAFT = "Draft: rejection-watcher show $id\nDone: rejection-watcher done $id"
REOPENED = "They wrote again, and the plan has ended: $where"
REOPENED_WHY = "After their no, a mail came that reads like an invitation or an offer. So $steps: nothing more is said about the no."
REOPENED_STEP = "the step that was still open is cancelled"
REOPENED_STEPS = "the $count steps that were still open are cancelled"
REOPENED_SHOW = "See it: rejection-watcher show $id"
SILENT = "One step is due."
SILENT_NEWS = "There is news."
SILENT_MANY = "$count steps are due."
AGENDA = "See it: rejection-watcher agenda"
AGENDA_MANY = "See them: rejection-watcher agenda"
MORE = "and $count more"

_MATCH = "Did your qualifications match what the role asked for, and where did they not?"
QUESTIONS = {
    None: (_MATCH, "Which question or requirement did you have no good answer to?", "What would you have liked to say that went unsaid?"),
    Stage.APPLIED: (
        _MATCH,
        "What in your application showed that you fit, and what did it leave out?",
        "What would you write differently if you applied again tomorrow?",
    ),
    Stage.SCREENING: (_MATCH, "Which question of the first talk stumped you?", "What would you have liked to say that went unsaid?"),
    Stage.ASSESSMENT: (_MATCH, "Which part of the task was hard, and was it time or knowledge?", "What in your solution went unexplained?"),
    Stage.INTERVIEW: (_MATCH, "Which questions stumped you?", "What would you have liked to say that went unsaid?"),
    Stage.FINAL: (
        "What carried you to the last round?",
        "Which questions stumped you there?",
        "What would you have liked to say that went unsaid?",
    ),
    Stage.OFFER: ("What earned you the offer?", "What changed between the offer and the no?", "What would you settle earlier next time?"),
}
