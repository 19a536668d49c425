"""What stands at the foot of every mail: who runs this, who could read it, and whom to ask, where answers go too."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from partnerships.models import Programme
from partnerships.of_account import first_programme
from pipd.kit import mail


def letterhead(chain: str) -> dict[str, Any]:
    """The lines that every message of the area or programme `chain` carries."""
    programme = _programme(chain)
    if programme is None:
        return {"run_by": ""}
    return {
        "run_by": f"Run by {programme.run_by}; readable by {programme.readable_by}.",
        "questions": programme.contact_words,
        "phone": programme.contact_phone,
        "settings_link": mail.link(reverse("mail-choices")),
    }


def reply_to(chain: str = "") -> list[str]:
    """Where an answer to a message of `chain` goes: the contact of its programme, or nowhere."""
    programme = _programme(chain)
    return [programme.contact_email] if programme and programme.contact_email else []


def _programme(chain: str) -> Programme | None:
    own = Programme.objects.filter(Q(pk=chain) | Q(areas__pk=chain)).first() if chain else None
    return own or first_programme()
