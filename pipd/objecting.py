"""An objection that is heeded: what can be stopped at once is, and the answer says what."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from partnerships import data_requests, history, locks, mail_choices
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Seat
from workshops import erase as from_sessions

MAIL, QUOTATIONS = "mail", "quotations"
STOPS = {
    MAIL: "Mail that they can do without: from now on they get none",
    QUOTATIONS: "Being quoted: every quotation of theirs is withdrawn, for good",
}
NOT_AN_OBJECTION = "They have not objected to anything here."


@transaction.atomic
def heed(request: DataRequest, *, stop: Collection[str], answer: str, by: Seat) -> int:
    """Stop what `stop` names for whoever made `request`, and answer it; how many quotations were withdrawn.

    Raises NotPossible for another kind of request, and what `data_requests.answer` does.
    """
    stored = data_requests.hold(request, by=by)
    if stored.kind != DataRequest.Kind.OBJECT:
        raise NotPossible(NOT_AN_OBJECTION)
    person = locks.whole_person(request.person, notes=from_sessions.hold)
    quotations = from_sessions.unquote(person, by=by) if QUOTATIONS in stop else 0
    if MAIL in stop:
        mail_choices.choose(person, [])
    data_requests.settle(stored, answer, by=by)
    facts = {"mail": MAIL in stop, "quotations": quotations}
    history.record(by, "objection heeded", subject=request.pk, facts=facts)
    return quotations
