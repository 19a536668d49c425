"""Who may read a plan: wider takes both sectors, narrower takes one and counts at once, and no name goes out."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import content, public_document, publishing, tasks
from actionplans.models import ActionPlan, NamedWords, Objective, PlanPublished
from actionplans.owed import owed
from actionplans.verify import verify
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Seat, StudyArea
from pipd import erasing, own_account
from pipd.kit import documents
from pipd.kit.models import Document
from tests import build
from tests.actionplans import builders
from tests.pipd.erased import asks


def level(plan: ActionPlan) -> str:
    return ActionPlan.objects.get(pk=plan.pk).publication


def test_wider_counts_when_both_sectors_have_signed(area: build.Group, started: ActionPlan) -> None:
    publishing.choose(started, level="public", by=area.la_lead)
    assert level(started) == "area"
    assert "plan publication" in [row.kind for row in owed([area.tso_lead])]
    with pytest.raises(NotPossible, match="signed already"):
        publishing.choose(started, level="public", by=area.la[1])
    publishing.choose(started, level="public", by=area.tso_lead)
    assert level(started) == "public"
    assert list(verify()) == []


def test_the_two_sign_one_choice(area: build.Group, started: ActionPlan) -> None:
    publishing.choose(started, level="public", by=area.la_lead)
    with pytest.raises(NotPossible, match="another choice"):
        publishing.choose(started, level="partners", by=area.tso_lead)
    assert level(started) == "area"


def test_narrower_counts_at_once_ends_what_was_asked_and_tells_the_others(
    area: build.Group, started: ActionPlan
) -> None:
    builders.publish(started, area, "partners")
    publishing.choose(started, level="public", by=area.la_lead)
    assert publishing.choose(started, level="area", by=area.tso_lead) is None
    assert (level(started), publishing.open_choice(started)) == ("area", None)
    told = {to for to, _ in builders.mails("plan_narrowed")}
    assert told == {s.user.email for s in (area.la_lead, area.la[1], area.tso[1])}
    with pytest.raises(NotPossible, match="already"):
        publishing.choose(started, level="area", by=area.la_lead)


def test_widening_again_takes_both_again(area: build.Group, started: ActionPlan) -> None:
    builders.publish(started, area)
    publishing.choose(started, level="area", by=area.la_lead)
    publishing.choose(started, level="public", by=area.la_lead)
    assert level(started) == "area"
    assert PlanPublished.objects.complete().count() == 1


@pytest.mark.parametrize("who", ["la_officer", "facilitator", "coordinator"])
def test_nobody_else_chooses(area: build.Group, started: ActionPlan, who: str) -> None:
    for wanted in ("public", "area"):
        with pytest.raises(PermissionDenied):
            publishing.choose(started, level=wanted, by=getattr(area, who))


def test_a_draft_goes_nowhere(area: build.Group, draft: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="draft"):
        publishing.choose(draft, level="public", by=area.la_lead)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("To work as quillshire  does", True),
        ("To let TSO3   Quillshire lead it", True),
        ("To learn from Quillshires of old", False),
    ],
)
def test_words_that_name_somebody_do_not_go_out(
    area: build.Group, started: ActionPlan, words: str, named: bool
) -> None:
    Objective.objects.update(text=words)
    if named:
        with pytest.raises(NotPossible, match="Objective 1 names"):
            publishing.choose(started, level="public", by=area.la_lead)
        publishing.choose(started, level="partners", by=area.la_lead)
    else:
        publishing.choose(started, level="public", by=area.la_lead)


@pytest.mark.parametrize(
    "words",
    [
        "St Mary’s Café–Trust",
        "St\u00a0Mary's  Cafe-Trust",
        "ST MARY'S CAFÉ-TRUST",
        "St Mar\u200by's Ca\u00adfé-Trust",
        "Ｓt Mary's Cafe\u0301-Trust",
    ],
)
def test_a_name_is_found_however_it_is_typed(area: build.Group, started: ActionPlan, words: str) -> None:
    organisation = area.tso_officer.organisation
    assert organisation
    Organisation.objects.filter(pk=organisation.pk).update(name="St Mary's Café-Trust")
    Objective.objects.update(text=f"To let {words} lead it")
    with pytest.raises(NotPossible, match="Objective 1 names St Mary's Café-Trust"):
        publishing.choose(started, level="public", by=area.la_lead)


def test_the_areas_name_may_stand_where_it_may_be_named(area: build.Group, started: ActionPlan) -> None:
    Objective.objects.update(text="To work as Quillshire does")
    StudyArea.objects.update(may_be_named=True)
    publishing.choose(started, level="public", by=area.la_lead)


def test_it_is_taken_back_or_declined(area: build.Group, started: ActionPlan) -> None:
    publishing.choose(started, level="public", by=area.la_lead)
    assert publishing.turn_down(started, by=area.la_lead) == "taken_back"
    publishing.choose(started, level="public", by=area.la_lead)
    assert publishing.turn_down(started, by=area.tso[1]) == "declined"
    assert len(builders.mails("plan_act_turned_down")) == 1


def test_verify_names_a_level_nobody_signed(area: build.Group, started: ActionPlan) -> None:
    ActionPlan.objects.update(publication="public")
    assert [s.split(": ")[1] for s in verify()] == [
        "it may be read outside its area without both signatures."
    ]


# The document


def ready(plan: ActionPlan) -> Document:
    document = Document.objects.of(public_document.KIND, plan.pk).get()
    documents.render_owed(document.pk)
    document.refresh_from_db()
    return document


def test_the_public_document_is_asked_for_and_taken_back_when_it_is_narrowed(
    area: build.Group, started: ActionPlan
) -> None:
    builders.publish(started, area)
    document = ready(started)
    assert (document.state, documents.standing(document.content_digest[:16])) == ("ready", "current")
    publishing.choose(started, level="partners", by=area.tso_lead)
    document.refresh_from_db()
    assert (document.state, documents.standing(document.content_digest[:16])) == ("retracted", "replaced")
    assert public_document.owing() == []


def test_what_changed_since_is_in_the_next_public_document(area: build.Group, started: ActionPlan) -> None:
    builders.publish(started, area)
    assert public_document.owing() == []
    build.forward_to(build.clock.now() + build.timedelta(minutes=1))
    builders.all_ended(started, area)
    tasks.sweep_public()
    last = Document.objects.of(public_document.KIND, started.pk).order_by("-requested_at")[0]
    assert last.value["objectives"][0]["actions"][0]["progress"] == "Complete"
    assert public_document.owing() == []


def test_the_public_document_names_nobody(area: build.Group, started: ActionPlan) -> None:
    StudyArea.objects.update(may_be_named=False)
    builders.publish(started, area)
    value = Document.objects.of(public_document.KIND, started.pk).get().value
    told = str(value)
    for seat in (*area.la, *area.tso):
        assert seat.user.full_name not in told
        assert seat.organisation.name not in told
    assert "Head of Communities" not in told
    assert "Twelve pairs" not in told
    assert (value["area"], "Quillshire" in told) == ("Area 1", False)
    assert value["objectives"][0]["words"] == f"{builders.WORDS} 1"


def test_control_the_groups_own_document_does_name_them(area: build.Group, started: ActionPlan) -> None:
    told = str(Document.objects.of("plan", started.pk).order_by("-requested_at")[0].value)
    assert "Head of Communities" in told
    assert "Quillshire" in told


@pytest.mark.parametrize("chosen", ["partners", "public"])
def test_the_groups_document_says_who_may_read_it(
    area: build.Group, started: ActionPlan, chosen: str
) -> None:
    from actionplans.plan_value import WHO_MAY_READ, plan_value

    assert WHO_MAY_READ["area"] in str(plan_value(started))
    builders.publish(started, area, chosen)
    assert WHO_MAY_READ[chosen] in str(plan_value(started))


def named_in_draft(plan: ActionPlan, seat: Seat) -> None:
    StudyArea.objects.update(may_be_named=True)  # it stands in their names
    Objective.objects.filter(plan=plan).update(text=f"To have {seat.user.full_name} answer calls")


def renamed(seat: Seat, to: str = "Somebody Else") -> None:
    own_account.put_right(seat.user, full_name=to, titles={})


def test_a_new_name_makes_no_words_fit_to_be_published(area: build.Group, started: ActionPlan) -> None:
    """Who is named there is the same person, whatever they are called since."""
    named_in_draft(started, area.tso_officer)
    renamed(area.tso_officer)
    with pytest.raises(NotPossible, match="Objective 1 names somebody, by an earlier name"):
        publishing.choose(started, level="public", by=area.la_lead)
    publishing.choose(started, level="partners", by=area.la_lead)
    renamed(area.tso_officer, "Somebody Yet Other")
    with pytest.raises(NotPossible, match="by an earlier name"):
        publishing.choose(started, level="public", by=area.la_lead)


def test_nor_does_erasing(area: build.Group, started: ActionPlan) -> None:
    named_in_draft(started, area.tso_officer)
    name = str(area.tso_officer.user.full_name)
    erasing.carry_out(asks(area.tso_officer), by=area.coordinator)
    with pytest.raises(NotPossible, match="by an earlier name"):
        publishing.choose(started, level="public", by=area.la_lead)
    kept = NamedWords.objects.get()
    assert name not in str(vars(kept))
    assert len(kept.digest) == 64


def test_a_draft_that_named_somebody_names_them_once_it_is_signed(area: build.Group) -> None:
    plan = builders.accepted(area)
    named_in_draft(plan, area.tso_officer)
    renamed(area.tso_officer)
    plan = ActionPlan.objects.get(pk=plan.pk)
    [blocker] = publishing.blockers(plan, content.lines(plan))
    assert blocker.sentence.startswith("Objective 1 names somebody, by an earlier name.")


def test_other_words_that_name_nobody_go_out(
    area: build.Group, started: ActionPlan, neighbour: build.Group
) -> None:
    named_in_draft(started, area.tso_officer)
    renamed(area.tso_officer)
    Objective.objects.filter(plan=started).update(text="To answer calls")
    publishing.choose(started, level="public", by=area.la_lead)
    assert not NamedWords.objects.filter(area=neighbour.area).exists()
