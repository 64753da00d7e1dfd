"""Every sentence of a notification, as data, in English. Those of letters are templates (`template`).

`$name` is filled in by string.Template, whose values are not looked at again: nothing that a mail says can become part of a template.
"""

from __future__ import annotations

from watcher.core.extract import Stage
from watcher.core.plan import StepKind

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
