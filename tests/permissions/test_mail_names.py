"""Every message of a world in which much happens: none says the name of anybody but its reader (interface, Mail)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from partnerships import new_jobs
from partnerships.models import Seat, User
from pipd import digest
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests.permissions import world as worlds
from tests.permissions.world import World
from workshops import handing_over


@pytest.fixture
def world(db, base_moment) -> World:
    made = worlds.make()
    area = made.area
    handing_over.replace(
        area.facilitator, email="new@x.example", full_name="New Facilitator", by=area.coordinator
    )
    mover = area.la[4]
    elsewhere = made.neighbour.la[0].organisation
    new_jobs.enter(mover, organisation=elsewhere, job_title="Head of parks", by=area.coordinator)
    stored = Seat.objects.get(pk=mover.pk)
    new_jobs.decline(stored, read=new_jobs.mark_of(stored), by=stored)
    return made


def named(row: OutgoingMail, people: list[User]) -> Iterator[str]:
    """The people whom `row` names beside its reader."""
    said = f"{row.subject_line}\n{row.body_text}\n{row.body_html}\n{row.calendar}"
    yield from (one.full_name for one in people if one.pk != row.recipient and one.full_name in said)


def test_no_message_names_anybody_but_its_reader(world):
    for user in User.objects.all():
        digest.queue_for(user, clock.today())
    people = list(User.objects.all())
    rows = list(OutgoingMail.objects.all())
    assert {"facilitator_named", "new_job_answered", "digest", "invitation"} <= {row.kind for row in rows}
    assert len({row.kind for row in rows}) > 14
    assert {row.kind: sorted(named(row, people)) for row in rows if list(named(row, people))} == {}


def test_control_a_name_is_seen(world):
    """Of each but the reader, also where it stands in the HTML alone."""
    row = OutgoingMail.objects.first()
    other = User.objects.exclude(pk=row.recipient).first()
    row.body_html += other.full_name
    assert list(named(row, list(User.objects.all()))) == [other.full_name]
