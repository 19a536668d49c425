"""What has been kept long enough, and the button that deletes it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from partnerships import retention
from partnerships.access import ProgrammeMixin
from partnerships.acting import PagePress
from partnerships.permissions import Permission
from pipd.kit.wording import count


class Retention(ProgrammeMixin, PagePress):
    """Counts first; deleting is a press, and cannot be undone."""

    permission = Permission.KEEP_RETENTION
    template_name = "partnerships/retention.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        due = retention.due(self.programme)
        return super().get_context_data(section="requests", due=due, months=retention.MONTHS, **kwargs)

    def act(self) -> str:
        gone = retention.delete(self.programme, by=self.seat)
        return f"{count(gone.total, 'application')} deleted for good."

    def onward(self) -> str:
        return reverse("partnerships:retention")
