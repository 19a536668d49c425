"""The demonstration: loaded through the real functions on any date, and exactly what its table promises."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.management import call_command

from actionplans import (
    asking,
    challenges,
    challenging,
    comparing,
    content,
    demo_talk,
    public_value,
    reviewing,
    talk,
)
from actionplans.evidence_value import evidence_value
from actionplans.models import Action, ActionPlan, Delivery, Dependency, Endorsement, PlanAgreed
from actionplans.models.delivery import Status
from partnerships import demo as people
from partnerships.models import Consent, Programme, Seat, Sector, StudyArea, User
from pipd.digest import digest_for
from pipd.home import seats_of
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry, OutgoingMail
from tests.client import BACKEND
from tests.pipd.promised import NOW, TABLE, TODAY, area_of, found, plan_of, seat_of, session
from workshops.clearance import checking, overview, reading, room, table
from workshops.demo_words import LEFT_OUT, find
from workshops.models import Approval, ClearedNote, ClearedPoint, Commonality, Workshop

# The whole


def test_every_area_is_as_its_row_says(story):
    assert found() == TABLE
    assert Programme.objects.get().demo
    assert [area.number for area in StudyArea.objects.chosen()] == list(range(1, 14))
    assert Workshop.objects.count() == 48
    assert Workshop.objects.filter(delivered_at__isnull=False).count() == 39


def test_everything_verifies(story):
    call_command("verify", verbosity=0)


def test_every_account_opens_with_the_one_password_hashed_once(story):
    hashes = set(User.objects.values_list("password", flat=True))
    assert len(hashes) == 1
    assert check_password("try-the-demo", hashes.pop())
    assert not User.objects.exclude(email__endswith=".example").exists()


def test_accounts_the_readme_names_exist(story):
    emails = {f"facilitator{n}@pipd.example" for n in (1, 2, 3, 4)}
    emails |= {f"{role}@pipd.example" for role in ("administrator", "coordinator", "analyst")}
    roles = [f"{sector}.{role}" for sector in Sector for role in ("lead", "officer")]
    emails |= {f"{role}@{slug}.example" for role in roles for slug in TABLE}
    assert emails <= set(User.objects.values_list("email", flat=True))


def test_desks_on_offer_exist_and_are_told_apart(story):
    emails = [email for email, *_ in people.SIGN_INS]
    assert User.objects.filter(email__in=emails).count() == len(set(emails)) == len(people.SIGN_INS)
    assert len({line for _, _, line, _ in people.SIGN_INS}) == len(people.SIGN_INS)


@pytest.mark.parametrize("email", [email for email, *_ in people.SIGN_INS])
def test_first_page_opens_for_every_desk(story, client, email):
    client.force_login(User.objects.get(email=email), backend=BACKEND)
    assert client.get("/", follow=True).status_code == 200


def test_nothing_of_the_past_is_still_to_be_sent(story):
    assert not OutgoingMail.objects.unsent().exists()
    states = Counter(OutgoingMail.objects.values_list("state", flat=True))
    assert states["sent"] > 1000
    assert set(states) == {"sent"}
    assert OutgoingMail.objects.filter(sent_at__gte=clock.local(TODAY, 0)).count() == 0


def test_each_chain_of_the_log_runs_forward_in_time(story):
    latest: dict[str, object] = {}
    for entry in LogEntry.objects.order_by("chain", "number"):
        assert latest.get(entry.chain_id, entry.at) <= entry.at, entry
        latest[entry.chain_id] = entry.at
    assert all(at < NOW for at in latest.values())


def test_nothing_left_out_was_cleared(story):
    left_out = {text for _, text in LEFT_OUT.values()}
    assert not ClearedPoint.objects.filter(text__in=left_out).exists()
    assert Approval.objects.filter(left_out=1).count() > 15


def test_every_commonality_that_statements_can_have_is_there(story):
    labels = {point.commonality for point in ClearedPoint.objects.all()}
    assert labels == {Commonality.CONSENSUS, Commonality.LA_VIEW, Commonality.TSO_VIEW, Commonality.CONTESTED}


# Nine Elders


def test_nine_elders_has_one_open_change_and_two_who_did_not_answer(story):
    workshop = session("nine-elders", 2)
    notes = table.table(workshop, seat_of("facilitator2@pipd.example", "nine-elders"))
    assert [change.number for change in notes.changes] == [7]
    assert notes.blockers == ("Statement 7: A suggested change is still to be decided.",)
    assert session("nine-elders", 3).is_today
    seats = Seat.objects.live().participants().filter(area__slug="nine-elders")
    pages = [checking.check_page(workshop, seat) for seat in seats]
    assert sum({one.group for one in page.asked} == {overview.NEW} for page in pages) == 2
    assert len(pages) == 12


def test_nine_elders_officer_has_one_changed_statement_to_answer(story):
    seat = seat_of("tso.officer@nine-elders.example", "nine-elders")
    page = checking.check_page(session("nine-elders", 2), seat)
    [changed] = [one for one in page.asked if one.group != overview.ANSWERED]
    assert changed.group == overview.CHANGED
    assert changed.since.difference


def test_facilitators_1_and_2_serve_quillshire_and_nine_elders(story):
    for slug in ("quillshire", "nine-elders"):
        served = (
            Seat.objects.live().facilitators().filter(area__slug=slug).values_list("user__email", flat=True)
        )
        assert sorted(served) == ["facilitator1@pipd.example", "facilitator2@pipd.example"]


# The other areas


def test_quillshire_carries_table_one(story):
    lines = content.agreed_part(content.lines(plan_of("quillshire")))
    assert [len(line.actions) for line in lines] == [2, 2, 1, 2, 1]
    assert all(line.evidence for line in lines)
    rows = Delivery.objects.filter(action__objective__plan=plan_of("quillshire"))
    assert all(row.due_on and row.measure and row.lead_la and row.lead_tso for row in rows)
    assert Counter(row.status for row in rows) == {
        Status.IN_PROGRESS: 4, Status.COMPLETE: 1, Status.BLOCKED: 1, Status.NOT_STARTED: 1, Status.DEFERRED: 1,
    }  # fmt: skip
    assert {(row.status, row.proposed_status) for row in rows if row.proposed_status} == {
        (Status.IN_PROGRESS, Status.COMPLETE)
    }
    assert challenging.challenged(plan_of("quillshire")).keys() == {
        row.pk for row in rows if row.action.objective.seq == 2 and row.action.seq == 2
    }


def test_quillshire_and_vexbridge_have_actions_that_wait_for_a_review_or_an_audit(story):
    kinds = Dependency.objects.values_list(
        "action__objective__plan__area__slug", "needs__kind", "action__kind"
    )
    assert set(kinds) == {
        ("quillshire", "representation_review", "joint_fund"),
        ("quillshire", "joint_service_review", "outcomes_indicators"),
        ("vexbridge", "skills_audit", "training_tso"),
    }


def test_vexbridge_has_an_overdue_action(story):
    rows = Delivery.objects.filter(action__objective__plan=plan_of("vexbridge"))
    assert rows.overdue(clock.today()).count() == 1


def test_vexbridge_drafts_version_2_while_version_1_is_in_progress(story):
    draft = ActionPlan.objects.select_related("area__programme", "follows").get(
        area__slug="vexbridge", version=2
    )
    assert (draft.state, draft.follows.state) == ("draft", "in_progress")
    found = comparing.changes(draft, content.lines(draft))
    assert [change.kind for change in found] == ["Changed", "New"]
    waiting = Action.objects.filter(objective__plan=draft, accepted_tso_at=None)
    assert waiting.exclude(accepted_la_at=None).count() == 2


def test_quillshire_is_endorsed_by_a_body_of_each_sector(story):
    rows = Endorsement.objects.filter(plan=plan_of("quillshire"))
    assert sorted(rows.values_list("sector", "body")) == [("la", "Cabinet"), ("tso", "Board of trustees")]


def test_saltreach_agreed_without_dates(story):
    rows = Delivery.objects.filter(action__objective__plan=plan_of("saltreach"))
    assert rows.count() == 3
    assert not rows.exclude(due_on=None).exists()


def test_hollowmere_and_brackenfold_lost_somebody(story):
    for slug in ("hollowmere", "brackenfold"):
        (gone,) = Seat.objects.participants().filter(area__slug=slug, ended_on__isnull=False)
        assert gone.sector == Sector.TSO


def test_mirewold_has_one_action_that_only_the_local_authority_accepts(story):
    lines = content.lines(plan_of("mirewold"))
    items = content.items_of(lines)
    assert all(item.is_accepted_for("la") for item in items)
    assert [type(item).__name__ for item in items if not item.is_accepted_for("tso")] == ["Action"]


def test_mirewold_is_asked_and_one_cannot_support_what_is_disputed(story):
    plan = plan_of("mirewold")
    assert asking.runs(asking.latest(plan), plan)
    lead = Seat.objects.get(user__email="la.lead@mirewold.example")
    told = talk.talk(plan, content.lines(plan), lead)
    assert [link.name for link in told.refused] == [link.name for link in told.commented] == ["Action 1(b)"]
    assert all(side.shown for item in told.items.values() for side in item.voice.sides)
    assert sum(item.whole - item.open for item in told.items.values()) == 1


def test_dunlarch_passes_over_its_one_challenge_with_a_reason(story):
    """Its second session is parked, so that one challenge alone is cleared there; Mirewold has some that are left."""
    plan, other = plan_of("dunlarch"), plan_of("mirewold")
    [passed] = challenges.of_plan(plan, content.lines(plan))
    assert passed.reason == demo_talk.NO_RESPONSE
    assert not passed.is_left
    assert [one for one in challenges.of_plan(other, content.lines(other)) if one.is_left]
    value, _ = evidence_value(plan)
    assert demo_talk.NO_RESPONSE in {point.why for point in value.unanswered}


def test_brackenfold_withdrew_a_statement_and_awaits_a_signature(story):
    assert reading.withdrawn_count(area_of("brackenfold")) == 1
    gone = Seat.objects.participants().filter(area__slug="brackenfold", ended_on__isnull=False)
    assert not Consent.objects.filter(seat__in=gone, withdrawn_at=None).exists()
    act = PlanAgreed.objects.open().get(plan=plan_of("brackenfold"))
    assert act.awaits == Sector.TSO


def test_ottermouth_bay_keeps_its_old_pair_for_session_2(story):
    pairs = [
        set(session("ottermouth-bay", n).facilitators.values_list("user__email", flat=True)) for n in (2, 3)
    ]
    assert len(pairs[0]) == len(pairs[1]) == 2
    assert pairs[0] - pairs[1] == {"facilitator4@pipd.example"}


def test_great_pennock_is_on_day_6_of_10(story):
    state = reading.state_of(session("great-pennock", 4))
    assert state.closes_at == workdays.deadline(workdays.add_wd(workdays.sub_wd(TODAY, 6), 10))


def test_great_pennock_closes_at_a_meeting_and_two_changes_compete(story):
    workshop = session("great-pennock", 4)
    notes = table.table(workshop, Seat.objects.live().facilitators().filter(area__slug="great-pennock")[0])
    assert [len(contest.changes) for contest in notes.contests] == [2]
    assert notes.contests[0].may_keep_both
    assert "Room mode opens on" in room.why_not(workshop)


def test_dunlarch_lacks_an_action_and_a_ground(story):
    lines = content.lines(plan_of("dunlarch"))
    assert [bool(line.actions) for line in lines] == [True, True, False]
    assert [line.has_grounds for line in lines] == [True, False, True]


def test_dunlarchs_parked_note_is_nowhere(story):
    workshop = session("dunlarch", 2)
    assert not ClearedNote.objects.filter(workshop=workshop).exists()
    assert find(list(ClearedPoint.objects.filter(note__area__slug="dunlarch")), "9", "10", "16") == []


def test_plans_live_on_after_they_are_agreed(story):
    """Vexbridge is under review with one behind it; two plans are public, and one of them is closed."""
    clock.set_to(clock.local(TODAY, 9))
    vexbridge = plan_of("vexbridge")
    coming = reviewing.coming(vexbridge)
    assert (reviewing.last_confirmed(reviewing.reviews_of(vexbridge)).number, coming.number) == (1, 2)
    assert reviewing.is_under_review(vexbridge, coming)
    assert not coming.is_late
    assert reviewing.last_confirmed(reviewing.reviews_of(plan_of("quillshire"))).number == 1
    told = [(entry.name, entry.state) for entry in public_value.entries()]
    assert told == [("Quillshire", "In progress"), ("Area 12", "Closed")]


def test_zellow_starts_in_8_working_days_with_two_consents_missing(story):
    first = session("zellow-on-marl", 1)
    assert first.local_start.date() == workdays.add_wd(TODAY, 8)
    seats = Seat.objects.live().participants().filter(area__slug="zellow-on-marl")
    assert seats.count() - seats.consenting().count() == 2


def test_somebody_takes_part_in_two_areas_on_different_sides(story):
    seats = Seat.objects.filter(user__email="la.officer@vexbridge.example")
    assert {(seat.area.slug, seat.sector) for seat in seats} == {
        ("vexbridge", "la"),
        ("thistleborough", "tso"),
    }


def test_something_waits_for_those_who_look_round_first(story):
    clock.set_to(clock.local(TODAY, 8, 30))
    for email in (
        "tso.officer@nine-elders.example",
        "facilitator1@pipd.example",
        "tso.lead@quillshire.example",
    ):
        assert digest_for(User.objects.get(email=email), TODAY), email
        assert seats_of(User.objects.get(email=email))


# The command


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_loading_twice_changes_nothing(story):
    before, said = counts(), StringIO()
    call_command("demo", stdout=said)
    assert "already" in said.getvalue()
    assert counts() == before
