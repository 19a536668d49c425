"""Writing by pages: everything typed is kept, and nobody's words are overwritten."""

from __future__ import annotations

import pytest

from actionplans import content, planning
from actionplans.models import Action, ActionPlan, Evidence, Objective
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client

# Writing


def test_objective_is_added_without_scripts(area: build.Group, draft: ActionPlan, client: Client) -> None:
    officer = client.as_(area.la_officer)
    assert officer.get(at("objective-add")).status_code == 200
    officer.post(
        at("objective-add"), {"text": " To learn\r\nmore ", "priority": "high", "concern_la": "Cost"}
    )
    made = Objective.objects.get()
    assert (made.text, made.priority, made.concern_la, made.plan) == ("To learn\nmore", "high", "Cost", draft)


def test_action_is_added_to_its_objective(area: build.Group, draft: ActionPlan, client: Client) -> None:
    objective = builders.objective(draft, area, actions=0)
    address = at("action-add", objective=objective.pk)
    page = text_of(client.as_(area.tso_officer).get(address))
    assert "Led by the third sector, with local authority support" in page
    client.as_(area.tso_officer).post(address, {"text": "Swap jobs", "mode": "tso_led", "kind": "job_swap"})
    made = Action.objects.get()
    assert (made.text, made.mode, made.kind, made.objective) == (
        "Swap jobs",
        "tso_led",
        "job_swap",
        objective,
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "", "priority": "high"}, "Enter the objective"),
        ({"text": "\u200b\u202e", "priority": "high"}, "Enter the objective"),
        ({"text": "x" * 601, "priority": "high"}, "Use 600 characters or fewer; this has 601"),
        ({"text": "Fine", "priority": "utmost"}, "Choose high, medium or low"),
    ],
)
def test_wrong_objective_keeps_what_was_typed(
    area: build.Group, draft: ActionPlan, client: Client, data: dict[str, str], said: str
) -> None:
    response = client.as_(area.la_officer).post(at("objective-add"), {**data, "concern_tso": "Kept words"})
    page = text_of(response)
    assert "There is a problem" in page
    assert said in page
    assert "Kept words" in page
    assert Objective.objects.count() == 0


def test_edit_from_a_stale_page_shows_both_texts_and_saves_on_request(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area)
    planning.edit_objective(objective, by=area.tso_officer, revision=0, text="Their words")
    address = at("objective-edit", item=objective.pk)
    officer = client.as_(area.la_officer)
    response = officer.post(address, {"text": "My words", "priority": "low", "revision": 0})
    page = text_of(response)
    assert response.status_code == 409
    assert "This was changed while you were writing" in page
    assert "Their words" in page
    assert "My words</textarea>" in page
    assert '<input type="hidden" name="revision" value="1"' in page
    assert Objective.objects.get().text == "Their words"
    officer.post(address, {"text": "Our words", "priority": "low", "revision": 1})
    assert Objective.objects.get().text == "Our words"


def test_edit_that_voids_a_signature_says_so(area: build.Group, accepted: ActionPlan, client: Client) -> None:
    builders.sign(accepted, area.la_lead)
    action = content.lines(accepted)[0].actions[0].action
    form = {"text": "Other words", "mode": "joint", "kind": "job_swap", "revision": 0}
    response = client.as_(area.tso_officer).post(at("action-edit", item=action.pk), form, follow=True)
    assert "Action 1(a) is saved. Somebody had signed the former words, and has been told." in text_of(
        response
    )


def test_fields_that_are_not_on_the_form_reach_nothing(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area)
    form = {"text": "Words", "priority": "low", "revision": 0}
    more = {"accepted_la_at": "2027-01-01", "accepted_la_by": area.la_lead.pk, "plan": "", "seq": 9}
    client.as_(area.la_officer).post(at("objective-edit", item=objective.pk), {**form, **more})
    objective.refresh_from_db()
    assert (objective.text, objective.is_accepted_for("la"), objective.seq) == ("Words", False, 1)


def test_remove_asks_once_and_then_removes(area: build.Group, draft: ActionPlan, client: Client) -> None:
    objective = builders.objective(draft, area, actions=2)
    address = at("objective-remove", item=objective.pk)
    officer = client.as_(area.tso_officer)
    page = officer.get(address)
    assert "Remove objective 1?" in text_of(page)
    assert Objective.objects.count() == 1
    officer.post(address, {"seen": page.context["seen"]})
    assert (Objective.objects.count(), Action.objects.count()) == (0, 0)


def test_move_by_buttons(area: build.Group, draft: ActionPlan, client: Client) -> None:
    first, second = (builders.objective(draft, area, text=words) for words in ("First", "Second"))
    client.as_(area.facilitator).post(at("objective-move", item=second.pk), {"way": "up"})
    assert [line.objective.pk for line in content.lines(draft)] == [second.pk, first.pk]


def test_accept_from_a_stale_page_accepts_nothing_and_says_why(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area)
    planning.edit_objective(objective, by=area.la_officer, revision=0, text="Other words")
    address = at("objective-accept", item=objective.pk)
    response = client.as_(area.tso_lead).post(address, {"revision": "0"}, follow=True)
    objective.refresh_from_db()
    assert "Somebody changed the words meanwhile" in text_of(response)
    assert objective.is_accepted_for("tso") is False
    client.as_(area.tso_lead).post(address, {"revision": "1"})
    objective.refresh_from_db()
    assert objective.is_accepted_for("tso") is True


def test_accept_everything_on_the_page(area: build.Group, draft: ActionPlan, client: Client) -> None:
    builders.objective(draft, area, actions=2)
    seen = content.seen_digest(content.lines(draft))
    response = client.as_(area.la_lead).post(at("plan-accept"), {"seen": seen}, follow=True)
    assert "Accepted: 3 items." in text_of(response)


# Where it came from


def test_picker_lists_cleared_statements_consensus_first_and_ticks_the_linked(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area)
    page = text_of(client.as_(area.la_officer).get(at("objective-evidence", item=objective.pk)))
    assert page.index("HOOPOE statement 1") < page.index("HOOPOE statement 2")
    assert page.count("checked") == 1


def test_picker_writes_only_the_difference(area: build.Group, draft: ActionPlan, client: Client) -> None:
    objective = builders.objective(draft, area, evidence=False)
    one, two = (str(point.pk) for point in build.cleared_note(area).points.order_by("number"))
    officer = client.as_(area.la_officer)
    address = at("objective-evidence", item=objective.pk)
    officer.post(address, {"point": [one]})
    officer.post(address, {"point": [two]})  # a page made before the first was linked takes nothing away
    assert {str(e.point_id) for e in Evidence.objects.all()} == {one, two}
    officer.post(address, {"had": [one, two], "point": [two]})
    assert {str(e.point_id) for e in Evidence.objects.all()} == {two}


def test_reason_is_saved_beside_the_picker(area: build.Group, draft: ActionPlan, client: Client) -> None:
    objective = builders.objective(draft, area, evidence=False)
    client.as_(area.la_officer).post(
        at("objective-evidence", item=objective.pk), {"reason": "It follows from the law", "revision": 0}
    )
    objective.refresh_from_db()
    assert objective.no_evidence_reason == "It follows from the law"


def test_reason_from_a_stale_page_shows_the_objective_as_it_is_now(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area, evidence=False)
    planning.edit_objective(objective, by=area.tso_officer, revision=0, text="Other words")
    address = at("objective-evidence", item=objective.pk)
    officer = client.as_(area.la_officer)
    response = officer.post(address, {"reason": "It follows from the law", "revision": 0})
    shown = [(one.label, one.theirs, one.mine) for one in response.context["conflict"]["wordings"]]
    assert response.status_code == 409
    assert shown == [("Local objective", "Other words", None), ("Reason", "", "It follows from the law")]
    officer.post(address, {"reason": "It follows from the law", "revision": 1})
    objective.refresh_from_db()
    assert objective.no_evidence_reason == "It follows from the law"


@pytest.mark.parametrize("changes", ["words", "actions"])
def test_nobody_removes_what_was_changed_after_they_read_it(
    area: build.Group, draft: ActionPlan, client: Client, changes: str
) -> None:
    objective = builders.objective(draft, area)
    address, officer = at("objective-remove", item=objective.pk), client.as_(area.la_officer)
    seen = officer.get(address).context["seen"]
    if changes == "words":
        planning.edit_objective(objective, by=area.tso_officer, revision=0, text="Better words")
    else:
        builders.action(objective, area, text="One more")
    for old in (seen, ""):
        assert "so it is still there" in text_of(officer.post(address, {"seen": old}, follow=True))
    assert Objective.objects.filter(pk=objective.pk).exists()
    officer.post(address, {"seen": officer.get(address).context["seen"]})
    assert not Objective.objects.filter(pk=objective.pk).exists()
