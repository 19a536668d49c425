"""The account of an address: made when somebody is given a seat, since nobody signs up by themselves."""

from __future__ import annotations

from partnerships.models import Role, Seat, User


def of_address(email: str, full_name: str) -> User:
    """The account of `email`, made now as `full_name` if there is none; held until the transaction ends.

    Whom somebody only named to stand in has the name that was typed for them: whoever never signed in takes that of the
    first who gives them a seat of their own. One that is closed is given as well; its caller refuses it.
    """
    address = email.strip().lower()
    # Seats before accounts, as everybody locks: those they were named to stand in from may end.
    list(Seat.objects.select_for_update(of=("self",), no_key=True).filter(user__email=address).order_by("pk"))
    user = User.objects.select_for_update(no_key=True).filter(email=address).first()
    if user is None:
        return User.objects.create_user(address, full_name=full_name)
    if user.full_name != full_name and user.is_active and _only_named(user):
        user.full_name = full_name
        user.save(update_fields=["full_name"])
    return user


def _only_named(user: User) -> bool:
    roles = set(Seat.objects.filter(user=user).values_list("role", flat=True))
    return user.last_login is None and roles == {Role.SUBSTITUTE}
