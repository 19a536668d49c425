"""What somebody needs to take part: theirs to say at any time, and read for arrangements alone (domain 3A, 3K).

Said in the application, carried to the account with the place, and changed on the page of one's own details. It is in
no mail, no file of others and no log.
"""

from __future__ import annotations

from partnerships.models import Application, Seat, User

LONGEST = 1000  # characters


def may_say(user: User) -> bool:
    """Whether it is asked of `user`: of whoever takes part or stands in, and of whoever has said something before."""
    return bool(user.access_needs) or Seat.objects.live().taking_part().filter(user=user).exists()


def bring(application: Application, user: User) -> None:
    """Carry what the accepted applicant said to the account that is `user`'s, beside what they had said before."""
    stored = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    said = [words for words in (stored.access_needs, application.access_needs) if words]
    words = said[0] if len(set(said)) == 1 else "\n".join(said)[:LONGEST]
    if words and words != stored.access_needs:
        User.objects.filter(pk=user.pk).update(access_needs=words)
