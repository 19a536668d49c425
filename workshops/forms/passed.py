"""What was sent about statements and quotations that are asked about no more: not kept, nor dropped without a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from workshops.forms.check_line import Line
from workshops.forms.meanwhile import Sent
from workshops.forms.quotations import NOTHING, in_words

SHOWN = re.compile(r"digest_([0-9]{1,5})")  # each statement of a form carries the digest of its words
QUOTED = re.compile(r"quote_([0-9]{1,5})_([0-9]{1,3})")


@dataclass(frozen=True)
class Passed:
    """What was sent about statement `number`: an answer, how it is seen, what was chosen for its quotations.

    `is_there` says that the statement itself is still asked about, and only a quotation beside it is gone.
    """

    number: int
    answer: Line | None = None
    view: str = ""
    quotes: tuple[str, ...] = ()
    is_there: bool = False


def shown_in(data: Mapping[str, Any]) -> frozenset[int]:
    """The statements that the page with this form showed."""
    return frozenset(int(found[1]) for name in data if (found := SHOWN.fullmatch(name)))


def passed(number: int, sent: Sent | None, quotes: tuple[str, ...]) -> Passed:
    """What was said in what was `sent`, None where the statement is still there; what its page had put in was not."""
    if sent is None:
        return Passed(number, quotes=quotes, is_there=True)
    return Passed(
        number,
        answer=sent.typed if sent.says_answer else None,
        view=sent.typed.view if sent.says_view else "",
        quotes=quotes,
    )


def quotes_passed(data: Mapping[str, Any], there: Collection[str]) -> dict[int, tuple[str, ...]]:
    """What was chosen for quotations that are not `there` any more, by statement."""
    passed: dict[int, tuple[str, ...]] = {}
    for name in data:
        found = QUOTED.fullmatch(name)
        if found is None or (key := name.removeprefix("quote_")) in there:
            continue
        words = in_words(str(data[name]))
        if words and data[name] != (data.get(f"quote_was_{key}") or NOTHING):
            passed[int(found[1])] = (*passed.get(int(found[1]), ()), words)
    return passed
