"""What a substitute may do with the notes of the session they stood in for, and with no others (domain I-15, I-18)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import membership
from partnerships.models import Seat
from pipd.home import owed_by
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client
from tests.workshops.acts import all_fair, cleared_numbers
from workshops import windows
from workshops.clearance import approving, countersigning, reopening, verifying
from workshops.models import Approval, ClearedPoint, Workshop


@pytest.fixture
def stands_in(area: build.Group) -> Seat:
    return build.substitute(area, build.area_with_sessions(area)[0], area.la[4])


@pytest.fixture
def waiting(area: build.Group, stands_in: Seat) -> Workshop:
    """Notes that everything is agreed in, and that nobody approved for five working days."""
    return overdue(area, build.circulated(area, texts=[f"{area.words.note} one"]))


@pytest.fixture
def cleared(area: build.Group, stands_in: Seat) -> Workshop:
    return build.note_at("cleared", area)


def overdue(area: build.Group, workshop: Workshop) -> Workshop:
    all_fair(area, workshop)
    build.after_the_window(workshop)
    build.forward_to(windows.countersign_from(build.clock.now()))
    return workshop


def sign(workshop: Workshop, seat: Seat) -> Approval | None:
    page = countersigning.page(workshop, seat)
    assert page is not None
    return countersigning.countersign(workshop, seen=page.seen, by=seat)


def address(page: str, number: int = 1) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": number})


def of(seat: Seat, group: build.Group) -> Client:
    return Client().as_(seat, may_see=group.words.uncleared | {group.words.cleared})


def owed_kinds(seat: Seat) -> list[str]:
    return [due.kind for due in owed_by([seat])]


def test_a_substitute_countersigns_for_the_sector_they_stood_in_for(area, waiting, stands_in):
    assert sign(waiting, stands_in) is None
    assert sign(waiting, area.tso_lead) is not None
    assert cleared_numbers(waiting) == [1]
    assert list(verifying.verify()) == []


def test_a_substitute_signs_by_the_page_they_are_led_to_from_home(area, waiting, stands_in):
    [due] = [due for due in owed_by([stands_in]) if due.kind == "note to countersign"]
    client = of(stands_in, area)
    page = client.get(due.url)
    client.post(due.url, {"seen": page.context["page"].seen})
    assert "note to countersign" not in owed_kinds(stands_in)
    assert "note to countersign" not in owed_kinds(area.la_lead)  # their sector has signed
    assert "note to countersign" in owed_kinds(area.tso_lead)


def test_a_substitute_countersigns_no_other_sessions_notes(area, stands_in):
    second = overdue(area, build.circulated(area, 2))
    with pytest.raises(PermissionDenied):
        countersigning.countersign(second, seen="", by=stands_in)
    with pytest.raises(PermissionDenied):
        countersigning.page(second, stands_in)
    assert of(stands_in, area).get(address("note-countersign", 2)).status_code == 404
    assert "note to countersign" not in owed_kinds(stands_in)
    assert sign(second, area.la_lead) is None  # control: these notes wait for somebody of that sector


def test_a_substitute_asks_to_open_again_and_everybody_asked_is_told(area, cleared, stands_in):
    client = of(stands_in, area)
    assert "Something here is not right" in client.get(address("record-session")).content.decode()
    origin = ClearedPoint.objects.get(note__workshop=cleared, number=1).origin
    asked = {"points": [str(origin)], "reason": f"{area.words.reason} not so"}
    said = client.post(address("note-reopen"), asked, follow=True).content.decode()
    assert "Your side has agreed" in said
    assert "re-opening to decide" not in owed_kinds(area.la_lead)
    reopening.agree(cleared, by=area.facilitator)
    assert reopening.agree(cleared, by=area.tso_lead) is True
    told = OutgoingMail.objects.filter(kind="note_opened_again", recipient=stands_in.user_id)
    assert told.count() == 1
    assert list(verifying.verify()) == []


def test_a_substitute_is_asked_to_agree_and_their_agreement_is_their_sectors(area, cleared, stands_in):
    origin = ClearedPoint.objects.get(note__workshop=cleared, number=1).origin
    reopening.ask(cleared, [origin], reason="Not so", by=area.tso_lead)
    [due] = [due for due in owed_by([stands_in]) if due.kind == "re-opening to decide"]
    assert "Agree to open" in of(stands_in, area).get(due.url).content.decode()
    of(stands_in, area).post(address("note-reopen-agree"))
    assert reopening.agree(cleared, by=area.facilitator) is True
    assert cleared_numbers(cleared) == [2]


def test_a_substitute_neither_reads_nor_opens_what_other_sessions_cleared(area, stands_in):
    second = build.note_at("cleared", area, 2)
    origin = ClearedPoint.objects.get(note__workshop=second, number=1).origin
    reopening.ask(second, [origin], reason="Not so", by=area.la_lead)
    for act in (
        lambda: reopening.choices(second, stands_in),
        lambda: reopening.asked(second, stands_in),
        lambda: reopening.ask(second, [origin], reason="x", by=stands_in),
        lambda: reopening.agree(second, by=stands_in),
        lambda: reopening.drop(second, by=stands_in),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert of(stands_in, area).get(address("note-reopen", 2)).status_code == 404
    assert "re-opening to decide" not in owed_kinds(stands_in)


def test_who_stood_in_and_joined_the_group_later_signs_from_where_they_sat(area, waiting, stands_in):
    leaver = area.la[5]
    membership.leave(leaver, by=leaver)
    build.clock.set_to(build.clock.now() + timedelta(days=1))
    facts = {"sector": "la", "organisation": leaver.organisation, "job_title": ""}
    joined = membership.join(area.area, user=stands_in.user, **facts)
    client = of(joined, area)
    page = client.get(address("note-countersign"))
    client.post(address("note-countersign"), {"seen": page.context["page"].seen})
    assert sign(waiting, area.tso_lead) is not None


def test_i15_who_left_answers_and_countersigns_nothing(area):
    workshop = build.circulated(area, texts=[f"{area.words.note} one"])
    leaver = area.la_officer
    membership.leave(leaver, by=leaver)
    build.answer(workshop, leaver)
    overdue(area, workshop)
    with pytest.raises(PermissionDenied):
        countersigning.countersign(workshop, seen="", by=leaver)
    assert of(leaver, area).get(address("note-countersign")).status_code == 404
    assert "note to countersign" not in owed_kinds(leaver)
    assert sign(workshop, area.la_lead) is None  # control: who did not leave signs
    approving.approve(workshop, by=area.other_facilitator)
    with pytest.raises(PermissionDenied):
        reopening.choices(workshop, leaver)
