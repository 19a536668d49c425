"""Mail about a closure record goes to whoever can act on it now, and says truly why they get it (I-29, I-38, E20)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from partnerships import closure, membership, naming_leads
from partnerships.models import Partnership, PartnershipClosed, Seat
from pipd.kit.models import OutgoingMail
from tests import build
from tests.partnerships import register_rows as rows


def mails(kind: str) -> dict[object, OutgoingMail]:
    found = OutgoingMail.objects.filter(kind=f"partnership_closure_{kind}")
    return {row.recipient: row for row in found}


def leaves(seat: Seat) -> None:
    seat.refresh_from_db()
    membership.leave(seat, by=seat)


def changed(one: Partnership, area: build.Group) -> None:
    closure.arrange(one, revision=1, by=area.la_officer, lessons="Say it sooner")


def turned_down(one: Partnership, area: build.Group) -> None:
    closure.turn_down(one, seen=str(PartnershipClosed.objects.standing().get().pk), by=area.tso_lead)


ENDS = pytest.mark.parametrize(("kind", "end"), [("voided", changed), ("declined", turned_down)])
End = Callable[[Partnership, build.Group], None]


@ENDS
def test_whoever_had_signed_is_told_and_why(area: build.Group, kind: str, end: End) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la[1])
    end(one, area)
    [(who, row)] = mails(kind).items()
    assert who == area.la[1].user_id
    assert "because you had signed" in row.body_text
    assert "you had signed" in row.body_text.split("because")[0]


@ENDS
def test_who_leads_no_more_but_had_signed_is_told_so(area: build.Group, kind: str, end: End) -> None:
    """They are no lead now, so nothing says that they are."""
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    naming_leads.name_lead(area.la_officer, by=area.facilitator)
    end(one, area)
    [(who, row)] = mails(kind).items()
    assert who == area.la_lead.user_id
    assert "because you had signed" in row.body_text


@ENDS
def test_in_the_place_of_a_signer_who_has_left_comes_who_stands_for_the_sector(
    area: build.Group, kind: str, end: End
) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    leaves(area.la_lead)
    end(one, area)
    [(who, row)] = mails(kind).items()
    assert who == area.la[1].user_id  # the deputy, as long as nobody leads
    assert "whoever had signed for your sector has left the group" in row.body_text
    assert "signed for your sector" in row.body_text.split("You get this")[0]
    assert "you had signed" not in row.body_text


def test_in_the_place_of_a_signer_comes_the_new_lead_and_not_the_deputy(area: build.Group) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    leaves(area.la_lead)
    naming_leads.name_lead(area.la_officer, by=area.facilitator)
    changed(one, area)
    assert set(mails("voided")) == {area.la_officer.user_id}


def test_the_lead_is_asked_to_sign_and_not_the_deputy(area: build.Group) -> None:
    rows.sign(rows.closing(area), area.la_lead)
    [(who, row)] = mails("awaited").items()
    assert who == area.tso_lead.user_id
    assert "because you are your sector’s lead in Quillshire" in row.body_text


def test_the_deputy_is_asked_where_nobody_leads(area: build.Group) -> None:
    one = rows.closing(area)
    leaves(area.tso_lead)
    rows.sign(one, area.la_lead)
    [(who, row)] = mails("awaited").items()
    assert who == area.tso[1].user_id
    assert "because you are your sector’s deputy in Quillshire, and nobody leads it now" in row.body_text
