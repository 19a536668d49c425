"""What a change does besides new words, in sentences: who holds the view, what it is about, and what it means."""

from __future__ import annotations

from collections.abc import Iterable

from partnerships.models import Programme, Sector
from pipd.kit.wording import day_date
from workshops.clearance.shapes import Marked
from workshops.clearance.working import Amendment, Answer
from workshops.models import Position
from workshops.words import kind_words

HELD = {
    Position.HOLDS: "holds this",
    Position.DOES_NOT_HOLD: "does not hold this",
    Position.MIXED: "some hold this",
    Position.NOT_DISCUSSED: "not discussed",
}
# An objection as others read it: its author chose it in the first person.
THEIR_GROUNDS = {
    Answer.Ground.OWN_WORDS: "Their own words, not meant to be noted",
    Answer.Ground.IDENTIFIES: "It would tell people who they are",
    Answer.Ground.NOT_SAID: Answer.Ground.NOT_SAID.label,
}
OUTCOMES = {
    Amendment.Outcome.ACCEPTED: "it was accepted",
    Amendment.Outcome.IN_PART: "it was accepted in part",
    Amendment.Outcome.NOT_ACCEPTED: "it was not taken up",
}
MEANING = "This changes the meaning, so everyone is asked again."
WORDING = "This changes the wording only. Everyone is asked again about the new words."
ASKED_AGAIN = "Everyone is asked again about what changed."


def marks(before: Marked, after: Marked, programme: Programme, *, suggested: bool = False) -> tuple[str, ...]:
    """What changes in kind and positions, a sentence each; an empty field of a suggestion stays as it was."""
    now = "would be" if suggested else "now"
    changed = []
    for sector in (Sector.LA, Sector.TSO):
        old, new = (getattr(row, f"position_{sector}") for row in (before, after))
        if new and new != old:
            changed.append((programme.words_for(sector), HELD[Position(old)], HELD[Position(new)]))
    if after.kind and after.kind != before.kind:
        old, new = (kind_words(programme, row.kind) for row in (before, after))
        changed.append(("What it is about", old, new))
    return tuple(f"{what}: was “{old}”, {now} “{new}”." for what, old, new in changed)


def meaning(changed_marks: bool, accepted: Iterable[Amendment]) -> str:
    """Whether words changed alone: as the `accepted` changes are labelled; who holds it always is the meaning."""
    labels = {amendment.label for amendment in accepted}
    if changed_marks or Amendment.Label.MEANING in labels:
        return MEANING
    return WORDING if labels else ASKED_AGAIN


def became(mine: Amendment | None, *, by_author: bool = True) -> str:
    """What became of somebody's own suggestion, told to them or to whoever records their answers."""
    if mine is None:
        return ""
    what = "taking it out" if mine.is_removal else "a change"
    who, outcome = "you" if by_author else "they", OUTCOMES[Amendment.Outcome(mine.outcome)]
    return f"On {day_date(mine.proposed_at)} {who} suggested {what}; {outcome}."
