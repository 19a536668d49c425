"""How a plan is going, as one reader's page tells it: frozen facts of each action, counts, sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from actionplans import timeline_shapes as shapes
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import Action, Delivery
from actionplans.models.delivery import ENDED, Rag, Status
from actionplans.words import by_status
from partnerships.models import Sector
from pipd.kit.wording import count, day_date, in_sentence, listed

SHAPES = {
    Status.COMPLETE: shapes.DONE,
    Status.IN_PROGRESS: shapes.GOING,
    Status.BLOCKED: shapes.GOING,
    Status.NOT_STARTED: shapes.TO_COME,
    Status.DEFERRED: shapes.TO_COME,
    Status.STOPPED: shapes.LEFT,
    Status.TRANSFERRED: shapes.LEFT,
}
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Going:
    """One action: what it is called, who leads it, by when, and how it stands. Its colour never without words."""

    ref: str
    objective: int
    words: str
    anchor: str
    status: str
    rag: str
    rag_words: str
    starts_on: date | None
    due_on: date | None
    sectors: tuple[str, ...]
    needs: tuple[str, ...]
    overdue: bool

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def shape(self) -> str:
        return SHAPES[Status(self.status)]

    @property
    def status_words(self) -> str:
        return Status(self.status).label

    @property
    def flag(self) -> str:
        """What needs attention, "Overdue, blocked"; nothing when all is as it should be."""
        found = ["Overdue"] if self.overdue else []
        if self.status not in (Status.COMPLETE, Status.IN_PROGRESS, Status.NOT_STARTED):
            found.append(self.status_words)
        if self.rag in (Rag.AMBER, Rag.RED) and not self.overdue:
            found.append("At risk" if self.rag == Rag.AMBER else "Off track")
        return ", ".join([*found[:1], *(in_sentence(words) for words in found[1:])])

    @property
    def alarm(self) -> str:
        """The mark beside the flag: stop, wait or none."""
        if self.overdue or self.rag == Rag.RED or self.status == Status.BLOCKED:
            return "stop"
        return "wait" if self.rag == Rag.AMBER or self.status == Status.DEFERRED else ""

    @property
    def span(self) -> shapes.Span:
        return shapes.Span(
            ref=self.ref,
            words=self.words,
            shape=self.shape,
            starts_on=self.starts_on,
            due_on=self.due_on,
            sectors=self.sectors,
            flag=self.flag,
            alarm=self.alarm,
            needs=self.needs,
        )


@dataclass(frozen=True)
class Standing:
    """One objective with its actions, and how many of them stand how."""

    number: int
    words: str
    anchor: str
    actions: tuple[Going, ...]

    @property
    def complete(self) -> int:
        return sum(one.status == Status.COMPLETE for one in self.actions)

    @property
    def overdue(self) -> int:
        return sum(one.overdue for one in self.actions)

    @property
    def open(self) -> int:
        return sum(one.is_open for one in self.actions)

    @property
    def in_order(self) -> list[Going]:
        """The actions as the bar shows them: what is done first."""
        order = list(ORDER)
        return sorted(self.actions, key=lambda one: order.index(one.shape))

    @property
    def told(self) -> str:
        """ "1 of 2 complete, 1 in progress": what the bar shows, in words."""
        statuses = (one.status for one in self.actions)
        return by_status(statuses, of=str(len(self.actions)), overdue=self.overdue)


ORDER = (shapes.DONE, shapes.GOING, shapes.TO_COME, shapes.LEFT)


def standings(
    lines: Iterable[ObjectiveLine], needs: Mapping[UUID, Sequence[UUID]], sectors: Sequence[Sector]
) -> list[Standing]:
    """Every objective of the agreed part with its actions; `needs` says what each waits for, by id."""
    every = list(lines)
    refs = {action.action.pk: action.ref for line in every for action in line.actions}
    return [
        Standing(
            line.number,
            line.objective.text,
            line.anchor,
            tuple(
                going(action, [refs[key] for key in needs.get(action.action.pk, ()) if key in refs], sectors)
                for action in line.actions
            ),
        )
        for line in every
    ]


def going(line: ActionLine, needs: Sequence[str], sectors: Sequence[Sector]) -> Going:
    """The facts of one action."""
    row = line.delivery
    return Going(
        ref=line.ref,
        objective=line.objective_number,
        words=line.short,
        anchor=line.anchor,
        status=row.status,
        rag=row.shown_rag,
        rag_words=row.rag_words,
        starts_on=row.starts_on,
        due_on=row.due_on,
        sectors=led_by(line.action, row, sectors),
        needs=tuple(needs),
        overdue=row.is_overdue,
    )


def led_by(action: Action, row: Delivery, sectors: Sequence[Sector]) -> tuple[str, ...]:
    """The sectors that lead an action: as its mode says, and for one organisation alone, whoever is named."""
    modes: dict[str, tuple[Sector, ...]] = {
        Action.Mode.JOINT: tuple(sectors),
        Action.Mode.LA_LED: (Sector.LA,),
        Action.Mode.TSO_LED: (Sector.TSO,),
    }
    named = tuple(sector for sector in sectors if row.lead_of(sector))
    return tuple(str(sector) for sector in modes.get(action.mode, named))


def summary(every: Sequence[Going]) -> str:
    """ "2 of 8 actions are complete and none is overdue. One is at risk: 2(b), due on Wednesday 31 March." """
    done = sum(one.status == Status.COMPLETE for one in every)
    late = [one for one in every if one.overdue]
    first = f"{done} of {count(len(every), 'action')} {'is' if done == 1 else 'are'} complete and "
    first += f"{_many(len(late))} overdue{_which(late)}." if late else "none is overdue."
    told = [first]
    for words, found in (
        ("off track", [one for one in every if one.rag == Rag.RED and not one.overdue]),
        ("at risk", [one for one in every if one.rag == Rag.AMBER and not one.overdue]),
    ):
        if found:
            told.append(f"{_many(len(found)).capitalize()} {words}{_which(found)}.")
    return " ".join(told)


def _many(number: int) -> str:
    return "one is" if number == 1 else f"{number} are"


def _which(found: Sequence[Going]) -> str:
    """ ": 2(b), due on Wednesday 31 March", for as many as one can take in."""
    if len(found) > NAMED_AT_MOST:
        return ""
    if len(found) == 1 and found[0].due_on:
        past = "was due" if found[0].overdue else "due"
        return f": {found[0].ref}, {past} on {day_date(found[0].due_on)}"
    return f": {listed(one.ref for one in found)}"
