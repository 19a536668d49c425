"""Every document of every plan of the demonstration: sound for outloud and qpdf, and in one piece."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from actionplans import documents, everything
from actionplans.models import ActionPlan
from partnerships.models import Seat
from pipd import demo
from pipd.kit import clock
from pipd.kit.models import Document
from tests import figures
from tests.actionplans import papers
from tests.pipd.promised import NOW

KINDS = (documents.PLAN, documents.SUMMARY, documents.EVIDENCE)

pytestmark = pytest.mark.heavy


def asked(plan: ActionPlan) -> list[Document]:
    """Every PDF there can be of a plan, asked for by one of its leads."""
    lead = Seat.objects.live().filter(area=plan.area).able_to_sign()[0]
    kinds = [kind for kind in KINDS if not (plan.is_draft and kind == documents.SUMMARY)]
    rows = [documents.ask(plan, kind=kind, by=lead) for kind in kinds]
    return [*rows, everything.ask(plan.area, by=lead)]


def test_all_documents_of_all_demo_plans_are_sound(db: None, tmp_path: Path, record_property: Any) -> None:
    with transaction.atomic(), clock.at(NOW):
        demo.load()
    clock.set_to(NOW)
    found, pages, number = {}, 0, 0
    for plan in ActionPlan.objects.select_related("area__programme"):
        for document in asked(plan):
            found[f"{plan.area.slug} {document.kind}"] = papers.faults(papers.made(document), tmp_path)
            if document.kind == documents.SUMMARY:
                assert document.pages == 1, plan.area.slug
            pages, number = pages + document.pages, number + 1
    figures.tell(record_property, "documents of the demo, sound", f"{number} of {pages} pages")
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert number >= 20
