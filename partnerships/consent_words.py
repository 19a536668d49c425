"""What each consent says, and what taking it back does and does not undo: read before it is given (domain E7)."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.models import Consent

K = Consent.Kind


@dataclass(frozen=True)
class Words:
    """One kind of consent in the wording that is given. `undone` says what follows when it is taken back."""

    says: str
    undone: str


WORDING: dict[str, Words] = {
    K.TAKE_PART: Words(
        "I take part of my own will. What I log and answer is used as these pages say, and I stop when I like.",
        "You leave the group at once. What that undoes, and what it does not, is on its own page.",
    ),
    K.RECORDING: Words(
        "Sessions I attend may be recorded, in sound only, to help the two facilitators write up the notes. A session "
        "is recorded only if everybody there agrees, and the recording is destroyed by a date that its page gives.",
        "No further session you attend is recorded, and the facilitators are asked to destroy recordings with you.",
    ),
    K.BEYOND_AREA: Words(
        "Notes that the group has cleared may be used beyond this area, without names and without saying which area.",
        "What you say from now on goes no further than this area where you could be told from it. What was used "
        "before cannot be called back.",
    ),
    K.QUOTATION: Words(
        "I may be asked whether words of mine may be quoted. Each quotation is shown to me first.",
        "You are not asked any more. Quotations you have agreed to stay until you take each of them back.",
    ),
    K.BE_NAMED: Words(
        "If I sign a plan for my sector, my name may stand on it. Otherwise my job title and organisation do.",
        "Plans made from now on show your job title alone. Copies that people have downloaded cannot be called back.",
    ),
    K.CONTACT: Words(
        "The programme may ask me again later how things have gone.",
        "You are not asked again.",
    ),
}
NEEDED = K.TAKE_PART
CHOSEN = [kind for kind in K if kind != NEEDED]  # each given or not, and taking part does not depend on it
