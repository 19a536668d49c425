"""The demonstration's sessions: twelve groups meet, write up and clear their notes through the real functions (3P).

Each area is told in order, from the day its sessions are planned to yesterday; whatever would fall later has not
happened. A session "today" is only planned: people who look around hold it themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db import transaction

from partnerships import membership
from partnerships.demo_story import Group, Story
from partnerships.models import Role, Seat, Sector, User
from workshops import demo_absences as absences
from workshops import demo_cycle, demo_words, documents, scheduling
from workshops import demo_notes as notes
from workshops.clearance import approving, departing, quotes_reading, reading, withdrawing
from workshops.demo_diaries import ANSWERS, ASKED, DIARIES, DRAFTED, LETTERS, PARKED, ROOM, Diary
from workshops.demo_notes import Session
from workshops.models import Attendance, ClearedPoint, Workshop
from workshops.models.sessions import SESSIONS

P = Attendance.Presence


@dataclass
class Telling:
    """One area's sessions as they are told."""

    story: Story
    group: Group
    diary: Diary
    workshops: list[Workshop] = field(default_factory=list)
    open: Session | None = None  # whose notes wait for the next session

    @property
    def slug(self) -> str:
        return self.group.place.slug


def load(story: Story) -> None:
    """Plan, start and hold the sessions of every area that has a diary."""
    for slug, diary in DIARIES.items():
        with transaction.atomic():
            telling = Telling(story, story.groups[slug], diary)
            _plan(telling)
            for number, end in enumerate(diary.ends, start=1):
                _hold(telling, number, end)
                if extra := AFTERWARDS.get((slug, number)):
                    extra(telling)
            if slug == "nine-elders":
                _beforehand(telling)
            if slug == "ottermouth-bay":
                demo_cycle.postponed(telling.story, telling.group, telling.workshops[3])


def _plan(telling: Telling) -> None:
    """The coordinator plans four sessions, and starts the group two days later."""
    group, story = telling.group, telling.story
    story.begin(group.place.since + 18, 11)
    telling.workshops = scheduling.plan(
        group.area, _slots(telling), facilitators=group.facilitators, by=group.coordinator
    )
    story.go(group.place.since + 20, 9)
    scheduling.launch(group.area, by=group.coordinator)


def _slots(telling: Telling) -> list[scheduling.Slot]:
    diary = telling.diary
    return [
        scheduling.Slot(telling.story.day(n), diary.half, diary.venues[i % 2])
        for i, n in enumerate(diary.days)
    ]


def _hold(telling: Telling, number: int, end: str) -> None:
    """Session `number` is held: last session's notes are agreed first, points are logged, who came is recorded."""
    group, story, workshop = telling.group, telling.story, telling.workshops[number - 1]
    here = _who_comes(group, number)
    stand_in = _stand_in(telling, number, here)
    story.go_to(workshop.starts_at)
    if telling.slug in absences.TELL and number == 1:
        absences.before_the_first(group, workshop)
    if telling.open:
        notes.agree_in_room(telling.open, [seat for seats in here.values() for seat in seats])
        telling.open = None
    for seat in stand_in:
        here[seat.sector].append(seat)
    said = demo_words.said_at(number, group.place.number)
    session = Session(
        group, workshop, said, here[Sector.LA], here[Sector.TSO], left_out=end in (ROOM, LETTERS)
    )
    story.go_to(workshop.starts_at + (workshop.ends_at - workshop.starts_at) / 2)
    sources = notes.log(session)
    story.go_to(workshop.ends_at)
    _deliver(telling, session, stand_in)
    _clear(telling, session, sources, end)


def _stand_in(telling: Telling, number: int, here: dict[str, list[Seat]]) -> list[Seat]:
    """Who comes instead of the first that is kept away; at one session only."""
    away = [seat for seat in telling.group.people if seat not in here[seat.sector]]
    if (telling.slug, number) != absences.STOOD_IN or not away:
        return []
    telling.story.go(telling.diary.days[number - 1] - 1, 10)
    return [absences.name_somebody(telling.group, telling.workshops[number - 1], away[0])]


def _deliver(telling: Telling, session: Session, stand_in: list[Seat]) -> None:
    """Who came is recorded; the same evening some say how it went."""
    workshop = session.workshop
    there = {seat.pk for seat in session.la + session.tso}
    presence: dict[Seat, str] = {
        seat: P.ATTENDED if seat.pk in there else P.APOLOGIES for seat in scheduling.expected_at(workshop)
    }
    presence |= dict.fromkeys(stand_in, P.ATTENDED)
    scheduling.deliver(workshop, presence=presence, by=session.writer)
    workshop.area = telling.group.area
    if telling.slug in absences.TELL:
        absences.afterwards(workshop, telling.group, there)


def _who_comes(group: Group, number: int) -> dict[str, list[Seat]]:
    """Leads, deputies and officers always; of the others now and then one is kept away."""
    everybody = group.place.slug == "nine-elders" and number == 2
    return {
        sector: [
            seat
            for i, seat in enumerate(seats)
            if everybody or i < 3 or (i + 2 * number + group.place.number + (sector == Sector.TSO)) % 6
        ]
        for sector, seats in ((Sector.LA, group.la), (Sector.TSO, group.tso))
    }


def _clear(telling: Telling, session: Session, sources: list, end: str) -> None:
    """Write up three days later, send three days after that; then it ends as `end` says."""
    day = telling.diary.days[session.number - 1]
    hurry = day > -10  # the last session of a group that is nearly up to today
    telling.story.go(day + (1 if hurry else 3), 11)
    notes.write_up(session, sources)
    if end == DRAFTED:
        return
    telling.story.go(day + (2 if hurry else 6), 15)
    notes.send(session)
    ENDINGS[end](telling, session, day)


def _room(telling: Telling, session: Session, day: int) -> None:
    """A few answer online, one of them with other words; the rest is for the next session."""
    telling.story.go(day + 8, 12)
    notes.answer(session, [session.la[1], session.tso[2]], only=notes.all_but(len(session.said) + 1))
    notes.suggest(session, 2, by=session.tso[1])
    notes.object_to_the_last(session)
    notes.add_views(session)
    telling.open = session


def _answers(telling: Telling, session: Session, day: int) -> None:
    """Enough of each sector call everything a fair record, so nothing is left for the next session."""
    telling.story.go(day + 8, 12)
    notes.add_views(session)
    notes.answer(session, session.enough)
    telling.story.go(day + 11, 10)
    notes.approve(session)


def _letters(telling: Telling, session: Session, day: int) -> None:
    """The time for answers runs out; what is not agreed by then is left out."""
    telling.story.go(day + 9, 12)
    notes.answer(session, session.enough, only=notes.all_but(len(session.said) + 1))
    notes.suggest(session, 1, by=session.la[0])
    notes.object_to_the_last(session)
    notes.add_views(session)
    telling.story.go(day + 13, 9)
    notes.decide_changes(session, "not_accepted")
    telling.story.go(day + 17, 10)
    notes.approve(session)


def _asked(telling: Telling, session: Session, day: int) -> None:
    """Notes on which people are still asked: Nine Elders nearly done, the others half way."""
    if telling.slug == "nine-elders":
        _nearly_done(telling, session)
        return
    telling.story.go(max(day + 4, -4), 12)
    notes.answer(session, session.la[:4] + session.tso[1:2])
    notes.suggest(session, 2, by=session.tso[3])
    notes.compete(session, 2, by=session.la[0])
    notes.add_views(session)
    if session.number == SESSIONS:
        notes.meet_to_close(session)


def _nearly_done(telling: Telling, session: Session) -> None:
    """Ten of twelve answer; one change was made and sent round, one is open, and one officer has yet to see it."""
    la, tso, story = session.la, session.tso, telling.story
    story.go(-12, 12)
    notes.answer(session, [la[0], tso[2]])
    notes.suggest(session, 4, by=tso[3])
    story.go(-9, 10)
    notes.decide_changes(session, "accepted")
    notes.send_changes(session)
    story.go(-6, 20)
    notes.answer(session, [la[0], la[1], la[2], la[4], tso[0], tso[1], tso[3], tso[4]])
    notes.add_views(session)
    notes.take_large_print(session, tso[5])
    story.go(-3, 16)
    notes.suggest(session, 7, by=la[3])


def _parked(telling: Telling, session: Session, day: int) -> None:
    """Of one sector a single person answers: nothing can be agreed. See `_park`."""
    telling.story.go(day + 9, 12)
    notes.answer(session, session.la[:3] + session.tso[:1])


ENDINGS = {
    ROOM: _room, ANSWERS: _answers, LETTERS: _letters, ASKED: _asked, PARKED: _parked,
}  # fmt: skip


# What else happens, after the notes of a session went out


def _park(telling: Telling) -> None:
    """The time of session 2's notes is over and nothing is agreed: the sweep parks them."""
    workshop = telling.workshops[1]
    closes_at = reading.state_of(workshop).closes_at
    if closes_at:
        telling.story.go_to(closes_at)
    approving.park_if_nothing_agreed(workshop, by=membership.system_seat(telling.group.area.programme))


def _somebody_leaves(telling: Telling) -> None:
    """A third sector participant leaves: the sectors are uneven, and sessions go on (domain I-2)."""
    telling.story.go(-3, 11)
    seat = telling.group.tso.pop()
    membership.leave(seat, reason="A new job in another county", by=seat)


def _consent_ends(telling: Telling) -> None:
    """A third sector participant takes back their consent after session 3 and asks for a statement to go: what they are
    quoted with is gone, and the record that had been printed is retracted (domain I-24, E7)."""
    group = telling.group
    telling.story.go(-40, 11)
    seat = next((s for s in group.tso[3:] if quotes_reading.mine(group.area, s)), group.tso[-1])
    group.tso.remove(seat)
    documents.ask(group.area, 3, by=group.facilitators[0])
    cleared = list(ClearedPoint.objects.filter(note__workshop=telling.workshops[2]))
    asked = demo_words.find(cleared, "costs", "consult")[:1]
    departing.withdraw_consent(group.area, identifying=[point.pk for point in asked], by=seat)
    telling.story.go(-39, 15)
    for point in asked:
        withdrawing.withdraw(group.area, point.pk, by=group.facilitators[0])


def _facilitator_changes(telling: Telling) -> None:
    """One of the two facilitators hands over between sessions 2 and 3; session 2 keeps its pair (domain 3N, 17)."""
    group, story = telling.group, telling.story
    story.go(-20, 11)
    gone = group.facilitators.pop()
    membership.leave(gone, reason="Rota", by=gone)
    user = User.objects.get(email="facilitator1@pipd.example")
    fresh = membership.appoint(group.area.programme, user=user, role=Role.FACILITATOR, area=group.area)
    group.facilitators.append(fresh)
    stored = Workshop.objects.filter(area=group.area).order_by("number")
    slots = [replace(slot, revision=w.revision) for slot, w in zip(_slots(telling), stored, strict=True)]
    moved = scheduling.plan(group.area, slots, facilitators=group.facilitators, by=group.coordinator)
    telling.workshops[2:] = moved


def _beforehand(telling: Telling) -> None:
    """The day before session 3, two officers note what they want to raise."""
    group, workshop = telling.group, telling.workshops[2]
    telling.story.go(-1, 16)
    session = Session(group, workshop, demo_words.said_at(3, group.place.number)[:2], group.la, group.tso)
    notes.log_beforehand(session, [group.la[2], group.tso[2]])
    absences.name_somebody(group, workshop, group.tso[4])


def _recorded(telling: Telling) -> None:
    demo_cycle.recorded(telling.story, telling.group, telling.workshops[0])


AFTERWARDS = {
    ("saltreach", 1): _recorded,
    ("hollowmere", 2): _somebody_leaves,
    ("brackenfold", 3): _consent_ends,
    ("ottermouth-bay", 2): _facilitator_changes,
    ("dunlarch", 3): _park,
}
