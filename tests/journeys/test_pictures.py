"""The four pictures of the README, drawn from the pages themselves. `make pictures` sets PICTURES and runs this."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from actionplans import accepting, content, grounding, planning
from actionplans.demo_data import TABLE_ONE
from actionplans.models import ActionPlan
from partnerships.demo_people import LA_TITLES, TSO_TITLES, names
from tests import build
from tests.journeys.office import Office, Person
from workshops.clearance import answering, circulating, writing
from workshops.demo_words import SAID, Said
from workshops.models import ClearedPoint, Position

FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"
LARGEST = 150 * 1024  # bytes
TALLEST = 1400  # pixels

pytestmark = [pytest.mark.heavy, pytest.mark.skipif("PICTURES" not in os.environ, reason="make pictures")]


@pytest.fixture
def group(office: Office) -> build.Group:
    """Quillshire with people who have names and posts."""
    made = build.group()
    people = iter(names())
    titles = {"la": LA_TITLES, "tso": TSO_TITLES, None: []}
    for seat in [*made.facilitators, *made.participants]:
        seat.user.full_name = next(people)
        seat.user.save()
    for sector, seats in (("la", made.la), ("tso", made.tso)):
        for seat, found in zip(seats, titles[sector], strict=False):
            seat.job_title = found[0]
            seat.save()
    return made


def draw(person: Person, name: str, *, tall: int = 900) -> None:
    """Keep the page as docs/pictures/`name`.png, in a palette: small, and sharp enough for text."""
    person.looks()
    person.page.set_viewport_size({"width": 1280, "height": min(tall, TALLEST)})
    person.page.evaluate("() => document.activeElement.blur()")
    person.page.mouse.move(0, 0)
    drawn = Image.open(io.BytesIO(person.page.screenshot())).convert("RGB")
    kept = io.BytesIO()
    drawn.quantize(128, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    assert kept.tell() <= LARGEST, f"{name}.png has {kept.tell()} bytes"
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(kept.getvalue())


def log(group: build.Group, number: int, said: list[Said], seats: list[build.Seat]) -> None:
    """One of `seats` after the other logs what was said, a minute apart."""
    workshop = group.area.workshops.get(number=number)
    for n, point in enumerate(said):
        build.forward_to(build.clock.now() + build.MINUTE)
        build.log_point(
            workshop, seats[n % len(seats)], point.noted[:1].upper() + point.noted[1:], kind=point.kind
        )


def written_up(group: build.Group, number: int, said: list[Said]) -> None:
    """A statement for each of `said`, from the point logged for it where there is one."""
    workshop = group.area.workshops.get(number=number)
    for point in said:
        made = writing.make(
            workshop, sources=[], text=point.wordings[0], kind=point.kind, by=group.facilitator
        )
        la, tso = point.held
        writing.word(workshop, made, revision=1, position_la=la, position_tso=tso, by=group.facilitator)


def of_session(number: int) -> list[Said]:
    return [said for said in SAID if said.session == number]


def test_log_points(office: Office, group: build.Group) -> None:
    workshop = build.area_with_sessions(group)[0]
    build.forward_to(workshop.starts_at + 40 * build.MINUTE)
    log(group, 1, of_session(1)[2:6], [group.tso_officer])
    person = office.seat(group.tso_officer)
    person.opens("workshops:points-log", number=1)
    person.writes("What was said?", "Small groups hear of a tender when it is too late")
    draw(person, "log-points", tall=1000)


def test_write_up(office: Office, group: build.Group) -> None:
    workshop = build.delivered(group)
    said = of_session(1)
    log(group, 1, said[:5], [group.la_officer, group.tso_officer, group.la[0], group.tso[1]])
    from_point = build.logbook.own_points(workshop, group.la_officer)[-1]
    first = writing.make(
        workshop, sources=[from_point.id], text=said[0].wordings[0], kind=said[0].kind, by=group.facilitator
    )
    writing.word(
        workshop,
        first,
        revision=1,
        position_la=Position.HOLDS,
        position_tso=Position.MIXED,
        by=group.facilitator,
    )
    written_up(group, 1, said[5:8])
    person = office.seat(group.facilitator)
    person.opens("workshops:desk-detail", number=1)
    for box in person.page.get_by_role("checkbox").all()[1:3]:
        box.check(force=True)
    draw(person, "write-up", tall=1180)


def test_check_notes(office: Office, group: build.Group) -> None:
    workshop = build.delivered(group)
    written_up(group, 1, of_session(1)[:1] + of_session(1)[4:7])
    circulating.circulate(workshop, by=group.facilitator)
    second = build.shown(workshop)[1]
    view = of_session(1)[4].views[0][1]
    answering.add_view(workshop, second.point_id, text=view, by=group.la[0])
    for seat in (group.la[0], group.la[1], group.tso[0]):
        build.answer(workshop, seat)
    person = office.seat(group.tso_officer)
    person.opens("workshops:note-check", number=1)
    person.page.get_by_label("Yes, a fair record").first.check(force=True)
    draw(person, "check-notes", tall=1240)


def test_plan(office: Office, group: build.Group) -> None:
    plan = table_one(group)
    lines = content.lines(plan)
    every = [item for line in lines for item in (line.objective, *(a.action for a in line.actions))]
    still_open = lines[1].actions[1].action
    for lead in (group.la_lead, group.tso_lead):
        for item in every:
            if lead is group.la_lead or item.pk != still_open.pk:
                accepting.accept(item, revision=item.revision, by=lead)
    person = office.seat(group.tso_lead)
    person.opens("actionplans:plan-detail")
    draw(person, "plan", tall=1400)


def table_one(group: build.Group) -> ActionPlan:
    """Table 1 of the programme's first paper, as a draft on cleared statements."""
    workshop = build.circulated(group, 1, texts=[said.wordings[0] for said in of_session(2)[:6]])
    for seat in group.la[:3] + group.tso[:3]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    build.approving.approve(workshop, by=group.other_facilitator)
    cleared = list(ClearedPoint.objects.filter(note__workshop=workshop).order_by("number"))
    plan = planning.open_draft(group.area, by=group.la_lead)
    for n, aim in enumerate(TABLE_ONE):
        made = planning.add_objective(plan, by=group.la_officer, text=aim.text, priority=aim.priority)
        grounding.link(made, [cleared[n % len(cleared)].pk], by=group.la_officer)
        for deed in aim.actions:
            planning.add_action(made, by=group.tso_officer, text=deed.text, kind=deed.kind, mode=deed.mode)
    return plan
