"""The plan on one page: what it is for, who agreed, how it goes, what is late; nobody's name, no cleared words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from actionplans import documents
from actionplans.models import ActionPlan, Delivery
from actionplans.plan_value import plan_value
from actionplans.summary_value import MOST_LATE, LateLine, SummaryLine, SummaryValue, summary_value, told
from partnerships.membership import NotPossible
from pipd.kit import clock, pdf
from pipd.kit import documents as kit
from tests import build
from tests.actionplans import builders, papers
from tests.actionplans.addresses import at, text_of
from tests.client import Client

STYLES = ("document.css", "summary.css")


def printed(value: SummaryValue) -> pdf.Pdf:
    shown = {"document": kit.plain(value), "fingerprint": "91D4 0E7B C2A5 3F16"}
    return pdf.render(render_to_string("documents/summary.html", shown), styles=STYLES)


def later(days: int) -> None:
    clock.set_to(clock.now() + timedelta(days=days))


def test_summary_is_one_sound_page(area: build.Group, started: ActionPlan, tmp_path: Path) -> None:
    document = documents.ask(started, kind="summary", by=area.coordinator)
    content = papers.made(document)
    assert (document.pages, document.filename) == (1, f"A01-SUMM-V1-R{started.edition}.pdf")
    assert papers.faults(content, tmp_path) == []


@pytest.mark.parametrize(("objectives", "late"), [(1, 0), (5, 3), (8, MOST_LATE), (10, MOST_LATE)])
def test_plans_of_usual_size_fit_one_page(
    area: build.Group, started: ActionPlan, objectives: int, late: int, tmp_path: Path
) -> None:
    words = "To improve mutual understanding and the exchange of know-how between the …"
    line = SummaryLine(
        "1", words, "Medium", "1 of 3 actions complete, 2 in progress", "red", "Red: off track"
    )
    missed = LateLine("10(b)", words, "29 September 2027", "amber", "Amber: overdue")
    value = replace(
        summary_value(started),
        objectives=(line,) * objectives,
        late=(missed,) * late,
        late_words="12 more late." if late else "Nothing is late.",
        endorsed="Endorsed by Quillshire County Council (Cabinet), Quillshire Voluntary Action (Board of trustees), "
        "Fenmarket Community Trust (Board of trustees), North Quill District Council (Executive) and 3 more.",
    )
    content = printed(value)
    assert content.pages == 1
    assert papers.faults(content, tmp_path) == []


def test_summary_names_nobody_and_holds_no_cleared_words(area: build.Group, started: ActionPlan) -> None:
    builders.filled(started, area)
    told_words = str(kit.plain(summary_value(started)))
    names = [seat.user.full_name for seat in (*area.la, *area.tso, area.facilitator)]
    assert [name for name in names if name in told_words] == []
    assert area.words.cleared not in told_words
    # There is a name that could be in it.
    assert any(row.lead_tso in names for row in Delivery.objects.all())


def test_summary_says_what_is_late_and_in_which_colour(area: build.Group, started: ActionPlan) -> None:
    assert summary_value(started).late_words == "Nothing is late."
    first = Delivery.objects.order_by("action__seq").first()
    later(61)
    value = summary_value(started)
    assert [line.number for line in value.late] == ["1(a)", "1(b)"]
    assert value.late[0].due == kit_date(first)
    assert value.late_words == ""


def kit_date(row: Delivery) -> str:
    return f"{row.due_on.day} {row.due_on:%B %Y}"


def test_more_late_actions_than_fit_are_counted(area: build.Group) -> None:
    plan = builders.started(area, objectives=1, actions=6)
    later(61)
    value = summary_value(plan)
    assert (len(value.late), value.late_words) == (MOST_LATE, "2 more late.")


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (["complete", "in_progress", "in_progress"], "1 of 3 actions complete, 2 in progress"),
        (["not_started"], "0 of 1 action complete, 1 not started"),
        (["stopped", "blocked", "complete"], "1 of 3 actions complete, 1 blocked, 1 stopped"),
    ],
)
def test_progress_is_told_in_words(statuses: list[str], words: str) -> None:
    assert told([Delivery(status=status) for status in statuses]) == words


def test_colour_of_an_objective_is_that_of_the_action_that_most_needs_attention(
    area: build.Group, started: ActionPlan
) -> None:
    one, two = Delivery.objects.order_by("action__seq")
    Delivery.objects.filter(pk=one.pk).update(rag="amber", rag_note="Late starter")
    Delivery.objects.filter(pk=two.pk).update(rag="red", rag_note="Nobody to do it")
    [line] = summary_value(started).objectives
    assert (line.rag, line.rag_words) == ("red", "Red: off track")


def test_agreed_plan_that_is_not_started_says_so(area: build.Group, agreed: ActionPlan) -> None:
    value = summary_value(agreed)
    assert value.standing.startswith("Delivery has not started.")
    assert (value.late, value.late_words) == ((), "Nothing is due yet.")
    assert value.next_review == "No date is set"
    assert [line.progress for line in value.objectives] == ["2 actions"]


def test_draft_has_no_summary(area: build.Group, draft: ActionPlan, client: Client) -> None:
    with pytest.raises(NotPossible, match="both sectors agreed"):
        documents.ask(draft, kind="summary", by=area.la_officer)
    assert client.as_(area.la_officer).get(at("plan-summary")).status_code == 404


def test_next_review_is_told(area: build.Group, started: ActionPlan) -> None:
    assert summary_value(started).next_review == "1 June 2027, by both sectors together"
    papers.review(started, area, held_on=None, written_at=None, written_by=None, confirmed=False)
    assert summary_value(started).next_review == f"{kit_day()}, by both sectors together"


def test_closed_plan_has_no_next_review_on_its_summary_and_its_cover(
    area: build.Group, started: ActionPlan
) -> None:
    def on_cover() -> list[str]:
        return [fact.label for fact in plan_value(started).facts]

    assert "Next review" in on_cover()  # the control: the same plan, before it closes
    builders.all_ended(started, area)
    builders.close(started, area.la_lead, area.tso_lead)
    assert summary_value(started).next_review == "This plan is closed"
    assert "Next review" not in on_cover()


def kit_day() -> str:
    today = clock.today()
    return f"{today.day} {today:%B %Y}"


def test_web_page_says_what_the_print_says(area: build.Group, started: ActionPlan, client: Client) -> None:
    page = text_of(client.as_(area.coordinator).get(at("plan-summary")))
    value = summary_value(started)
    for words in (value.purpose, value.agreed, value.standing, value.late_words, value.next_review):
        assert words in page
    document = documents.ask(started, kind="summary", by=area.coordinator)
    assert kit.fingerprint(document.content_digest) in page
