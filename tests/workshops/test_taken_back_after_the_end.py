"""What only takes back is done in a discontinued area as before, and what is cleared is still handed out (3D)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse

from partnerships import appointing, consenting, data_requests, ending, over
from partnerships.membership import NotPossible
from partnerships.models import Consent, DataRequest, Role, Seat
from pipd import objecting
from pipd.kit.models import LogEntry
from tests import build
from tests.build.quotations import cleared_quote
from tests.workshops.test_withdrawing_unused import parked_in
from workshops import recordings, verify
from workshops.clearance import departing, quoting, withdrawing
from workshops.clearance.working import Quotation
from workshops.models import ClearedPoint, ClearedQuote, Recording

REASON = "The council is abolished"
RECORDING = Consent.Kind.RECORDING


def discontinue(group: build.Group) -> None:
    ending.discontinue(group.area, reason=REASON, by=build.programme_seat(Role.ADMINISTRATOR))
    group.area.refresh_from_db()


def objection(seat: Seat) -> DataRequest:
    return data_requests.ask(seat.user, kind=DataRequest.Kind.OBJECT, words="Do not quote me")


def heed(group: build.Group) -> int:
    request = objection(group.tso[2])
    stop = [objecting.QUOTATIONS]
    return objecting.heed(request, stop=stop, answer="You are quoted no more", by=group.coordinator)


def test_an_objection_to_being_quoted_is_heeded(area):
    quote = cleared_quote(area)
    discontinue(area)
    assert heed(area) == 1
    assert not ClearedQuote.objects.filter(pk=quote.pk).exists()
    assert Quotation.objects.get(pk=quote.origin).text == ""
    assert LogEntry.objects.get(verb="objection heeded").facts["quotations"] == 1
    assert list(verify.verify()) == []


def test_control_an_entry_that_is_not_in_the_list_undoes_the_objection_too(area, monkeypatch):
    cleared_quote(area)
    discontinue(area)
    entries = over.ENTRIES - {"quotations withdrawn on request"}
    monkeypatch.setattr(over, "ENTRIES", entries)
    with pytest.raises(NotPossible, match="was discontinued"):
        heed(area)
    assert ClearedQuote.objects.count() == 1
    assert DataRequest.objects.get().is_open


@pytest.mark.parametrize("name", ["record-word", "record-table"])
@pytest.mark.parametrize("session", ["", "1"])
def test_the_record_is_still_handed_out_as_a_file_and_counted(area, client, name, session):
    cleared_quote(area)
    discontinue(area)
    address = reverse(f"workshops:{name}", kwargs={"area": area.slug})
    for seat in (area.la_officer, area.facilitator, area.coordinator):
        response = client.as_(seat).post(address, {"session": session})
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith('attachment; filename="A01-REC-')
    assert LogEntry.objects.filter(verb="record copied").count() == 3
    point = ClearedPoint.objects.get(number=1)
    assert withdrawing.withdraw(area.area, point.pk, by=area.facilitator) == 3


def test_a_pdf_of_the_record_is_still_asked_for(area, client):
    cleared_quote(area)
    discontinue(area)
    address = reverse("workshops:document-ask", kwargs={"area": area.slug})
    shown = client.as_(area.la_officer).post(address, follow=True)
    assert "All sessions" in shown.text
    assert "was discontinued" not in shown.text.split("<main")[1].split("All sessions")[0]


def cleared_id(group: build.Group) -> UUID:
    return ClearedPoint.objects.filter(note__area=group.area).order_by("number")[0].pk


def together(group: build.Group) -> object:
    point = ClearedPoint.objects.get(pk=cleared_id(group))
    withdrawing.withdraw_together(group.area, point.pk, digest=point.digest, by=group.la_lead)
    return withdrawing.withdraw_together(group.area, point.pk, digest=point.digest, by=group.tso_lead)


def asked_and(act: Callable[..., None], lead: str) -> Callable[[build.Group], None]:
    """One lead asks to withdraw a statement, and `lead` does `act`."""

    def run(group: build.Group) -> None:
        point = ClearedPoint.objects.get(pk=cleared_id(group))
        withdrawing.withdraw_together(group.area, point.pk, digest=point.digest, by=group.la_lead)
        act(group.area, point.pk, by=getattr(group, lead))

    return run


def keep(group: build.Group) -> None:
    departing.withdraw_consent(group.area, identifying=[cleared_id(group)], by=group.la[1])
    withdrawing.keep(group.area, cleared_id(group), by=group.facilitator)


def own_words(group: build.Group) -> None:
    quote = ClearedQuote.objects.get()
    quoting.withdraw(group.area, quote.origin, by=group.tso[2])


def destroyed(group: build.Group) -> None:
    workshop = ClearedPoint.objects.get(pk=cleared_id(group)).note.workshop
    recordings.confirm_destroyed(workshop, by=group.facilitator)


def leave(group: build.Group) -> None:
    departing.leave(group.area, by=group.tso[3])


def told_to_a_facilitator(group: build.Group) -> None:
    said = {"agrees": False, "channel": Consent.Channel.SPOKEN, "by": group.facilitator}
    assert consenting.record(group.la[2], RECORDING, **said)


ACTS: dict[str, Callable[[build.Group], object]] = {
    "a statement": lambda g: withdrawing.withdraw(g.area, cleared_id(g), by=g.facilitator),
    "a statement, by both leads": together,
    "asking for that, taken back": asked_and(withdrawing.take_back, "la_lead"),
    "asking for that, declined": asked_and(withdrawing.decline, "tso_lead"),
    "consent, and a statement asked to go is kept": keep,
    "one’s own words": own_words,
    "a consent": lambda g: consenting.withdraw(g.la[2], RECORDING, by=g.la[2]),
    "a consent, told to a facilitator": told_to_a_facilitator,
    "leaving": leave,
    "a recording": destroyed,
    "an appointment": lambda g: appointing.end(g.other_facilitator, by=g.coordinator),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_only_takes_back_is_done(area, act):
    for seat in area.participants:
        consenting.give(seat, RECORDING, by=seat)
    quote = cleared_quote(area)
    noted = {"noted_at": build.clock.now(), "noted_by": area.facilitator, "destroy_on": build.clock.today()}
    Recording.objects.create(
        workshop=ClearedPoint.objects.get(pk=quote.point_id).note.workshop, made=True, held_by="Us", **noted
    )
    discontinue(area)
    act(area)
    assert list(verify.verify()) == []


def test_a_statement_that_was_never_used_is_withdrawn_with_what_was_suggested_for_it(area):
    """Its suggestion falls with it, and a suggestion that falls is decided by nobody."""
    workshop, point = parked_in(area)
    discontinue(area)
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    assert {a.outcome for a in build.amendments(workshop) if a.point_id == point} == {"not_accepted"}
    assert LogEntry.objects.filter(verb="unused statement withdrawn", subject=point).exists()
