"""Messages are asked again when they are sent: what is settled or overtaken by then is skipped (domain I-38)."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.workshops.sooner import agree, asked, move
from workshops import cycle, standing_in
from workshops.clearance import circulating, closing
from workshops.models import Workshop


def states(kind: str, *seats: build.Seat) -> list[str]:
    """What becomes of the messages of `kind` to these people when they are sent now, oldest first."""
    found = []
    for seat in seats:
        for row in OutgoingMail.objects.filter(kind=kind, recipient=seat.user_id).order_by("queued_at"):
            mail.send(row.pk)
            row.refresh_from_db()
            found.append(row.state)
    return found


def test_every_condition_exists():
    for path in settings.MAIL_CONDITIONS.values():
        assert callable(import_string(path))


def test_notes_that_were_answered_meanwhile_are_not_asked_for(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la_officer)
    assert states("note_circulated", area.la_officer, area.la_lead) == ["skipped", "sent"]


def test_changed_notes_that_were_answered_meanwhile_are_not_asked_for(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.tso[2], build.CHANGE, numbers=[1], reason="so", new_text="Other words")
    build.decide(area, build.Amendment.objects.get(note__workshop=workshop, outcome="open"))
    circulating.circulate_changes(workshop, by=area.facilitator)
    build.answer(workshop, area.la_officer)
    assert states("note_changed", area.la_officer, area.la_lead) == ["skipped", "sent"]


def test_of_two_dates_only_the_later_one_is_told(area):
    build.area_with_sessions(area)
    for day in (date(2027, 2, 17), date(2027, 2, 18)):
        move(area, day, 2)
        build.clock.set_to(build.clock.now() + timedelta(minutes=5))
    assert states("session_moved", area.la_officer) == ["skipped", "sent"]
    workshop = Workshop.objects.select_related("area__programme").get(area=area.area, number=3)
    cycle.postpone(workshop, reason="Snow", by=area.facilitator)
    assert states("session_postponed", area.la_officer) == ["sent"]  # of another session


def test_who_has_agreed_to_stand_in_is_not_asked_any_more(area):
    workshop = build.area_with_sessions(area)[1]
    one = build.substitute(area, workshop, area.la[4], agreed=False)
    two = build.substitute(area, workshop, area.tso[4], agreed=False, n=2)
    standing_in.agree(workshop, recording=False, by=one)
    assert states("substitute_asked", one, two) == ["skipped", "sent"]


def test_a_closer_date_is_asked_of_the_lead_whose_word_is_missing(area):
    waiver = asked(area)
    agree(area, waiver, area.la_lead)
    assert states("shorter_gap_asked", area.la_lead, area.tso_lead) == ["skipped", "sent"]


def test_a_closing_meeting_that_was_moved_is_told_once(area):
    workshop = build.circulated(area, 4)
    at = build.clock.local(build.note_of(workshop).closes_at.date() - timedelta(days=5), 14)
    closing.set_meeting(workshop, at=at, by=area.facilitator)
    build.clock.set_to(build.clock.now() + timedelta(minutes=5))
    closing.set_meeting(workshop, at=at + timedelta(hours=1), by=area.facilitator)
    assert states("closing_meeting", area.la_officer) == ["skipped", "sent"]
