"""What was sent about a statement against what is kept by now: nothing said elsewhere is overwritten unseen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshops.forms.check_line import Line, kept, shown_of
from workshops.forms.seen import Seen, mark

WORDS_CHANGED = "The words changed meanwhile. Read them and answer again"
ANSWERED = "This was answered elsewhere meanwhile. Choose the answer that counts"
VIEW_WORDS = "The words changed meanwhile. Read them, and send how we see it again if it still fits"
VIEW_CHANGED = "How we see it was changed elsewhere meanwhile. Send the sentence that counts"


@dataclass(frozen=True)
class Meanwhile:
    """Both sides, where something was said here and something else is kept; `words`: of other words than were shown."""

    kept: Line
    typed: Line
    words: bool
    answer: bool
    view: bool


@dataclass(frozen=True)
class Sent:
    """What was `typed` on a page that showed `seen`, and the statement as it is `stored` now."""

    typed: Line
    stored: Line
    seen: Seen
    has_view: bool  # who records for somebody else has no box for it

    def line(self) -> Line:
        """What counts of it. Where both sides said something, neither: the statement is asked about once more."""
        line = replace(self.stored if self._leaves_answer else self.typed, errors=dict(self.typed.errors))
        line.digest, line.is_stale = self.typed.digest, self.is_stale
        line.left_blank = not (self.is_stale or self.seen.answer or self.typed.verdict or line.verdict)
        line.lapsed = str(self.seen) if self.seen.answer and not line.verdict else ""
        line.view = self.typed.view if self.says_view or not self._view_moved else line.asked.my_view
        answer = self.says_answer and self._answer_moved and self.typed.told != kept(line.asked)
        view = self.says_view and self._view_moved and self.typed.view != line.asked.my_view
        return self._asked_again(line, answer=answer, view=view) if answer or view else line

    @property
    def is_stale(self) -> bool:
        """Whether the page showed other words than the present ones."""
        return self.typed.digest != self.typed.asked.statement.digest

    @property
    def says_answer(self) -> bool:
        """Whether an answer was chosen that the page had not ticked itself."""
        return bool(self.typed.verdict) and mark(*self.typed.told) != self.seen.answer

    @property
    def _answer_moved(self) -> bool:
        return self.is_stale or shown_of(self.typed.asked).answer != self.seen.answer

    @property
    def _leaves_answer(self) -> bool:
        """Whether the answer is as it was found. A page that shows one always sends one: blank, it had none to show."""
        if not self.typed.verdict:
            return bool(self.stored.verdict)
        return self._answer_moved and not self.says_answer

    @property
    def says_view(self) -> bool:
        return self.has_view and mark(self.typed.view) != self.seen.box

    @property
    def _view_moved(self) -> bool:
        return self.is_stale or shown_of(self.typed.asked).view != self.seen.view

    def _asked_again(self, line: Line, *, answer: bool, view: bool) -> Line:
        line.meanwhile = Meanwhile(self.stored, replace(self.typed), self.is_stale, answer, view)
        line.digest = line.asked.statement.digest  # the page shows the present words with it
        line.left_blank = False
        if answer:
            line.verdict = ""
            line.errors["verdict"] = WORDS_CHANGED if self.is_stale else ANSWERED
        if view:
            line.errors["view"] = VIEW_WORDS if self.is_stale else VIEW_CHANGED
        return line
