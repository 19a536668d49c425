"""The list when notes are out for checking: who is asked, what is never in it, and that it is asked again when sent."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache

from pipd import digest
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import CANARY
from tests.pipd.test_digest import digests
from workshops.models import Workshop


@pytest.fixture(autouse=True)
def _forget_rounds(db):
    yield
    cache.clear()


@pytest.fixture
def asked(area) -> Workshop:
    """Notes are out, and it is 08:30 five working days before the time for answers ends."""
    workshop = build.circulated(area)
    until = build.note_of(workshop).window_ends_at.astimezone(clock.LONDON).date()
    clock.set_to(clock.local(workdays.sub_wd(until, 6), 8, 30))
    digest.send_due()  # of the session that comes
    OutgoingMail.objects.filter(kind="digest").update(state="sent", sent_at=clock.now())
    clock.set_to(clock.local(workdays.sub_wd(until, 5), 8, 30))
    return workshop


def test_digest_asks_those_who_were_there_and_holds_no_words_of_notes(area, asked):
    digest.send_due()
    rows = {row.to: row for row in digests() if row.state == "owed"}
    link = mail.link(f"/areas/{area.slug}/sessions/1/check/")
    assert link in rows[area.la_officer.user.email].body_text
    assert area.la[5].user.email not in rows
    names = {seat.user.full_name for seat in area.participants}
    for row in rows.values():
        said = f"{row.subject_line} {row.body_text} {row.body_html}"
        assert not CANARY.search(said)
        assert not [name for name in names if name in said]


def test_digest_is_asked_again_when_it_is_sent(area, asked, mailoutbox):
    digest.send_due()
    done, waiting = area.la_officer, area.la_lead
    build.answer(asked, done)
    today = [row for row in digests() if row.state == "owed"]
    for row in today:
        mail.send(row.pk)
        row.refresh_from_db()
    states = {row.to: row.state for row in today}
    assert states[done.user.email] == OutgoingMail.State.SKIPPED
    assert states[waiting.user.email] == OutgoingMail.State.SENT
    assert done.user.email not in {to for message in mailoutbox for to in message.to}


def test_still_due_is_the_condition_of_its_kind():
    assert settings.MAIL_CONDITIONS[digest.KIND] == "pipd.digest.still_due"
