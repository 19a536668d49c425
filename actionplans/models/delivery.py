"""Who leads an action, by when, its measure and how it goes: all outside the signed words (domain I-30)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Max, Q

from actionplans.models import rag as rules
from actionplans.models.items import Action
from actionplans.models.plans import ActionPlan
from actionplans.models.rag import DUE_SOON, ENDED, Fact, Rag, Status
from partnerships.models import Seat, Sector
from pipd.kit import clock, workdays
from pipd.kit.models import Row, both_or_neither
from pipd.kit.wording import listed

__all__ = ["DUE_SOON", "ENDED", "Delivery", "Dependency", "Fact", "ProgressUpdate", "Rag", "Status"]
NO_WORRY = "it is not late, and nothing holds it up"


class DeliveryQuerySet(models.QuerySet):
    """Which deliveries are open, late, or of a plan that goes on."""

    def open(self) -> DeliveryQuerySet:
        return self.exclude(status__in=ENDED)

    def of_live_plans(self) -> DeliveryQuerySet:
        """Those that go on now: of a plan in progress, or carried over into a version that awaits its start."""
        started = Q(action__objective__plan__state=ActionPlan.State.IN_PROGRESS)
        return self.filter(started | Q(action__objective__plan__state=ActionPlan.State.AGREED, goes_on=True))

    def overdue(self, on: date) -> DeliveryQuerySet:
        """Open and due before the day `on` (domain 3H)."""
        return self.open().filter(due_on__lt=on)


class Delivery(Row):
    """How one agreed action is delivered. One row for each action, made when the plan is agreed."""

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="delivery")
    lead_la = models.CharField(max_length=120, blank=True)
    lead_la_seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_tso = models.CharField(max_length=120, blank=True)
    lead_tso_seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # How to reach them: an owner may have no account here.
    contact_la = models.CharField(max_length=200, blank=True)
    contact_tso = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    resources = models.CharField(max_length=300, blank=True)
    cost = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)  # pounds
    measure = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED)
    rag = models.CharField(max_length=5, choices=Rag, blank=True)
    rag_note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    # It was under way in the version before, so it waits for no start of this one (docs/decisions/0013).
    goes_on = models.BooleanField(default=False)
    # What one sector proposed and the other's lead has yet to acknowledge (domain I-30, I-34).
    proposed_due_on = models.DateField(null=True, blank=True)
    proposed_status = models.CharField(max_length=12, choices=Status, blank=True)
    proposed_note = models.CharField(max_length=300, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="delivery_due_after_start",
                violation_error_message="The due date must be on or after the start.",
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0),
                name="delivery_cost_not_negative",
                violation_error_message="A cost is nothing or more.",
            ),
            models.CheckConstraint(
                condition=Q(rag="") | ~Q(status__in=["complete", "stopped", "transferred"]),
                name="delivery_rag_only_while_open",
                violation_error_message="Only open actions carry a colour.",
            ),
            models.CheckConstraint(
                condition=~Q(rag__in=["amber", "red"]) | ~Q(rag_note=""),
                name="delivery_amber_and_red_say_why",
                violation_error_message="Amber and red need a note.",
            ),
            models.CheckConstraint(
                condition=Q(proposed_at=None, proposed_by=None, proposed_due_on=None, proposed_status="")
                | (
                    Q(proposed_at__isnull=False, proposed_by__isnull=False)
                    & (Q(proposed_due_on__isnull=False) | ~Q(proposed_status=""))
                ),
                name="delivery_proposed_at_and_by",
                violation_error_message="A proposal has a moment, a person and something proposed, or none of these.",
            ),
        ]

    def __str__(self) -> str:
        return f"Delivery of {self.action_id}"

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def is_under_way(self) -> bool:
        """Whether delivery of this action has started, with its plan or with the version before."""
        state = self.action.objective.plan.state
        return state == ActionPlan.State.IN_PROGRESS or (self.goes_on and state == ActionPlan.State.AGREED)

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < clock.today()

    @property
    def is_due_soon(self) -> bool:
        """Due within ten working days and not overdue (domain 3H)."""
        today = clock.today()
        last = workdays.add_wd(today, DUE_SOON)
        return self.is_open and self.due_on is not None and today <= self.due_on <= last

    @property
    def waits_for(self) -> list[Delivery]:
        """The deliveries of the actions that this one waits for (domain I-33)."""
        return [link.needs.delivery for link in self.action.needs.all()]

    @property
    def last_word_on(self) -> date | None:
        """The day somebody last said how it goes, else the day delivery began; None before that."""
        told = self._told_last()
        return told.astimezone(clock.LONDON).date() if told else self.action.objective.plan.began_on

    def _told_last(self) -> datetime | None:
        """As content.lines has read it for all actions at once, else asked for."""
        read = vars(self.action)
        return read["told_last"] if "told_last" in read else self.updates.aggregate(at=Max("told_at"))["at"]

    @property
    def is_stale(self) -> bool:
        """Whether nobody has said a word on it for a review interval, while delivery runs (domain 3H)."""
        plan = None if self._state.adding else self.action.objective.plan
        if plan is None or not self.is_open or plan.state != ActionPlan.State.IN_PROGRESS:
            return False
        return bool(self.last_word_on and clock.today() > rules.next_word_by(self.last_word_on))

    @property
    def worries(self) -> tuple[Fact, ...]:
        """The facts that give an open action its colour (domain I-32)."""
        if not self.is_open:
            return ()
        needed = [] if self._state.adding else self.waits_for
        begun = self.status not in (Status.NOT_STARTED, Status.DEFERRED)
        true = {
            Fact.OVERDUE: self.is_overdue,
            Fact.BLOCKED: self.status == Status.BLOCKED,
            Fact.NEEDS_OVERDUE: any(row.is_overdue for row in needed),
            Fact.NEEDS_BLOCKED: any(row.status == Status.BLOCKED for row in needed),
            Fact.NEEDS_ENDED: any(row.status in (Status.STOPPED, Status.TRANSFERRED) for row in needed),
            Fact.STALE: self.is_stale,
            Fact.NOT_BEGUN: self.is_due_soon and not begun,
        }
        return tuple(fact for fact, holds in true.items() if holds)

    @property
    def shown_rag(self) -> str:
        """The colour people see, on pages and in documents: a lead's where it may stand, else the derived one."""
        return rules.shown(self.status, self.worries, self.rag)

    @property
    def derived_rag(self) -> str:
        """The colour that the facts alone give."""
        return rules.derived(self.status, self.worries)

    @property
    def rag_words(self) -> str:
        """ "Red: off track", or nothing."""
        return str(Rag(self.shown_rag).label) if self.shown_rag else ""

    @property
    def rag_facts(self) -> tuple[str, ...]:
        """The facts behind the colour, in words: ("it is overdue", "something it waits for is blocked")."""
        return tuple(str(fact.label) for fact in self.worries)

    @property
    def rag_because(self) -> str:
        """Why the action carries its colour, in words: the facts, or that a lead set another than theirs."""
        if not self.shown_rag:
            return ""
        if self.rag_is_said:
            other = (
                ""
                if self.derived_rag == self.rag
                else f" By the facts it would be {self.derived_rag or 'none'}."
            )
            return f"A lead set this colour.{other}"
        words = listed(self.rag_facts) or NO_WORRY
        return f"{words[:1].upper()}{words[1:]}."

    @property
    def rag_is_said(self) -> bool:
        """Whether a lead set the colour rather than the facts; `rag_note` then says why."""
        return bool(self.rag) and self.shown_rag == self.rag

    def lead_of(self, sector: str) -> str:
        return self.lead_la if sector == Sector.LA else self.lead_tso

    def contact_of(self, sector: str) -> str:
        return self.contact_la if sector == Sector.LA else self.contact_tso

    def lead_seat(self, sector: str) -> Seat | None:
        return self.lead_la_seat if sector == Sector.LA else self.lead_tso_seat

    def lead_seat_id(self, sector: str) -> object:
        return self.lead_la_seat_id if sector == Sector.LA else self.lead_tso_seat_id


class ProgressUpdate(Row):
    """One word on how an action goes, kept for good."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="updates")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status)
    rag = models.CharField(max_length=5, choices=Rag, blank=True)
    note = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    # Routine progress is entered by one and may be challenged by the other sector (domain I-34).
    challenged_at = models.DateTimeField(null=True)
    challenged_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    challenge = models.TextField(blank=True)

    class Meta:
        ordering = ["-told_at", "id"]
        constraints = [both_or_neither("challenged")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.told_at:%Y-%m-%d}"


class Dependency(Row):
    """That one action waits for another of the same plan. No chain of these comes back to where it began (I-33)."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="needs")
    needs = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="needed_by")

    class Meta:
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "needs"],
                name="dependency_once",
                violation_error_message="The action waits for this one already.",
            ),
            models.CheckConstraint(
                condition=~Q(action=F("needs")),
                name="dependency_not_on_itself",
                violation_error_message="An action cannot wait for itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} waits for {self.needs_id}"
