"""Cleared statements of all areas, for analysts: a list to narrow and to search, and the same as a table."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from partnerships.access import ProgrammePage
from partnerships.permissions import Permission
from partnerships.words import sector_name, sectors_in_order
from pipd.kit import clock
from pipd.kit.tables import csv_file
from workshops import across

PER_PAGE = 25


class StatementList(ProgrammePage):
    """Cleared statements area by area, a page at a time, with how many there are."""

    permission = Permission.READ_ACROSS
    template_name = "across/statements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by = across.chosen(self.request.GET.dict())
        page = Paginator(across.rows(self.programme, by), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            section="statements",
            page=page,
            statements=across.statements(self.programme, page.object_list),
            by=by,
            query=across.query(by),
            choices=across.filters(self.programme, by),
            today=clock.today(),
            **kwargs,
        )


class StatementTable(ProgrammePage):
    """The same, all of it, as a file for a spreadsheet."""

    permission = Permission.READ_ACROSS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by = across.chosen(request.GET.dict())
        found = across.statements(self.programme, across.rows(self.programme, by))
        sides = [sector_name(self.programme, sector) for sector in sectors_in_order(self.programme)]
        head = ["Area", "Session", "Statement", "Topic", "Kind", "Words", "Held by", *sides]
        rows = [
            (
                one.code,
                one.session,
                one.number,
                one.topic,
                one.kind,
                one.text,
                one.held,
                *(held for _, held in one.positions),
                "\n".join(f"{sector}: {text}" for sector, text in one.views),
                "\n".join(one.quotes),
            )
            for one in found
        ]
        name = f"cleared-statements-{clock.today().isoformat()}.csv"
        return HttpResponse(
            csv_file([*head, "Differing views", "Quotations"], rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
