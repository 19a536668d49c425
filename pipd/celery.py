"""The Celery application and the beat schedule. Tasks live in each app's tasks.py and are three to six lines."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pipd.settings")
app = Celery("pipd")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

OFTEN, NOW_AND_THEN = 30, 300  # seconds
WORKING_WEEK = "mon-fri"  # bank holidays are the digest's own to know


def _sweep(task: str, every: int) -> dict:
    """A sweep finds whatever is owed, so one that nobody took up before the next is due may be dropped."""
    return {"task": task, "schedule": every, "options": {"expires": every}}


# London time: CELERY_TIMEZONE. The database is the queue; these only look what is in it.
app.conf.beat_schedule = {
    "mail": _sweep("pipd.kit.tasks.sweep_mail", OFTEN),
    "documents": _sweep("pipd.kit.tasks.sweep_documents", OFTEN),
    "evidence taken back": _sweep("actionplans.tasks.sweep_evidence", OFTEN * 2),
    "published plans": _sweep("actionplans.tasks.sweep_public", OFTEN * 2),
    "records taken back": _sweep("workshops.tasks.sweep_records", OFTEN * 2),
    "areas whose plan is signed": _sweep("actionplans.tasks.sweep_areas", NOW_AND_THEN),
    "notes past their time": _sweep("workshops.tasks.sweep_overdue", NOW_AND_THEN),
    "applications not sent yet": _sweep("partnerships.tasks.remind_applicants", NOW_AND_THEN),
    "last mail to the erased": _sweep("partnerships.tasks.forget_last_mail", NOW_AND_THEN),
    "sessions that ran out": {
        "task": "partnerships.tasks.clear_sessions",
        "schedule": crontab(hour=5, minute=45),
    },
    "what is kept long enough": {
        "task": "pipd.tasks.propose_retention",
        "schedule": crontab(hour=6, minute=15),
    },
    "digest": {
        "task": "pipd.tasks.send_digests",
        "schedule": crontab(hour=8, minute=30, day_of_week=WORKING_WEEK),
    },
    # For a morning on which nothing ran at 08:30. A round that reached everybody is not repeated.
    "digest, caught up": {
        "task": "pipd.tasks.send_digests",
        "schedule": crontab(hour="8-17", minute="*/15", day_of_week=WORKING_WEEK),
    },
}
