"""Deciding applications: places by sector, the usual terms, the wait-list, and who may read what of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import applying, areas, membership, recruiting, selection
from partnerships.applications import MOVES, OWN, outside
from partnerships.membership import NotPossible
from partnerships.models import Application, Consent, Organisation, Programme, Role, Seat, StudyArea, User
from partnerships.parity import launch_parity, places_left
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.refused import refused

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


def facilitator(area: StudyArea) -> Seat:
    person = build.user("f@pipd.example", "Fay Facilitator")
    return membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)


def decision_mail(application: Application) -> OutgoingMail:
    return OutgoingMail.objects.get(kind="application_decided", recipient=application.pk)


def test_accepting_gives_a_seat_without_consents_and_says_so(area, coordinator):
    application = applicants.sent(area, email="new@x.example")
    seat = selection.accept(application, by=coordinator)
    assert (seat.user.email, seat.sector, seat.job_title) == ("new@x.example", "la", "Head of partnerships")
    assert seat.organisation.name == "Quillshire Council"
    assert not Consent.objects.filter(seat=seat).exists()
    assert launch_parity(area).la == 0
    assert application.state == S.ACCEPTED
    assert application.seat == seat
    mail = decision_mail(application)
    assert mail.subject_line == "You have a place in Quillshire"
    assert application.reference in mail.body_text


def test_an_organisation_that_does_not_work_there_is_not_admitted(area, coordinator):
    application = applicants.sent(area, sector="tso", operates_here=False)
    assert "The organisation does not work in this area." in outside(application)
    with pytest.raises(NotPossible, match="works in the area"):
        selection.accept(application, override="All the same", by=coordinator)


def test_a_name_that_is_entered_as_another_kind_is_refused(area, coordinator):
    Organisation.objects.create(name="Quillshire Council", kind=Organisation.Kind.FRONT_LINE)
    with pytest.raises(NotPossible, match="entered already, as front-line"):
        selection.accept(applicants.sent(area), by=coordinator)


def test_nothing_is_decided_once_the_area_does_not_go_on(area, coordinator):
    application = applicants.sent(area)
    recruiting.not_proceed(area, reason="Too few.", by=coordinator)
    with pytest.raises(NotPossible, match="nothing is decided there any more"):
        selection.wait(application, by=coordinator)


def test_an_account_and_an_organisation_that_are_known_are_used_again(area, coordinator):
    known = build.user("new@x.example", "Ada King")
    council = Organisation.objects.create(name="QUILLSHIRE council", kind=Organisation.Kind.LOCAL_AUTHORITY)
    seat = selection.accept(applicants.sent(area, email="new@x.example"), by=coordinator)
    assert seat.user == known
    assert seat.organisation == council
    assert User.objects.get(pk=known.pk).full_name == "Ada King"


@pytest.mark.parametrize(
    ("sector", "said", "sentence"),
    [
        ("la", {"seniority": "other"}, "Not a senior officer"),
        ("la", {"seniority": "councillor"}, "An elected councillor"),
        ("la", {"lead_responsibility": False}, "no lead responsibility"),
        ("tso", {"organisation_kind": "front_line"}, "Not a local infrastructure organisation"),
        ("tso", {"organisation_kind": "social_enterprise"}, "Not a local infrastructure organisation"),
    ],
)
def test_outside_the_usual_terms_needs_a_reason(area, coordinator, sector, said, sentence):
    Programme.objects.update(front_line_admitted=False)
    application = applicants.sent(area, sector=sector, **said)
    assert [words for words in outside(application) if sentence in words]
    with pytest.raises(NotPossible, match="Say why"):
        selection.accept(application, by=coordinator)
    selection.accept(application, override="Knows the area best", by=coordinator)
    assert application.override_reason == "Knows the area best"


@pytest.mark.parametrize("kind", ["front_line", "social_enterprise"])
def test_r12_where_the_programme_admits_them_nothing_is_weighed(area, coordinator, kind):
    Programme.objects.update(front_line_admitted=True)
    application = applicants.sent(area, sector="tso", organisation_kind=kind)
    assert outside(application) == []
    assert selection.accept(application, by=coordinator).organisation.kind == kind


def test_only_an_area_that_recruits_is_given_up(area, coordinator):
    StudyArea.objects.filter(pk=area.pk).update(state=StudyArea.State.CONFIRMED)
    told = refused(recruiting.not_proceed, area, reason="Too few.", by=coordinator)
    assert told == ["Quillshire is confirmed, not recruiting."]


@pytest.mark.parametrize("sector", ["la", "tso"])
def test_control_who_meets_the_terms_needs_none(area, coordinator, sector):
    application = applicants.sent(area, sector=sector)
    assert outside(application) == []
    selection.accept(application, override="not needed", by=coordinator)
    assert application.override_reason == ""


def test_seven_places_each_then_the_wait_list(area, coordinator):
    for n in range(7):
        selection.accept(applicants.sent(area, email=f"{n}@x.example"), by=coordinator)
    eighth = applicants.sent(area, email="8@x.example")
    with pytest.raises(NotPossible, match="All 7 places"):
        selection.accept(eighth, by=coordinator)
    other = applicants.sent(area, sector="tso", email="t@x.example")
    selection.accept(other, by=coordinator)
    selection.wait(eighth, by=coordinator)
    assert eighth.state == S.WAITING
    assert decision_mail(eighth).subject_line == "You are on the wait-list for Quillshire"


def test_a_place_that_opens_is_given_from_the_wait_list(area, coordinator):
    seats = [
        selection.accept(applicants.sent(area, email=f"{n}@x.example"), by=coordinator) for n in range(7)
    ]
    waiting = applicants.sent(area, email="8@x.example")
    selection.wait(waiting, by=coordinator)
    membership.leave(seats[0], by=seats[0])
    selection.accept(waiting, by=coordinator)
    assert waiting.state == S.ACCEPTED


def test_the_longest_waiting_stand_first(area, coordinator):
    found = [applicants.sent(area, email=f"{n}@x.example") for n in range(3)]
    for one in (found[2], found[0], found[1]):
        selection.wait(one, by=coordinator)
        clock.set_to(clock.now() + timedelta(minutes=1))
    assert list(Application.objects.waiting()) == [found[2], found[0], found[1]]


def test_once_started_nobody_joins_the_sector_that_has_more(db, base_moment, coordinator):
    group = build.group(la=6, tso=6)
    area = group.area
    application = applicants_of(area, "la"), applicants_of(area, "tso")
    areas.advance(area, StudyArea.State.CONFIRMED, by=coordinator)
    membership.leave(group.tso[5], by=group.tso[5])
    assert places_left(area) == {"la": 0, "tso": 1}
    with pytest.raises(NotPossible, match="uneven"):
        selection.accept(application[0], by=coordinator)
    selection.accept(application[1], override="replaces somebody", by=coordinator)
    assert places_left(area) == {"la": 0, "tso": 0}


def applicants_of(area: StudyArea, sector: str) -> Application:
    """Somebody who applied while the area recruited."""
    if not hasattr(area, "window"):
        area.state = StudyArea.State.SELECTED
        area.save(update_fields=["state"])
        recruiting.open_window(
            area, closes_on=applicants.in_days(20), by=build.programme_seat(Role.COORDINATOR)
        )
        area.refresh_from_db()
    return applicants.sent(area, sector=sector, email=f"{sector}@late.example")


def test_declining_needs_a_reason_which_the_applicant_reads(area, coordinator):
    application = applicants.sent(area)
    with pytest.raises(NotPossible, match="Say why"):
        selection.decline(application, reason="", by=coordinator)
    selection.decline(application, reason="The places are for senior officers.", by=coordinator)
    assert "The places are for senior officers." in decision_mail(application).body_text


def test_a_decision_that_was_a_mistake_is_put_right(area, coordinator):
    application = applicants.sent(area)
    selection.decline(application, reason="No.", by=coordinator)
    selection.wait(application, by=coordinator)
    assert (application.state, application.reason) == (S.WAITING, "")


def test_it_is_not_put_right_beside_a_newer_application(area, coordinator):
    application = applicants.sent(area)
    selection.decline(application, reason="No.", by=coordinator)
    applying.begin(area, "la", application.email)
    with pytest.raises(NotPossible, match="applied again"):
        selection.wait(application, by=coordinator)


def test_whoever_has_closed_their_account_gets_no_place_and_the_words_say_what_can_be_done(area, coordinator):
    person = build.user("a@x.example", "Ada Byron")
    User.objects.filter(pk=person.pk).update(is_active=False)
    application = applicants.sent(area, email="a@x.example")
    assert refused(selection.accept, application, by=coordinator) == [
        "The account of Ada Byron is closed. No account is opened again: they need another email address."
    ]
    assert not Seat.objects.filter(user=person).exists()


def test_nobody_ends_what_others_applied_for_but_with_the_recruitment_or_the_area(area, coordinator):
    applicants.sent(area)
    person = build.user("f@pipd.example", "Fay Facilitator")
    facilitator = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
    with pytest.raises(PermissionDenied):
        selection.close_all(area, reason="No.", by=facilitator)
    assert Application.objects.get().state == S.SUBMITTED


def test_what_was_taken_back_is_not_decided(area, coordinator):
    application = applicants.sent(area)
    applying.withdraw(application)
    for act in (selection.accept, selection.wait):
        with pytest.raises(NotPossible, match="withdrawn"):
            act(application, by=coordinator)


def test_only_a_coordinator_decides(area):
    application = applicants.sent(area)
    others = [build.programme_seat(Role.ADMINISTRATOR), build.programme_seat(Role.ANALYST), facilitator(area)]
    for by in others:
        with pytest.raises(PermissionDenied):
            selection.accept(application, by=by)
        with pytest.raises(PermissionDenied):
            selection.decline(application, reason="No.", by=by)


@pytest.mark.parametrize("state", [s for s in S if s != S.ACCEPTED])
@pytest.mark.parametrize("to", [S.WAITING, S.ACCEPTED, S.DECLINED])
def test_a_coordinator_makes_the_moves_of_the_table_and_no_other(area, coordinator, state, to):
    application = applicants.sent(area)
    sent_at = None if state == S.BEGUN else clock.now()
    decided = {"decided_at": clock.now(), "decided_by": coordinator, "reason": "Because."}
    Application.objects.filter(pk=application.pk).update(state=state, submitted_at=sent_at, **decided)
    acts = {
        S.WAITING: lambda: selection.wait(application, by=coordinator),
        S.ACCEPTED: lambda: selection.accept(application, by=coordinator),
        S.DECLINED: lambda: selection.decline(application, reason="Because.", by=coordinator),
    }
    if MOVES.get((state, to), OWN) is OWN:
        with pytest.raises(NotPossible):
            acts[to]()
    else:
        acts[to]()
        assert application.state == to


def test_whoever_facilitates_there_cannot_be_accepted(area, coordinator):
    seat = facilitator(area)
    application = applicants.sent(area, email=seat.user.email)
    with pytest.raises(NotPossible, match="already has a seat"):
        selection.accept(application, by=coordinator)
    application.refresh_from_db()
    assert application.state == S.SUBMITTED


def test_every_decision_is_in_the_log_without_words(area, coordinator):
    application = applicants.sent(area)
    selection.decline(application, reason="Secret reason", by=coordinator)
    entry = LogEntry.objects.get(verb="application decided")
    assert entry.facts == {"sector": "la", "from": "submitted", "to": "declined"}


def test_an_area_that_does_not_go_on_tells_everybody_concerned(area, coordinator):
    seat = selection.accept(applicants.sent(area, email="a@x.example"), by=coordinator)
    waiting, begun = applicants.sent(area, email="b@x.example"), "c@x.example"
    selection.wait(waiting, by=coordinator)
    applying.begin(area, "la", begun)
    recruiting.not_proceed(area, reason="Too few applied.", by=coordinator)
    area.refresh_from_db()
    seat.refresh_from_db()
    waiting.refresh_from_db()
    assert area.state == StudyArea.State.NOT_PROCEEDED
    assert not seat.is_live
    assert waiting.state == S.DECLINED
    assert Application.objects.get(email=begun).state == S.WITHDRAWN
    entry = LogEntry.objects.get(verb="application withdrawn")
    assert (entry.subject, entry.actor) == (Application.objects.get(email=begun).pk, coordinator.pk)
    told = OutgoingMail.objects.filter(body_text__contains="Too few applied.").values_list("to", flat=True)
    assert sorted(told) == ["a@x.example", "b@x.example", "c@x.example"]
