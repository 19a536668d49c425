"""Who stands in for whom in the demonstration, and how people say the sessions went. All of it is invented."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from partnerships.demo_story import Group
from partnerships.models import Organisation, Seat
from partnerships.substitutes import Named
from workshops import feedback, standing_in
from workshops.feedback import Feedback
from workshops.models import Workshop
from workshops.models.sessions import SESSIONS

STOOD_IN = ("quillshire", 2)  # a session at which somebody stood in
TELL = ("quillshire", "nine-elders")  # whose people say how it went
SUBSTITUTES = {
    "quillshire": ("Verity Ashdown-Cole", "Head of Community Safety"),
    "nine-elders": ("Imran Fellowes", "Outreach Manager"),
}

WORDS = {
    1: [
        "I had expected to be talked at. Instead we spent an hour on what each of us is measured by, and it helped.",
        "Too many abbreviations in the first half. A list on the wall would do.",
        "It took courage to say that about the funding round. I am glad somebody did.",
        "The room was cold and the tea was good.",
        "More time in pairs, please. I said more there than in the whole morning round the table.",
        "Now I know what a commissioning cycle looks like from inside, and why nobody rings back in March.",
    ],
    2: [
        "We are still politer than we are honest, but less so than last time.",
        "Agreeing last session’s notes together took ten minutes and settled a lot.",
        "Could we have the questions a few days before? Some of us need to ask our trustees.",
    ],
    3: ["For the first time I heard a plan that neither side could do alone."],
    4: [
        "This gave us the space to talk about things that we usually walk around.",
        "Now it has to survive the budget round.",
    ],
}


def _named(group: Group, place: Seat) -> Named:
    slug = group.place.slug
    name, title = SUBSTITUTES[slug]
    organisation = place.organisation or Organisation()
    return Named(f"substitute@{slug}.example", name, title, organisation)


def name_somebody(group: Group, workshop: Workshop, place: Seat) -> Seat:
    """Somebody of the same organisation is named, and agrees."""
    given = standing_in.name(workshop, place, who=_named(group, place), by=place)
    standing_in.agree(workshop, recording=True, by=given)
    if given.user and place.user:  # the one password of the demonstration, hashed once
        given.user.password = place.user.password
        given.user.save(update_fields=["password"])
    return given


def before_the_first(group: Group, workshop: Workshop) -> None:
    """Most answer the two questions before they have met."""
    for n, seat in enumerate(group.la[:5] + group.tso[:5]):
        said = Feedback(trust=1 + (n * 2) % 3, understanding=2 + n % 2)
        feedback.give(workshop, feedback.BEFORE, said, by=seat)


def afterwards(workshop: Workshop, group: Group, there: Collection[UUID]) -> None:
    """The same evening: a few words each, and after the last session the two questions once more."""
    words = WORDS[workshop.number]
    last = workshop.number == SESSIONS
    came = [seat for seat in group.people[2:] if seat.pk in there][:6]
    for n, seat in enumerate(came):
        text = words[n] if n < len(words) else ""
        rated = {"trust": 3 + n % 3, "understanding": 4 - n % 2} if last else {}
        if text or rated:
            said = Feedback(text=text, show_sector=n % 2 == 0, quotable=n % 3 == 0, **rated)
            feedback.give(workshop, feedback.SESSION, said, by=seat)
