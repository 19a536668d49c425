"""What is asked beside sessions and plans: bank holidays that come to an end, partnerships to be reviewed (3J)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from partnerships.models import Role, Seat
from partnerships.owed_leads import owed_leads
from partnerships.owed_new_jobs import owed_new_jobs
from partnerships.owed_pausing import owed_pausing
from partnerships.owed_recruitment import owed_recruitment
from partnerships.owed_register import owed_register
from partnerships.owed_requests import owed_requests
from partnerships.owed_retention import owed_retention
from partnerships.owed_uneven import owed_uneven
from partnerships.owed_words import owed_words
from pipd.kit import clock, workdays
from pipd.kit.owed import ONCE, Owed
from pipd.kit.wording import short_date

AHEAD = 60  # working days before the last day that is known
FAR = timedelta(days=2 * AHEAD)


def owed(seats: Collection[Seat]) -> list[Owed]:
    """All of it, of the seats of one person."""
    return [
        *_calendar(seats),
        *owed_new_jobs(seats),
        *owed_leads(seats),
        *owed_pausing(seats),
        *owed_register(seats),
        *owed_recruitment(seats),
        *owed_uneven(seats),
        *owed_requests(seats),
        *owed_retention(seats),
        *owed_words(seats),
    ]


def _calendar(seats: Collection[Seat]) -> list[Owed]:
    """Of administrators, once for each programme: that the list of bank holidays is brought up to date."""
    run = {s.programme_id: s for s in seats if s.is_live and s.role == Role.ADMINISTRATOR}
    last = workdays.sub_wd(workdays.last_known_day(), 0)
    if not run or last - clock.today() > FAR or workdays.between(clock.today(), last) > AHEAD:
        return []
    until = short_date(workdays.last_known_day())
    # Since when it is so: a list after that has told of it, however long what lists say is remembered.
    told = replace(ONCE, since=clock.local(workdays.sub_wd(last, AHEAD), 0))
    return [
        Owed(
            kind="calendar runs out",
            title="Bring the bank holidays up to date",
            what=f"They are known up to {until}. No deadline can fall after that: install a newer version.",
            sees="",
            url=reverse("board"),
            due_at=workdays.deadline(last),
            button="See the programme",
            area_name=seat.programme.name,
            subject=seat.programme_id,
            marks=told,
        )
        for seat in run.values()
    ]
