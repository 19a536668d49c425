"""Candidate areas, the decision about each, and what the selected ones cover."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships import ending, sampling
from partnerships.access import ProgrammeMixin, ProgrammePage
from partnerships.acting import FormAct
from partnerships.forms.sampling import CandidateForm, DecisionForm
from partnerships.models import StudyArea
from partnerships.permissions import Permission
from pipd.kit import clock
from pipd.kit.tables import csv_file

S = StudyArea.State
WHO_SEES = [
    ("Now and later", "The administrator and the coordinator. No group sees why its area was selected."),
    ("Never", "The public. Documents call an area by its number unless it may be named."),
]
SELECTED = "Selected"
# What the tables of the list are called; every other state is one of an area that was selected.
STANDINGS = {
    S.CANDIDATE: "Candidates",
    S.SELECTED: SELECTED,
    S.NOT_PROCEEDED: "Did not proceed",
    S.NOT_SELECTED: "Not selected",
}
TABLE_HEAD = ["Group", "Attribute", "Value", "Selected areas", "Which", "Candidates", "Which"]


class SamplingMixin(ProgrammeMixin):
    """A page of the choice of areas."""

    section = "areas"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "section": self.section,
            "may_select": self.may(Permission.SELECT_AREAS),
            "who_sees": WHO_SEES,
        }
        return super().get_context_data(**{**told, **kwargs})

    def onward(self) -> str:
        return reverse("partnerships:area-list")


class CandidateMixin(SamplingMixin):
    """A page of one area, whatever has become of it. Its address outlasts a new name: a colleague may be typing."""

    @cached_property
    def candidate(self) -> StudyArea:
        rows = StudyArea.objects.filter(programme=self.programme)
        found = get_object_or_404(rows, pk=self.kwargs["candidate"])
        found.programme = self.programme
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"candidate": self.candidate, **kwargs})

    def onward(self) -> str:
        return reverse("partnerships:candidate-detail", kwargs={"candidate": self.candidate.pk})


class AreaList(SamplingMixin, ProgrammePage):
    """All areas of the programme by where they stand."""

    permission = Permission.SEE_SAMPLING
    template_name = "partnerships/areas.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(StudyArea.objects.filter(programme=self.programme))
        found: dict[str, list[StudyArea]] = {words: [] for words in STANDINGS.values()}
        for area in rows:
            found[STANDINGS.get(S(area.state), SELECTED)].append(area)
        return super().get_context_data(
            tables=[(words, areas) for words, areas in found.items() if areas],
            selected=len(found[SELECTED]),
            target=self.programme.target_areas,
            **kwargs,
        )


class CandidateDetail(CandidateMixin, ProgrammePage):
    """One area: its attributes, what is missing, and why it was selected or was not."""

    permission = Permission.SEE_SAMPLING
    template_name = "partnerships/candidate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.candidate
        groups = [
            (group, [(words, sampling.attribute_words(one, name)) for name, words in names.items()])
            for group, names in sampling.ATTRIBUTES.items()
        ]
        is_open = one.state == S.CANDIDATE
        return super().get_context_data(
            groups=groups,
            is_open=is_open,
            missing=sampling.blockers(one) if is_open else [],
            may_end=self.may(Permission.DISCONTINUE_AREA) and not ending.blockers(one),
            **kwargs,
        )


class CandidateAdd(SamplingMixin, FormAct):
    """A new candidate."""

    permission = Permission.SELECT_AREAS
    template_name = "partnerships/programme_form.html"
    form_class = CandidateForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stored": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"heading": "Enter a candidate area", **kwargs})

    def act(self, form: Any) -> str:
        area = sampling.add(self.programme, by=self.seat, **form.cleaned_data)
        return f"{area} is entered as a candidate."


class CandidateEdit(CandidateMixin, FormAct):
    """Change a candidate while nothing is decided."""

    permission = Permission.SELECT_AREAS
    template_name = "partnerships/programme_form.html"
    form_class = CandidateForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stored": True}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.candidate, name) for name in (*sampling.FIELDS, "revision")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"heading": "Change this candidate", "caption": self.candidate.name}
        return super().get_context_data(**{**told, **kwargs})

    def why_not_again(self) -> str:
        return "" if self.candidate.state == S.CANDIDATE else sampling.DECIDED

    def act(self, form: Any) -> str:
        sampling.edit(self.candidate, by=self.seat, **form.cleaned_data)
        return "The candidate is saved."


class Decide(CandidateMixin, FormAct):
    """Select a candidate, or not: either way with a reason."""

    permission = Permission.SELECT_AREAS
    template_name = "partnerships/programme_form.html"
    form_class = DecisionForm
    selecting = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"selecting": self.selecting}

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.candidate.selection_rationale, "revision": self.candidate.revision}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.candidate
        heading = f"{'Select' if self.selecting else 'Do not select'} {one.name}"
        lead = "This cannot be undone: an area that was not selected is entered anew as a candidate."
        told = {"heading": heading, "caption": one.described, "lead": "" if self.selecting else lead}
        return super().get_context_data(**{**told, **kwargs})

    def why_not_again(self) -> str:
        return "" if self.candidate.state == S.CANDIDATE else sampling.DECIDED

    def act(self, form: Any) -> str:
        said = form.cleaned_data
        area = sampling.select(
            self.candidate, rationale=said["reason"], revision=said["revision"], by=self.seat
        )
        return f"{area} is selected, as {area.code}. Its coordinator can begin to recruit."


class DecideAgainst(Decide):
    """Not to select a candidate."""

    selecting = False

    def act(self, form: Any) -> str:
        said = form.cleaned_data
        area = sampling.leave_out(
            self.candidate, reason=said["reason"], revision=said["revision"], by=self.seat
        )
        return f"{area} is not selected."


class Coverage(SamplingMixin, ProgrammePage):
    """Which values of each attribute the selected areas have, and which they have not (R4)."""

    permission = Permission.SEE_SAMPLING
    template_name = "partnerships/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = sampling.sampled(self.programme)
        candidates = sum(area.state == S.CANDIDATE for area in rows)
        return super().get_context_data(
            groups=sampling.coverage(rows),
            selected=len(rows) - candidates,
            candidates=candidates,
            target=self.programme.target_areas,
            today=clock.today(),
            **kwargs,
        )


class CoverageTable(SamplingMixin, ProgrammePage):
    """The same as a file for a spreadsheet."""

    permission = Permission.SEE_SAMPLING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        groups = sampling.coverage(sampling.sampled(self.programme)).items()
        rows = [
            (group, one.words, value.words, *_told(value.selected, "code"), *_told(value.candidates, "name"))
            for group, attributes in groups
            for one in attributes
            for value in one.values
        ]
        name = f"sampling-coverage-{clock.today().isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(
            csv_file(TABLE_HEAD, rows), content_type="text/csv; charset=utf-8", headers=headers
        )


def _told(found: list[StudyArea], by: str) -> tuple[int, str]:
    """How many, and which by their codes or names."""
    return len(found), "; ".join(str(getattr(area, by)) for area in found)
