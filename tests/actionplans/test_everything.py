"""Everything of an area: one ordered PDF, a zip with the files and the record for machines; nothing uncleared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import depending, documents, everything, tasks
from actionplans.models import ActionPlan, Delivery
from partnerships.membership import NotPossible
from partnerships.models import Role
from pipd.kit import documents as kit
from pipd.kit.models import Document
from tests import build, sheet_files
from tests.actionplans import papers
from tests.client import canaries
from workshops.clearance import withdrawing

SCHEMA = json.loads(everything.SCHEMA.read_bytes())
SCALARS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def against(value: Any, rule: dict[str, Any], place: str = "record") -> list[str]:
    """What of `value` is not as the schema says: the few words of JSON Schema that ours uses."""
    if "$ref" in rule:
        rule = SCHEMA["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in rule:
        tries = [against(value, one, place) for one in rule["anyOf"]]
        return [] if [] in tries else min(tries, key=len)
    if "const" in rule and value != rule["const"]:
        return [f"{place}: {value!r}"]
    if "enum" in rule and value not in rule["enum"]:
        return [f"{place}: {value!r}"]
    if "type" in rule and type(value) is not SCALARS[rule["type"]]:
        return [f"{place}: {type(value).__name__}"]
    if isinstance(value, list):
        return [
            fault for n, one in enumerate(value) for fault in against(one, rule["items"], f"{place}[{n}]")
        ]
    return _object(value, rule, place) if isinstance(value, dict) else []


def _object(value: dict[str, Any], rule: dict[str, Any], place: str) -> list[str]:
    known, others = rule.get("properties", {}), rule["additionalProperties"]
    found = [f"{place}: no {name}" for name in rule.get("required", []) if name not in value]
    for name, part in value.items():
        if name in known or others:
            found += against(part, known.get(name) or others, f"{place}.{name}")
        else:
            found.append(f"{place}: {name} is not described")
    return found


def packed(area: build.Group) -> dict[str, bytes]:
    return papers.zipped(papers.made(everything.ask(area.area, kind=everything.ZIP, by=area.coordinator)))


def record(area: build.Group) -> dict[str, Any]:
    return json.loads(packed(area)["area-record.json"])


def test_pdf_holds_all_parts_in_order_with_bookmarks(
    area: build.Group, started: ActionPlan, tmp_path: Path
) -> None:
    papers.review(started, area)
    document = everything.ask(area.area, by=area.coordinator)
    content = papers.made(document)
    assert papers.bookmarks(content) == [
        "Everything cleared and agreed",
        "Partnership Improvement Action Plan",
        "Evidence sheet",
        "Record of session 1",
        "Review 1 of the plan",
    ]
    assert papers.faults(content, tmp_path) == []
    assert document.filename == f"A01-ALL-V1-R{started.edition}.pdf"
    assert (
        papers.words_of(content).count(papers.squeezed(kit.fingerprint(document.content_digest)))
        == document.pages
    )


def test_zip_holds_the_files_and_the_record_as_described(area: build.Group, started: ActionPlan) -> None:
    papers.review(started, area)
    files = packed(area)
    plan = f"A01-PLAN-V1-R{started.edition}"
    assert list(files) == [
        f"A01-ALL-V1-R{started.edition}.pdf",
        f"{plan}.docx",
        f"{plan}.xlsx",
        "A01-REC-ALL-R1.docx",
        "A01-REC-ALL-R1.csv",
        "area-record.json",
        "area-record.schema.json",
        "README.txt",
    ]
    assert against(json.loads(files["area-record.json"]), SCHEMA) == []
    assert "To learn how the other sector works 1" in papers.word_words(files[f"{plan}.docx"])
    assert sheet_files.cells(files[f"{plan}.xlsx"])[2][1] == "To learn how the other sector works 1"
    assert plan in files["README.txt"].decode()
    assert "&" not in files["README.txt"].decode()


def test_schema_refuses_what_it_does_not_describe(area: build.Group, started: ActionPlan) -> None:
    told = record(area)
    told["plan"]["objectives"][0]["actions"][0]["contact"] = "x"
    told["statements"][0].pop("words")
    told["area"]["code"] = 1
    found = against(told, SCHEMA)
    assert len(found) == 3, found


def test_pdf_of_the_zip_is_the_pdf(area: build.Group, started: ActionPlan) -> None:
    alone = papers.made(everything.ask(area.area, by=area.coordinator))
    assert next(iter(packed(area).values())) == alone


def test_zip_is_the_same_bytes_again(area: build.Group, started: ActionPlan) -> None:
    document = everything.ask(area.area, kind=everything.ZIP, by=area.coordinator)
    first = papers.made(document)
    Document.objects.filter(pk=document.pk).update(state="owed")
    document.refresh_from_db()
    assert papers.made(document) == first


def test_record_says_what_was_cleared_signed_and_delivered(area: build.Group, started: ActionPlan) -> None:
    told = record(area)
    point = build.cleared_point(area)
    assert point.text in [statement["words"] for statement in told["statements"]]
    objective = told["plan"]["objectives"][0]
    assert objective["answers"] == ["1.1"]
    assert set(objective["accepted"]) == {"la", "tso"}
    assert all(objective["accepted"].values())
    assert [sign["sector"] for sign in told["plan"]["signatures"]] == ["la", "tso"]
    assert all(sign["signed_at"] for sign in told["plan"]["signatures"])
    assert objective["actions"][0]["delivery"]["measure"] == "Twelve pairs have swapped"
    assert told["plan"]["signed_fingerprint"] == kit.fingerprint(told["plan"]["signed_digest"])


def test_record_says_by_number_which_action_waits_for_which(area: build.Group, started: ActionPlan) -> None:
    rows = list(Delivery.objects.filter(action__objective__plan=started).order_by("action__seq"))
    waits = [row.action_id for row in rows[1:]]
    depending.wait_for(rows[0], needs=waits, revision=rows[0].revision, by=area.la_officer)
    told = record(area)
    numbers = [action["number"] for action in told["plan"]["objectives"][0]["actions"]]
    found = [action["delivery"]["waits_for"] for action in told["plan"]["objectives"][0]["actions"]]
    assert found == [numbers[1:], *([] for _ in numbers[1:])]
    assert numbers[1:]
    assert against(told, SCHEMA) == []


def test_nothing_uncleared_and_no_name_that_documents_do_not_show(
    area: build.Group, started: ActionPlan
) -> None:
    build.note_at("answered", area, 2, quoted=True)
    plain = (part for name, part in packed(area).items() if not name.endswith(("pdf", "docx", "xlsx")))
    told = "\n".join(part.decode() for part in plain)
    told += papers.words_of(papers.made(everything.ask(area.area, by=area.coordinator)))
    assert area.words.cleared in told
    assert canaries(told) == set()
    shown = {str(area.tso_officer.user.full_name)}  # leads an action, and the plan says so
    names = {
        seat.user.full_name for seat in (*area.la, *area.tso, area.facilitator, area.coordinator)
    } - shown
    assert [name for name in sorted(names) if name in told or papers.squeezed(name) in told] == []


def test_draft_is_no_part_of_it(area: build.Group, draft: ActionPlan) -> None:
    told = record(area)
    assert told["plan"] is None
    assert told["statements"]


def test_nothing_cleared_is_nothing_to_take_away(area: build.Group) -> None:
    with pytest.raises(NotPossible, match="Nothing is cleared or agreed yet"):
        everything.ask(area.area, by=area.la_officer)


def test_only_group_and_coordinator_have_it(
    area: build.Group, neighbour: build.Group, started: ActionPlan
) -> None:
    outside = [neighbour.la_lead, neighbour.facilitator, build.programme_seat(Role.ANALYST)]
    for seat in [*outside, build.programme_seat(Role.ADMINISTRATOR)]:
        with pytest.raises(PermissionDenied):
            everything.ask(area.area, by=seat)


def test_withdrawal_takes_both_back_and_they_are_made_anew(area: build.Group, started: ActionPlan) -> None:
    rows = [everything.ask(area.area, kind=kind, by=area.coordinator) for kind in everything.KINDS]
    point = build.cleared_point(area)
    words = point.text
    assert papers.squeezed(words) in papers.words_of(papers.made(rows[0]))
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.value) == ("retracted", None)
        assert row.retracted_at is not None
    assert everything.owing_anew() == sorted((area.area.pk, kind) for kind in everything.KINDS)
    for area_id, kind in everything.owing_anew():
        tasks.make_everything_anew(str(area_id), kind)
    assert everything.owing_anew() == []
    fresh = Document.objects.live().get(kind=everything.PRINTED)
    assert papers.squeezed(words) not in papers.words_of(papers.made(fresh))


def test_plan_changed_meanwhile_is_not_packed_under_the_old_content(
    area: build.Group, started: ActionPlan
) -> None:
    document = everything.ask(area.area, kind=everything.ZIP, by=area.coordinator)
    papers.review(started, area)
    kit.render_owed(document.pk)
    document.refresh_from_db()
    assert (document.state, document.failure) == ("failed", "content-changed")


def test_how_far_it_is_is_told_while_it_is_made(
    area: build.Group, started: ActionPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    told = kit.say_how_far

    def heard(document: Document, done: int, parts: int) -> None:
        told(document, done, parts)
        seen.append(Document.objects.values_list("parts_done", "parts", "state").get(pk=document.pk))

    monkeypatch.setattr(kit, "say_how_far", heard)
    packed(area)
    assert seen == [(n, 8, "rendering") for n in range(8)]


def test_control_the_plan_alone_is_never_taken_back(area: build.Group, started: ActionPlan) -> None:
    plan = documents.ask(started, by=area.la_officer)
    withdrawing.withdraw(area.area, build.cleared_point(area).pk, by=area.facilitator)
    plan.refresh_from_db()
    assert plan.state != "retracted"
