"""Who is in a group: joining, consenting, being named lead, leaving. Every change takes a seat and logs it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from partnerships import history
from partnerships.models import Organisation, Programme, Role, Seat, Sector, StudyArea, User
from partnerships.models.people import BY_EXCEPTION
from partnerships.models.seats import SEES_ALL
from partnerships.parity import RUNNING
from partnerships.refusals import NotPossible
from partnerships.signing_in import sessions
from pipd.kit import clock

CLOSED = "No account is opened again: they need another email address."


def system_seat(programme: Programme) -> Seat:
    """The seat from which sweeps act. No request can reach it: it has no user."""
    return Seat.objects.get_or_create(
        programme=programme, role=Role.SYSTEM, defaults={"user": None, "started_on": clock.today()}
    )[0]


@transaction.atomic
def appoint(
    programme: Programme, *, user: User, role: Role, area: StudyArea | None = None, called: str = ""
) -> Seat:
    """Give `user` a seat that stands for no sector: facilitator of an area, or a programme-wide role.

    `called` is how a refusal calls them, where it must not say their name. Whom somebody named to stand in there, and
    who has not answered, is asked no more: naming binds nobody but who named. Who sees all areas from then on is signed
    out everywhere: at the next sign-in they are asked for a second step. Raises NotPossible when they take part in that
    area (domain I-5), and for whoever has closed their account.
    """
    called = called or str(user.full_name)
    _hold(user, called=called)  # nobody is given two seats at once that do not fit
    taking_part = Seat.objects.live().taking_part().filter(user=user, programme=programme)
    unanswered = taking_part.filter(role=Role.SUBSTITUTE, consents=None)
    taking_part = taking_part.exclude(pk__in=unanswered.values("pk"))
    if taking_part.filter(area=area).exists() if area else taking_part.exists() and role in SEES_ALL:
        raise NotPossible(f"{called} takes part there, and cannot also be {role.label.lower()}.")
    if Seat.objects.live().filter(user=user, programme=programme, area=area, role=role).exists():
        raise NotPossible(f"{called} is {role.label.lower()} there already.")
    seat = Seat.objects.create(user=user, programme=programme, area=area, role=role, started_on=clock.today())
    if role in SEES_ALL:
        sessions.end_all(user)
    history.record(seat, "seat taken", subject=seat.id, facts={"role": role}, area=area)
    if area or role in SEES_ALL:
        _stand_in_no_more(seat, list(unanswered.filter(area=area) if area else unanswered))
    return seat


@transaction.atomic
def join(
    area: StudyArea,
    *,
    user: User,
    sector: Sector,
    organisation: Organisation,
    job_title: str,
    authority: str = "",
    exceptionally: bool = False,
    replaces: Seat | None = None,
) -> Seat:
    """Give `user` a participant's seat in `area` for `sector`. What they consent to they say from it (`consenting`).

    `authority` is whether they can commit their organisation, which the group reads (R13); empty: nobody has said.
    `exceptionally` admits an organisation of the third sector of a kind that the programme does not admit; why, its
    caller keeps (R12). `replaces` is whose place it is, of this area and sector, who has left (E1). They stand in for
    nobody there now.
    Raises NotPossible when the person facilitates or coordinates here (domain I-5), or has a seat (I-3); when the
    organisation is not of that side (I-4), and when a group that has begun is full (I-2).
    """
    stored = (
        StudyArea.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme")
        .get(pk=area.pk)
    )
    _room_for_one_more(stored)
    require_side(stored, sector, organisation, exceptionally=exceptionally)
    _no_other_part(stored, user)
    organisation.areas.add(stored)
    seat = Seat.objects.create(
        user=user,
        programme=area.programme,
        area=area,
        role=Role.PARTICIPANT,
        sector=sector,
        organisation=organisation,
        job_title=job_title,
        authority=authority,
        started_on=clock.today(),
        replaces=replaces,
    )
    facts: dict[str, str] = {"sector": sector}
    if replaces:
        facts["replaces"] = str(replaces.pk)
    history.record(seat, "joined", subject=seat.id, facts=facts)
    stood_in = Seat.objects.live().filter(user=user, area=stored, role=Role.SUBSTITUTE)
    _stand_in_no_more(seat, list(stood_in))
    return seat


def _stand_in_no_more(seat: Seat, places: list[Seat]) -> None:
    """Whoever has `seat` now comes from it, or does not come: nobody is at a session twice (domain E2)."""
    if places:
        import_string(settings.STANDS_IN_NO_MORE)(places, by=seat)


def _hold(user: User, *, called: str = "") -> None:
    """Lock their account. Raises NotPossible for one that was closed or erased, perhaps while this waited for it."""
    stored = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not stored.is_active:
        raise NotPossible(f"The account of {called or stored.full_name} is closed. {CLOSED}")


def _no_other_part(area: StudyArea, user: User) -> None:
    """Domain I-3, I-5: nobody has two seats in one area, or coordinates it, and takes part."""
    _hold(user)
    held = Seat.objects.live().filter(user=user, programme=area.programme)
    here = held.filter(area=area).exclude(role=Role.SUBSTITUTE)
    if here.exists() or held.filter(role__in=SEES_ALL).exists():
        raise NotPossible(f"{user.full_name} already has a seat in {area.name}.")


def require_side(
    area: StudyArea, sector: str, organisation: Organisation, *, exceptionally: bool = False
) -> None:
    """Raise NotPossible unless people of `organisation` sit on the side of `sector` in `area` (domain I-4).

    A third sector organisation operates in the area. Of one that is known nowhere yet, somebody's joining says so.
    """
    kinds = [*area.programme.kinds_of(sector), *(BY_EXCEPTION if exceptionally else [])]
    if organisation.sector != sector or organisation.kind not in kinds:
        raise NotPossible(f"{organisation.name} does not belong to that side.")
    if not organisation.is_current:
        now = f" Choose {organisation.successor} instead." if organisation.successor else ""
        raise NotPossible(f"{organisation.name} is not an organisation of today.{now}")
    if sector == Sector.TSO and not organisation._state.adding:
        known = set(organisation.areas.values_list("pk", flat=True))
        if known and area.pk not in known:
            raise NotPossible(f"{organisation.name} is not known to operate in {area.name}.")


def _room_for_one_more(area: StudyArea) -> None:
    """Domain I-2: the bound holds from launch on; who decides applications keeps the sectors even (selection)."""
    most = area.programme.max_group
    if area.state in RUNNING and Seat.objects.live().participants().filter(area=area).count() >= most:
        raise NotPossible(f"The group of {area.name} is full: it has {most} people.")


GONE = "Nobody of one sector takes part any more."


@transaction.atomic
def leave(seat: Seat, *, reason: str = "", by: Seat) -> None:
    """End `seat` today. Leaving needs no reason and no approval (domain R20); others may not end it.

    Raises NotPossible for whoever has left already, and for a substitute, who gives up their one session instead.
    """
    if by.pk != seat.pk:
        raise NotPossible("People leave by their own act.")
    if seat.area_id:
        StudyArea.objects.select_for_update(no_key=True).get(pk=seat.area_id)
    seat.refresh_from_db()  # another page of theirs may have ended it while we waited
    if not seat.is_live:
        raise NotPossible("You have left already.")
    if seat.stands_in:
        raise NotPossible("You take part in one session alone. Say on its page that you cannot come.")
    Seat.objects.filter(pk=seat.pk).end(reason=reason)
    seat.refresh_from_db()
    history.record(by, "left", subject=seat.id, facts={"sector": seat.sector})
    stand_still_without(seat, by=by)


def stand_still_without(seat: Seat, *, by: Seat) -> None:
    """Pause a running group once nobody of the sector of `seat` takes part any more (domain E19); nothing is undone."""
    if seat.area_id is None or seat.role != Role.PARTICIPANT:
        return
    area = StudyArea.objects.select_for_update(no_key=True).select_related(None).get(pk=seat.area_id)
    still = Seat.objects.of_side(area, seat.sector).exists()
    if area.paused or area.state not in RUNNING or still:
        return
    area.paused, area.pause_reason = True, GONE
    area.save(update_fields=["paused", "pause_reason"])
    history.record(by, "area paused", subject=area.pk, area=area, facts={"sector": seat.sector})
