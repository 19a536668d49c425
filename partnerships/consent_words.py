"""What each consent says, and what taking it back does and does not undo: read before it is given (domain E7)."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.models import Consent

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
    K.RECORDING: Words(" ".join(RECORDING_WORDS[:2]), RECORDING_WORDS[2]),
    K.BEYOND_AREA: Words(
        "Notes that the group has cleared may be read by the programme’s analysts, without names and without saying "
        "which area. That is so only while everybody in the group agrees.",
        "Analysts read nothing of this group’s notes from then on. What they have read or taken away before cannot be "
        "called back.",
    ),
    K.QUOTATION: Words(
        "I may be asked whether words of mine may be quoted. Each quotation is shown to me first, and is used only "
        "if I say yes to it.",
        "The facilitators see that you do not want to be asked. Quotations you have agreed to stay until you take each "
        "of them back.",
    ),
    K.BE_NAMED: Words(
        "If I sign a plan for my sector, my name may stand on it. Otherwise my job title and organisation do.",
        "Plans made from now on show your job title alone. Copies that people have downloaded cannot be called back.",
    ),
    K.CONTACT: Words(
        "The programme may ask me again later how things have gone.",
        "The coordinator and the facilitators see that you do not want to be asked.",
    ),
}
NEEDED = K.TAKE_PART
CHOSEN = [kind for kind in K if kind != NEEDED]  # each given or not, and taking part does not depend on it
