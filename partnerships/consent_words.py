"""What each consent says, and what taking it back does and does not undo: read before it is given (domain E7).

Every wording that was ever shown stays here under its version, since consents were given to it. Other words, however
small the change, are another version: `IN_FORCE` names it, and whoever agreed to the former is asked anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from partnerships.models import Consent, Role, Seat

K = Consent.Kind
# What withdrawal does is said to everybody who consents, before they do (domain E7).
WITHDRAWAL_WORDS = (
    "I can take back my consent to take part at any time, also after I have left, without a reason. Then at once:",
    (
        "points I logged are deleted, and so are changes I suggested that were not taken up, my reasons, and views I "
        "added in notes that are not cleared",
        "my words are quoted nowhere any more, and documents with them are replaced",
        "the facilitators are asked to destroy recordings with me in them",
        "I am asked about no notes any more, and what I answered stops counting in notes that are not cleared; an "
        "objection that a statement is my own words, or would tell people who I am, goes on keeping it out",
    ),
    "Statements that both sectors have cleared stay, because they are the group’s and name nobody. Where one would "
    "tell people who I am, I can ask for it to go. Copies that people have already downloaded cannot be called back.",
)
RECORDING_WORDS = (
    "I agree that sessions I attend may be recorded, in sound only, to help the two facilitators write up the notes.",
    "A session is recorded only if everybody there agrees. The recording is kept by the person named on the session’s "
    "page, heard by the two facilitators only, and destroyed by the day that page gives.",
    "I can take this back at any time, without a reason. Then no further session that I attend is recorded, and the "
    "facilitators are asked to destroy recordings with me in them.",
)


ASKED_BEFORE = (
    "2026-11"  # until 29 November 2026 the one version of all kinds, of which some had several wordings
)
ONE_SESSION = "2026-11-one-session"  # what whoever stands in agrees to


@dataclass(frozen=True)
class Words:
    """One kind of consent in one wording. `undone` says what follows when it is taken back; `also` is read with it."""

    says: str
    undone: str
    also: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What tells these words from any others (the tests hold each version to it)."""
        return sha256("\n".join([self.says, self.undone, *self.also]).encode()).hexdigest()


_TAKEN_BACK = (WITHDRAWAL_WORDS[0], *WITHDRAWAL_WORDS[1], WITHDRAWAL_WORDS[2])
_LEAVES = "You leave the group at once. What that undoes, and what it does not, is on its own page."
_DESTROYED = "No further session you attend is recorded, and the facilitators are asked to destroy recordings with you."

# Of the wordings that were all called ASKED_BEFORE, that name is left to the one which allowed the least: nobody is
# taken at words that they may not have read.
WORDINGS: dict[str, dict[str, Words]] = {
    K.TAKE_PART: {
        ASKED_BEFORE: Words(
            "I take part of my own will. What I log and answer is used as these pages say, and I stop when I like.",
            _LEAVES,
            _TAKEN_BACK,
        ),
        ONE_SESSION: Words(
            "I agree to take part in this session and in checking its notes", _LEAVES, _TAKEN_BACK
        ),
    },
    K.RECORDING: {
        ASKED_BEFORE: Words(
            "Sessions I attend may be recorded, in sound only, to help the two facilitators write up the notes. A "
            "session is recorded only if everybody there agrees, and the recording is destroyed by a date that its "
            "page gives.",
            _DESTROYED,
        ),
        ONE_SESSION: Words(
            "I agree to the session being recorded for the facilitators, if everybody there agrees",
            _DESTROYED,
        ),
        "2026-11-28": Words(" ".join(RECORDING_WORDS[:2]), RECORDING_WORDS[2]),
    },
    K.BEYOND_AREA: {
        ASKED_BEFORE: Words(
            "Notes that the group has cleared may be used beyond this area, without names and without saying which "
            "area.",
            "What you say from now on goes no further than this area where you could be told from it. What was used "
            "before cannot be called back.",
        ),
        "2026-11-28": Words(
            "Notes that the group has cleared may be used beyond this area, without names and without saying which "
            "area.",
            "The facilitators see it, and take out of what goes beyond this area whatever would tell people who you "
            "are. What was used before cannot be called back.",
        ),
        "2026-11-29": Words(
            "Notes that the group has cleared may be read by the programme’s analysts, without names and without "
            "saying which area. That is so only while everybody in the group agrees.",
            "Analysts read nothing of this group’s notes from then on. What they have read or taken away before "
            "cannot be called back.",
        ),
    },
    K.QUOTATION: {
        ASKED_BEFORE: Words(
            "I may be asked whether words of mine may be quoted. Each quotation is shown to me first.",
            "You are not asked any more. Quotations you have agreed to stay until you take each of them back.",
        ),
        "2026-11-28": Words(
            "I may be asked whether words of mine may be quoted. Each quotation is shown to me first, and is used only "
            "if I say yes to it.",
            "The facilitators see that you do not want to be asked. Quotations you have agreed to stay until you take "
            "each of them back.",
        ),
    },
    K.BE_NAMED: {
        ASKED_BEFORE: Words(
            "If I sign a plan for my sector, my name may stand on it. Otherwise my job title and organisation do.",
            "Plans made from now on show your job title alone. Copies that people have downloaded cannot be called "
            "back.",
        ),
    },
    K.CONTACT: {
        ASKED_BEFORE: Words(
            "The programme may ask me again later how things have gone.", "You are not asked again."
        ),
        "2026-11-28": Words(
            "The programme may ask me again later how things have gone.",
            "The coordinator and the facilitators see that you do not want to be asked.",
        ),
    },
}
IN_FORCE: dict[str, str] = {
    K.TAKE_PART: ASKED_BEFORE,
    K.RECORDING: "2026-11-28",
    K.BEYOND_AREA: "2026-11-29",
    K.QUOTATION: "2026-11-28",
    K.BE_NAMED: ASKED_BEFORE,
    K.CONTACT: "2026-11-28",
}
# Old words go on meaning what they said: those alone let analysts read that speak of analysts (docs/decisions/0029).
COVER_ANALYSTS = ("2026-11-29",)
WORDING: dict[str, Words] = {kind: WORDINGS[kind][version] for kind, version in IN_FORCE.items()}
NEEDED = K.TAKE_PART
CHOSEN = [kind for kind in K if kind != NEEDED]  # each given or not, and taking part does not depend on it


def in_force(kind: str, seat: Seat) -> str:
    """The version in which consent of `kind` is asked of the holder of `seat` today."""
    return ONE_SESSION if kind == NEEDED and seat.role == Role.SUBSTITUTE else IN_FORCE[kind]


def words_of(consent: Consent) -> Words | None:
    """The words that `consent` was given to; None where nobody kept them."""
    return WORDINGS[consent.kind].get(consent.wording_version)


def is_former(consent: Consent, seat: Seat) -> bool:
    """Whether other words than those that `consent` of `seat` was given to are in force today."""
    return consent.wording_version != in_force(consent.kind, seat)
