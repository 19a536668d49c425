"""Plain builders that reach a state only by the real workflow functions. They move the clock as time would."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from partnerships import membership
from partnerships.models import Consent, Organisation, Programme, Role, Seat, Sector, StudyArea, User
from pipd.kit import clock
from tests import kept
from workshops import logbook, scheduling
from workshops.clearance import answering, approving, circulating, room, settling, writing
from workshops.clearance.standings import current_version
from workshops.clearance.working import Amendment, Answer, CirculatedPoint, Note, NoteVersion, Responder
from workshops.models import Attendance, ClearedNote, ClearedPoint, Kind, Position, Workshop

FIRST_SESSION = date(2027, 1, 18)
OUT, FAIR, CHANGE = Answer.Verdict.OUT, Answer.Verdict.FAIR, Answer.Verdict.CHANGE


@dataclass(frozen=True)
class Words:
    """The unmistakable words of one area: every uncleared text says `secret`, every cleared one `cleared`."""

    secret: str
    cleared: str

    @property
    def logged(self) -> str:
        return f"{self.secret}-LOGGED"

    @property
    def draft(self) -> str:
        return f"{self.secret}-DRAFT"

    @property
    def note(self) -> str:
        return f"{self.secret}-NOTE"

    @property
    def amend(self) -> str:
        return f"{self.secret}-AMEND"

    @property
    def reason(self) -> str:
        return f"{self.secret}-REASON"

    @property
    def view(self) -> str:
        return f"{self.secret}-VIEW"

    @property
    def uncleared(self) -> frozenset[str]:
        return frozenset({self.logged, self.draft, self.note, self.amend, self.reason, self.view})


OUR_WORDS = Words(secret="QUAGGA", cleared="HOOPOE")
NEIGHBOURS_WORDS = Words(secret="AARDWOLF", cleared="BITTERN")


@dataclass
class Group:
    """One study area with the seats of its people. Lists begin with the lead, then the deputy."""

    area: StudyArea
    words: Words
    la: list[Seat] = field(default_factory=list)
    tso: list[Seat] = field(default_factory=list)
    facilitators: list[Seat] = field(default_factory=list)

    @property
    def programme(self) -> Programme:
        return self.area.programme

    @property
    def slug(self) -> str:
        return self.area.slug

    @property
    def participants(self) -> list[Seat]:
        return self.la + self.tso

    @property
    def la_lead(self) -> Seat:
        return self.la[0]

    @property
    def tso_lead(self) -> Seat:
        return self.tso[0]

    @property
    def la_officer(self) -> Seat:
        """Takes part and leads nothing."""
        return self.la[2]

    @property
    def tso_officer(self) -> Seat:
        return self.tso[2]

    @property
    def facilitator(self) -> Seat:
        """Who writes up in these builders."""
        return self.facilitators[0]

    @property
    def other_facilitator(self) -> Seat:
        """Who approves."""
        return self.facilitators[1]

    @property
    def coordinator(self) -> Seat:
        return programme_seat(Role.COORDINATOR)


# People


def programme() -> Programme:
    return Programme.objects.get_or_create(
        name="Partnership Improvement", defaults={"run_by": "The university", "readable_by": "Your group"}
    )[0]


def user(email: str, full_name: str) -> User:
    """An account that no password opens; the test client signs in without one."""
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, full_name=full_name)


def programme_seat(role: Role) -> Seat:
    """The seat of the one coordinator, administrator or analyst."""
    found = Seat.objects.filter(programme=programme(), role=role).select_related("user", "programme").first()
    return found or membership.appoint(
        programme(), user=user(f"{role}@pipd.example", f"{role.label} Person"), role=role
    )


def group(
    *, name: str = "Quillshire", number: int = 1, words: Words = OUR_WORDS, la: int = 6, tso: int = 6
) -> Group:
    """An area that is recruiting, with `la` and `tso` participants who consent, leads, deputies, two facilitators."""
    area = study_area(name=name, number=number)
    made = Group(area=area, words=words)
    for n in (1, 2):
        person = user(f"facilitator{n}@{area.slug}.example", f"Facilitator{n} {name}")
        seat = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
        made.facilitators.append(seat)
    council = Organisation.objects.create(name=f"{name} Council", kind=Organisation.Kind.LOCAL_AUTHORITY)
    charity = Organisation.objects.create(name=f"{name} Together", kind=Organisation.Kind.FRONT_LINE)
    made.la += [participant(area, Sector.LA, n, council) for n in range(1, la + 1)]
    made.tso += [participant(area, Sector.TSO, n, charity) for n in range(1, tso + 1)]
    for seats in (made.la, made.tso):
        for seat, deputy in zip(seats, (False, True), strict=False):
            membership.name_lead(seat, deputy=deputy, by=made.facilitator)
    return made


def study_area(*, name: str, number: int, state: str = StudyArea.State.RECRUITING) -> StudyArea:
    return StudyArea.objects.create(
        programme=programme(),
        number=number,
        name=name,
        slug=name.lower().replace(" ", "-"),
        authority_type=StudyArea.AuthorityType.UNITARY,
        size=StudyArea.Size.MEDIUM,
        settlement=StudyArea.Settlement.MIXED,
        deprivation=StudyArea.Level.MIDDLING,
        diversity=StudyArea.Level.MIDDLING,
        political_control="No overall control",
        state=state,
    )


def participant(area: StudyArea, sector: Sector, n: int, organisation: Organisation) -> Seat:
    """The `n`th participant of `sector`, who consents to take part."""
    person = user(f"{sector}{n}@{area.slug}.example", f"{sector.upper()}{n} {area.name}")
    return membership.join(
        area,
        user=person,
        sector=sector,
        organisation=organisation,
        job_title=f"Officer {n}",
        consents=[Consent.Kind.TAKE_PART],
    )


# Sessions


def forward_to(moment: datetime) -> None:
    """Set the clock to `moment`, unless it is later already."""
    clock.set_to(max(clock.now(), moment))


def area_with_sessions(group: Group) -> list[Workshop]:
    """The four sessions planned and the group started."""
    planned = list(Workshop.objects.filter(area=group.area).order_by("number"))
    if not planned:
        days = scheduling.usual_days(group.area, max(FIRST_SESSION, clock.today()))
        slots = [scheduling.Slot(day, scheduling.MORNING, "Town hall") for day in days]
        planned = scheduling.plan(group.area, slots, facilitators=group.facilitators, by=group.coordinator)
        scheduling.launch(group.area, by=group.coordinator)
    for workshop in planned:
        workshop.area = group.area
        workshop.state = Workshop.objects.values_list("state", flat=True).get(pk=workshop.pk)
    return planned


def delivered(group: Group, n: int = 1, *, la: int = 3, tso: int = 3) -> Workshop:
    """Sessions up to `n` are held: the first `la` and `tso` people were there, the others sent apologies.

    The clock stands at the end of session `n`, or later if it stood later.
    """
    return kept.once(("held", group.slug, n, la, tso), lambda: _delivered(group, n, la, tso), group)


def _delivered(group: Group, n: int, la: int, tso: int) -> Workshop:
    there = {seat.pk for seat in group.la[:la] + group.tso[:tso]}
    workshops = area_with_sessions(group)
    for workshop in workshops[:n]:
        if workshop.is_delivered:
            continue
        forward_to(workshop.ends_at)
        presence = {
            seat: Attendance.Presence.ATTENDED if seat.pk in there else Attendance.Presence.APOLOGIES
            for seat in scheduling.expected_at(workshop)
        }
        scheduling.deliver(workshop, presence=presence, by=group.facilitator)
    return workshops[n - 1]


# Notes


def log_point(workshop: Workshop, seat: Seat, text: str, **values: object) -> logbook.Logged:
    told = {"kind": Kind.BARRIER, "said_by": seat.sector or "unknown", "is_quotation": False, **values}
    return logbook.log(workshop, by=seat, client_id=uuid.uuid4(), text=text, **told)


def logged_points(group: Group, workshop: Workshop | None = None) -> list[logbook.Logged]:
    """One point from the last of each sector who was there, and one from a facilitator."""
    workshop = workshop or delivered(group)
    there = {a.seat_id for a in Attendance.objects.filter(workshop=workshop) if a.was_there}
    said = [
        ([s for s in group.la if s.pk in there][-1], "the council asks twice"),
        ([s for s in group.tso if s.pk in there][-1], "nobody reads our reports"),
        (group.facilitator, "both tell the same story"),
    ]
    return [log_point(workshop, seat, f"{group.words.logged} {words}") for seat, words in said]


def write_up(
    group: Group, workshop: Workshop, texts: Sequence[str], sources: Sequence[logbook.Logged] = ()
) -> list[uuid.UUID]:
    """One statement for each of `texts`, held by both sectors but for the second, which is an LA view."""
    positions = [(Position.HOLDS, Position.HOLDS), (Position.HOLDS, Position.NOT_DISCUSSED)]
    made = []
    for n, text in enumerate(texts):
        from_points = [sources[n].id] if n < len(sources) else []
        point = writing.make(
            workshop, sources=from_points, text=text, kind=Kind.BARRIER, by=group.facilitator
        )
        la, tso = positions[n == 1]
        writing.word(workshop, point, revision=1, position_la=la, position_tso=tso, by=group.facilitator)
        made.append(point)
    return made


def uncleared_texts(group: Group, count: int = 3) -> list[str]:
    return [f"{group.words.note} statement {n}" for n in range(1, count + 1)]


def circulated(group: Group, n: int = 1, *, texts: Sequence[str] = (), la: int = 3, tso: int = 3) -> Workshop:
    """Session `n` was held by `la` and `tso` people, points were logged, and its notes are sent for checking."""
    name = ("circulated", group.slug, n, tuple(texts), la, tso)
    return kept.once(name, lambda: _circulated(group, n, texts, la, tso), group)


def _circulated(group: Group, n: int, texts: Sequence[str], la: int, tso: int) -> Workshop:
    workshop = delivered(group, n, la=la, tso=tso)
    write_up(group, workshop, texts or uncleared_texts(group), logged_points(group, workshop))
    circulating.circulate(workshop, by=group.facilitator)
    return workshop


def note_at(state: str, group: Group, n: int = 1) -> Workshop:
    """The session `n` of `group` with its notes "drafting", "circulated", "answered", "cleared" or "parked".

    Cleared notes have two cleared statements, a consensus and an LA view with a differing view beside it, and a
    third left out because of an objection and an open suggestion. Whatever is not cleared says the secret word.
    """
    reach = {
        "drafting": _drafting,
        "circulated": circulated,
        "answered": _answered,
        "cleared": _cleared,
        "parked": _parked,
    }[state]
    return kept.once((state, group.slug, n), lambda: reach(group, n), group)


def _drafting(group: Group, n: int) -> Workshop:
    workshop = delivered(group, n)
    texts = [f"{group.words.draft} statement {i}" for i in (1, 2, 3)]
    write_up(group, workshop, texts, logged_points(group, workshop))
    return workshop


def _answered(group: Group, n: int) -> Workshop:
    workshop = circulated(group, n)
    _say(group, workshop)
    return workshop


def _cleared(group: Group, n: int) -> Workshop:
    texts = [f"{group.words.cleared} statement {i}" for i in (1, 2)] + [f"{group.words.note} statement 3"]
    workshop = circulated(group, n, texts=texts)
    _say(group, workshop, view=f"{group.words.cleared} how we see it")
    after_the_window(workshop)
    approving.approve(workshop, by=group.other_facilitator)
    return workshop


def _parked(group: Group, n: int) -> Workshop:
    workshop = circulated(group, n)
    answer(workshop, group.la[0])
    after_the_window(workshop)
    approving.park_if_nothing_agreed(workshop, by=membership.system_seat(group.programme))
    return workshop


def _say(group: Group, workshop: Workshop, *, view: str = "") -> None:
    """Two of each sector answer: fair for the first two, an objection and a suggestion for the third; a view."""
    words = group.words
    for seat in group.la[:2] + group.tso[:2]:
        answer(workshop, seat, numbers=[1, 2])
    answer(workshop, group.la[2], OUT, numbers=[3], ground="own_words", reason=f"{words.reason} mine")
    answer(
        workshop,
        group.tso[2],
        CHANGE,
        numbers=[3],
        reason=f"{words.reason} to be clear",
        new_text=f"{words.amend} better words",
    )
    second = shown(workshop)[1]
    answering.add_view(workshop, second.point_id, text=view or f"{words.view} how we see it", by=group.tso[0])


def after_the_window(workshop: Workshop) -> None:
    """Move the clock to the moment at which answers close."""
    forward_to(note_of(workshop).closes_at)


def answer(
    workshop: Workshop,
    seat: Seat,
    verdict: str = FAIR,
    *,
    numbers: Collection[int] = (),
    ground: str = "",
    reason: str = "",
    new_text: str = "",
) -> answering.Received:
    """`seat` answers the statements `numbers` of the present version, or all of them."""
    replies = [
        answering.Reply(cp.point_id, cp.digest, verdict, ground=ground, reason=reason, new_text=new_text)
        for cp in shown(workshop)
        if not numbers or cp.number in numbers
    ]
    return answering.give(workshop, replies, by=seat)


def cleared_note(group: Group, n: int = 1) -> ClearedNote:
    """The cleared note of session `n`, cleared now if it is not."""
    found = ClearedNote.objects.filter(area=group.area, workshop__number=n).first()
    return found or ClearedNote.objects.get(workshop=note_at("cleared", group, n))


def cleared_point(group: Group, n: int = 1) -> ClearedPoint:
    """The first cleared statement of session `n`: a consensus."""
    return ClearedPoint.objects.filter(note=cleared_note(group, n)).order_by("number")[0]


# Looking behind the door: for tests only


def note_of(workshop: Workshop) -> Note:
    return Note.objects.get(workshop=workshop)


def version_of(workshop: Workshop) -> NoteVersion:
    """The present version. Raises LookupError when none was sent."""
    version = current_version(note_of(workshop))
    if version is None:
        raise LookupError("These notes were never sent.")
    return version


def shown(workshop: Workshop) -> list[CirculatedPoint]:
    """The statements of the present version, in order."""
    return list(CirculatedPoint.objects.filter(version=version_of(workshop)).order_by("number"))


def responder(workshop: Workshop, seat: Seat) -> Responder:
    return Responder.objects.get(note__workshop=workshop, seat=seat)


def amendments(workshop: Workshop) -> list[Amendment]:
    return list(Amendment.objects.filter(note__workshop=workshop))


# In the room


def enter_room(group: Group, workshop: Workshop, here: Collection[Seat]) -> None:
    """It is the morning of the next session, and `here` are in the room."""
    following = Workshop.objects.get(area=group.area, number=workshop.number + 1)
    forward_to(following.starts_at)
    ids = [responder(workshop, seat).pk for seat in here]
    room.say_who_is_here(workshop, here=ids, by=group.facilitator)


def all_present_agree(group: Group, workshop: Workshop, numbers: Collection[int] = ()) -> None:
    for cp in shown(workshop):
        if not numbers or cp.number in numbers:
            room.agree(workshop, cp.point_id, digest=cp.digest, by=group.facilitator)


def decide(
    group: Group, amendment: Amendment, outcome: str = "accepted", *, by: Seat | None = None, **values: object
) -> None:
    workshop = Workshop.objects.get(pk=amendment.note.workshop_id)
    settling.decide(workshop, amendment.pk, outcome=outcome, by=by or group.facilitator, **values)


MINUTE = timedelta(minutes=1)
