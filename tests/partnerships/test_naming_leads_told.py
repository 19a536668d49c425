"""Who is told while a sector names its lead, and what is held of it (domain I-7, 3K)."""

from __future__ import annotations

from partnerships import held, naming_leads
from partnerships.models import Seat
from pipd.home import owed_by, seats_of
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.partnerships.test_naming_leads import group, kinds, named_by, say

__all__ = ["group"]  # a fixture


def test_a_sector_without_a_lead_is_told_until_each_has_named_somebody(group):
    assert [kinds(seat) for seat in group.tso] == [{"lead to name"}] * 6
    assert [kinds(seat) for seat in (*group.la, group.facilitator, group.coordinator)] == [set()] * 8
    say(group, group.tso[1], group.tso[0])
    assert (kinds(group.tso[1]), kinds(group.tso[2])) == (set(), {"lead to name"})
    naming_leads.name_lead(group.tso[0], by=group.facilitator)
    assert kinds(group.tso[2]) == set()


def test_it_is_told_of_when_it_is_new_and_every_twenty_working_days(group):
    [row] = [row for row in owed_by(seats_of(group.tso[2].user)) if row.kind == "lead to name"]
    began = group.tso[2].started_on
    marked = [n for n in range(1, 41) if row.is_marked(workdays.add_wd(began, n))]
    assert (marked, row.told_on.new) == ([20], True)
    build.forward_to(clock.local(workdays.add_wd(began, 21), 9))
    [row] = [row for row in owed_by(seats_of(group.tso[2].user)) if row.kind == "lead to name"]
    assert row.due_at == workdays.deadline(workdays.add_wd(began, 40))


def test_whoever_reaches_half_is_asked_once_and_until_they_answer(group):
    jo = group.tso[0]
    named_by(group, jo, 2)
    assert kinds(jo) == {"lead to name"}
    say(group, group.tso[3], jo)
    say(group, group.tso[4], jo)
    [row] = OutgoingMail.objects.filter(kind="lead_asked")
    assert (row.to, mail.still_due(row)) == (jo.user.email, True)
    assert not any(str(seat.user) in row.body_text for seat in group.tso)
    assert kinds(jo) == {"asked to be lead"}
    say(group, jo, jo)
    assert not mail.still_due(row)
    assert kinds(jo) == set()


def test_it_is_asked_no_more_once_fewer_name_them(group):
    named_by(group, group.tso[0])
    row = OutgoingMail.objects.get(kind="lead_asked")
    say(group, group.tso[1], None)
    assert not mail.still_due(row)
    assert kinds(group.tso[0]) == {"lead to name"}


def test_the_sector_is_told_that_it_is_settled_and_nobody_else(group):
    jo = group.tso[0]
    named_by(group, jo)
    OutgoingMail.objects.all().delete()
    say(group, jo, jo)
    rows = OutgoingMail.objects.all()
    assert {row.kind for row in rows} == {"lead_settled"}
    assert {row.recipient for row in rows} == {seat.user_id for seat in group.tso[1:]}
    assert not any(str(jo.user) in row.body_text for row in rows)


def test_my_data_has_ones_own_voice_and_not_who_names_oneself(group):
    jo, by = group.tso[:2]
    say(group, by, jo)

    def told(seat: Seat) -> list[tuple[str, str]]:
        found = [part for part in held.held(seat.user) if part.title.startswith("Whom you name")]
        return [tuple(row) for part in found for row in part.rows]

    assert told(by) == [("Lead, Quillshire", f"{jo.user}; named 4 January 2027, 10am")]
    assert told(jo) == []
