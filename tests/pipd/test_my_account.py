"""One's own details put right at once or by a coordinator; an objection heeded; one's own account closed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from actionplans.models import Delivery
from partnerships import correcting, data_requests, mail_choices, membership
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Role, Seat, User
from pipd import objecting
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.build import quotations
from tests.client import Client
from tests.partnerships import register_rows
from workshops.clearance.working import Quotation
from workshops.models import Attendance, ClearedQuote

NEW = "Grace Brewster Hopper"


def details(seat: Seat, **typed: str) -> dict[str, str]:
    return {"full_name": seat.user.full_name, f"title_{seat.pk.hex}": seat.job_title, **typed}


def put_right(seat: Seat, **typed: str) -> str:
    reader = Client().as_(
        seat, may_see=build.OUR_WORDS.uncleared
    )  # of what they are led on to, their own data
    page = reader.post(reverse("my-details"), details(seat, **typed), follow=True)
    return page.content.decode()


def test_name_and_job_title_are_put_right_at_once_and_the_log_holds_neither(area):
    seat = area.la_officer
    title = f"title_{seat.pk.hex}"
    assert "Your details are put right." in put_right(seat, full_name=NEW, **{title: "Head of Maths"})
    seat.refresh_from_db()
    assert (User.objects.get(pk=seat.user_id).full_name, seat.job_title) == (NEW, "Head of Maths")
    entry = LogEntry.objects.get(verb="details put right")
    assert (entry.actor, entry.facts) == (seat.pk, {"name": True, "job titles": 1})
    assert (
        NEW
        in Client()
        .as_(area.la_lead)
        .get(reverse("partnerships:people-list", kwargs={"area": area.slug}))
        .content.decode()
    )


def test_a_name_follows_to_the_actions_its_person_leads_and_to_no_others(area):
    builders.started(area)
    row = Delivery.objects.first()
    Delivery.objects.exclude(pk=row.pk).update(lead_tso="Another lead", lead_tso_seat=None)
    put_right(area.tso_officer, full_name=NEW)
    assert sorted(Delivery.objects.values_list("lead_tso", flat=True)) == ["Another lead", NEW]


@pytest.mark.parametrize("typed", [{"full_name": ""}, {"full_name": "x" * 121}, {}])
def test_what_is_missing_or_the_same_is_said_and_nothing_changes(area, typed):
    before = area.la_officer.user.full_name
    assert "There is a problem" in put_right(area.la_officer, **typed)
    assert User.objects.get(pk=area.la_officer.user_id).full_name == before


def test_nobody_puts_another_s_title_right(area):
    with pytest.raises(Http404):
        correcting.own(area.la_officer.user, full_name=NEW, titles={area.la_lead.pk: "Nobody"})
    assert Seat.objects.get(pk=area.la_lead.pk).job_title == area.la_lead.job_title
    assert User.objects.get(pk=area.la_officer.user_id).full_name != NEW


def test_a_title_of_a_seat_that_ended_stays_as_it_was(area):
    membership.leave(area.la_officer, by=area.la_officer)
    page = Client().as_(area.la_officer).get(reverse("my-details")).content.decode()
    assert "Job title in" not in page


def asked(seat: Seat, kind: str) -> DataRequest:
    return data_requests.ask(seat.user, kind=kind, words="Please")


def test_a_coordinator_puts_right_and_answers_in_one(area):
    seat, request = area.la_officer, asked(area.la_officer, "correct")
    address = reverse("request-correct", kwargs={"asked": request.pk})
    reader = Client().as_(area.coordinator)
    assert seat.job_title in reader.get(address).content.decode()
    nothing = reader.post(address, details(seat, answer="Done")).content.decode()
    assert ("Nothing is different" in nothing, DataRequest.objects.get().is_open) == (True, True)
    done = reader.post(address, details(seat, full_name=NEW, answer="It is put right"), follow=True)
    assert "is answered, and it is put right" in done.content.decode()
    assert User.objects.get(pk=seat.user_id).full_name == NEW
    assert DataRequest.objects.get().answer == "It is put right"
    assert OutgoingMail.objects.filter(kind="data_request_answered", to=seat.user.email).count() == 1
    assert LogEntry.objects.get(verb="details put right").actor == area.coordinator.pk
    assert reader.post(address, details(seat, full_name="X", answer="Again")).status_code == 200
    assert User.objects.get(pk=seat.user_id).full_name == NEW


@pytest.mark.parametrize("who", ["facilitator", "la_lead"])
def test_nobody_else_puts_right_or_stops_anything(area, who):
    by = getattr(area, who)
    with pytest.raises(PermissionDenied):
        correcting.for_request(asked(area.la_officer, "correct"), full_name=NEW, titles={}, answer="x", by=by)
    with pytest.raises(PermissionDenied):
        objecting.heed(asked(area.la_officer, "object"), stop=["mail"], answer="x", by=by)
    assert User.objects.get(pk=area.la_officer.user_id).full_name != NEW


def test_an_objection_stops_mail_and_quotations_of_theirs_alone(area):
    speaker, other = area.tso[2], area.tso[1]
    quotations.cleared_quote(area, 1, speaker=speaker)
    theirs = quotations.cleared_quote(area, 2, words="HOOPOE another said", speaker=other)
    request = asked(speaker, "object")
    address = reverse("request-object", kwargs={"asked": request.pk})
    reader = Client().as_(area.coordinator)
    assert "Choose what you stop" in reader.post(address, {"answer": "Done"}).content.decode()
    typed = {"stop": ["mail", "quotations"], "answer": "You are quoted no more"}
    assert "1 quotation withdrawn." in reader.post(address, typed, follow=True).content.decode()
    assert list(ClearedQuote.objects.values_list("pk", flat=True)) == [theirs.pk]
    assert Quotation.objects.filter(speaker=speaker, text="").count() == 1
    assert mail_choices.off(speaker.user_id) == {topic.code for topic in mail_choices.TOPICS}
    assert mail_choices.off(other.user_id) == set()
    assert Seat.objects.get(pk=speaker.pk).is_live
    assert LogEntry.objects.get(verb="objection heeded").facts == {"mail": True, "quotations": 1}


def test_only_what_is_ticked_stops(area):
    quote = quotations.cleared_quote(area, 1)
    objecting.heed(asked(area.tso[2], "object"), stop=["mail"], answer="Done", by=area.coordinator)
    assert ClearedQuote.objects.filter(pk=quote.pk).exists()
    with pytest.raises(NotPossible):
        objecting.heed(asked(area.tso[2], "erase"), stop=["quotations"], answer="x", by=area.coordinator)
    assert ClearedQuote.objects.filter(pk=quote.pk).exists()


TAKEN = "has this name or one that reads the same"


@pytest.mark.parametrize("whose", ["facilitator", "coordinator", "administrator", "la_lead"])
@pytest.mark.parametrize("change", ["same", "not seen", "an accent"])
def test_nobody_gives_themselves_a_name_that_reads_as_another_s(area, administrator, whose, change):
    other = administrator if whose == "administrator" else getattr(area, whose)
    name = str(other.user.full_name)
    looks = {
        "same": name,
        "not seen": f"{name[:2]}\u200b{name[2:]}",
        "an accent": f"{name[:2]}\u0301{name[2:]}",
    }
    before = str(area.tso_officer.user.full_name)
    assert TAKEN in put_right(area.tso_officer, full_name=looks[change])
    assert User.objects.get(pk=area.tso_officer.user_id).full_name == before


def test_nobody_writes_their_name_in_two_alphabets(area):
    name = str(area.facilitator.user.full_name)
    typed = f"\u0424{name[1:]}"
    page = put_right(area.la_officer, full_name=typed)
    assert "Write your name in one alphabet" in page
    assert typed in page  # what was typed is not lost
    assert User.objects.get(pk=area.la_officer.user_id).full_name != typed


def test_a_name_of_somebody_elsewhere_is_free(area, neighbour):
    put_right(area.la_officer, full_name=str(neighbour.la_lead.user.full_name))
    assert User.objects.get(pk=area.la_officer.user_id).full_name == neighbour.la_lead.user.full_name


def close(seat: Seat) -> Client:
    reader = Client().as_(seat)
    answer = reader.post(reverse("close-account"))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    return reader


def test_closing_ends_every_seat_and_signs_out_and_what_was_said_stays(area, neighbour):
    seat = area.tso_officer
    workshop = build.note_at("answered", area, 1)
    also = register_rows.officer(area)
    Seat.objects.filter(pk=also.pk).update(user=seat.user_id)
    reader = close(seat)
    assert not Seat.objects.live().filter(user=seat.user_id).exists()
    assert not User.objects.get(pk=seat.user_id).is_active
    reader.seat = None  # from here on it is nobody's browser
    assert reader.get(reverse("my-data")).status_code == 302
    assert Attendance.objects.filter(seat=seat, workshop=workshop).exists()
    assert seat.consents.filter(withdrawn_at=None).exists()
    assert build.amendments(workshop)[0].text != ""
    assert LogEntry.objects.filter(verb="left", actor__in=[seat.pk, also.pk]).count() == 2
    assert LogEntry.objects.filter(verb="account closed", subject=seat.user_id).count() == 1


def test_a_substitute_gives_up_the_place_they_were_to_fill(area):
    workshop = build.area_with_sessions(area)[1]
    seat = build.substitute(area, workshop, area.la[4])
    close(seat)
    assert not Attendance.objects.filter(seat=seat).exists()
    assert OutgoingMail.objects.filter(kind="substitute_declined", recipient=area.la[4].user_id).exists()


@pytest.mark.parametrize("who", ["facilitator", "coordinator", "administrator"])
def test_who_runs_something_closes_nothing(area, who):
    seat = build.programme_seat(Role.ADMINISTRATOR) if who == "administrator" else getattr(area, who)
    reader = Client().as_(seat)
    assert "Ask whoever named you" in reader.get(reverse("close-account")).content.decode()
    assert reader.post(reverse("close-account")).status_code == 409
    assert User.objects.get(pk=seat.user_id).is_active
    assert Seat.objects.get(pk=seat.pk).is_live


def test_the_check_page_says_what_ends_and_what_waits(area):
    asked(area.la_officer, "other")
    page = Client().as_(area.la_officer).get(reverse("close-account")).content.decode()
    assert "Your seat as participant in Quillshire ends." in page
    assert "1 of your requests waits" in page
    assert User.objects.get(pk=area.la_officer.user_id).is_active


PASSWORD = "a-long-enough-password"


def test_who_can_say_once_more_who_they_are_is_asked_before_closing(area):
    """Nothing brings an account back, and a session may be open on a computer of a village hall (decision 0020)."""
    seat, address = area.la_officer, reverse("close-account")
    seat.user.set_password(PASSWORD)
    seat.user.save()
    pressed = Client().as_(seat).post(address)
    reader = Client().as_(seat)
    for answer in (pressed, reader.get(address)):
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=seat.user_id).is_active
    again = reader.post(f"{reverse('account_reauthenticate')}?next={address}", {"password": PASSWORD})
    assert (again.status_code, again["Location"]) == (302, address)
    assert "Your seat as participant" in reader.get(address).content.decode()
    assert reader.post(address).status_code == 302
    assert not User.objects.get(pk=seat.user_id).is_active


def test_a_last_mail_says_that_the_account_is_closed(area):
    seat = area.la_officer
    close(seat)
    [row] = OutgoingMail.objects.filter(kind="account_closed")
    assert (row.to, row.recipient, row.essential) == (seat.user.email, seat.user_id, True)
    assert "You closed your account." in row.body_text
    assert "Was it not you?" in row.body_text
