"""The words people read for what is in a plan, with those of the programme for the sectors (domain 3Q, 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from actionplans.models import Action
from actionplans.models.delivery import Status
from partnerships.models import Programme, Sector
from partnerships.words import sector_words

Mode = Action.Mode
SHORT = 78  # characters of an objective or action where a heading or a narrow column repeats it


def mode_words(programme: Programme, mode: str) -> str:
    """What people read for a delivery mode."""
    la, tso = (sector_words(programme, sector) for sector in Sector)
    led = {
        Mode.LA_LED: f"Led by the {la}, with {tso} support",
        Mode.TSO_LED: f"Led by the {tso}, with {la} support",
    }
    return led.get(Mode(mode)) or Mode(mode).label


def mode_choices(programme: Programme) -> list[tuple[str, str]]:
    """The delivery modes, each with what people read for it."""
    return [(mode.value, mode_words(programme, mode)) for mode in Mode]


def kind_choices(programme: Programme) -> list[tuple[str, str]]:
    """The kinds of action; training names the sector it is for."""
    trained = {Action.Kind.TRAINING_LA: Sector.LA, Action.Kind.TRAINING_TSO: Sector.TSO}
    told = {kind: f"Training for the {sector_words(programme, sector)}" for kind, sector in trained.items()}
    return [(kind.value, told.get(kind) or kind.label) for kind in Action.Kind]


def complete_of(done: int, of: str, *rest: str, overdue: int = 0) -> str:
    """ "2 of 8 actions complete, 1 in progress, 1 overdue"; `of` says of how many, `rest` how the others stand."""
    late = [f"{overdue} overdue"] if overdue else []
    return ", ".join([f"{done} of {of} complete", *rest, *late])


def by_status(statuses: Iterable[str], *, of: str, overdue: int = 0) -> str:
    """The same of actions with these `statuses`, with how many stand in each other one."""
    counts = Counter(statuses)
    done = counts.pop(Status.COMPLETE, 0)
    rest = (f"{counts[status]} {status.label.lower()}" for status in Status if counts[status])
    return complete_of(done, of, *rest, overdue=overdue)


def short(words: str) -> str:
    """The beginning of `words`, cut between words."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]} …"
