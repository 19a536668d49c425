"""Consents given and taken back after joining. Each is of one kind and one wording, and stands until withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from partnerships import history
from partnerships.membership import CONSENT_WORDING, NotPossible, stand_still_without
from partnerships.models import Consent, Seat
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock

ONLY_THEY = "took it back themselves, so only they can give it again, on their own page."
OWN_ACT = "People consent, and take consent back, by their own act."
E = Consent.Ended
TOLD = (Consent.Channel.SPOKEN, Consent.Channel.PAPER)  # how somebody tells a facilitator


def _needed(kind: str) -> Permission:
    """A substitute says whether they may be recorded, and nothing else beside their one session."""
    return Permission.CONSENT_TO_RECORDING if kind == Consent.Kind.RECORDING else Permission.CONSENT


@transaction.atomic
def give(seat: Seat, kind: str, *, by: Seat) -> Consent:
    """Give consent of `kind` online, in its present wording. Giving it twice changes nothing."""
    _own(seat, by)
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    require_still(by, _needed(kind))
    consent, made = Consent.objects.get_or_create(
        seat=seat,
        kind=kind,
        withdrawn_at=None,
        defaults={
            "wording_version": CONSENT_WORDING,
            "channel": Consent.Channel.ONLINE,
            "given_at": clock.now(),
        },
    )
    if made:
        history.record(by, "consent given", subject=seat.pk, facts={"kind": kind})
    return consent


@transaction.atomic
def choose(
    seat: Seat, wanted: Collection[str], *, seen: Collection[str], by: Seat
) -> tuple[list[str], list[str]]:
    """Give what is `wanted` and was not, take back what was and is not; the kinds given, and those taken back.

    `seen` are the kinds that stood on the page: what was given or taken back elsewhere meanwhile stays as it is then.
    Consent to take part is given here too, and taken back with all others alone (`withdraw_all`).
    """
    _own(seat, by)
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    stands = set(seat.consents.filter(withdrawn_at=None).values_list("kind", flat=True))
    given = [kind.value for kind in Consent.Kind if kind in wanted and kind not in {*stands, *seen}]
    kept = {*wanted, Consent.Kind.TAKE_PART}
    back = [kind.value for kind in Consent.Kind if kind in stands and kind in seen and kind not in kept]
    for kind in given:
        give(seat, kind, by=by)
    for kind in back:
        withdraw(seat, kind, by=by)
    return given, back


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
    standing = here.filter(Q(seat=seat, withdrawn_at=None) | Q(withdrawn_channel=E.SEAT))
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
    standing = Consent.objects.filter(seat__in=rows).filter(
        Q(withdrawn_at=None) | Q(withdrawn_channel=E.SEAT)
    )
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
def record(seat: Seat, kind: str, *, agrees: bool, channel: str, by: Seat) -> bool:
    """Keep what somebody who takes part said of their consent in speech or on paper; whether that changes anything.

    `channel` says how `by` was told. Raises PermissionDenied for anybody but a facilitator of that area; NotPossible
    for another channel, somebody who takes part no more, and whoever took this consent back by their own act, who
    gives it again by their own act alone.
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
    if agrees == stands and not (last and last.ended_with_seat and not agrees):
        return False
    if last is not None and not agrees:
        last.withdrawn_at, last.withdrawn_channel = clock.now(), channel
        last.save(update_fields=["withdrawn_at", "withdrawn_channel"])
    elif last is not None and not last.withdrawn_channel:
        raise NotPossible(f"{seat.user} {ONLY_THEY}")
    else:
        Consent.objects.create(
            seat=seat,
            kind=kind,
            wording_version=CONSENT_WORDING,
            channel=channel,
            recorded_by=by,
            given_at=clock.now(),
        )
    verb = "consent recorded" if agrees else "consent withdrawal recorded"
    history.record(by, verb, subject=seat.pk, facts={"kind": kind, "channel": channel})
    return True


def _own(seat: Seat, by: Seat) -> None:
    if by.pk != seat.pk:
        raise NotPossible(OWN_ACT)


def standing(seats: Collection[Seat], kind: str) -> dict[UUID, Consent]:
    """The consent of `kind` that stands of each of `seats`, by the seat's id; in one query."""
    given = Consent.objects.filter(seat__in=seats, kind=kind, withdrawn_at=None)
    return {consent.seat_id: consent for consent in given.select_related("recorded_by__user")}
