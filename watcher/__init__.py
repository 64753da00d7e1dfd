"""rejection-watcher: the map.

A message becomes a *reading* (what it is, from whom, about which job), a reading changes an *application*, an application that ends in a
rejection gets a *plan* of *steps*, a step that falls due becomes a *notification*, and a notification is *delivered* to each target.

    imap ──arrival──> daemon ──bytes──> reader (child) ──reading──> daemon ──one transaction──> store
                        │                 parse text classify extract                             │
                        └── due steps <── link plan schedule compose <────────────────────────────┘
                        └── deliveries ──> notify (child per target)

`core/` decides: values in, values out; no clock, socket, file, log or database (an import contract in pyproject.toml says so).

    parse      bytes -> Message                    text      the text that is judged
    classify   Message + model -> Verdict          extract   company, role, people, kind of no -> Reading
    link       which application it belongs to     plan      application + policy -> steps
    schedule   due, quiet hours, durations         compose   step -> notification and draft
    watch      the mailbox watcher without its sockets
    act        what moving a mail to a named mailbox means; mark: by what a notification is known
    export     steps -> a calendar file (icalendar) sight     is an account seen
    sent       what the user's own mail tells       reflect   the page on which the user looks back
    setup      the guided set-up, as a conversation  true_time  is the clock right, by others' word
    insights   many applications, counted             trouble   when a target has failed for good

The edges touch the outside, one library each, and do not know each other.

    clock   the only reader of the time            config    TOML -> Settings; all problems at once
    imap    imapclient; one thread per account     reader    the reading room: a child that a hostile mail may kill
    notify  apprise, in children                   store/    SQLite by SQLAlchemy, migrations by Alembic
    desktop bubbles with buttons, by jeepney; one thread
    oauth2  signing in without a password, in a child and `login`
    units   what systemd is told: the two unit files, their holes, systemctl
    sources mail from files                        model/    corpus, fitting and evaluating (scikit-learn)
    export  the calendar file, in a child          lookup    what DNS says of a mail domain (dnspython)
    log     one function per event                 errors    whose fault it is, and the exit code

`daemon/`, `cli/` and `demo/` join the rooms.

Rules: the main thread of the daemon alone decides and writes; every decision is one transaction; every step may run twice; what a person
typed in another shell wins; nothing is ever sent but to the user's own targets; to a mailbox nothing is written but a draft that was asked
for; no mail text in logs.

To change ... start in
    what counts as a rejection      core/classify/cues, then python -m watcher.model.train
    what a correction teaches       core/classify/lessons, memory; model/refit; daemon/relabel, learning
    who wrote, which company        core/extract
    which steps, when, to whom      core/plan/table.py
    a letter, in any language       core/compose/templates/; the words of notifications: core/compose/words/
    an option of the config         config/document.py
    what is stored                  store/schema.py and a new migration
    when the watcher is not well    core/trouble.py (targets), core/sight.py (accounts); daemon/trouble.py, daemon/health.py
    what `init` asks, mail providers core/setup/mail.py, phone.py, providers.py; on the screen: cli/init
    how a mailbox is watched        core/watch/ (decides; machine.py names the parts), imap/account.py (performs)
    what is told of mail that came  daemon/news.py
    a command                       cli/__init__.py, cli/plan.py, cli/ahead.py, cli/back.py, cli/drafting.py
    the service and its walls       units/systemd/; what a config needs of them: cli/install.py, cli/fitting.py
    a bubble, and its clicks        core/compose/bubble.py, daemon/bubbles.py; the bus: desktop/
    how a star comes and goes       daemon/starring.py (watch: core/watch/flags.py); of a company: core/plan/company.py
    what moving a mail does         core/act.py, daemon/acting.py (watch: core/watch/acting.py)
"""

__version__ = "0.1.0"
