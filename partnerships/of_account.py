"""Which programme an account is of: where the log and the mail about it belong, whoever holds no seat any more too."""

from __future__ import annotations

from partnerships.models import Programme, Seat, User


def last_seat(user: User) -> Seat | None:
    """The seat that `user` was given last, whether or not it has ended."""
    return Seat.objects.filter(user=user).select_related("programme").order_by("-started_on", "id").first()


def programme_of(user: User) -> Programme | None:
    """The programme of the last seat of `user`, else the first there is; none before set-up."""
    seat = last_seat(user)
    return seat.programme if seat else first_programme()


def first_programme() -> Programme | None:
    """The programme that was set up first; none before set-up."""
    return Programme.objects.order_by("pk").first()
