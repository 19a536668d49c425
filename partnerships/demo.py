"""The demonstration's programme and people: thirteen fictional areas, recruited through the real functions (3P).

Told from the moment recruiting began in each area to the moment its leads are named; sessions and plans follow in the
other apps' demo modules.
"""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from partnerships import consenting, demo_recruitment, membership, naming_leads, sampling
from partnerships.demo_areas import CANDIDATES, PLACES, SPONSORS, Place, attributes
from partnerships.demo_people import LA_TITLES, STAFF, TSO_TITLES, names
from partnerships.demo_story import Group, Story
from partnerships.models import Consent, Organisation, Programme, Role, Seat, Sector, StudyArea, User
from pipd.kit import clock, workdays

PASSWORD = "try-the-demo"
NAMED = ("lead", "deputy", "officer")
STILL_RECRUITING = "castle-fenning"
IN_TWO_AREAS = ("thistleborough", "la.officer@vexbridge.example")  # a council officer there, a trustee here

# E-mail, title, line, mark: whose desks the sign-in page offers.
SIGN_INS = [
    (
        "tso.officer@nine-elders.example",
        "Third sector officer",
        "Nine Elders. Checks the notes of session 2; session 3 is next.",
        "tso",
    ),
    (
        "la.officer@nine-elders.example",
        "Local authority officer",
        "Nine Elders. Logs points, and has answered the notes.",
        "la",
    ),
    (
        "facilitator1@pipd.example",
        "Facilitator",
        "Nine Elders. Settles what is open in the room.",
        "facilitator",
    ),
    (
        "facilitator2@pipd.example",
        "The other facilitator",
        "Nine Elders. One writes up, the other approves.",
        "facilitator",
    ),
    (
        "la.lead@quillshire.example",
        "Local authority lead",
        "Quillshire. A plan in progress: leads, dates, progress, PDF.",
        "la",
    ),
    (
        "tso.lead@quillshire.example",
        "Third sector lead",
        "Quillshire. Answers what the other sector proposes.",
        "tso",
    ),
    (
        "la.lead@mirewold.example",
        "Local authority lead with a draft",
        "Mirewold. Accepts items and signs the plan.",
        "la",
    ),
    (
        "tso.lead@mirewold.example",
        "Third sector lead with a draft",
        "Mirewold. One action waits for acceptance.",
        "tso",
    ),
    (
        "coordinator@pipd.example",
        "Coordinator",
        "All 13 areas: dates and states, no one's words.",
        "coordinator",
    ),
    (
        "administrator@pipd.example",
        "Administrator",
        "Sets up the programme: numbers, words, areas. Sees no content.",
        "administrator",
    ),
    (
        "analyst@pipd.example",
        "Analyst",
        "Cleared statements and agreed plans of all areas by their numbers: no names, no area’s pages.",
        "analyst",
    ),
]

ALWAYS = [Consent.Kind.TAKE_PART, Consent.Kind.BEYOND_AREA]


def load(story: Story) -> None:
    """Make the programme and its people, area by area."""
    story.begin(min(place.since for place in PLACES) - 10)
    programme = _programme()
    membership.system_seat(programme)  # as old as the programme: stories of areas are told one after another
    password = make_password(PASSWORD)  # once: hashing is slow by design
    staff = {email: _user(email, name, password) for email, name in STAFF}
    coordinator, administrator, _ = (
        membership.appoint(programme, user=staff[f"{role}@pipd.example"], role=role)
        for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.ANALYST)
    )
    _candidates(programme, by=administrator)
    left = iter(names())
    for place in PLACES:
        with transaction.atomic():
            story.begin(place.since - 5)
            area = _area(programme, place, administrator=administrator, coordinator=coordinator, story=story)
            group = Group(place=place, area=area, coordinator=coordinator)
            group.facilitators = [
                membership.appoint(
                    programme, user=staff[f"facilitator{n}@pipd.example"], role=Role.FACILITATOR, area=area
                )
                for n in place.facilitators
            ]
            _recruit(group, [next(left) for _ in range(place.la + place.tso)], password, story)
            story.groups[place.slug] = group
            if place.slug == STILL_RECRUITING:
                demo_recruitment.goes_on(group, story)


def _programme() -> Programme:
    programme = Programme.objects.create(
        name="Partnership Improvement Project",
        paid="Travel is paid back, and a third sector organisation without paid staff gets £60 for each session.",
        aim="Councils and third sector organisations improve, area by area, how they work in partnership.",
        policy_fields=[Programme.PolicyField.CHILDREN, Programme.PolicyField.SMALL_GROUPS],
        other_policy_fields="Community engagement\nHealth and social care",
        starts_on=clock.today(),
        ends_on=workdays.months_after(clock.today(), 36),
        other_public_on_la_side=True,
        front_line_admitted=True,
        run_by="the Improvement Agency (fictional)",
        readable_by="the two people who look after its server",
        contact_email="questions@pipd.example",
        contact_phone="01632 960 001",
        demo=True,
    )
    programme.sponsors.set(_body(name, kind) for name, kind in SPONSORS)
    return programme


def _user(email: str, name: str, password: str) -> User:
    # Everybody of the story has been here before.
    return User.objects.create(email=email, full_name=name, password=password, last_login=clock.now())


def _candidates(programme: Programme, *, by: Seat) -> None:
    """Areas that were looked at besides: not selected, each for a reason, and one that is still a candidate."""
    for name, profile, politics, reason in CANDIDATES:
        area = sampling.add(programme, name=name, by=by, **attributes(profile, politics))
        if reason:
            sampling.leave_out(area, reason=reason, revision=area.revision, by=by)


def _area(
    programme: Programme, place: Place, *, administrator: Seat, coordinator: Seat, story: Story
) -> StudyArea:
    """An area that was chosen for its profile and is recruiting since `place.since`."""
    candidate = sampling.add(programme, name=place.name, by=administrator, **place.attributes)
    area = sampling.select(
        candidate, rationale=place.rationale, revision=candidate.revision, by=administrator
    )
    area.may_be_named = place.may_be_named
    area.save(update_fields=["may_be_named"])
    story.go(place.since, 9)
    demo_recruitment.open_in(area, place.since, by=coordinator, story=story)
    area.refresh_from_db()
    return area


def _recruit(group: Group, people: list[str], password: str, story: Story) -> None:
    """Everybody joins within two weeks; then each sector names its lead and deputy in front of a facilitator."""
    place = group.place
    councils = [_body(name, Organisation.Kind.LOCAL_AUTHORITY) for name in place.councils]
    bodies = [_body(name, kind) for name, kind in place.bodies]
    for i in range(max(place.la, place.tso)):
        story.go(place.since + 3 + i, 10)
        if i < place.la:
            group.la.append(_join(group, Sector.LA, i, people[i], councils, password))
        if i < place.tso:
            group.tso.append(_join(group, Sector.TSO, i, people[place.la + i], bodies, password))
    demo_recruitment.wait(group, story)
    story.go(place.since + 14, 15)
    for seats in (group.la, group.tso):
        naming_leads.name_lead(seats[0], by=group.facilitators[0])
        naming_leads.name_lead(seats[1], deputy=True, by=group.facilitators[0])


def _body(name: str, kind: str) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind)


def _join(group: Group, sector: Sector, i: int, name: str, bodies: list[Organisation], password: str) -> Seat:
    """The `i`th of a sector joins. The first organisation sends several people, each other one."""
    place = group.place
    count = place.la if sector == Sector.LA else place.tso
    titles = LA_TITLES if sector == Sector.LA else TSO_TITLES
    seat = membership.join(
        group.area,
        user=_account(group, sector, i, name, password),
        sector=sector,
        organisation=bodies[max(0, i - (count - len(bodies)))],
        job_title=titles[i][(place.number - 1) % 3],
    )
    consenting.choose(seat, [] if i >= count - place.unasked else _consents(i), seen=[], by=seat)
    return seat


def _account(group: Group, sector: Sector, i: int, name: str, password: str) -> User:
    slug, known = IN_TWO_AREAS
    if (group.place.slug, sector, i) == (slug, Sector.TSO, group.place.tso - 1):
        return User.objects.get(email=known)
    mailbox = f"{sector}.{NAMED[i]}" if i < len(NAMED) else name.lower().replace(" ", ".")
    return _user(group.place.address(mailbox), name, password)


def _consents(i: int) -> list[str]:
    """Everybody takes part; leads may be named on the plan, and others differ as people do."""
    more = [
        (Consent.Kind.BE_NAMED, i < 2 or i % 3 == 0),
        (Consent.Kind.QUOTATION, i % 2 == 0),
        (Consent.Kind.CONTACT, i % 4 != 3),
    ]
    return [*ALWAYS, *(kind for kind, given in more if given)]
