"""Somebody of whom there is a bit of everything, each with an unmistakable mark; and where the mark is still found."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from actionplans import asking, comments, delivery, documents, progress
from actionplans.models import ActionPlan
from partnerships import calendars, consenting, data_requests, invitations, mail_choices
from partnerships.models import Application, DataRequest, Seat, User
from tests import build
from tests.actionplans import answers, builders
from tests.build import quotations
from tests.client import Client
from tests.partnerships import applicants, register_rows
from tests.permissions import world as worlds
from tests.permissions.policy import kwargs_of
from workshops.clearance import answering, circulating

MARK = "MARROWFAT"
NAME, EMAIL, TITLE = f"Zebedee {MARK}", f"zebedee@{MARK.lower()}.example", f"Keeper of {MARK} peas"


def marked(seat: Seat) -> Seat:
    """`seat`, its person under the mark."""
    told = {"full_name": NAME, "email": EMAIL, "access_needs": f"{MARK} in large print"}
    User.objects.filter(pk=seat.user_id).update(**told)
    Seat.objects.filter(pk=seat.pk).update(job_title=TITLE)
    seat.refresh_from_db()
    return seat


def said(what: str) -> str:
    return f"{MARK} {what}"


def somebody(area: build.Group) -> Seat:
    """Of everything that is held of a person, one of theirs at least."""
    person = marked(area.tso_officer)
    quotations.cleared_quote(area, 1, words=said("in these very words"), speaker=person)
    _notes(area, person)
    _plan(area, person)
    register_rows.member(register_rows.entered(area), area.la_officer, person=person)
    _account(area, person)
    return person


def _notes(area: build.Group, person: Seat) -> None:
    second = build.delivered(area, 2)
    build.log_point(second, person, said("what I noted"))
    build.write_up(area, second, ["One", "Two", "Three"])
    circulating.circulate(second, by=area.facilitator)
    build.answer(second, person, build.OUT, numbers=[1], ground="own_words", reason=said("mine"))
    build.answer(second, person, build.CHANGE, numbers=[2], reason=said("clear"), new_text=said("better"))
    answering.add_view(second, build.shown(second)[2].point_id, text=said("view"), by=person)
    third = build.delivered(area, 3)
    build.log_point(third, person, said("what I noted last"))


def _plan(area: build.Group, person: Seat) -> ActionPlan:
    consenting.give(person, "be_named", by=person)
    plan = builders.accepted(area)
    comments.say(plan.objectives.get(), text=said("remark"), by=person)
    asking.ask(plan, by=area.la_lead)
    answers.give(plan, person, answer=answers.C.CAN_LIVE_WITH, reason=said("because"))
    answers.give(plan, person, answer=answers.C.CANNOT, reason=said("no"), item=answers.items(plan)[0])
    builders.sign(plan, area.la_lead, area.tso_lead)
    for row in builders.filled(plan, area, lead=person):
        row.refresh_from_db()
        told = {"contact_tso": EMAIL, "revision": row.revision}
        delivery.fill_in(row, by=area.la_officer, **told)
    for seat in (area.la_lead, area.tso_lead):
        delivery.start(plan, by=seat)
    row.refresh_from_db()
    progress.tell(row, status="in_progress", rag="amber", note=said("it goes slowly"), by=person)
    plan.refresh_from_db()
    documents.ask(plan, by=area.la_lead)
    return plan


def _account(area: build.Group, person: Seat) -> None:
    user = person.user
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": said("phone")})
    SocialAccount.objects.create(user=user, provider="quillshire", uid=said("uid"), extra_data={"x": EMAIL})
    invitations.invite(user, to="participant", by=area.coordinator)
    calendars.reset(user, by=person)
    mail_choices.stop(user, ["news"])
    one = applicants.to_decide(area, "tso")
    Application.objects.filter(pk=one.pk).update(email=EMAIL, full_name=NAME, interest=said("interest"))
    first = data_requests.ask(user, kind="other", words=said("question"))
    data_requests.answer(first, said("answer"), by=area.coordinator)


def asks(person: Seat, kind: str = "erase_all") -> DataRequest:
    return data_requests.ask(person.user, kind=kind, words=said("please"))


def read_by(group: build.Group, seat: Seat) -> str:
    """Everything that `seat` can open of the area and of the programme, one after the other."""
    reader, found = Client().as_(seat, may_see=group.words.uncleared), []
    for name, route, _ in worlds.addresses():
        kwargs = kwargs_of(route)
        if set(kwargs) - {"area", "number"}:
            continue
        for number in (1, 2, 3) if "number" in kwargs else (0,):
            told = {"area": group.slug} if "area" in kwargs else {}
            response = reader.get(reverse(name, kwargs=told | ({"number": number} if number else {})))
            if response.status_code == 200 and not response.streaming:
                found.append(response.content.decode(errors="replace"))
    return "\n".join(found)
