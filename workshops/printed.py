"""The printed form of a cleared quotation: brackets and ellipses, kept apart from the cleared words (domain R39)."""

from __future__ import annotations

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops import editorial
from workshops.models import ClearedQuote, EditedQuote


@transaction.atomic
def edit(quote: ClearedQuote, *, text: str, revision: int, by: Seat) -> None:
    """Print `quote` as `text`; the cleared words themselves take the printed form away again.

    `revision` is that of the printed form that was read, 0 for none. Raises NotPossible when `text` changes more than
    brackets and ellipses, revisions.Conflict when a colleague saved first.
    """
    require(by, Permission.EDIT_QUOTE, area_id=quote.point.note.area_id)
    # Locked, so that nobody edits what is being withdrawn, and two first edits are one after the other.
    locked = ClearedQuote.objects.select_for_update(of=("self",)).filter(pk=quote.pk).first()
    if locked is None:
        raise NotPossible("This quotation was withdrawn meanwhile.")
    if reason := editorial.why_not_printed(text, cleared=locked.text):
        raise NotPossible(reason)
    facts = {"text": text, "edited_at": clock.now(), "edited_by": by}
    there = EditedQuote.objects.filter(quote=locked).first()
    if there is not None:
        revisions.swap(there, revision=revision, **facts)
    elif text != locked.text:
        EditedQuote.objects.create(quote=locked, **facts)
    history.record(by, "quotation printed otherwise", subject=quote.pk)
