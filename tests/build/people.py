"""An area and the seats of its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerships import consenting, membership, naming_leads
from partnerships.models import Consent, Organisation, Programme, Role, Seat, Sector, StudyArea, User


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
    def quote(self) -> str:
        return f"{self.secret}-QUOTE"

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
    def feedback(self) -> str:
        return f"{self.secret}-FEEDBACK"

    @property
    def talk(self) -> str:
        """What the group says of a draft of the plan."""
        return f"{self.secret}-TALK"

    @property
    def review(self) -> str:
        """What one sector wrote down of a review, before the other stands by it."""
        return f"{self.secret}-REVIEW"

    @property
    def request(self) -> str:
        """What somebody asks about their own data: for them and the coordinators."""
        return f"{self.secret}-REQUEST"

    @property
    def needs(self) -> str:
        """What somebody needs to take part: for them, the facilitators and the coordinators."""
        return f"{self.secret}-NEEDS"

    @property
    def uncleared(self) -> frozenset[str]:
        return frozenset(
            {
                self.logged,
                self.draft,
                self.note,
                self.amend,
                self.reason,
                self.view,
                self.feedback,
                self.quote,
                self.talk,
            }
        )


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


def programme() -> Programme:
    return Programme.objects.get_or_create(
        name="Partnership Improvement",
        defaults={
            "run_by": "The university",
            "readable_by": "Your group",
            "other_public_on_la_side": True,
            "front_line_admitted": True,
        },
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
            naming_leads.name_lead(seat, deputy=deputy, by=made.facilitator)
    return made


def study_area(*, name: str, number: int, state: str = StudyArea.State.RECRUITING, **noted: Any) -> StudyArea:
    return StudyArea.objects.create(
        programme=programme(),
        number=number,
        name=name,
        slug=name.lower().replace(" ", "-"),
        authority_type=StudyArea.AuthorityType.UNITARY,
        size=StudyArea.Size.MEDIUM,
        region=StudyArea.Region.EAST,
        settlement=StudyArea.Settlement.MIXED,
        deprivation=StudyArea.Level.MIDDLING,
        diversity=StudyArea.Level.MIDDLING,
        political_control="No overall control",
        selection_rationale="Unlike the others in size.",
        state=state,
        **noted,
    )


def joined(area: StudyArea, *, consents: Sequence[str] = (Consent.Kind.TAKE_PART,), **facts: Any) -> Seat:
    """Somebody joins, with the `facts` of `membership.join`, and consents from their own seat."""
    seat = membership.join(area, **facts)
    consenting.choose(seat, consents, seen=[], by=seat)
    return seat


def participant(area: StudyArea, sector: Sector, n: int, organisation: Organisation) -> Seat:
    """The `n`th participant of `sector`, who consents to take part."""
    person = user(f"{sector}{n}@{area.slug}.example", f"{sector.upper()}{n} {area.name}")
    return joined(
        area,
        user=person,
        sector=sector,
        organisation=organisation,
        job_title=f"Officer {n}",
    )
