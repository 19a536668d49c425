"""The people, the notes and the clock of the state machine, and what was refused."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from partnerships.membership import NotPossible
from pipd.kit import clock
from pipd.kit.revisions import Conflict
from tests import build
from tests.conftest import BASE_MOMENT
from workshops.clearance import (
    circulating,
)
from workshops.clearance.working import (
    CirculatedPoint,
    NoteVersion,
)

REFUSALS = (NotPossible, PermissionDenied, Http404, Conflict)
PEOPLE = st.integers(0, 7)  # three and two who were there, one who was not, two facilitators
PICK = st.integers(0, 5)
CHANGES: list[dict[str, Any]] = [
    {"is_removal": True},
    {"position_la": "mixed"},
    {"kind": "fact", "label": "wording"},
]
STEPS: dict[str, int] = {}


class Setting(RuleBasedStateMachine):
    """One area, sessions 1 and 2 held, and everybody who may or may not touch their notes."""

    @initialize()
    def begin(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        clock.set_to(BASE_MOMENT)
        self.group = build.group(la=5, tso=5)
        self.workshops = [build.delivered(self.group, n, la=3, tso=2) for n in (1, 2)]
        for workshop in self.workshops:
            build.write_up(self.group, workshop, ["First statement", "Second statement"])
        circulating.circulate(self.workshops[0], by=self.group.facilitator)
        self.frozen: dict[Any, list[str]] = {}
        self.gone: set[Any] = set()
        self.held: dict[Any, bool] = {}
        self.silent: set[Any] = set()  # seats whose holder took their consent back

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)
        clock.set_to(None)

    # Who, what, whether it was refused

    def seat(self, who: int) -> build.Seat:
        group = self.group
        return [*group.la[:3], *group.tso[:2], group.tso[4], *group.facilitators][who]

    def session(self, n: int) -> build.Workshop:
        return build.Workshop.objects.select_related("area__programme").get(pk=self.workshops[n % 2].pk)

    def attempt(self, act: Any, *args: Any, **kwargs: Any) -> bool:
        STEPS["taken"] = STEPS.get("taken", 0) + 1
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except REFUSALS:
            return False
        STEPS["done"] = STEPS.get("done", 0) + 1
        return True

    def shown(self, workshop: build.Workshop) -> list[CirculatedPoint]:
        version = NoteVersion.objects.filter(note__workshop=workshop).order_by("-number").first()
        return list(CirculatedPoint.objects.filter(version=version).order_by("number")) if version else []
