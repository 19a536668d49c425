"""One round of the digest, as one of several beats: `python -m tests.faults.round MOMENT START [control]`."""

import os
import sys
import time
import uuid
from datetime import datetime

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    django.setup()
    from pipd import digest, tasks
    from pipd.kit import clock, mail

    clock.set_to(datetime.fromisoformat(sys.argv[1]))
    if sys.argv[3:] == ["keys off"]:
        queue = mail.queue
        mail.already = lambda keys: set()
        mail.queue = lambda **given: queue(**given | {"key": f"{given['key']}:{uuid.uuid4()}"})
    digest.cache.get = lambda *args: None  # as if the other beat had not been heard of
    time.sleep(max(0.0, float(sys.argv[2]) - time.time()))
    tasks.send_digests()
