"""What people need to take part: theirs to say, carried from the application, read for arrangements alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import access_needs, correcting, data_requests, selection
from partnerships.models import Seat, User
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS, Permission
from pipd import digest, own_account
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.partnerships import applicants
from tests.workshops.test_pages_area import at, text
from workshops import arrangements, owed, standing_in
from workshops.models import Workshop

NEED = "A room without steps"
DETAILS = reverse("my-details")


@pytest.fixture
def first(area: build.Group) -> Workshop:
    return build.area_with_sessions(area)[0]


def needing(seat: Seat, words: str = NEED) -> Seat:
    User.objects.filter(pk=seat.user_id).update(access_needs=words)
    seat.user.refresh_from_db()
    return seat


def session_page(client: Client, seat: Seat, group: build.Group, number: int = 1) -> str:
    return text(client.as_(seat).get(at(group, "session-detail", number)))


def typed(seat: Seat, **said: str) -> dict[str, str]:
    mine = {f"title_{seat.pk.hex}": seat.job_title, f"authority_{seat.pk.hex}": seat.authority}
    return {"full_name": seat.user.full_name, **mine, **said}


# Who reads it


def test_facilitators_read_it_with_the_name_and_the_coordinator_without(area, first, client):
    seat = needing(area.la_officer)
    assert f"{seat.user}: {NEED}" in session_page(client, area.facilitator, area)
    told = session_page(client, area.coordinator, area)
    assert NEED in told
    assert str(seat.user) not in told


@pytest.mark.parametrize("who", ["la_officer", "la_lead", "tso_officer"])
def test_nobody_of_the_group_reads_it_there(area, first, client, who):
    needing(area.la_officer)
    page = session_page(client, getattr(area, who), area)
    assert NEED not in page
    assert "What people need to take part" not in page


def test_one_who_stands_in_does_not_read_what_others_need(area, first, client):
    needing(area.la_officer)
    substitute = build.substitute(area, first, area.tso_officer)
    assert NEED not in session_page(client, substitute, area)


def test_the_table_gives_it_to_facilitators_and_coordinators_alone(area):
    may = {role for role, given in ROLE_PERMISSIONS.items() if Permission.SEE_ACCESS_NEEDS in given}
    assert may == {"facilitator", "coordinator"}
    assert Permission.SEE_ACCESS_NEEDS not in LEAD_PERMISSIONS


def test_it_is_of_those_who_are_expected(area, first):
    away, comes = needing(area.la_officer, "Large print"), needing(area.tso_officer, NEED)
    standing_in.send_apologies(first, by=away)
    substitute = needing(build.substitute(area, first, away, agreed=False), "A hearing loop")
    assert told(first) == [NEED]
    standing_in.agree(first, recording=False, by=substitute)
    assert told(first) == [NEED, "A hearing loop"] or told(first) == ["A hearing loop", NEED]
    build.membership.leave(comes, by=comes)
    assert told(first) == ["A hearing loop"]


def told(workshop: Workshop) -> list[str]:
    return [need.words for need in arrangements.needs(workshop, names=True)]


def test_after_the_session_nothing_is_to_be_arranged(area, client):
    needing(area.la_officer)
    build.delivered(area, 1)
    assert NEED not in session_page(client, area.facilitator, area)
    assert NEED in session_page(client, area.facilitator, area, 2)


def test_without_names_the_order_tells_nothing(area, first):
    for seat, words in ((area.la[0], "C"), (area.la[1], "A"), (area.tso[0], "B")):
        needing(seat, words)
    assert [(n.who, n.words) for n in arrangements.needs(first, names=False)] == [
        ("", "A"),
        ("", "B"),
        ("", "C"),
    ]


def test_page_asks_as_often_for_three_needs_as_for_one(area, first, client):
    reader, page = client.as_(area.facilitator), at(area, "session-detail", 1)

    def queries() -> int:
        reader.get(page)
        with CaptureQueriesContext(connection) as counted:
            assert reader.get(page).status_code == 200
        return len(counted)

    needing(area.la[0])
    one = queries()
    for seat in (area.la[1], area.tso[1]):
        needing(seat)
    assert one == queries()


# Whose it is to say


def test_it_is_changed_at_any_time_and_no_mail_and_no_log_has_it(area, client):
    seat = area.la_officer
    me = client.as_(seat)
    assert "What you need to take part (optional)" in text(me.get(DETAILS))
    me.post(DETAILS, typed(seat, access_needs=NEED))
    assert User.objects.get(pk=seat.user_id).access_needs == NEED
    mail = OutgoingMail.objects.get(recipient=seat.user_id, kind="details_put_right")
    assert "what you need to take part" in mail.body_text
    assert NEED not in mail.body_text
    assert LogEntry.objects.get(verb="details put right").facts == {"name": False, "job titles": 0}
    assert NEED in text(me.get(reverse("my-data")))
    me.post(DETAILS, typed(seat, access_needs=""))
    assert User.objects.get(pk=seat.user_id).access_needs == ""


def test_whoever_stands_in_says_it_too_and_their_page_leads_there(area, first, client):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    me = client.as_(seat)
    assert f'href="{DETAILS}#id_access_needs"' in me.get(at(area, "stand-in", 1)).text
    me.post(
        DETAILS,
        {"full_name": seat.user.full_name, f"title_{seat.pk.hex}": seat.job_title, "access_needs": NEED},
    )
    assert User.objects.get(pk=seat.user_id).access_needs == NEED


def test_it_is_not_asked_of_who_facilitates(area, client):
    assert "What you need to take part" not in text(client.as_(area.facilitator).get(DETAILS))
    client.as_(area.facilitator).post(
        DETAILS, {"full_name": "Facilitator Another", "access_needs": "told to nobody"}
    )
    assert User.objects.get(pk=area.facilitator.user_id).access_needs == ""


def test_a_coordinator_who_puts_a_name_right_leaves_it_as_it_is(area):
    seat = needing(area.la_officer)
    request = data_requests.ask(seat.user, kind="correct", words="My name")
    own_account.put_right_for(
        request, full_name="Another Name", titles={}, answer="Done", by=area.coordinator
    )
    assert User.objects.get(pk=seat.user_id).access_needs == NEED


def test_closing_the_account_ends_it(area):
    seat = needing(area.la_officer)
    own_account.close(seat.user)
    assert User.objects.get(pk=seat.user_id).access_needs == ""


# From the application


def test_it_comes_from_the_application_with_the_place(db, base_moment):
    area = applicants.recruiting_area()
    seat = selection.accept(applicants.sent(area), by=build.programme_seat("coordinator"))
    assert User.objects.get(pk=seat.user_id).access_needs == "Large print"
    assert (seat.authority, seat.authority_words) == ("commits", "Can commit the organisation")


@pytest.mark.parametrize(
    ("before", "applied", "after"),
    [
        ("", "", ""),
        ("A loop", "", "A loop"),
        ("Large print", "Large print", "Large print"),
        ("A loop", "Large print", "A loop\nLarge print"),
        ("x" * 990, "Large print", "x" * 990 + "\nLarge pri"),
    ],
)
def test_what_was_said_before_stays_beside_it(db, base_moment, before, applied, after):
    area = applicants.recruiting_area()
    application = applicants.sent(area, access_needs=applied)
    person = build.user(application.email, "Ada Byron")
    User.objects.filter(pk=person.pk).update(access_needs=before)
    access_needs.bring(application, person)
    assert User.objects.get(pk=person.pk).access_needs == after


# The prompt


def test_the_reminder_of_a_session_leads_to_it_and_says_none_of_it(area, first, client):
    seat = needing(area.la_officer)
    clock.set_to(clock.local(workdays.sub_wd(build.FIRST_SESSION, 2), 9))
    substitute = needing(build.substitute(area, first, area.tso_officer))
    for one in (seat, substitute):
        [row] = [row for row in owed.owed([one]) if row.kind == "session coming"]
        assert row.also == ("Say if you need anything to take part", DETAILS)
        assert NEED not in f"{row}"
        assert f'href="{DETAILS}">Say if you need anything to take part</a>' in client.as_(one).get("/").text
    [theirs] = [row for row in owed.owed([area.facilitator]) if row.kind == "session coming"]
    assert theirs.also is None


def test_the_daily_list_has_the_link(area, first):
    needing(area.la_officer)
    clock.set_to(clock.local(workdays.sub_wd(build.FIRST_SESSION, 2), 8, 30))
    digest.send_due()
    row = OutgoingMail.objects.get(recipient=area.la_officer.user_id, kind=digest.KIND)
    assert DETAILS in row.body_text
    assert DETAILS in row.body_html
    assert NEED not in row.body_text + row.body_html
    other = OutgoingMail.objects.get(recipient=area.facilitator.user_id, kind=digest.KIND)
    assert DETAILS not in other.body_text


# Whether they can commit (R13)


def test_the_group_reads_who_can_commit(area, client):
    seat = area.la_officer
    client.as_(seat).post(DETAILS, typed(seat, **{f"authority_{seat.pk.hex}": "refers"}))
    people = reverse("partnerships:people-list", kwargs={"area": area.slug})
    assert text(client.as_(area.tso_officer).get(people)).count("Must refer back first") == 1
    assert "Must refer back first".lower() in text(client.as_(seat).get(reverse("my-data"))).lower()


@pytest.mark.parametrize("value", ["", "unknown"])
def test_of_who_does_not_know_nothing_is_said(area, client, value):
    Seat.objects.filter(pk=area.la_officer.pk).update(authority=value)
    people = text(
        client.as_(area.tso_officer).get(reverse("partnerships:people-list", kwargs={"area": area.slug}))
    )
    assert "commit" not in people
    assert "refer back" not in people


def test_nobody_says_for_another_whether_they_can_commit(area):
    user = area.la_officer.user
    with pytest.raises(Http404):
        correcting.own(user, full_name=user.full_name, titles={}, authority={area.la_lead.pk: "commits"})
    assert Seat.objects.get(pk=area.la_lead.pk).authority == ""


def test_a_change_of_name_alone_leaves_what_they_need(area):
    seat = area.la_officer
    correcting.own(seat.user, full_name=seat.user.full_name, titles={}, needs=NEED)
    clock.set_to(clock.now() + timedelta(minutes=1))
    correcting.own(seat.user, full_name="Another Name", titles={})
    assert User.objects.get(pk=seat.user_id).access_needs == NEED
