"""How gunicorn serves pipd, the same embedded and in a container. Nothing here names an address."""

import os
from pathlib import Path

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
# Shorter than the ten seconds in which Ctrl-C promises to end everything.
graceful_timeout = int(os.environ.get("WEB_GRACE", "7"))
keepalive = 5
# Workers are renewed now and then, not all at once, so that nothing they hold grows for ever.
max_requests = 5000
max_requests_jitter = 500
# A heartbeat file on a slow disk would make gunicorn kill healthy workers.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  gunicorn names its own file there
# One socket per home folder: two instances of one user would fight over it.
control_socket_disable = True
# Request lines hold what people searched for and one-time links: the audit log is the record, not this.
accesslog = None
loglevel = os.environ.get("LOG_LEVEL", "WARNING").lower()
proc_name = "pipd-web"
