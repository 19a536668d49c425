"""A word to whoever has begun an application and not sent it, before it is too late (domain 3J)."""

from __future__ import annotations

from django.db import transaction

from partnerships import applying, post_recruitment
from partnerships.models import Application, ApplicationWindow
from pipd.kit import clock, mail, workdays

BEFORE = (5, 1)  # working days before the last day
HOUR = 8  # London; with the lists of what needs people


def remind() -> int:
    """Mail a new link to everybody whose application is begun, on the two days before the last; how many were mailed.

    Safe to run again: one message for each application, last day and day of sending (domain I-38).
    """
    today = clock.today()
    if not workdays.is_working_day(today) or clock.now() < clock.local(today, HOUR, 30):
        return 0
    open_ones = ApplicationWindow.objects.open().select_related("area__programme")
    near = [w for w in open_ones if workdays.between(today, w.closes_on) in BEFORE]
    begun = Application.objects.filter(area__in=[w.area_id for w in near], state=Application.State.BEGUN)
    begun = begun.exclude(full_name="")  # of the others nobody has opened the link
    return sum(_remind(one) for one in begun.select_related("area__programme", "area__window"))


@transaction.atomic
def _remind(application: Application) -> bool:
    mark = f"{application.area.window.closes_on:%Y%m%d}-{clock.today():%Y%m%d}"
    if mail.already([post_recruitment.key_of(application, post_recruitment.CLOSING, mark)]):
        return False
    applying.new_link(application)
    post_recruitment.closing(application, mark)
    return True
