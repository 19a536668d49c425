"""Pages that everyone may read, signed in or not: help, privacy, accessibility, who can see what, printed plans."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from partnerships import readers
from partnerships.models import Role
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS, Permission
from pipd.kit import documents

app_name = "pages"

# Listed one by one, because a role that works behind the scenes is of no interest to a reader.
READERS = [
    Role.PARTICIPANT,
    Role.SUBSTITUTE,
    Role.FACILITATOR,
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
    Role.ANALYST,
    Role.SPONSOR,
    Role.REGISTER,
]
LONGEST_TYPED = 60  # characters of a fingerprint as people type it, with room for spaces
LEADS = "Sector lead or deputy, besides"
NAMES = {Role.SUBSTITUTE: "Substitute, for the one session they stand in at"}


@method_decorator(login_not_required, name="dispatch")
class Page(TemplateView):
    """One public page of words."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True


class WhoCanSee(Page):
    """The very table that the program obeys, so that the page cannot say anything else."""

    template_name = "pages/who_can_see.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(seen=readers.rows(), roles=roles_and_acts(), **kwargs)


class CheckPrint(Page):
    """Whether a printed copy is current: says one word of a fingerprint, and nothing of whose plan it is."""

    template_name = "pages/check_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("fingerprint", "").strip()[:LONGEST_TYPED]
        standing = documents.standing(typed) if typed else ""
        return super().get_context_data(typed=typed, standing=standing, **kwargs)


class Privacy(Page):
    """The privacy notice, which names whoever learns anything from this server."""

    template_name = "pages/privacy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = urlsplit(settings.LEAKED_PASSWORDS_URL).hostname
        return super().get_context_data(leaked_passwords_at=asked, **kwargs)


def roles_and_acts() -> list[dict[str, Any]]:
    """Each role with what it may do in words, in the order in which the permissions are declared."""
    rows = [(NAMES.get(role, role.label), ROLE_PERMISSIONS.get(role, frozenset())) for role in READERS]
    rows.insert(1, (LEADS, LEAD_PERMISSIONS))
    return [
        {"role": label, "acts": [permission.value for permission in Permission if permission in allowed]}
        for label, allowed in rows
    ]


urlpatterns = [
    path("help/", Page.as_view(template_name="pages/help.html"), name="help"),
    path("privacy/", Privacy.as_view(), name="privacy"),
    path("accessibility/", Page.as_view(template_name="pages/accessibility.html"), name="accessibility"),
    path("who-can-see/", WhoCanSee.as_view(), name="who-can-see"),
    path("check-a-printed-plan/", CheckPrint.as_view(), name="check-print"),
]
