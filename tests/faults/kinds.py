"""Kinds of document that only these tests have: one that takes its time, one that fails, one that ends its worker."""

import os
import signal
import time

PATHS = {kind: f"tests.faults.kinds.{kind}" for kind in ("slow", "poison", "deadly")}
PAGE = '<!doctype html><html lang="en-GB"><head><title>T</title></head><body><h1>{}</h1>{}</body></html>'


def slow(document):
    """A page with a paragraph of its own, half a second in the making."""
    from pipd.kit import documents  # the settings name these kinds before there are any models

    time.sleep(0.5)
    words = document.value["words"]
    return documents.Rendering(
        html=PAGE.format(words, f"<p>{words}</p>" * 30), filename="A01-SLOW.pdf", title="Slow"
    )


def poison(document):
    raise RuntimeError("words of people")


def deadly(document):
    """As the kernel does to whoever takes all memory."""
    os.kill(os.getpid(), signal.SIGKILL)
