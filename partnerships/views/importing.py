"""Entering applications that came on paper or in a spreadsheet: choose a file, read what is said of it, then add."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView
from django.views.generic.base import View

from partnerships import importing
from partnerships.acting import ActView
from partnerships.forms.importing import FileForm
from partnerships.import_columns import columns
from partnerships.import_reading import MOST
from partnerships.import_templates import TYPES, about, template
from partnerships.importing import Changed, Report
from partnerships.membership import NotPossible
from partnerships.permissions import Permission
from partnerships.views.recruiting import RecruitMixin
from pipd.kit.wording import count

BOX = "#id_file"
SHOWN = 30  # errors in the summary at the top; each row says its own below
WHO_SEES = [
    ("Now", "You alone. The file is not kept, and nothing is added before you press the button."),
    (
        "Once added",
        "You and the facilitators of this area. Each applicant sees their own, by a link we mail them.",
    ),
    ("Never", "The other applicants, the group, sponsors and the public."),
]


class ApplicationImport(RecruitMixin, ActView, TemplateView):
    """Two steps on one address: what was checked goes to the page and comes back from it, and no file is kept."""

    permission = Permission.ENTER_APPLICATIONS
    template_name = "partnerships/application_import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.area.programme
        told = {
            "form": FileForm(),
            "why_not": importing.why_not(self.area),
            "columns": [about(column, programme) for column in columns(programme)],
            "most": MOST,
            "who_sees": WHO_SEES,
        }
        return super().get_context_data(**{**told, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.enter() if request.POST.get("step") == "add" else self.look()
        except Changed as changed:
            return self.show(changed.report, status=409, above=[{"href": "", "text": str(changed)}])
        except NotPossible as refusal:
            errors = [{"href": "", "text": reason} for reason in refusal.reasons]
            return self.render_to_response(self.get_context_data(errors=errors), status=409)

    def look(self) -> HttpResponse:
        form = FileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.show(importing.dry_run(self.area, form.cleaned_data["file"], by=self.seat))

    def show(self, report: Report, *, status: int = 200, above: Collection[dict] = ()) -> HttpResponse:
        """What is wrong with the file, on the page to choose another; or what would come of each of its rows."""
        errors = [*above, *({"href": BOX, "text": fault} for fault in report.faults)]
        if report.rows:
            self.template_name = "partnerships/application_import_report.html"
            errors += _summary(report)
        return self.render_to_response(self.get_context_data(report=report, errors=errors), status=status)

    def enter(self) -> HttpResponse:
        number = importing.add(self.area, self.request.POST.get("sealed", ""), by=self.seat)
        verb = "is" if number == 1 else "are"
        return self.done(f"{count(number, 'application')} {verb} added. Each applicant is told by email.")

    def onward(self) -> str:
        return self.address()


def _summary(report: Report) -> list[dict[str, str]]:
    """The faults of the rows for the top of the page, each leading to the box for a better file; of many the first."""
    found = [f"Row {row.number}. {words}" for row in report.wrong for words in row.wrong]
    more = len(found) - SHOWN
    said = [*found[:SHOWN], *([f"And {count(more, 'more problem')} below."] if more > 0 else [])]
    return [{"href": BOX, "text": words} for words in said]


class ApplicationTemplate(RecruitMixin, View):
    """The file to fill in, as a workbook or as CSV."""

    permission = Permission.ENTER_APPLICATIONS
    kind = "xlsx"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        headers = {"Content-Disposition": f'attachment; filename="applications.{self.kind}"'}
        return HttpResponse(template(self.area, self.kind), content_type=TYPES[self.kind], headers=headers)
