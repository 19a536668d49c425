"""Consents given and taken back. Each is of one kind and one wording, and stands until withdrawn.

`keep` is the one door: nothing else makes a consent. What was agreed to before the words changed goes on meaning what
it said, until its person agrees to the newer ones or takes it back (docs/decisions/0029).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from partnerships import history
from partnerships.consent_words import in_force, is_former
from partnerships.membership import stand_still_without
from partnerships.models import Consent, Seat
from partnerships.permissions import Permission, require, require_still
from partnerships.refusals import NotPossible
from pipd.kit import clock

ONLY_THEY = "took it back themselves, so only they can give it again, on their own page."
OWN_ACT = "People consent, and take consent back, by their own act."
OTHER_WORDS = "The words have changed since this page was made. Read them as they are now before you agree."
E = Consent.Ended
OF_ITSELF = Q(
    withdrawn_channel__in=[E.SEAT, E.WORDS]
)  # ended without anybody's taking it back: theirs to do still
TOLD = (Consent.Channel.SPOKEN, Consent.Channel.PAPER)  # how somebody tells a facilitator


def _needed(kind: str) -> Permission:
    """A substitute says whether they may be recorded, and nothing else beside their one session."""
    return Permission.CONSENT_TO_RECORDING if kind == Consent.Kind.RECORDING else Permission.CONSENT


def keep(
    seat: Seat,
    kind: str,
    *,
    read: str | None = None,
    channel: str = Consent.Channel.ONLINE,
    recorded_by: Seat | None = None,
) -> tuple[Consent, bool]:
    """Keep that consent of `kind` was given from `seat`, which is locked; and whether it did not stand already.

    `read` is the version whose words were shown, which its page sends along; today's for a caller without a page.
    Raises NotPossible where other words are in force by now: nobody agrees to what they have not read (domain E7).
    """
    version, now = in_force(kind, seat), clock.now()
    if read not in (None, version):
        raise NotPossible(OTHER_WORDS)
    stands = Consent.objects.filter(seat=seat, kind=kind, withdrawn_at=None)
    given = stands.first()
    if given and not is_former(given, seat):
        return given, False
    stands.update(withdrawn_at=now, withdrawn_channel=E.WORDS)
    consent = Consent.objects.create(
        seat=seat,
        kind=kind,
        wording_version=version,
        channel=channel,
        recorded_by=recorded_by,
        given_at=now,
    )
    return consent, True


@transaction.atomic
def give(seat: Seat, kind: str, *, read: str | None = None, by: Seat) -> Consent:
    """Give consent of `kind` online, in the words of today, which `read` says were shown (`keep`).

    Giving it twice changes nothing. Raises NotPossible for somebody else's, and what `keep` does.
    """
    _own(seat, by)
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    require_still(by, _needed(kind))
    consent, is_new = keep(seat, kind, read=read)
    if is_new:
        facts = {"kind": kind, "wording": consent.wording_version}
        history.record(by, "consent given", subject=seat.pk, facts=facts)
    return consent


@transaction.atomic
def choose(
    seat: Seat,
    wanted: Collection[str],
    *,
    seen: Collection[str],
    anew: Collection[str] = (),
    read: Mapping[str, str] | None = None,
    by: Seat,
) -> tuple[list[str], list[str]]:
    """Give what is `wanted` and was not, take back what was and is not; the kinds given, and those taken back.

    `seen` are the kinds that stood on the page: what was given or taken back elsewhere meanwhile stays as it is then.
    `anew` are those that stand in former words, and are given in today's too. `read` are the versions that were shown,
    by kind; none of a kind that was not. Consent to take part is given here too, and taken back with all others alone
    (`withdraw_all`).
    """
    _own(seat, by)
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    stands = set(seat.consents.filter(withdrawn_at=None).values_list("kind", flat=True))
    again = {kind for kind in anew if kind in stands}
    given = [
        kind.value
        for kind in Consent.Kind
        if kind in again or (kind in wanted and kind not in {*stands, *seen})
    ]
    kept = {*wanted, Consent.Kind.TAKE_PART}
    back = [kind.value for kind in Consent.Kind if kind in stands and kind in seen and kind not in kept]
    for kind in back:
        withdraw(seat, kind, by=by)
    for kind in given:
        give(seat, kind, read=None if read is None else read.get(kind, ""), by=by)
    return given, back


def former(seat: Seat) -> list[Consent]:
    """The consents from `seat` that stand in former words: their holder is told, and asked anew."""
    return [one for one in seat.consents.filter(withdrawn_at=None) if is_former(one, seat)]


def history_of(seat: Seat) -> list[Consent]:
    """Everything that was ever given from `seat`, the latest first, with who recorded it."""
    return list(seat.consents.select_related("recorded_by__user").order_by("-given_at", "kind"))


@transaction.atomic
def withdraw(seat: Seat, kind: str, *, by: Seat) -> None:
    """Take back consent of `kind`: at any time, also after leaving. Nothing happens when none stands.

    That to take part is not among them: with it ends more than a consent (`withdraw_all`).
    """
    _own(seat, by)
    if kind == Consent.Kind.TAKE_PART:
        raise ValueError("The consent to take part is taken back with all others.")
    require(by, _needed(kind), past=True)
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    here = Consent.objects.filter(seat__user=seat.user_id, seat__area=seat.area_id, kind=kind)
    standing = here.filter(Q(seat=seat, withdrawn_at=None) | OF_ITSELF)
    if standing.update(withdrawn_at=clock.now(), withdrawn_channel=""):
        history.record(by, "consent withdrawn", subject=seat.pk, facts={"kind": kind})


@transaction.atomic
def withdraw_all(seats: Collection[Seat], *, by: Seat) -> None:
    """Take back every consent given from `seats`, all of one person in one area, which ends what is not over yet.

    Whoever no longer takes part consents to nothing of it either. The seats end today, without a reason.
    """
    if any(seat.user_id != by.user_id or seat.area_id != by.area_id for seat in seats):
        raise NotPossible(OWN_ACT)
    require(by, Permission.LEAVE, past=True)
    rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
    # Locked: whoever records a consent for them waits, and then finds them gone.
    list(rows.select_for_update(no_key=True).order_by("pk"))
    standing = Consent.objects.filter(seat__in=rows).filter(Q(withdrawn_at=None) | OF_ITSELF)
    kinds = sorted(set(standing.values_list("kind", flat=True)))
    standing.update(withdrawn_at=clock.now(), withdrawn_channel="")
    rows.end()
    history.record(by, "consent withdrawn", subject=by.pk, facts={"kind": kinds})
    for seat in seats:
        stand_still_without(seat, by=by)


def end_with_seat(seat: Seat) -> list[str]:
    """End what stands of `seat`, which its caller ends for a new job; the kinds. Nobody has taken it back."""
    standing = Consent.objects.filter(seat=seat, withdrawn_at=None)
    kinds = sorted(standing.values_list("kind", flat=True))
    standing.update(withdrawn_at=clock.now(), withdrawn_channel=E.SEAT)
    return kinds


@transaction.atomic
def record(seat: Seat, kind: str, *, agrees: bool, channel: str, read: str | None = None, by: Seat) -> bool:
    """Keep what somebody who takes part said of their consent in speech or on paper; whether that changes anything.

    `channel` says how `by` was told, `read` which words were read out (`keep`). Raises PermissionDenied for anybody but
    a facilitator of that area; NotPossible for another channel, somebody who takes part no more, and whoever took this
    consent back by their own act, who gives it again by their own act alone.
    """
    require(by, Permission.RECORD_CONSENT, area_id=seat.area_id)
    if channel not in TOLD or by.pk == seat.pk:
        raise NotPossible("Say how it was told to you.")
    stored = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    if not stored.sector or (agrees and not stored.is_live):
        raise NotPossible("Only those who take part say whether they may be recorded.")
    theirs = Consent.objects.filter(seat__user=stored.user_id, seat__area=stored.area_id, kind=kind)
    last = theirs.order_by("given_at").last()  # from whichever of their seats here
    stands = last is not None and last.stands
    if not agrees:
        if not stands and not (last and last.ended_with_seat):
            return False
        ending = theirs.filter(Q(withdrawn_at=None) | OF_ITSELF)
        ending.update(withdrawn_at=clock.now(), withdrawn_channel=channel)
    elif last is not None and not stands and not last.withdrawn_channel:
        raise NotPossible(f"{seat.user} {ONLY_THEY}")
    elif last is not None and stands and not is_former(last, stored):
        return False
    else:
        keep(stored, kind, read=read, channel=channel, recorded_by=by)
    verb = "consent recorded" if agrees else "consent withdrawal recorded"
    facts = {"kind": kind, "channel": channel}
    if agrees:
        facts["wording"] = in_force(kind, stored)
    history.record(by, verb, subject=seat.pk, facts=facts)
    return True


def _own(seat: Seat, by: Seat) -> None:
    if by.pk != seat.pk:
        raise NotPossible(OWN_ACT)


def standing(seats: Collection[Seat], kind: str) -> dict[UUID, Consent]:
    """The consent of `kind` that stands of each of `seats`, by the seat's id; in one query."""
    given = Consent.objects.filter(seat__in=seats, kind=kind, withdrawn_at=None)
    return {consent.seat_id: consent for consent in given.select_related("recorded_by__user")}
