"""Workers killed while they send, and mail servers that misbehave (trust R3, R8)."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from pipd.kit.models import OutgoingMail
from tests import build, figures
from tests.client import Client
from tests.faults.conftest import owe, unsettled
from tests.faults.rig import Rig, until
from tests.faults.smtp import Post

pytestmark = pytest.mark.heavy

MESSAGES, KILLS = 12, 6


def sent(rig: Rig) -> bool:
    """Whether nothing is owed any more; rings as beat would."""
    rig.ring("pipd.kit.tasks.sweep_mail")
    return not unsettled()


def kill_while_sending(rig: Rig, post: Post, moment: str, kills: int = KILLS, **told: object) -> int:
    """Send MESSAGES, killing what sends at `moment` of the first conversations; how many kills there were."""
    rows, done = owe(MESSAGES), []
    worker = rig.worker(**told)

    def kill() -> bool:
        if len(done) < kills:
            done.append(worker.kill_pool())
            return True
        return False

    setattr(post, moment, kill)
    until(lambda: sent(rig), every=0.5)
    assert len(rows) == MESSAGES
    return len(done)


def test_r3_killed_between_the_servers_yes_and_the_mark(rig, post, record_property):
    kills = kill_while_sending(rig, post, "at_quit")
    times = Counter(post.taken)
    wanted = set(OutgoingMail.objects.values_list("message_id", flat=True))
    assert (kills, set(times)) == (KILLS, wanted)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}
    twice = len(post.taken) - MESSAGES
    assert 0 < twice <= kills
    lost = len(wanted - set(times))
    said = f"{kills} kills after the 250: {lost} lost, {twice} duplicates, {len(times)} ids of {MESSAGES} messages"
    figures.tell(record_property, "R3", said)


def test_r3_control_with_a_new_id_for_each_try_a_copy_cannot_be_told(rig, post, record_property):
    kill_while_sending(rig, post, "at_quit", 2, control="new id")
    assert len(set(post.taken)) > MESSAGES
    figures.tell(
        record_property,
        "R3, control without a stable id",
        f"{len(set(post.taken))} ids for {MESSAGES} messages",
    )


def test_r3_killed_before_the_servers_yes_loses_nothing(rig, post, record_property):
    kills = kill_while_sending(rig, post, "at_data", 3)
    assert sorted(post.taken) == sorted(OutgoingMail.objects.values_list("message_id", flat=True))
    figures.tell(record_property, "R3, before the 250", f"{kills} kills: 0 lost, 0 duplicates")


def test_r3_control_marked_before_it_is_sent_is_lost(rig, post, record_property):
    kills = kill_while_sending(rig, post, "at_data", 3, control="mark first")
    lost = MESSAGES - len(set(post.taken))
    assert lost == kills
    figures.tell(record_property, "R3, control with the mark first", f"{kills} kills: {lost} lost")


@dataclass
class Readers:
    """Two people who read pages meanwhile, and how long each page took."""

    people: list[tuple[Client, str]]
    times: list[float] = field(default_factory=list)

    def read(self) -> None:
        for reader, page in self.people:
            began = time.monotonic()
            assert reader.get(page, follow=True).status_code == 200
            self.times.append(time.monotonic() - began)


def misbehaves(rig, post, readers, name):
    """The server does so until a message has come through or been tried; pages are read meanwhile."""
    post.stuck, post.pause = name == "stuck", 0.3 if name == "slow" else 0
    post.greylists, post.drops_after_data = name == "greylists", name == "drops_after_data"
    before = (len(post.taken), post.visits.total())
    until(lambda: sent(rig) or (len(post.taken), post.visits.total()) > before, every=0.3)
    for _ in range(3):
        readers.read()
    reader, page = readers.people[0]
    assert b"not sent yet" in reader.get(page).content.lower()


def test_r8_a_server_that_misbehaves_leaves_pages_alone(rig, post, record_property):
    group = build.group()
    workshop = build.circulated(group)
    build.clock.set_to(None)
    OutgoingMail.objects.update(next_attempt_at=build.clock.now(), queued_at=build.clock.now())
    pages = [(group.coordinator, "partnerships:mail-list"), (group.facilitator, "home")]
    readers = Readers([(Client().as_(seat), reverse(page)) for seat, page in pages])
    wanted = set(OutgoingMail.objects.values_list("message_id", flat=True))
    post.stuck = True
    rig.worker(concurrency=2, lease=8)
    faults = ("stuck", "slow", "greylists", "drops_after_data")
    for name in faults:
        misbehaves(rig, post, readers, name)
    post.drops_after_data = False
    until(lambda: sent(rig), every=0.5)
    readers.read()
    assert set(post.taken) == wanted
    assert workshop.number == 1
    twice = len(post.taken) - len(wanted)
    assert twice <= post.visits["dropped"]
    assert max(readers.times) < 5
    figures.tell(
        record_property, "R8", f"{', '.join(faults)}: {len(readers.times)} pages, the slowest "
        f"{max(readers.times):.2f} s; {len(wanted)} of {len(wanted)} delivered, {twice} twice after "
        f"{post.visits['dropped']} dropped lines",
    )  # fmt: skip
