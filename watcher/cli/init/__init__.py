"""`init`: the guided set-up in a terminal.

    facts      what the machine tells before anything is asked
    terminal   words and questions on the screen
    code       a QR code in characters
    errands    what is tried on the way: DNS, the sign-in, a test notification
    course     all of it from the first word to the last

What is asked, and when, is decided in core.setup.
"""
