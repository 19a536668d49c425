"""Mail to applicants: the link that is their key, a receipt, and what was decided. Never anybody else's name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from partnerships.applications import decided_by
from partnerships.models import Application
from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail
from pipd.kit.wording import deadline, short_date

LINK, RECEIVED, DECIDED = "application_link", "application_received", "application_decided"
CLOSING, ENTERED = "application_closing", "application_entered"
S = Application.State

LINK_WORDS = {
    S.BEGUN: (
        "Your application to take part",
        "Use this link to fill in your application to take part in {area}, now or later. Your answers are kept as you "
        "go. You can send it until {closes}.",
        "Go on with your application",
    ),
    S.SUBMITTED: (
        "Your application to take part",
        "You have sent an application to take part in {area}. It waits to be decided. You can read it, or take it "
        "back.",
        "See your application",
    ),
    S.ACCEPTED: (
        "Your application to take part",
        "You have a place in the group of {area}. Sign in with this address to see your sessions. Until you have said "
        "that you take part, you can also give the place back with this link.",
        "See your application",
    ),
    S.DECLINED: (
        "Your application to take part",
        "Your application to take part in {area} was declined. You can read it.",
        "See your application",
    ),
    S.WITHDRAWN: (
        "Your application to take part",
        "You have withdrawn your application to take part in {area}. You can read it.",
        "See your application",
    ),
    S.WAITING: (
        "Your application to take part",
        "Your application to take part in {area} is on the wait-list. You can read it, or take it back.",
        "See your application",
    ),
}
DECISIONS = {
    S.ACCEPTED: (
        "You have a place in {area}",
        [
            "Your application {reference} was accepted. You have a place in the group of {area}.",
            "Sign in with this email address. There you say what you consent to, and see when the sessions are.",
        ],
        "Sign in",
    ),
    S.WAITING: (
        "You are on the wait-list for {area}",
        [
            "Your application {reference} is on the wait-list: you have no place now, and may still be given one.",
            "We write to you if you are. You need not do anything. The page of your application says how many wait "
            "before you.",
        ],
        "Ask for a link to your application",
    ),
    S.DECLINED: (
        "Your application to take part in {area}",
        ["We cannot offer you a place. Your application was {reference}. The reason given is:", "{reason}"],
        "",
    ),
}
# Of a place that was given, and not taken up yet by its person's word.
TAKEN_BACK = (
    "The place you were given in the group of {area} has ended, before you had said that you take part."
)
PLACE_ENDED = {
    S.WAITING: (
        "You are on the wait-list for {area}",
        [
            f"{TAKEN_BACK} Your application {{reference}} is on the wait-list now. The reason given is:",
            "{reason}",
            "We write to you if you are given a place again. You need not do anything.",
        ],
        "",
    ),
    S.DECLINED: (
        "Your place in {area} has ended",
        [f"{TAKEN_BACK} Your application was {{reference}}. The reason given is:", "{reason}"],
        "",
    ),
}
WHY_ENTERED = (
    "You get this because the coordinator of the programme entered your address with an application for {area}. If you "
    "did not apply, take it back with the link."
)
WHY_LINK = "You get this because somebody gave this address to apply. If that was not you, do nothing."
WHY = "You get this because you applied to take part in {area}."


def link(application: Application) -> UUID | None:
    """Mail the link that opens `application`; what it says depends on where that stands. The id of the mail."""
    subject, before, act = LINK_WORDS[S(application.state)]
    names = {"area": application.area.slug, "application": application.pk, "key": mail.PUT_IN}
    words = before.format(area=application.area.name, closes=deadline(application.area.window.closes_at))
    row = tell(
        application,
        LINK,
        mark=f"{application.link_mark}-{clock.now():%Y%m%d%H%M}",  # whoever asks twice in a minute gets one
        subject=subject,
        before=[words],
        act=act,
        page=reverse("partnerships:apply-return", kwargs=names),
        why=WHY_LINK,
    )
    return row.pk if row else None


def closing(application: Application, mark: str) -> None:
    """Remind of an application that is begun and not sent, with a new link; `mark` makes it one a day."""
    area = application.area
    names = {"area": area.slug, "application": application.pk, "key": mail.PUT_IN}
    tell(
        application,
        CLOSING,
        mark=mark,
        subject=f"Your application to take part in {area.name} is not sent yet",
        before=[f"You began an application. You can send it until {deadline(area.window.closes_at)}."],
        act="Go on with your application",
        page=reverse("partnerships:apply-return", kwargs=names),
        why="You get this because you began an application. If you do not want to send it, do nothing.",
    )


def received(application: Application) -> None:
    """A receipt: its reference, and what happens next."""
    area = application.area
    words = [
        f"We have your application to take part in {area.name}. Your reference is {application.reference}.",
        f"Applications are open until {deadline(area.window.closes_at)}. You are told by email what the coordinator "
        f"decided, by {short_date(decided_by(area.window))}. To read your application or take it back, use the link "
        "you have, or ask for a new one.",
    ]
    tell(
        application,
        RECEIVED,
        mark="",
        subject=f"We have your application: {application.reference}",
        before=words,
        act="Ask for a new link",
        page=_asks_for_a_link(application),
        why=WHY.format(area=area.name),
    )


def _asks_for_a_link(application: Application) -> str:
    names = {"area": application.area.slug, "sector": application.sector}
    return reverse("partnerships:apply-start", kwargs=names)


def entered(application: Application, *, had_begun: bool) -> None:
    """A receipt for what the coordinator entered: from whom its words came, how to read it and to take it back.

    `had_begun`: they had begun one online, which this one takes the place of.
    """
    area, names = application.area, {"area": application.area.slug, "application": application.pk}
    how = "on paper" if application.channel == Application.Channel.PAPER else "in a spreadsheet"
    words = [
        f"We have your application to take part in {area.name}. Your reference is {application.reference}.",
        f"It was received {how} on {short_date(application.received_on)}. The coordinator of the programme entered it "
        "for you from there, so please read what was entered. The coordinator decides, and you are told by email.",
        "With this link you can read your application, and take it back without saying why.",
    ]
    if had_begun:
        words.append("You had begun an application online and not sent it. This one takes its place.")
    tell(
        application,
        ENTERED,
        mark="",
        subject=f"We have your application: {application.reference}",
        before=words,
        act="See your application",
        page=reverse("partnerships:apply-return", kwargs={**names, "key": mail.PUT_IN}),
        why=WHY_ENTERED.format(area=area.name),
    )


def decided(application: Application, *, before: str) -> None:
    """Tell the applicant what was decided, at once; `before` is where the application stood."""
    known = PLACE_ENDED if before == S.ACCEPTED else DECISIONS
    subject, told, act = known[S(application.state)]
    filled = {
        "area": application.area.name,
        "reference": application.reference,
        "reason": application.reason,
    }
    page = reverse("account_login") if application.state == S.ACCEPTED else _asks_for_a_link(application)
    tell(
        application,
        DECIDED,
        mark=f"{application.state}-{application.decided_at:%Y%m%d%H%M%S}",
        subject=subject.format(**filled),
        before=[words.format(**filled) for words in told],
        act=act,
        page=page if act else "",
        why=WHY.format(area=application.area.name),
    )


def key_of(application: Application, kind: str, mark: str) -> str:
    """What makes a message to an applicant exactly one (domain I-38)."""
    return f"{kind}:{application.pk}:{mark}"


def tell(application: Application, kind: str, *, mark: str, subject: str, **said: Any) -> OutgoingMail | None:
    """Queue a mail to an applicant; `said` is what stands in it: before, act, page and why (templates/mail/notice)."""
    page = said.pop("page")
    context: dict[str, Any] = {
        "about": application.area.name,
        "link": mail.link(page) if page else "",
        "settings_link": "",  # they have no account whose mail could be chosen
        **said,
    }
    return mail.queue(
        kind=kind,
        key=key_of(application, kind, mark),
        about=[str(application.pk)],
        to=application.email,
        recipient=application.pk,
        chain=application.area.chain,
        template="notice",
        subject=subject,
        context=context,
        essential=True,
    )
