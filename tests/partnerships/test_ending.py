"""An area is discontinued: who may, for what reason, who is told, and what is asked of nobody any more."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans.models import ActionPlan
from partnerships import areas, consenting, ending, history, membership, over, post_recruitment
from partnerships.membership import NotPossible
from partnerships.models import Application, Consent, Programme, Role, Seat, StudyArea
from pipd import board, home
from pipd.kit import mail
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import short_date
from tests import build
from tests.actionplans import builders
from tests.partnerships import applicants, programme_rows
from tests.refused import refused

S = StudyArea.State
REASON = "The council is abolished, and nobody takes its place."


def administrator() -> Seat:
    return build.programme_seat(Role.ADMINISTRATOR)


def discontinue(group: build.Group) -> None:
    ending.discontinue(group.area, reason=REASON, by=administrator())


def test_it_is_final_and_has_its_moment_and_reason(area):
    build.delivered(area)
    discontinue(area)
    area.area.refresh_from_db()
    assert area.area.is_discontinued
    assert (area.area.discontinued_reason, area.area.discontinued_by) == (REASON, administrator())
    assert refused(discontinue, area) == [over.words(area.area)]
    assert [to for state, to in areas.MOVES if state == S.DISCONTINUED] == []


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "la_lead", "other"])
def test_nobody_but_an_administrator_of_the_programme_may(area, role):
    by = membership.system_seat(area.programme) if role == "other" else getattr(area, role)
    with pytest.raises(PermissionDenied):
        ending.discontinue(area.area, reason=REASON, by=by)
    area.area.refresh_from_db()
    assert not area.area.is_discontinued


def test_an_administrator_of_another_programme_may_not(area):
    other = Programme.objects.create(name="Another programme", run_by="Them", readable_by="Them")
    user = build.user("else@pipd.example", "Some Body")
    seat = membership.appoint(other, user=user, role=Role.ADMINISTRATOR)
    assert refused(ending.discontinue, area.area, reason=REASON, by=seat) == ["This is another programme."]


def test_an_administrator_who_has_left_meanwhile_may_not(area):
    seat = administrator()
    Seat.objects.filter(pk=seat.pk).end()
    with pytest.raises(PermissionDenied):
        ending.discontinue(area.area, reason=REASON, by=seat)


def test_it_has_a_reason(area):
    build.delivered(area)
    assert refused(ending.discontinue, area.area, reason="", by=administrator()) == [
        "Say why the area is discontinued."
    ]


def test_a_candidate_is_not_selected_rather_than_discontinued(area):
    programme_rows.entered()
    candidate = programme_rows.candidate(area.programme)
    assert refused(ending.discontinue, candidate, reason=REASON, by=administrator()) == [ending.TO_SEE]


@pytest.mark.parametrize("state", areas.LIVE)
def test_every_area_that_takes_part_may_end(area, state):
    StudyArea.objects.filter(pk=area.area.pk).update(state=state)
    discontinue(area)
    assert LogEntry.objects.filter(verb="area moved on", facts={"from": state, "to": "discontinued"}).exists()


@pytest.mark.parametrize(
    "changed", [{"discontinued_reason": ""}, {"state": "planning"}, {"discontinued_at": None}]
)
def test_the_database_keeps_state_moment_and_reason_together(area, changed):
    discontinue(area)
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyArea.objects.filter(pk=area.area.pk).update(**changed)


# Who is told


def test_everybody_with_a_seat_is_told_once(area):
    build.area_with_sessions(area)
    OutgoingMail.objects.all().delete()
    discontinue(area)
    rows = OutgoingMail.objects.filter(chain=area.area.chain)
    assert set(rows.values_list("kind", flat=True)) == {"area_discontinued"}
    people = {seat.user.email for seat in [*area.participants, *area.facilitators]}
    assert sorted(rows.values_list("to", flat=True)) == sorted(people)
    assert REASON in rows[0].body_text
    assert rows[0].calendar.count("STATUS:CANCELLED") == 4


def test_applications_end_and_applicants_are_told(area):
    sent = applicants.to_decide(area)
    begun = Application.objects.create(
        area=area.area, sector="tso", email="begun@x.example", link_made_at=sent.link_made_at
    )
    assert "1 application sent: declined." in ending.numbers(area.area)
    discontinue(area)
    sent.refresh_from_db()
    begun.refresh_from_db()
    assert (sent.state, sent.reason, sent.decided_by) == ("declined", REASON, administrator())
    assert begun.state == "withdrawn"
    told = OutgoingMail.objects.filter(to__in=[sent.email, begun.email]).exclude(
        kind__in=[post_recruitment.LINK, post_recruitment.RECEIVED]
    )
    assert sorted(told.values_list("kind", flat=True)) == ["application_decided", "area_not_proceeding"]


def test_a_message_about_a_date_is_not_sent_any_more(area):
    build.area_with_sessions(area)
    queued = OutgoingMail.objects.filter(kind="sessions_confirmed").first()
    assert mail.still_due(queued)
    discontinue(area)
    assert not mail.still_due(queued)


# What is asked, and shown


def asked(group: build.Group, seat: Seat) -> set[str]:
    return {row.kind for row in home.owed_by(home.seats_of(seat.user)) if row.area_name == group.area.name}


def test_nothing_is_asked_of_anybody_any_more(area, neighbour):
    for group in (area, neighbour):
        builders.started(group)
    build.forward_to(build.clock.local(build.clock.today().replace(year=2028), 10))
    readers = [area.la_lead, area.la_officer, area.tso_lead, area.facilitator, area.coordinator]
    assert all(asked(area, seat) for seat in (area.la_lead, area.coordinator))
    assert board.board_rows([area.area])[0].late
    discontinue(area)
    assert [asked(area, seat) for seat in readers] == [set()] * len(readers)
    row = board.board_rows([StudyArea.objects.get(pk=area.area.pk)])[0]
    assert (row.late, row.next[:15]) == ([], "Discontinued on")
    assert asked(neighbour, neighbour.la_lead)


def test_what_was_signed_stays_and_is_read(area, client):
    plan = builders.started(area)
    discontinue(area)
    assert ActionPlan.objects.get(pk=plan.pk).state == "in_progress"
    page = client.as_(area.la_officer).get(reverse("actionplans:plan-detail", kwargs={"area": area.slug}))
    assert page.status_code == 200
    on = short_date(StudyArea.objects.get(pk=area.area.pk).discontinued_at)
    assert f"Discontinued on {on}:" in page.content.decode()
    assert REASON in page.content.decode()


def test_the_banner_is_for_its_people(area, client):
    discontinue(area)
    address = reverse("partnerships:people-list", kwargs={"area": area.slug})
    for seat in (area.la_officer, area.facilitator, area.coordinator):
        assert REASON in client.as_(seat).get(address).content.decode()


def test_a_page_for_writing_says_that_the_area_ended(area, client):
    discontinue(area)
    address = reverse("partnerships:register-add", kwargs={"area": area.slug})
    page = client.as_(area.la_officer).get(address)
    assert page.status_code == 403
    assert "Quillshire was discontinued" in page.content.decode()
    assert REASON in page.content.decode()


def test_a_stranger_learns_nothing_of_the_end(area, neighbour, client):
    discontinue(area)
    there = reverse("partnerships:register-add", kwargs={"area": area.slug})
    nowhere = reverse("partnerships:register-add", kwargs={"area": "no-such-area"})
    reader = client.as_(neighbour.la_officer)
    assert reader.get(there).content == reader.get(nowhere).content


# The log's gate


def test_the_log_takes_no_other_entry(area):
    discontinue(area)
    entries = LogEntry.objects.count()
    with pytest.raises(NotPossible, match="was discontinued"), transaction.atomic():
        history.record(area.la_lead, "plan signed", subject=area.area.pk)
    assert LogEntry.objects.count() == entries


def test_consent_is_taken_back_and_given_no_more(area):
    seat = area.la_officer
    consenting.give(seat, Consent.Kind.RECORDING, by=seat)
    discontinue(area)
    consenting.withdraw(seat, Consent.Kind.RECORDING, by=seat)
    assert refused(consenting.give, seat, Consent.Kind.RECORDING, by=seat) == [over.words(area.area)]


def test_control_another_area_goes_on(area, neighbour):
    discontinue(area)
    consenting.give(neighbour.la_officer, Consent.Kind.RECORDING, by=neighbour.la_officer)
    assert history.record(neighbour.la_lead, "plan signed", subject=area.area.pk).pk


# The page


def page_of(group: build.Group) -> str:
    return reverse("partnerships:area-discontinue", kwargs={"candidate": group.area.pk})


def test_the_check_page_counts_and_quotes_nobody(area, client):
    build.note_at("answered", area, 1)
    page = client.as_(administrator()).get(page_of(area)).content.decode()
    for words in (
        "3 sessions to come: cancelled.",
        "Notes of 1 session being checked: not agreed, not used.",
    ):
        assert words in page


def test_the_administrator_confirms_and_gives_the_reason(area, client):
    reader = client.as_(administrator())
    page = reader.post(page_of(area), {"reason": REASON})
    assert "Confirm that you have read what will happen" in page.content.decode()
    assert REASON in page.content.decode()
    done = reader.post(page_of(area), {"reason": REASON, "sure": "on"}, follow=True)
    assert "Quillshire is discontinued." in done.content.decode()
    assert REASON in done.content.decode()


def test_the_check_page_needs_the_same_number_of_queries(area, client, django_assert_max_num_queries):
    build.note_at("answered", area, 1)
    reader = client.as_(administrator())
    with django_assert_max_num_queries(25):
        reader.get(page_of(area))
