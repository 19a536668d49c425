"""Who runs a group or the programme: named by whoever answers for it, with their history (domain E11, I-5)."""

from __future__ import annotations

from django.db import transaction

from partnerships import accounts, history, invitations, membership, post_running
from partnerships.membership import NotPossible
from partnerships.models import Programme, Role, Seat, StudyArea, User
from partnerships.permissions import Permission, require, require_still
from pipd.kit.wording import listed

OF_AREA = (Role.FACILITATOR, Role.REGISTER)
OF_PROGRAMME = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.ANALYST, Role.SPONSOR)
WHO_APPOINTS = {
    **dict.fromkeys(OF_AREA, Permission.APPOINT_TO_AREA),
    **dict.fromkeys(OF_PROGRAMME, Permission.APPOINT_TO_PROGRAMME),
}
MOST = 2  # facilitators of one area at a time (domain N6)
# Who gives seats of the programme learns of areas numbers alone (3K), so no refusal tells them whose an address is.
NAMELESS = "Whoever has this address"
LAST = "Somebody has to stay who can set up the programme. Name another administrator first."


@transaction.atomic
def appoint(
    programme: Programme,
    *,
    role: Role,
    email: str,
    full_name: str,
    area: StudyArea | None = None,
    instead_of: Seat | None = None,
    by: Seat,
) -> Seat:
    """Give the person of `email` a seat as `role`, in `area` or across the programme, and invite them if they are new.

    The leads of a group that runs are told who facilitates it now, and `instead_of` whom.

    Raises NotPossible for oneself, for whoever takes part there (I-5) or holds that seat already, for a third
    facilitator, and for whoever would read uncleared words and run the programme as well (R15, 3K).
    """
    _may(role, area, by)
    is_new = not User.objects.filter(email=email.strip().lower()).exists()
    user = accounts.of_address(email, full_name)
    if user.pk == by.user_id:
        raise NotPossible("Nobody names themselves. Ask somebody else who may.")
    called = str(user.full_name) if area else NAMELESS
    if apart := _kept_apart(programme, user, role):
        raise NotPossible(f"{called} is {apart}, and cannot also be {role.label.lower()}.")
    seat = membership.appoint(programme, user=user, role=role, area=area, called=called)
    if role == Role.FACILITATOR and Seat.objects.live().facilitators().filter(area=area).count() > MOST:
        raise NotPossible(f"A group has {MOST} facilitators. End the seat of one of them first.")
    history.record(by, "appointed", subject=seat.pk, area=area, facts={"role": role})
    if is_new:
        invitations.invite(user, to=role, by=by, area=area)
    post_running.named(seat, instead_of=instead_of)
    return seat


def beside(seat: Seat) -> str:
    """In a sentence for whoever appoints, that somebody takes part in one area and facilitates another (domain E13).

    It is allowed: each seat opens its own area alone. Empty where it is not so.
    """
    other = {Role.FACILITATOR: Role.PARTICIPANT, Role.PARTICIPANT: Role.FACILITATOR}.get(Role(seat.role))
    held = Seat.objects.live().filter(user=seat.user_id, programme=seat.programme_id, role=other)
    areas = sorted({str(one.area) for one in held.exclude(area=seat.area_id).select_related("area")})
    if other is None or not areas:
        return ""
    does = "takes part in" if other == Role.PARTICIPANT else "facilitates"
    return f"Take care: {seat.user} {does} {listed(areas)} as well. Nothing of one area is for the other."


def _kept_apart(programme: Programme, user: User, role: Role) -> str:
    """As what `user` runs the other half: who facilitates reads uncleared words, who runs the whole does not."""
    halves = ([Role.FACILITATOR], [Role.COORDINATOR, Role.ADMINISTRATOR])
    other = next((halves[1 - n] for n, half in enumerate(halves) if role in half), [])
    held = Seat.objects.live().filter(user=user, programme=programme, role__in=other).first()
    return held.get_role_display().lower() if held else ""


@transaction.atomic
def end(seat: Seat, *, by: Seat) -> None:
    """End `seat` today; what was done from it stays theirs. Raises NotPossible for the last administrator (E11)."""
    _may(Role(seat.role), seat.area, by)
    stored = Seat.objects.select_for_update(of=("self",), no_key=True).get(pk=seat.pk)
    if not stored.is_live:
        raise NotPossible("This seat has ended already.")
    others = Seat.objects.live().filter(programme=stored.programme_id, role=stored.role).exclude(pk=stored.pk)
    if stored.role == Role.ADMINISTRATOR and not others.exists():
        raise NotPossible(LAST)
    Seat.objects.filter(pk=stored.pk).end()
    history.record(by, "appointment ended", subject=stored.pk, area=stored.area, facts={"role": stored.role})


def _may(role: Role, area: StudyArea | None, by: Seat) -> None:
    """One at a time: two who end each other's seats at the same moment must not leave nobody."""
    if role not in (OF_AREA if area else OF_PROGRAMME):
        raise NotPossible("Nobody is appointed to that.")
    Programme.objects.select_for_update(no_key=True).get(pk=by.programme_id)
    require(by, WHO_APPOINTS[role], area_id=area.pk if area else None)
    require_still(by, WHO_APPOINTS[role])


@transaction.atomic
def invite_again(seat: Seat, *, by: Seat) -> None:
    """Mail whoever holds `seat`, and never signed in, a link that works for 48 hours; one sent before works no more.

    Raises NotPossible for whoever has left or has signed in, and when there were enough for a day.
    """
    permission = WHO_APPOINTS.get(Role(seat.role), Permission.SELECT_PARTICIPANTS)
    require(by, permission, area_id=seat.area_id)
    user = User.objects.select_for_update(of=("self",), no_key=True).get(seats=seat)
    require_still(by, permission)
    if seat.programme_id != by.programme_id or not Seat.objects.live().filter(pk=seat.pk).exists():
        raise NotPossible("This seat has ended already.")
    if user.last_login is not None:
        raise NotPossible(f"{user.full_name} has signed in before, and needs no invitation.")
    invitations.invite(user, to=seat.role, by=by, area=seat.area)
