"""The plan for Word and Excel: what the PDF says, from the same value, and the same bytes in two processes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from actionplans import depending, documents, plan_sheets, plan_word
from actionplans.models import ActionPlan, Delivery
from actionplans.plan_value import plan_value
from pipd.kit import documents as kit
from tests import build, sheet_files
from tests.actionplans import builders, papers
from tests.actionplans.addresses import at, text_of
from tests.client import Client
from tests.kit.plan_values import AGREED, DRAFT, PLAN

MARK = "91D4 0E7B C2A5 3F16"
# What the Word file has no place for, and what only steers the page.
UNWRITTEN = {"created", "mark", "rag", "waiting", "title"}


def leaves(value: Any, unwritten: set[str]) -> list[str]:
    if isinstance(value, dict):
        return [
            words for key, part in value.items() if key not in unwritten for words in leaves(part, unwritten)
        ]
    if isinstance(value, list):
        return [words for part in value for words in leaves(part, unwritten)]
    return [value] if isinstance(value, str) and value else []


@pytest.mark.parametrize("value", [PLAN, AGREED], ids=["plan", "agreed"])
def test_word_file_says_all_that_the_plan_says(value: dict[str, Any]) -> None:
    unwritten = set(UNWRITTEN)
    if not value["delivery"]:
        unwritten |= {
            "short",
            "leads",
            "due",
            "resources",
            "measure",
            "progress",
            "rag_words",
            "why",
            "waits",
        }
        unwritten |= {"position"}
    told = papers.word_words(plan_word.word_file(value, MARK)).lower()
    objectives = {"short"}  # the delivery table of the Word file names actions alone
    missing = [words for words in leaves(value, unwritten | objectives) if words.lower() not in told]
    assert missing == []


def test_word_file_has_table_one_in_the_papers_words_with_a_head_that_repeats() -> None:
    opened = docx.Document(io.BytesIO(plan_word.word_file(PLAN, MARK)))
    heads = [[cell.text for cell in table.rows[0].cells] for table in opened.tables]
    assert ["Local objective", "Local partnership improvement action"] in heads
    rows = [table.rows[0]._tr.trPr for table in opened.tables]
    repeating = [row is not None and row.find(qn("w:tblHeader")) is not None for row in rows]
    assert repeating == [False, True, True, True, True, True]  # the facts have labels, not a head
    levels = [p.style.name for p in opened.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert levels[0] == "Title"
    assert set(levels[1:]) == {"Heading 1", "Heading 2"}
    assert opened.core_properties.author == ""


def test_draft_for_word_says_so_on_every_page() -> None:
    opened = docx.Document(io.BytesIO(plan_word.word_file(DRAFT, MARK)))
    assert "DRAFT: not agreed by both sectors" in opened.sections[0].header.paragraphs[0].text


def test_spreadsheet_has_a_row_for_each_action_with_its_objective() -> None:
    content = plan_sheets.spreadsheet(PLAN, MARK)
    plan, delivery = sheet_files.cells(content, 1), sheet_files.cells(content, 2)
    actions = [a for o in PLAN["objectives"] for a in o["actions"]]
    assert plan[1][:5] == [
        "No.",
        "Local objective",
        "Joint priority",
        "No.",
        "Local partnership improvement action",
    ]
    assert [row[4] for row in plan[2:]] == [a["words"] for a in actions]
    assert [row[1] for row in plan[2:]] == [o["words"] for o in PLAN["objectives"] for _ in o["actions"]]
    assert [row[0] for row in delivery[2:]] == [a["number"] for a in actions]
    assert {type(row[4]) for row in delivery[2:]} == {date}
    assert [row[8:] for row in delivery[2:]] == [[a["rag_words"], a["why"], a["waits"]] for a in actions]


def test_spreadsheet_of_a_plan_not_in_delivery_has_an_empty_second_sheet() -> None:
    assert len(sheet_files.cells(plan_sheets.spreadsheet(AGREED, MARK), 2)) == 2


def test_files_are_made_of_the_very_value_of_the_pdf(area: build.Group, started: ActionPlan) -> None:
    rows = [
        documents.ask(started, kind=kind, by=area.la_officer) for kind in ("plan", "plan-word", "plan-sheets")
    ]
    assert len({row.content_digest for row in rows}) == 1
    _, word, sheets = rows
    assert started.area.name in papers.word_words(papers.made(word))
    assert kit.fingerprint(word.content_digest) in papers.word_words(papers.made(word))
    assert sheet_files.cells(papers.made(sheets))[2][1] == "To learn how the other sector works 1"
    assert [row.filename.rsplit("-R", 1)[0] for row in (word, sheets)] == ["A01-PLAN-V1"] * 2
    assert [row.filename.rsplit(".", 1)[1] for row in (word, sheets)] == ["docx", "xlsx"]


SCRIPT = """
import hashlib, json, sys
from actionplans import plan_sheets, plan_word
value = json.loads(sys.stdin.read())
for write in (plan_word.word_file, plan_sheets.spreadsheet):
    print(hashlib.sha256(write(value, "91D4 0E7B C2A5 3F16")).hexdigest())
"""


def test_same_plan_gives_the_same_bytes_in_another_process() -> None:
    told = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(){SCRIPT}"],
        input=json.dumps(PLAN),
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "pipd.settings",
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Tokyo",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    here = [
        hashlib.sha256(write(PLAN, MARK)).hexdigest()
        for write in (plan_word.word_file, plan_sheets.spreadsheet)
    ]
    assert told.stdout.split() == here


def test_what_an_action_waits_for_stands_in_every_form_of_the_plan(area: build.Group, tmp_path: Path) -> None:
    """Domain I-33: outside the signed words, so it may be set at any time, and is printed with the delivery."""
    plan = builders.started(area, objectives=2, actions=2)
    rows = list(Delivery.objects.order_by("action__objective__seq", "action__seq"))
    before = papers.made(documents.ask(plan, by=area.la_officer))
    waits = rows[2]
    depending.wait_for(
        waits, needs=[rows[1].action_id, rows[3].action_id], revision=waits.revision, by=area.la_officer
    )
    plan.refresh_from_db()
    told = [[a.waits for a in objective.actions] for objective in plan_value(plan).objectives]
    assert told == [["", ""], ["1(b), 2(b)", ""]]
    asked = {
        kind: documents.ask(plan, kind=kind, by=area.la_officer)
        for kind in ("plan", "plan-word", "plan-sheets")
    }
    pdf, word, sheets = (papers.made(row) for row in asked.values())
    assert papers.squeezed("Waits for 1(b), 2(b)") in papers.words_of(pdf)
    assert "Waits for" not in papers.words_of(before)
    assert papers.faults(pdf, tmp_path) == []
    assert "Waits for 1(b), 2(b)" in papers.word_words(word)
    last = [row[-1] for row in sheet_files.cells(sheets, 2)[1:]]
    assert last == ["Waits for", "", "", "1(b), 2(b)", ""]
    page = text_of(Client().as_(area.coordinator).get(at("plan-read")))
    assert page.count("Waits for 1(b), 2(b)") == page.count("Waits for") == 1


def test_a_value_kept_before_that_was_told_is_still_written() -> None:
    """Values are kept with their documents: one that was asked for earlier has no place for what actions wait for."""
    older = deepcopy(PLAN)
    for objective in older["objectives"]:
        for action in objective["actions"]:
            del action["waits"]
    assert "Waits for" not in papers.word_words(plan_word.word_file(older, MARK))
    assert sheet_files.cells(plan_sheets.spreadsheet(older, MARK), 2)[2][-1] == ""
