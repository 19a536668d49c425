"""Mail about requests on personal data: a receipt, and that there is an answer. Never the words of either."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.urls import reverse

from partnerships.models import DataRequest, Programme, User
from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from pipd.kit.wording import long_date

RECEIVED, ANSWERED, ERASED = "data_request_received", "data_request_answered", "data_erased"
PUT_RIGHT, CLOSED = "details_put_right", "account_closed"
WHY = "You get this because you asked something about your personal data."


def received(request: DataRequest) -> None:
    """The receipt: the reference, and by when there is an answer. Of a complaint it is the acknowledgement."""
    day = long_date(request.due_on)
    if request.is_complaint:
        words = [
            f"We have your complaint about how your personal data is used. Your reference is {request.reference}. With "
            "this message we acknowledge it.",
            f"A coordinator of the programme looks into it, and you have an answer by {day}. You can also complain to "
            "the Information Commissioner’s Office at any time.",
        ]
    else:
        words = [
            f"We have your request about your personal data. Your reference is {request.reference}.",
            f"A coordinator of the programme answers it by {day}.",
        ]
    what = "complaint" if request.is_complaint else "request"
    _tell(request, RECEIVED, f"We have your {what}: {request.reference}", words)


def answered(request: DataRequest, changed: str = "") -> None:
    """That there is an answer, which is read after signing in; and that `changed` is another now, without saying it."""
    what = "complaint" if request.is_complaint else "request"
    words = [f"Your {what} {request.reference} is answered. Sign in to read the answer."]
    if changed:
        words.append(f"With it a coordinator changed {changed} here.")
    _tell(request, ANSWERED, f"Your {what} is answered: {request.reference}", words)


def put_right(person: User, changed: str, chain: str) -> None:
    """To whoever put their own details right: if it was not they, somebody else is signed in as them."""
    words = [
        f"You changed {changed} here. It holds at once, for all who see your name.",
        "Was it not you? Then somebody else is signed in with your account: see where you are signed in, sign out "
        "there, and tell a coordinator.",
    ]
    mail.queue(
        kind=PUT_RIGHT,
        key=f"{PUT_RIGHT}:{uuid4()}",
        to=person.email,
        recipient=person.pk,
        chain=chain,
        template="notice",
        subject="Your details were changed",
        context={
            "about": "Partnership Improvement Project",
            "before": words,
            "act": "See your details",
            "link": mail.link(reverse("my-details")),
            "why": "You get this because your details were changed from your own account.",
        },
        essential=True,
    )


def closed(person: User, chain: str) -> None:
    """The last mail to whoever closed their account: nobody opens it again, so it leads nowhere."""
    words = [
        "You closed your account. Your seats ended, and nobody signs in with it any more. What you said and signed "
        "stays, as you were told.",
        "Was it not you? Then somebody else was signed in with your account. Tell a coordinator: the account stays "
        "closed, and you can be invited again at another address.",
    ]
    mail.queue(
        kind=CLOSED,
        key=f"{CLOSED}:{person.pk}",
        to=person.email,
        recipient=person.pk,
        chain=chain,
        template="notice",
        subject="Your account is closed",
        context={
            "about": "Partnership Improvement Project",
            "before": words,
            "link": "",
            "settings_link": "",
            "why": "You get this because your account was closed from your own account.",
        },
        essential=True,
    )


def erased(programme: Programme, person: UUID, address: str) -> None:
    """The last mail, to the address as it was: afterwards nobody knows it, and once sent its row goes too."""
    words = [
        "What was held about you here is erased, and your account is closed. Nobody signs in with it any more.",
        "That somebody sat in your seat, signed or answered for your sector stays without your name, as you were told. "
        "Copies for safety (backups) hold it until they are replaced. Whoever runs the server has been told how to "
        "erase you once more if one of them is put back.",
    ]
    mail.queue(
        kind=ERASED,
        key=f"{ERASED}:{person}",
        to=address,
        recipient=person,
        chain=str(programme.pk),
        template="notice",
        subject="What was held about you is erased",
        context={"about": programme.name, "before": words, "link": "", "settings_link": "", "why": WHY},
        essential=True,
    )


def forget_the_last() -> int:
    """Delete the last mails that were sent, or never can be, with their addresses; how many."""
    over = [OutgoingMail.State.SENT, OutgoingMail.State.FAILED, OutgoingMail.State.SKIPPED]
    return OutgoingMail.objects.filter(kind=ERASED, state__in=over).delete()[0]


def _tell(request: DataRequest, kind: str, subject: str, words: list[str]) -> None:
    mail.queue(
        kind=kind,
        key=f"{kind}:{request.pk}",
        about=[str(request.pk)],
        to=request.person.email,
        recipient=request.person_id,
        chain=str(request.programme_id),
        template="notice",
        subject=subject,
        context={
            "about": request.programme.name,
            "before": words,
            "act": "See what you asked",
            "link": mail.link(reverse("my-data")),
            "why": WHY,
        },
        essential=True,
    )
