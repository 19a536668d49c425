"""What stands at the foot of every mail: who runs this, and who could read it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from partnerships.models import Programme
from pipd.kit import mail


def letterhead(chain: str) -> dict[str, Any]:
    """The lines that every message of the area or programme `chain` carries."""
    own = Programme.objects.filter(Q(pk=chain) | Q(areas__pk=chain)).first() if chain else None
    programme = own or Programme.objects.order_by("pk").first()
    if programme is None:
        return {"run_by": ""}
    run_by = f"Run by {programme.run_by}; readable by {programme.readable_by}."
    return {"run_by": run_by, "settings_link": mail.link(reverse("mail-choices"))}
