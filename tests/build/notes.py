"""Notes at a state: written up, sent, answered, cleared or parked."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from partnerships import membership
from partnerships.models import Seat
from tests import kept
from tests.build.answers import CHANGE, OUT, after_the_window, answer, shown
from tests.build.people import Group
from tests.build.sessions import delivered
from workshops import logbook
from workshops.clearance import answering, approving, circulating, quotes_reading, quoting, writing
from workshops.models import Attendance, ClearedNote, ClearedPoint, Kind, Position, Workshop


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
        topic = f"{text.split()[0]} topic"  # as secret, or as cleared, as the words below it
        point = writing.make(
            workshop, sources=from_points, topic=topic, text=text, kind=Kind.BARRIER, by=group.facilitator
        )
        la, tso = positions[n == 1]
        writing.word(workshop, point, revision=1, position_la=la, position_tso=tso, by=group.facilitator)
        made.append(point)
    return made


def uncleared_texts(group: Group, count: int = 3) -> list[str]:
    return [f"{group.words.note} statement {n}" for n in range(1, count + 1)]


def quote(
    group: Group, workshop: Workshop, point: uuid.UUID, words: str, *, speaker: Seat | None
) -> uuid.UUID:
    """`words` are logged by an officer as exact, and put beside the statement `point` as said by `speaker`."""
    logged = log_point(workshop, speaker or group.la_officer, words, is_quotation=True)
    writing.add_sources(workshop, point, sources=[logged.id], by=group.facilitator)
    said_by = speaker.pk if speaker else None
    return quoting.attach(
        workshop, point, source=logged.id, text=words, speaker=said_by, by=group.facilitator
    )


def circulated(
    group: Group, n: int = 1, *, texts: Sequence[str] = (), la: int = 3, tso: int = 3, quoted: str = ""
) -> Workshop:
    """Session `n` was held by `la` and `tso` people, points were logged, and its notes are sent for checking."""
    name = ("circulated", group.slug, n, tuple(texts), la, tso, quoted)
    return kept.once(name, lambda: _circulated(group, n, texts, la, tso, quoted), group)


def _circulated(group: Group, n: int, texts: Sequence[str], la: int, tso: int, quoted: str) -> Workshop:
    workshop = delivered(group, n, la=la, tso=tso)
    points = write_up(group, workshop, texts or uncleared_texts(group), logged_points(group, workshop))
    if quoted:
        quote(group, workshop, points[0], quoted, speaker=group.tso[1])
    circulating.circulate(workshop, by=group.facilitator)
    return workshop


def note_at(state: str, group: Group, n: int = 1, *, quoted: bool = False) -> Workshop:
    """The session `n` of `group` with its notes "drafting", "circulated", "answered", "cleared" or "parked".

    Cleared notes have two cleared statements, a consensus and an LA view with a differing view beside it, and a
    third left out because of an objection and an open suggestion. Whatever is not cleared says the secret word. With
    `quoted` the first statement has a quotation, permitted where the notes are cleared and waiting where they are not.
    """
    reach = {
        "drafting": _drafting,
        "circulated": lambda group, n, quoted: circulated(group, n, quoted=_waiting(group, quoted)),
        "answered": _answered,
        "cleared": _cleared,
        "parked": _parked,
    }[state]
    return kept.once((state, group.slug, n, quoted), lambda: reach(group, n, quoted), group)


def _waiting(group: Group, quoted: bool) -> str:
    return f"{group.words.quote} we wait for months" if quoted else ""


def _drafting(group: Group, n: int, quoted: bool) -> Workshop:
    workshop = delivered(group, n)
    texts = [f"{group.words.draft} statement {i}" for i in (1, 2, 3)]
    points = write_up(group, workshop, texts, logged_points(group, workshop))
    if quoted:
        quote(group, workshop, points[0], _waiting(group, quoted), speaker=group.tso[1])
    return workshop


def _answered(group: Group, n: int, quoted: bool) -> Workshop:
    workshop = circulated(group, n, quoted=_waiting(group, quoted))
    _say(group, workshop)
    return workshop


def _cleared(group: Group, n: int, quoted: bool) -> Workshop:
    texts = [f"{group.words.cleared} statement {i}" for i in (1, 2)] + [f"{group.words.note} statement 3"]
    words = f"{group.words.cleared} in these very words" if quoted else ""
    workshop = circulated(group, n, texts=texts, quoted=words)
    for mine in quotes_reading.mine(group.area, group.tso[1]) if quoted else ():
        quoting.permit(group.area, mine.id, by=group.tso[1])
    _say(group, workshop, view=f"{group.words.cleared} how we see it")
    after_the_window(workshop)
    approving.approve(workshop, by=group.other_facilitator)
    return workshop


def _parked(group: Group, n: int, quoted: bool) -> Workshop:
    workshop = circulated(group, n, quoted=_waiting(group, quoted))
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


def cleared_note(group: Group, n: int = 1) -> ClearedNote:
    """The cleared note of session `n`, cleared now if it is not."""
    found = ClearedNote.objects.filter(area=group.area, workshop__number=n).first()
    return found or ClearedNote.objects.get(workshop=note_at("cleared", group, n))


def cleared_point(group: Group, n: int = 1) -> ClearedPoint:
    """The first cleared statement of session `n`: a consensus."""
    return ClearedPoint.objects.filter(note=cleared_note(group, n)).order_by("number")[0]
