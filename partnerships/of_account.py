"""Which programme an account is of: where the log and the mail about it belong, whoever holds no seat any more too."""

from __future__ import annotations

from partnerships.models import Programme, Seat, User

NO_PROGRAMME = "No programme is set up here yet."


def last_seat(user: User) -> Seat | None:
    """The seat that `user` was given last, whether or not it has ended."""
    return Seat.objects.filter(user=user).select_related("programme").order_by("-started_on", "id").first()


def programme_of(user: User) -> Programme | None:
    """The programme of the last seat of `user`, else the first there is; none before set-up."""
    seat = last_seat(user)
    return seat.programme if seat else first_programme()


def chain_of(user: User) -> str:
    """The chain of the log that is about the account itself: of its programme."""
    return str(programme.pk) if (programme := programme_of(user)) else ""


def first_programme() -> Programme | None:
    """The programme that was set up first; none before set-up."""
    return Programme.objects.order_by("pk").first()
