"""The project's settings for processes that tests start and kill: their own kinds of document, and queue."""

import os

from pipd.settings import *  # noqa: F403
from pipd.settings import CELERY_BROKER_TRANSPORT_OPTIONS, DOCUMENT_KINDS, REDIS_URL
from tests.faults import kinds

DOCUMENT_KINDS = {**DOCUMENT_KINDS, **kinds.PATHS}
if REDIS_URL:
    # Beside whatever else uses this number of Redis at the same time.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        **CELERY_BROKER_TRANSPORT_OPTIONS,
        "global_keyprefix": os.environ["FAULTS_PREFIX"],
    }
# How long a worker waits for word of a process that was killed, in seconds: nobody asks for results here.
CELERY_WORKER_LOST_WAIT = 0.5
