"""Whose machine sent the mail: tracking systems, job boards and free mail, and where an employer's name sits in their addresses.

The domain a tracking system mails from is often not the domain of its web site, so the table holds mail domains as they were seen in real
mail. A host belongs to a domain when it is that domain or ends in "." + domain: whole labels, never a substring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Slot(StrEnum):
    """Which part of a system's sender address names its customer, the employer."""

    NONE = "none"
    LOCAL = "local"  # disney@myworkday.com
    BEFORE_PLUS = "before_plus"  # acme+autoreply@talent.icims.com
    LAST_DOT = "last_dot"  # e+c0de.acme@recruitee-mailbox.com
    BEFORE_DASH = "before_dash"  # acme-jobs@m.personio.de
    SUBDOMAIN = "subdomain"  # no-reply@acme.teamtailor-mail.com


class Trade(StrEnum):
    """What kind of machine it is."""

    TRACKING = "tracking"
    BOARD = "board"
    TOOL = "tool"  # assessments, interviews, appointments
    FREEMAIL = "freemail"


@dataclass(frozen=True, slots=True)
class Vendor:
    """One system: its own name is never an employer's."""

    brand: str
    slot: Slot = Slot.NONE
    trade: Trade = Trade.TRACKING


_TRACKING: dict[str, tuple[Slot, str]] = {
    "Greenhouse": (Slot.NONE, "greenhouse-mail.io greenhouse.io"),
    "Lever": (Slot.NONE, "hire.lever.co lever.co"),
    "Ashby": (Slot.NONE, "ashbyhq.com"),
    "Workday": (Slot.LOCAL, "myworkday.com myworkdayjobs.com workday.com workdaymail.com"),
    "iCIMS": (Slot.BEFORE_PLUS, "icims.com icims.eu"),
    "SmartRecruiters": (Slot.NONE, "smartrecruiters.com"),
    "Teamtailor": (Slot.SUBDOMAIN, "teamtailor-mail.com teamtailor.com"),
    "Workable": (Slot.NONE, "workablemail.com workable.com"),
    "Recruitee": (Slot.LAST_DOT, "recruitee-mailbox.com recruitee-mail.com recruitee.com"),
    "Personio": (Slot.BEFORE_DASH, "m.personio.de m.personio.com personio.de personio.com"),
    "BambooHR": (Slot.NONE, "bamboohr.com"),
    "JazzHR": (Slot.NONE, "applytojob.com jazz.co jazzhr.com"),
    "Rippling": (Slot.NONE, "rippling.com"),
    "Jobvite": (Slot.NONE, "jobvite.com"),
    "SuccessFactors": (Slot.NONE, "successfactors.com successfactors.eu sapsf.com"),
    "Oracle": (Slot.NONE, "oraclecloud.com oracle.com"),
    "Taleo": (Slot.NONE, "taleo.net invalidemail.com"),
    "Paylocity": (Slot.NONE, "paylocity.com"),
    "Comeet": (Slot.SUBDOMAIN, "comeet-notifications.com comeet-mail.com comeet.co"),
    "Breezy": (Slot.NONE, "breezy.hr breezyhr.com"),
    "Freshteam": (Slot.SUBDOMAIN, "freshteam.com"),
    "Gupy": (Slot.NONE, "gupy.com.br"),
    "TalentLyft": (Slot.NONE, "talentlyft.com"),
    "JOIN": (Slot.NONE, "join.com"),
    "Ceipal": (Slot.NONE, "ceipalmail.com ceipal.com"),
    "Allibo": (Slot.NONE, "allibo.com"),
    "Viterbit": (Slot.NONE, "viterbit-mail.com viterbit.com"),
    "Zoho Recruit": (Slot.NONE, "zohorecruit.com zohorecruit.eu"),
    "Keka": (Slot.NONE, "kekamail.com keka.com"),
    "Darwinbox": (Slot.NONE, "darwinbox.in darwinbox.com"),
    "Pinpoint": (Slot.NONE, "pinpoint.email pinpointhq.com"),
    "HiBob": (Slot.NONE, "hibob.com"),
    "Applied": (Slot.NONE, "beapplied-email.com beapplied.com"),
    "Softgarden": (Slot.NONE, "softgarden.io softgarden.de"),
    "Lucca": (Slot.SUBDOMAIN, "ilucca.net"),
    "Avature": (Slot.SUBDOMAIN, "avature.net"),
    "Phenom": (Slot.NONE, "phenompeople.com"),
    "Eightfold": (Slot.NONE, "eightfold.ai"),
    "Gem": (Slot.NONE, "gem.com"),
    "BrassRing": (Slot.NONE, "brassring.com"),
    "UKG": (Slot.NONE, "ultipro.com ukg.com ukg.net"),
    "Dayforce": (Slot.NONE, "dayforcehcm.com dayforce.com"),
    "ADP": (Slot.NONE, "adp.com"),
    "Paradox": (Slot.NONE, "paradox.ai"),
    "Jobs2Web": (Slot.NONE, "jobs2web.com"),
    "Factorial": (Slot.NONE, "factorialhr.com factorial.co"),
    "Homerun": (Slot.NONE, "homerun.co homerun-mail.com"),
    "rexx": (Slot.NONE, "rexx-systems.com"),
    "d.vinci": (Slot.NONE, "dvinci-easy.com dvinci-hr.com"),
    "Flatchr": (Slot.NONE, "flatchr.io"),
    "Taleez": (Slot.NONE, "taleez.com"),
}

_BOARDS: dict[str, str] = {
    "LinkedIn": "linkedin.com",
    "Indeed": "indeed.com indeedemail.com",
    "Naukri": "naukri.com",
    "ZipRecruiter": "ziprecruiter.com",
    "Glassdoor": "glassdoor.com",
    "Dice": "dice.com",
    "Monster": "monster.com monster.de",
    "Seek": "seek.com.au",
    "XING": "xing.com",
    "StepStone": "stepstone.de stepstone.at stepstone.com",
    "karriere.at": "karriere.at",
    "InfoJobs": "infojobs.net infojobs.it",
    "Internshala": "internshala.com",
    "Instahyre": "instahyre.com",
    "Wellfound": "wellfound.com angel.co",
    "Work at a Startup": "workatastartup.com",
    "Welcome to the Jungle": "welcometothejungle.com welcomekit.co",
    "GovernmentJobs": "governmentjobs.com",
    "APEC": "apec.fr",
    "HelloWork": "hellowork.com",
    "Reed": "reed.co.uk",
    "Totaljobs": "totaljobs.com",
    "Handshake": "joinhandshake.com",
}

_TOOLS: dict[str, str] = {
    "HireVue": "hirevue.com hirevue-app.com",
    "Codility": "codility.com",
    "CodeSignal": "codesignal.com",
    "HackerRank": "hackerrankforwork.com hackerrank.com",
    "HackerEarth": "hackerearth.com",
    "TestGorilla": "testgorilla.com",
    "Karat": "karat.com karat.io",
    "Spark Hire": "sparkhire.com",
    "pymetrics": "pymetrics.com pymetrics.ai",
    "Calendly": "calendly.com",
    "Cal.com": "cal.com",
    "SavvyCal": "savvycal.com",
    "GoodTime": "goodtime.io",
    "OnceHub": "oncehub.com scheduleonce.com",
    "ModernLoop": "modernloop.io",
    "Willo": "willo.video",
}

_FREEMAIL = """
gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it hotmail.com hotmail.de hotmail.fr hotmail.es hotmail.it
hotmail.co.uk live.com live.nl live.fr live.co.uk msn.com yahoo.com yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.co.uk yahoo.co.in
yahoo.com.br ymail.com rocketmail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de
freenet.de posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.com fastmail.com fastmail.fm hey.com zoho.com mail.com
yandex.com yandex.ru mail.ru qq.com 163.com 126.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it tiscali.it
alice.it tin.it uol.com.br bol.com.br terra.com.br sapo.pt telefonica.net kpnmail.nl kpnplanet.nl ziggo.nl xs4all.nl planet.nl home.nl
hetnet.nl bluewin.ch btinternet.com sky.com comcast.net verizon.net att.net sbcglobal.net cox.net naver.com rediffmail.com bigpond.com
telenet.be skynet.be aon.at
"""

VENDORS: dict[str, Vendor] = (
    {domain: Vendor(brand, slot) for brand, (slot, domains) in _TRACKING.items() for domain in domains.split()}
    | {domain: Vendor(brand, trade=Trade.BOARD) for brand, domains in _BOARDS.items() for domain in domains.split()}
    | {domain: Vendor(brand, trade=Trade.TOOL) for brand, domains in _TOOLS.items() for domain in domains.split()}
    | {domain: Vendor("", trade=Trade.FREEMAIL) for domain in _FREEMAIL.split()}
)

# Names of the machines, closed up: "via Workday" and "Workable" say nothing about the employer.
BRANDS = frozenset(re.sub(r"\W", "", vendor.brand.casefold()) for vendor in VENDORS.values() if vendor.brand) | {
    "icims",
    "bamboo",
    "ashbyhq",
    "greenhousesoftware",
    "zoho",
    "sap",
    "sapsuccessfactors",
    "oraclerecruiting",
    "oraclecloud",
    "workdayadmin",
    "workdayrecruiting",
    "colleaguezone",
    "candidateportal",
    "candidatehome",
    "breezyhr",
    "ultipro",
    "linkedinjobs",
    "linkedinjobalerts",
    "indeedapply",
    "indeedjobs",
    "wellfoundtalent",
    "jobvitenotification",
    "taleorecruiting",
    "oncehub",
    "gmail",
    "outlook",
    "adpworkforce",
}


def vendor_of(host: str) -> Vendor | None:
    """The system that owns this host, by whole labels; the longest known domain wins."""
    labels = host.casefold().strip(".").split(".")[-8:]
    for start in range(len(labels) - 1):
        vendor = VENDORS.get(".".join(labels[start:]))
        if vendor is not None:
            return vendor
    return None
