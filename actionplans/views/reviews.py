"""Reviews of the plan: the list, one review, writing it down, moving its date, confirming it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404

from actionplans import reviewing
from actionplans.forms.reviews import ReviewDateForm, ReviewForm
from actionplans.models import PlanReview
from actionplans.review_value import review_value
from actionplans.since import Change, changes_since
from actionplans.views.base import PlanAct, PlanForm, PlanMixin, PlanPage
from partnerships.permissions import Permission
from pipd.kit import clock
from pipd.kit import documents as kit
from pipd.kit.fields import revision_in
from pipd.kit.wording import long_date


class ReviewMixin(PlanMixin):
    """A page about reviews. Until both sectors stand by it, what was written down is for the group (domain 3K)."""

    of_delivery = True
    permission = Permission.READ_PLAN

    @cached_property
    def review(self) -> PlanReview:
        found = reviewing.reviews_of(self.plan).filter(pk=self.kwargs["review"]).first()
        if found is None or self.plan.is_draft:
            raise Http404
        if found.confirmed_at is None:
            found.plan = self.plan
        return found

    def onward(self) -> str:
        return self.address("review-detail", review=self.kwargs["review"])

    @property
    def may_hold(self) -> bool:
        return self.may(Permission.HOLD_REVIEW) and self.plan.state == self.plan.State.IN_PROGRESS

    def may_read(self, review: PlanReview) -> bool:
        return review.confirmed_at is not None or self.may(Permission.SEE_DRAFT_PLAN)

    def changes(self, review: PlanReview) -> tuple[str, list[Change]]:
        """Since when, in words, and what changed of the plan until `review` was held, or until now."""
        earlier = [r for r in reviewing.reviews_of(self.plan) if r.number < review.number and r.held_on]
        start = reviewing.start_of(self.plan)
        day = earlier[-1].held_on if earlier else start
        if day is None:
            return "", []
        since = f"the review of {long_date(day)}" if earlier else f"delivery started on {long_date(day)}"
        until = clock.local(review.held_on, 23, 59) if review.held_on else None
        moment = clock.local(day, 23, 59) if earlier else clock.local(day, 0)
        return since, changes_since(self.plan, moment, until=until)


class ReviewList(ReviewMixin, PlanPage):
    """Every review, the one that is due first."""

    template_name = "actionplans/reviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.plan.is_draft:
            raise Http404
        rows = list(reviewing.reviews_of(self.plan))
        coming = next((row for row in rows if row.confirmed_at is None), None)
        return super().get_context_data(
            coming=coming,
            held=[row for row in reversed(rows) if row.confirmed_at],
            under_review=reviewing.is_under_review(self.plan, coming),
            may_hold=self.may_hold,
            may_confirm=coming is not None and self.may_hold and reviewing.may_confirm(coming, self.seat),
            **kwargs,
        )


class ReviewDetail(ReviewMixin, PlanPage):
    """One review: when, who, lessons, what changes; and what the plan's own record says changed since the last."""

    template_name = "actionplans/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.review
        since, changes = self.changes(review)
        reads = self.may_read(review)
        return super().get_context_data(
            review=review,
            reads=reads,
            present=list(review.present.select_related("user")) if reads and review.written_at else [],
            since=since,
            changes=changes,
            has_report=review.confirmed_at is not None and self.may(Permission.DOWNLOAD_PLAN),
            may_hold=self.may_hold and review.confirmed_at is None,
            may_confirm=self.may_hold and reviewing.may_confirm(review, self.seat),
            **kwargs,
        )


class ReviewRead(ReviewMixin, PlanPage):
    """The page with the same content as the report, for whoever may have that. Of what both sectors confirmed."""

    permission = Permission.DOWNLOAD_PLAN
    template_name = "actionplans/review_read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.review
        if review.confirmed_at is None:
            raise Http404
        review.plan.area = self.area
        value = review_value(review)
        mark = kit.fingerprint(kit.digest_of(value))
        told = {"review": review, "document": kit.plain(value), "fingerprint": mark}
        return super().get_context_data(**told, **kwargs)


class ReviewFormPage(ReviewMixin, PlanForm):
    """A form about a review that both sectors do not stand by yet."""

    permission = Permission.HOLD_REVIEW

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"review": self.review, **kwargs})

    def must_be_open(self) -> None:
        """Raises Http404 once both sectors stand by it, or where the plan is not in progress."""
        if self.review.confirmed_at is not None or not self.may_hold:
            raise Http404


class ReviewWrite(ReviewFormPage):
    """Write down, or correct, what was said."""

    template_name = "actionplans/review_write.html"
    form_class = ReviewForm

    def get_form_kwargs(self) -> dict[str, Any]:
        people = reviewing.could_be_there(self.plan)
        return super().get_form_kwargs() | {"programme": self.area.programme, "people": people}

    def get_initial(self) -> dict[str, Any]:
        self.must_be_open()
        names = ("held_on", "lessons", "changes", "revision")
        present = [str(pk) for pk in self.review.present.values_list("pk", flat=True)]
        return {name: getattr(self.review, name) for name in names} | {"present": present}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        since, changes = self.changes(self.review)
        return super().get_context_data(
            **{"since": since, "changes": changes, "run_by_shown": False, **kwargs}
        )

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        present = [UUID(key) for key in told.pop("present")]
        reviewing.write_down(self.review, present=present, by=self.seat, **told)
        return "It is written down. The other sector’s lead is asked to confirm it."


class ReviewMove(ReviewFormPage):
    """Set another day."""

    template_name = "actionplans/review_move.html"
    form_class = ReviewDateForm

    def get_initial(self) -> dict[str, Any]:
        self.must_be_open()
        return {"due_on": self.review.due_on, "revision": self.review.revision}

    def act(self, form: Any) -> str:
        reviewing.move_date(self.review, by=self.seat, **form.cleaned_data)
        return f"The review is on {long_date(self.review.due_on)} now."


class ReviewConfirm(ReviewMixin, PlanAct):
    """Stand by what the other sector wrote down."""

    permission = Permission.HOLD_REVIEW

    def act(self) -> str:
        read = revision_in(self.request.POST.get("revision"))
        reviewing.confirm(self.review, revision=read, by=self.seat)
        return "It is the record of both sectors now. The next review is planned."
