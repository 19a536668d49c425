"""Wiring: settings, URLs, Celery, and the pages that span all apps. Nobody imports this package but Django."""

from pipd.celery import app as celery_app

__all__ = ["celery_app"]
