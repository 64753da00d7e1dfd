"""The employer's own number of a vacancy: the strongest link between two mails of one application."""

from __future__ import annotations

import re

_ID_WORDS = (
    r"(?:(?:job|requisition|req|position|vacancy|posting|role|stellen|referenz|kenn|ausschreibungs|reference|ref|"
    r"référence|réf|referencia|referência|riferimento|rif|"
    r"stellenausschreibung|vacature|annuncio|offre|oferta)[\s.-]*(?:id|number|no|nr|num|code|ref|reference|nummer|"
    r"ziffer|numéro|n[º°o]|#)\b|"
    r"\b(?:ref|réf|rif|referenznummer|stellenausschreibung|kennziffer|referenz|reference|requisition|référence|referencia|referência|"
    r"riferimento|vacaturenummer|req|jobid)\b)"
)
NAMED_ID = re.compile(rf"\b{_ID_WORDS}[\s.:#º°-]*(?:is\s+)?(?P<id>(?=[A-Z0-9/_-]*\d{{2}})[A-Z0-9][A-Z0-9/_-]{{2,19}})\b", re.IGNORECASE)
SHAPED_ID = re.compile(
    r"(?<![\w-])(?P<id>(?:R|JR|REQ|ADM|JOB|RQ|RE|P|VN|ID)[-_ ]?\d{4,9}(?:BR)?|\d{4,7}BR|[A-Z]{2,4}\d{5,8}|(?:R|JR|REQ|"
    r"RQ)-\d{2,9}(?:-\d{1,6})?)(?![\w-])"
)
_IN_BRACKETS = re.compile(r"[(\[](?P<id>[A-Z]{2,5}/(?:[A-Z0-9]{1,4}/)?\d{2,6})[)\]]")  # NBC/2214, in the subject alone
_BARE_ID = re.compile(r"(?:[(\[#]\s*#?|\s[-–|]\s)(?P<id>\d{5,7})(?:\s*[)\]]|\s*$|\s+[-–|]\s)|^(?P<lead>\d{5,7})\s+[-–|]?\s*(?=[A-Z])")


def requisition_of(subject: str, text: str) -> tuple[str, str] | None:
    """The employer's own number of the vacancy, and where it stood."""
    subject = subject[:300]
    for where, source, patterns in (
        ("Subject", subject, (NAMED_ID, SHAPED_ID, _IN_BRACKETS, _BARE_ID)),
        ("body", text[:4000], (NAMED_ID, SHAPED_ID)),
    ):
        for pattern in patterns:
            match = pattern.search(source)
            if match:
                return (match["id"] or match.groupdict().get("lead") or "").upper(), where
    return None
