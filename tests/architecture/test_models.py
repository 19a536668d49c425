"""Every table is classified by whose words it holds, and every moment that has a person has both or neither."""

from __future__ import annotations

import itertools

import pytest
from django.apps import apps
from django.contrib.admin.sites import site as _site  # noqa: F401  importable, and never installed
from django.db import models

# By class of data (trust.md): a new table fails the test until somebody has decided where it belongs.
CLASSES = {
    "identity": {
        "User", "Organisation", "Seat", "Application", "ApplicationWindow", "Consent", "CalendarFeed", "MailOff",
        "EmailAddress", "EmailConfirmation", "Authenticator", "UserSession", "Invitation", "SocialApp",
        "SocialAccount", "SocialToken", "DataRequest", "Erased", "LeadVoice",
    },
    "programme": {
        "Programme", "StudyArea", "Workshop", "Attendance", "Workshop_facilitators", "Recording",
        "GapWaiver", "AreaPaused", "RetentionProposal", "UnevenWording",
    },
    "working": {
        "LoggedPoint", "Note", "NoteVersion", "DraftPoint", "DraftPoint_sources", "CirculatedPoint", "Responder",
        "Answer", "Amendment", "DifferingView", "Countersignature", "Reopening", "Quotation", "CirculatedQuotation",
        "QuotationAnswer", "ViewObjection", "AccessCopy", "Tally",
    },
    "feedback": {"FeedbackGiven", "FeedbackComment", "FeedbackRating"},
    "cleared": {
        "ClearedNote", "Approval", "ClearedPoint", "ClearedQuote", "EditedQuote", "PointWithdrawal", "RemovalRequest",
    },
    "plan": {
        "ActionPlan", "Objective", "Action", "Evidence", "PlanAgreed", "PlanStarted", "Delivery", "ProgressUpdate",
        "Dependency", "PlanPublished", "PlanClosed", "PlanAbandoned", "Asking", "Support", "Comment", "NoResponse",
        "PlanReview", "PlanReview_present", "Endorsement", "PartnershipLink", "NamedWords",
    },
    "register": {"Partnership", "PartnershipMember", "ClosureChecklist", "PartnershipClosed"},
    "kit": {"LogChain", "LogEntry", "Document", "DocumentFile", "DocumentUse", "OutgoingMail", "Presence"},
    "framework": {"Session", "ContentType", "Permission", "Group", "Group_permissions"},
}  # fmt: skip
OURS = ["pipd", "kit", "partnerships", "workshops", "actionplans"]
NO_PAIR = {"created_at"}


def all_models() -> list[type[models.Model]]:
    return apps.get_models(include_auto_created=True)


def our_models() -> list[type[models.Model]]:
    return [m for m in all_models() if m._meta.app_label in OURS]


def test_every_model_is_classified():
    listed = set(itertools.chain(*CLASSES.values()))
    names = {m.__name__ for m in all_models()}
    through = {n for n in names if "_" in n and n.split("_")[0] in listed}
    assert sorted(names - listed - through) == []


def test_no_model_is_classified_twice():
    listed = list(itertools.chain(*CLASSES.values()))
    assert len(listed) == len(set(listed))


def pairs_of(model: type[models.Model]) -> list[str]:
    """What stands before _at where there is a _by as well."""
    names = {f.name for f in model._meta.local_fields}
    return sorted(n.removesuffix("_at") for n in names if n.endswith("_at") and f"{n[:-3]}_by" in names)


def optional_pairs() -> list[tuple[type[models.Model], str]]:
    found = [(m, what) for m in our_models() for what in pairs_of(m)]
    return [
        (m, w) for m, w in found if m._meta.get_field(f"{w}_at").null or m._meta.get_field(f"{w}_by").null
    ]


def truth(q: object, given: dict[str, bool]) -> bool | None:
    """Whether condition `q` holds when all we know is which fields in `given` are filled; None: it depends."""
    if isinstance(q, tuple):
        field, _, lookup = q[0].partition("__")
        if field not in given or lookup not in {"", "isnull"} or (not lookup and q[1] is not None):
            return None
        empty_is_true = lookup == "" or q[1] is True
        return given[field] != empty_is_true
    parts = [truth(child, given) for child in q.children]
    if q.connector == models.Q.AND:
        value = False if False in parts else None if None in parts else True
    else:
        value = True if True in parts else None if None in parts else False
    return value if value is None or not q.negated else not value


def holds_together(model: type[models.Model], what: str) -> bool:
    """Whether constraints of `model` refuse `what`_at without `what`_by and the reverse."""
    checks = [c.condition for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    halves = [{f"{what}_at": at, f"{what}_by": not at} for at in (True, False)]
    return all(any(truth(check, half) is False for check in checks) for half in halves)


@pytest.mark.parametrize(("model", "what"), optional_pairs(), ids=str)
def test_a_moment_and_its_person_are_both_given_or_neither(model, what):
    assert holds_together(model, what)


def test_control_pairs_are_found():
    found = {(m.__name__, what) for m, what in optional_pairs()}
    assert {("Workshop", "delivered"), ("DraftPoint", "removed"), ("Amendment", "decided")} <= found


def test_control_a_pair_without_its_constraint_is_caught():
    assert not holds_together(apps.get_model("workshops", "Workshop"), "starts")


def test_required_pairs_are_required_on_both_sides():
    halves = [
        (m.__name__, w)
        for m, w in optional_pairs()
        if m._meta.get_field(f"{w}_at").null != m._meta.get_field(f"{w}_by").null
    ]
    assert halves == []


def test_the_admin_is_not_installed():
    assert [a.name for a in apps.get_app_configs() if "admin" in a.name] == []


def test_every_check_constraint_has_a_name_of_its_own():
    names = [c.name for m in our_models() for c in m._meta.constraints]
    assert sorted(names) == sorted(set(names))


def test_every_constraint_says_in_words_what_is_wrong():
    constraints = [c for m in our_models() for c in m._meta.constraints]
    assert [
        c.name for c in constraints if c.violation_error_message == c.default_violation_error_message
    ] == []


@pytest.mark.parametrize(
    "model", [m for m in our_models() if not m._meta.auto_created], ids=lambda m: m.__name__
)
def test_every_row_says_what_it_is_without_words_of_people(model):
    """Rows are printed in logs and errors: __str__ must not read a text field."""
    texts = [f.name for f in model._meta.local_fields if isinstance(f, models.TextField | models.JSONField)]
    code = model.__str__.__code__.co_names
    assert [name for name in texts if name in code] == []
