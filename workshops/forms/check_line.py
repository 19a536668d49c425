"""One statement on the page for checking notes: what was asked, what was typed, and what the workflow takes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from workshops.clearance.answering import GROUNDS, LABELS, VERDICTS, Reply
from workshops.clearance.asked import Asked, Suggested
from workshops.clearance.telling import THEIR_GROUNDS
from workshops.forms.quotations import QuoteLine
from workshops.forms.seen import Seen
from workshops.models import Kind, Position

if TYPE_CHECKING:
    from workshops.forms.meanwhile import Meanwhile

VERDICT_CHOICES = VERDICTS.choices
GROUND_CHOICES = GROUNDS.choices
THEIR_GROUND_CHOICES = [(ground.value, words) for ground, words in THEIR_GROUNDS.items()]
# What a suggested change may choose besides words; whatever else is posted counts as "as it is".
CHOSEN = {
    "removal": {"1"},
    "kind": set(Kind.values),
    "position_la": set(Position.values),
    "position_tso": set(Position.values),
    "label": set(LABELS.values),
}
RADIOS = ("verdict", "ground")  # a link of the summary leads to the first of them


@dataclass
class Line:
    """One statement on the page: what was asked, what was typed, and what is wrong with it."""

    asked: Asked
    verdict: str = ""
    new_text: str = ""
    reason: str = ""
    ground: str = ""
    out_reason: str = ""
    view: str = ""
    digest: str = ""
    removal: str = ""
    kind: str = ""
    position_la: str = ""
    position_tso: str = ""
    label: str = ""
    left_blank: bool = False  # whether a page showed it in these words, and no answer was chosen there
    lapsed: str = ""  # what a page showed as kept, where the answer it had ticked is kept no more
    is_stale: bool = False  # whether what was posted comes from a page that showed other words
    filled_in: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    quotes: list[QuoteLine] = field(default_factory=list)
    meanwhile: Meanwhile | None = None

    @property
    def key(self) -> str:
        """The end of the names and ids of this statement's controls."""
        return str(self.asked.statement.number)

    @property
    def was(self) -> str:
        """What a page with this statement shows as kept, for its form to carry."""
        return str(shown_of(self.asked))

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, as the end of a link to it and in words, in the order of the page."""
        quotes = [(f"quote_{quote.key}_0", quote.error) for quote in self.quotes if quote.error]
        own = [
            (f"{name}_{self.key}{'_0' if name in RADIOS else ''}", words)
            for name, words in self.errors.items()
        ]
        return quotes + own

    @property
    def is_bare(self) -> bool:
        """Whether the whole statement looks like others of its kind but for its number and its words."""
        return self.is_plain and self.asked.stands_alone and not self.view

    @property
    def is_answered(self) -> bool:
        return bool(self.verdict)

    @property
    def chosen(self) -> str:
        """The answer that was ticked here, not the one "everything left blank" stands for."""
        return "" if self.filled_in else self.verdict

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the choice tells its question from that of other statements: nothing typed or wrong."""
        typed = (self.new_text, self.reason, self.ground, self.out_reason, self.removal, self.label)
        return not any(typed) and not self.changes_marks and not self.errors

    @property
    def is_new(self) -> bool:
        """Whether this is another answer than the one that is kept already."""
        return self.is_answered and self.told != kept(self.asked)

    @property
    def told(self) -> tuple[str, ...]:
        """The answer with what its choice asks for; what was typed under another choice does not count."""
        details: dict[str, tuple[str, ...]] = {
            VERDICTS.CHANGE: (self.reason, *_told(self.suggestion)),
            VERDICTS.OUT: (self.ground, self.out_reason),
        }
        return (self.verdict, *details.get(self.verdict, ()))

    @property
    def suggestion(self) -> Suggested:
        """The change that is suggested; whoever wants the statement out suggests nothing else."""
        if self.removal:
            return Suggested(is_removal=True)
        label = "" if self.changes_marks else self.label
        return Suggested(self.new_text, False, self.kind, self.position_la, self.position_tso, label)

    @property
    def says_more(self) -> bool:
        """Whether other words, kind or holders are asked for as well, which a removal would drop.

        The box begins with the words that were read: where these changed meanwhile, it tells nothing.
        """
        now = self.asked.statement
        is_other = bool(self.new_text) and self.digest == now.digest and self.new_text != now.text
        return is_other or self.changes_marks

    @property
    def changes_marks(self) -> bool:
        """Whether another kind or another holder is suggested: that always changes the meaning."""
        return bool(self.kind or self.position_la or self.position_tso)

    @property
    def marks_in_words(self) -> list[tuple[str, str]]:
        """What is suggested besides words, by field; a kind as its value, which the page words for the programme."""
        held = [(name, getattr(self, name)) for name in ("position_la", "position_tso")]
        kind = [("kind", self.kind)] if self.kind else []
        return [(name, str(Position(value).label)) for name, value in held if value] + kind

    @property
    def label_in_words(self) -> str:
        return str(LABELS(self.suggestion.label or LABELS.MEANING).label)

    @property
    def waits(self) -> bool:
        """Whether words of the reader's own wait here for their permission, as was stored."""
        return self.asked.waits

    @property
    def view_is_new(self) -> bool:
        return self.view != self.asked.my_view

    @property
    def words(self) -> str:
        """The answer in the words of the choice."""
        return dict(VERDICT_CHOICES).get(self.verdict, "No answer yet")

    @property
    def ground_words(self) -> str:
        return dict(GROUND_CHOICES).get(self.ground, "")

    @property
    def their_ground_words(self) -> str:
        """The same for whoever records it: what they said is told, not said again."""
        return THEIR_GROUNDS[GROUNDS(self.ground)] if self.ground in GROUNDS.values else ""

    def reply(self) -> Reply:
        """What the workflow takes."""
        return Reply(
            point_id=UUID(str(self.asked.statement.id)),
            digest=self.digest,
            verdict=self.verdict,
            ground=self.ground,
            reason=self.out_reason if self.verdict == VERDICTS.OUT else self.reason,
            new_text=self.suggestion.text,
            is_removal=self.suggestion.is_removal,
            kind=self.suggestion.kind,
            position_la=self.suggestion.position_la,
            position_tso=self.suggestion.position_tso,
            label=self.suggestion.label,
        )

    def hidden(self) -> list[tuple[str, str]]:
        """Names and values that carry this answer through *check your answers*."""
        values = {
            "verdict": self.chosen,
            "text": self.new_text,
            "reason": self.reason,
            "ground": self.ground,
            "out": self.out_reason,
            "view": self.view,
            "digest": self.digest,
            "was": self.lapsed or self.was,
            **{name: getattr(self, name) for name in CHOSEN},
        }
        taken_away = "view" if self.view_is_new else ""
        own = [(f"{name}_{self.key}", value) for name, value in values.items() if value or name == taken_away]
        return own + [pair for quote in self.quotes for pair in quote.hidden()]


def shown_of(asked: Asked) -> Seen:
    """What a page shows as kept of a statement."""
    return Seen.of(kept(asked), asked.kept_view, beside_these_words=bool(asked.my_view))


def kept(asked: Asked) -> tuple[str, ...]:
    """The stored answer, as `Line` tells it."""
    if not asked.verdict:
        return ()
    details: dict[str, tuple[str, ...]] = {
        VERDICTS.CHANGE: (asked.reason, *_told(asked.suggested)),
        VERDICTS.OUT: (asked.ground, asked.reason),
    }
    return (asked.verdict, *details.get(asked.verdict, ()))


def _told(change: Suggested) -> tuple[str, ...]:
    """A suggestion, comparable: a change that says nothing of its meaning is taken to change it."""
    marks = (change.kind, change.position_la, change.position_tso)
    return (change.text, "out" if change.is_removal else "", *marks, change.label or str(LABELS.MEANING))
