"""A sector names its own lead and deputy: half of its participants, and the person's own word (domain I-7)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import areas, consenting, ending, membership, naming_leads, new_jobs, verify
from partnerships.models import Consent, LeadVoice, Role, Seat, StudyArea
from partnerships.naming_leads import Job, Naming, needed
from partnerships.refusals import NotPossible
from pipd.home import owed_by, seats_of
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.refused import refused


@pytest.fixture
def group(area: build.Group) -> build.Group:
    """Quillshire, which has started, and in which nobody leads the third sector."""
    return build.without_third_sector_lead(area)


def say(group: build.Group, by: Seat, names: Seat | None, job: str = Job.LEAD) -> Naming:
    return naming_leads.say(group.area, job, names=names, by=by)


def naming(group: build.Group, by: Seat, job: str = Job.LEAD) -> Naming:
    return naming_leads.naming(group.area, job, by=by)


def lead_of(group: build.Group, sector: str = "tso", flag: str = "is_lead") -> Seat | None:
    return Seat.objects.filter(area=group.area, sector=sector, **{flag: True}).first()


def with_people(group: build.Group, number: int) -> list[Seat]:
    """So many of the third sector."""
    charity = group.tso[0].organisation
    assert charity is not None
    for n in range(len(group.tso) + 1, number + 1):
        group.tso.append(build.participant(group.area, build.Sector.TSO, n, charity))
    for seat in group.tso[number:]:
        membership.leave(seat, by=seat)
    return group.tso[:number]


# How many it takes


@pytest.mark.parametrize(("speak", "half", "more"), [(1, 1, 1), (2, 1, 2), (5, 3, 3), (6, 3, 4), (7, 4, 4)])
def test_at_least_half_and_more_than_half_where_somebody_steps_back(speak, half, more):
    assert (needed(speak, in_place=False), needed(speak, in_place=True)) == (half, more)


@pytest.mark.parametrize(("number", "half"), [(5, 3), (6, 3), (7, 4)])
def test_half_of_its_participants_and_their_own_word_put_somebody_in_place(group, number, half):
    StudyArea.objects.update(state="recruiting")  # a group that has begun takes nobody beyond its bounds
    people = with_people(group, number)
    StudyArea.objects.filter(pk=group.area.pk).update(state="in_workshops")
    jo = people[0]
    say(group, jo, jo)
    for turn, by in enumerate(people[1:half], start=2):
        assert lead_of(group) is None
        assert say(group, by, jo).needed == (half if turn < half else needed(number, in_place=True))
    assert lead_of(group) == jo
    assert not LeadVoice.objects.exists()
    entry = LogEntry.objects.filter(verb="lead named").order_by("-number")[0]
    assert (entry.actor, entry.subject) == (people[half - 1].pk, jo.pk)
    assert entry.facts == {"sector": "tso", "how": "sector"}


def test_nobody_leads_who_has_not_said_that_they_will(group):
    jo, *others = group.tso
    for by in others:
        found = say(group, by, jo)
    assert (found.count_of(jo), found.needed, lead_of(group)) == (5, 3, None)
    assert say(group, jo, jo).lead == jo


def test_who_names_themselves_alone_is_not_put_in_place(group):
    assert not say(group, group.tso[0], group.tso[0]).is_enough_for(group.tso[0])
    assert lead_of(group) is None


def test_who_has_not_consented_is_neither_counted_nor_heard_nor_named(group):
    one = group.tso[5]
    Consent.objects.filter(seat=one).update(withdrawn_at=clock.now())
    found = naming(group, group.tso[0])
    assert (found.speak, found.needed, one in found.candidates) == (5, 3, False)
    assert refused(say, group, one, group.tso[0]) == [naming_leads.CONSENT_FIRST]
    assert refused(say, group, group.tso[0], one) == [naming_leads.NOT_ONE_OF_YOURS]


# Who names, and whom


@pytest.mark.parametrize("who", ["facilitator", "coordinator"])
def test_nobody_but_participants_names_or_declines(group, who):
    for attempt in (
        lambda by: say(group, by, group.tso[0]),
        lambda by: naming_leads.decline(group.area, Job.LEAD, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt(getattr(group, who))
    assert not LeadVoice.objects.exists()


def test_a_substitute_does_not(group):
    workshop = build.area_with_sessions(group)[0]
    with pytest.raises(PermissionDenied):
        say(group, build.substitute(group, workshop, group.tso[4]), group.tso[0])


def test_the_other_sector_and_another_area_are_not_named_and_do_not_name(group, neighbour):
    assert refused(say, group, group.tso[0], group.la_officer) == [naming_leads.NOT_ONE_OF_YOURS]
    assert refused(say, group, group.la_officer, group.tso[0]) == [naming_leads.NOT_ONE_OF_YOURS]
    assert refused(say, group, group.tso[0], neighbour.tso[0]) == [naming_leads.NOT_ONE_OF_YOURS]
    with pytest.raises(PermissionDenied):
        say(group, neighbour.tso[0], group.tso[0])


def test_voices_of_the_other_sector_count_for_nothing(group):
    """By hand, since nobody can give one: what is counted is the sector's own."""
    jo = group.tso[0]
    for by in group.la[:4]:
        LeadVoice.objects.create(given_by=by, names=jo, job="lead", given_at=clock.now())
    found = say(group, jo, jo)
    assert (found.count_of(jo), lead_of(group)) == (1, None)
    assert "of another area, sector or role" in " ".join(verify.verify())


def test_one_voice_each_is_changed_and_taken_back(group):
    ann, jo, by = group.tso[:3]
    say(group, by, ann)
    found = say(group, by, jo)
    assert ([(one.pk, n) for one, n in found.counts], found.mine) == ([(jo.pk, 1)], jo)
    assert say(group, by, None).counts == []
    told = LogEntry.objects.filter(verb__startswith="voice").order_by("number")
    assert [(row.verb, row.subject, row.facts) for row in told] == [
        ("voice given", by.pk, {"job": "lead"}),
        ("voice given", by.pk, {"job": "lead"}),
        ("voice taken back", by.pk, {"job": "lead"}),
    ]


def test_two_voices_of_one_person_are_refused_by_the_database(group):
    say(group, group.tso[2], group.tso[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        LeadVoice.objects.create(given_by=group.tso[2], names=group.tso[1], job="lead", given_at=clock.now())


def test_a_lead_in_place_steps_back_for_more_than_half_alone(group):
    ann, jo = group.tso[:2]
    for by in (ann, group.tso[2], group.tso[3]):
        say(group, by, ann)
    assert lead_of(group) == ann
    assert refused(say, group, jo, ann) == [naming_leads.NOT_ONE_OF_YOURS]  # they lead already
    for by in (jo, group.tso[4], group.tso[5]):
        found = say(group, by, jo)
    assert (found.count_of(jo), found.needed, lead_of(group)) == (3, 4, ann)
    say(group, group.tso[3], jo)
    assert lead_of(group) == jo


def test_a_deputy_is_named_beside_a_lead(group):
    ann, jo = group.tso[:2]
    first = [naming_leads.LEAD_FIRST_HERE]
    assert refused(say, group, ann, jo, Job.DEPUTY) == first == naming(group, ann, Job.DEPUTY).missing
    naming_leads.name_lead(ann, by=group.facilitator)
    assert refused(say, group, ann, ann, Job.DEPUTY) == [naming_leads.NOT_ONE_OF_YOURS]
    for by in (ann, jo, group.tso[2]):
        say(group, by, jo, Job.DEPUTY)
    assert (lead_of(group), lead_of(group, flag="is_deputy")) == (ann, jo)


def test_voices_go_with_what_was_recorded_in_the_room(group):
    ann, jo = group.tso[:2]
    say(group, jo, jo)
    say(group, group.la[2], group.la[3])
    naming_leads.name_lead(ann, by=group.facilitator)
    assert list(LeadVoice.objects.values_list("given_by", flat=True)) == [group.la[2].pk]
    say(group, ann, jo, Job.DEPUTY)
    naming_leads.name_lead(jo, by=group.facilitator)  # who leads is nobody's deputy
    assert not LeadVoice.objects.filter(given_by=ann).exists()
    how = LogEntry.objects.filter(verb="lead named").order_by("-number")[0].facts
    assert how == {"sector": "tso", "how": "recorded"}


def test_a_lead_who_is_replaced_in_a_record_is_told_with_their_sector_and_nobody_else(group):
    """Otherwise one press by a facilitator would depose whom a sector trusts, and nobody would know."""
    ann, jo = group.tso[:2]
    naming_leads.name_lead(ann, by=group.facilitator)
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    naming_leads.name_lead(jo, by=group.facilitator)
    told = OutgoingMail.objects.exclude(pk__in=before).filter(kind="lead_settled")
    assert set(told.values_list("to", flat=True)) == {seat.user.email for seat in group.tso}
    naming_leads.name_lead(jo, by=group.facilitator)  # the same again deposes nobody
    assert told.count() == len(group.tso)


def test_nobody_is_recorded_as_lead_who_has_not_said_that_they_take_part(group):
    jo = group.tso[1]
    jo.consents.update(withdrawn_at=clock.now())
    with pytest.raises(NotPossible, match="take part"):
        naming_leads.name_lead(jo, by=group.facilitator)


# What ends it


def kinds(seat: Seat) -> set[str]:
    told = ("asked to be lead", "asked to be deputy", "lead to name")
    return {row.kind for row in owed_by(seats_of(seat.user)) if row.kind in told}


def named_by(group: build.Group, jo: Seat, count: int = 3) -> None:
    """So many name `jo`, who has not said a word yet."""
    for by in [seat for seat in group.tso if seat != jo][:count]:
        say(group, by, jo)


def test_who_declines_is_named_by_nobody_and_those_who_named_them_are_told(group):
    jo = group.tso[0]
    named_by(group, jo)
    say(group, group.tso[5], group.tso[4])
    OutgoingMail.objects.all().delete()
    naming_leads.decline(group.area, Job.LEAD, by=jo)
    assert [one.pk for one, _ in naming(group, jo).counts] == [group.tso[4].pk]
    told = OutgoingMail.objects.filter(kind="lead_declined")
    assert {row.recipient for row in told} == {seat.user_id for seat in group.tso[1:4]}
    assert not any(str(jo.user) in row.body_text for row in told)
    assert refused(naming_leads.decline, group.area, Job.LEAD, by=jo) == [naming_leads.NOT_ASKED]
    say(group, jo, jo)
    assert lead_of(group) is None


def ways_to_go(group: build.Group, seat: Seat) -> dict:
    def new_job() -> None:
        council = group.la[0].organisation
        new_jobs.enter(seat, organisation=other_charity(group), job_title="Chief", by=group.coordinator)
        assert council is not None
        seat.refresh_from_db()
        new_jobs.confirm(seat, read=new_jobs.mark_of(seat), by=seat)

    return {
        "leaving": lambda: membership.leave(seat, by=seat),
        "consent taken back": lambda: consenting.withdraw_all([seat], by=seat),
        "new job": new_job,
    }


def other_charity(group: build.Group):
    kind = group.tso[0].organisation.kind
    return type(group.tso[0].organisation).objects.create(name="Wren Trust", kind=kind)


@pytest.mark.parametrize("way", ["leaving", "consent taken back", "new job"])
def test_with_a_seat_go_the_voices_for_it_and_from_it(group, way):
    jo = group.tso[0]
    named_by(group, jo, 2)
    say(group, jo, group.tso[1])
    say(group, group.tso[4], group.tso[5])
    ways_to_go(group, jo)[way]()
    assert list(LeadVoice.objects.values_list("given_by", flat=True)) == [group.tso[4].pk]
    assert list(verify.leads()) == []


def test_half_reached_because_others_left_takes_their_own_word_once_more(group):
    jo = group.tso[0]
    say(group, jo, jo)
    say(group, group.tso[1], jo)
    for seat in group.tso[4:]:
        membership.leave(seat, by=seat)
    assert lead_of(group) is None
    assert "asked to be lead" in kinds(jo)
    assert say(group, jo, jo).lead == jo


def test_a_closed_area_takes_none_and_forgets_those_there_were(group):
    say(group, group.tso[1], group.tso[0])
    StudyArea.objects.filter(pk=group.area.pk).update(state="delivering")
    areas.advance(group.area, "closed", by=group.facilitator)
    assert not LeadVoice.objects.exists()
    assert "is closed" in refused(say, group, group.tso[1], group.tso[0])[0]


def test_a_discontinued_area_likewise(group):
    say(group, group.tso[1], group.tso[0])
    ending.discontinue(group.area, reason="Gone", by=build.programme_seat(Role.ADMINISTRATOR))
    assert not LeadVoice.objects.exists()
    assert "was discontinued" in refused(say, group, group.tso[1], group.tso[0])[0]


def test_a_group_that_has_not_started_names_nobody_yet(area):
    assert "is recruiting" in refused(say, area, area.tso[1], area.tso[2])[0]
