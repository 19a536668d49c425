"""Requests and complaints about personal data: made by the person, answered by a coordinator within a month."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import Http404

from partnerships import post_requests
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Seat, User
from partnerships.of_account import NO_PROGRAMME, first_programme, last_seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, log, workdays
from pipd.kit.references import new_reference
from pipd.kit.wording import long_date

State = DataRequest.State
# To take a request back is whoever asked's own act, and needs no permission.
MOVES: dict[tuple[str, str], Permission] = {(State.OPEN, State.ANSWERED): Permission.ANSWER_DATA_REQUESTS}

MOST_OPEN = 10  # of one person at a time
TOO_MANY = "Ten of your requests wait for an answer. Wait for one of them before you ask again."
NOT_OWN = "Somebody else answers what you have asked yourself."
ANSWERED = "This request is answered already."
WITHDRAWN = "Whoever asked has taken this request back."
HOW_RECKONED = (
    "One calendar month from the day on which we have it. Where the month ends on a weekend or a bank holiday, it is "
    "the next working day."
)


def due(asked_on: date) -> date:
    """The last day for the answer: the same day of the next month, or its last; rolled on to a working day.

    Where nobody knows the bank holidays any more, the day itself: it is the earlier one.
    """
    day = workdays.months_after(asked_on, 1)
    try:
        return workdays.add_wd(day, 0)
    except workdays.CalendarRunsOut:
        return day


@transaction.atomic
def ask(user: User, *, kind: str, words: str) -> DataRequest:
    """Keep what `user` asks of their own data, and send the receipt. The same words again are the same request.

    Raises NotPossible while too many wait already, and where there is no programme whose coordinators could answer.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # presses at the same moment come one by one
    waiting = list(DataRequest.objects.open().filter(person=user))
    if again := next((one for one in waiting if (one.kind, one.words) == (kind, words)), None):
        return again
    if len(waiting) >= MOST_OPEN:
        raise NotPossible(TOO_MANY)
    seat = last_seat(user)
    programme = seat.programme if seat else first_programme()
    if programme is None:
        raise NotPossible(NO_PROGRAMME)
    request = DataRequest.objects.create(
        programme=programme,
        person=user,
        kind=kind,
        words=words,
        reference=new_reference(),
        made_at=clock.now(),
        due_on=due(clock.today()),
    )
    _note(request, "data request made", seat)
    post_requests.received(request)
    return request


@transaction.atomic
def answer(request: DataRequest, words: str, *, by: Seat) -> None:
    """Answer `request`. Whoever asked is mailed that they can read it.

    Raises NotPossible for what is answered or taken back already, and for one's own request.
    """
    settle(hold(request, by=by), words, by=by)


def hold(request: DataRequest, *, by: Seat) -> DataRequest:
    """The request as it stands, locked, for somebody who may answer it now: before anything else is locked.

    Raises what `answer` does.
    """
    stored = _locked(request)
    require(by, MOVES[State(stored.state), State.ANSWERED])
    if by.programme_id != stored.programme_id or by.user_id == stored.person_id:
        raise NotPossible(NOT_OWN)
    return stored


def settle(stored: DataRequest, words: str, *, changed: str = "", tell: bool = True, by: Seat) -> None:
    """Answer a request that is held, after all that is done for it, since the log is locked last.

    The mail says what was `changed`, if anything was; without `tell` there is none.
    """
    stored.state, stored.answer = State.ANSWERED, words
    stored.answered_at, stored.answered_by = clock.now(), by
    stored.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    _note(stored, "data request answered", by)
    if tell:
        post_requests.answered(stored, changed)


@transaction.atomic
def take_back(request: DataRequest, *, by: User) -> None:
    """Take back what `by` asked. Raises NotPossible for what is answered, Http404 for what somebody else asked."""
    stored = _locked(request)
    if stored.person_id != by.pk:
        raise Http404
    DataRequest.objects.filter(pk=stored.pk).update(state=State.WITHDRAWN)
    seat = Seat.objects.filter(user=by, programme=stored.programme_id).order_by("-started_on", "id").first()
    _note(stored, "data request taken back", seat)


def _locked(request: DataRequest) -> DataRequest:
    stored = DataRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if stored.state == State.ANSWERED:
        raise NotPossible(ANSWERED)
    if stored.state == State.WITHDRAWN:
        raise NotPossible(WITHDRAWN)
    return stored


def said(request: DataRequest) -> str:
    """What whoever asked reads at once. A complaint is acknowledged by it: the law gives 30 days for that."""
    what = "complaint" if request.is_complaint else "request"
    acknowledged = f" It is acknowledged today, {long_date(request.made_at)}." if request.is_complaint else ""
    by = long_date(request.due_on)
    return f"We have your {what}. Your reference is {request.reference}.{acknowledged} You have an answer by {by}."


def _note(request: DataRequest, verb: str, seat: Seat | None) -> None:
    """In the programme's log, not an area's: it is between the person and the coordinators. Without words."""
    role = seat.role if seat else "person"
    actor = seat.pk if seat else None
    chain = str(request.programme_id)
    log.record(chain, verb, subject=request.pk, actor=actor, role=role, facts={"kind": str(request.kind)})
