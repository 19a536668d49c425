"""How long a plan takes beside the same page through bare WeasyPrint, in one warm process."""

from __future__ import annotations

import time
from statistics import median

import pytest
from weasyprint import HTML

from pipd.kit import pdf
from pipd.kit.pdf import fetching
from tests import figures
from tests.kit.test_pdf import many_actions, page_of

MOST = 1.3  # times the bare renderer, in processor time of one warm process
ROUNDS = 10


def bare(page: str) -> bytes:
    """The page by WeasyPrint alone: its own tags, its own tables, nothing mended."""
    sheets = [fetching.sheet("document.css")]
    return HTML(string=page, url_fetcher=fetching.Bundled()).write_pdf(
        stylesheets=sheets, pdf_variant="pdf/ua-1"
    )


def taken(make, page: str) -> float:
    start = time.process_time()
    make(page)
    return time.process_time() - start


@pytest.mark.heavy
def test_twenty_actions_take_at_most_a_third_longer_than_bare(record_property):
    page = page_of("plan", many_actions(5, 4))
    for make in (pdf.render, bare):
        make(page)
    rounds = [timed(page, first=number % 2 == 0) for number in range(ROUNDS)]
    ours, theirs = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(mine / bares for mine, bares in rounds)
    figures.tell(record_property, "20-action plan, processor seconds", f"{ours:.2f} (bare {theirs:.2f})")
    figures.tell(record_property, "20-action plan, times the bare renderer", f"{ratio:.2f}")
    assert ratio <= MOST


def timed(page: str, *, first: bool) -> tuple[float, float]:
    """Ours and the bare one, side by side in turn: what else the machine does weighs on both alike."""
    if first:
        return taken(pdf.render, page), taken(bare, page)
    theirs = taken(bare, page)
    return taken(pdf.render, page), theirs
