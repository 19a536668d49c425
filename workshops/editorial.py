"""What may be done to somebody's exact words in print: [words added] and … for words left out, nothing else (R39)."""

from __future__ import annotations

import re

LEFT_OUT = "…"
NEEDS_CLEARING = (
    "Only words in [square brackets] and … for words left out may differ from what was cleared. Anything else changes "
    "what the speaker allowed, and needs clearing again."
)
NOT_EXACT = "Use the exact words as they were logged. Put … where you leave words out in the middle."
BRACKETS = "Close every [square bracket] you open."
NOTHING_LEFT = "Leave some of the speaker’s own words."
EACH, TOGETHER = 30, 60  # characters
TOO_MUCH_ADDED = (
    f"What stands in [square brackets] is yours, not the speaker’s, and nobody has cleared it: at most {EACH} "
    f"characters in each and {TOGETHER} in all, without any of . ! ? ; : … in them. Say more in a statement."
)
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3}")
_ADDED = re.compile(r"\[[^\[\]]*\]")
_QUOTE_MARKS = str.maketrans({"“": "", "”": "", '"': "", "’": "'", "‘": "'"})
_SOFT_ENDS = ",;:."
_NO_SENTENCE = set(".!?;:…\n")


def why_not_printed(text: str, *, cleared: str) -> str:
    """Why `text` may not stand for the `cleared` words, in a sentence; empty when it may."""
    if _differs(text, cleared, whole=True):
        return _sentence(text, NEEDS_CLEARING)
    return TOO_MUCH_ADDED if _says_more(text) else ""


def _says_more(text: str) -> bool:
    """Whether the words in brackets do more than help a reader: no statement gets into the record that way."""
    added = [part[1:-1].strip() for part in _ADDED.findall(text) if not _ELLIPSIS.fullmatch(part)]
    lengths = [len(part) for part in added]
    return (
        max(lengths, default=0) > EACH or sum(lengths) > TOGETHER or any(_NO_SENTENCE & set(p) for p in added)
    )


def why_not_exact(text: str, *, logged: str) -> str:
    """Why `text` is not a shortened form of what was `logged`, in a sentence; empty when it is.

    It may begin later and end earlier; in between, words left out show as an ellipsis.
    """
    if "[" in text or "]" in text:
        return NOT_EXACT
    return _sentence(text, NOT_EXACT) if _differs(text, logged, whole=False) else ""


def _sentence(text: str, otherwise: str) -> str:
    if _half_open(text):
        return BRACKETS
    return otherwise if _own(tokens(text)) else NOTHING_LEFT


def _half_open(text: str) -> bool:
    bare = _ADDED.sub("", _ELLIPSIS.sub("", text))
    return "[" in bare or "]" in bare


def _own(printed: list[str]) -> list[str]:
    return [token for token in printed if token != LEFT_OUT]


def _differs(text: str, words: str, *, whole: bool) -> bool:
    printed = tokens(text)
    return _half_open(text) or not _own(printed) or not _in_order(printed, tokens(words), whole=whole)


def tokens(text: str) -> list[str]:
    """The words of `text` without what stands in brackets; an ellipsis, in brackets or not, is a word of its own."""
    plain = _ADDED.sub(" ", _ELLIPSIS.sub(f" {LEFT_OUT} ", text)).translate(_QUOTE_MARKS)
    return re.sub(r"\s+([.,;:!?])", r"\1", plain).split()


def _in_order(printed: list[str], said: list[str], *, whole: bool) -> bool:
    """Whether the runs of `printed` between ellipses stand in `said` in that order, each unbroken.

    With `whole`, the first begins and the last ends where `said` does, unless an ellipsis stands there.
    """
    runs = _runs(printed)
    anchored_start = whole and printed[0] != LEFT_OUT
    anchored_end = whole and printed[-1] != LEFT_OUT
    place = 0
    for nth, run in enumerate(runs):
        last = nth == len(runs) - 1
        soft = not last or not anchored_end
        starts: list[int] = list(range(place, len(said) - len(run) + 1))
        if nth == 0 and anchored_start:
            starts = starts[:1]
        if last and anchored_end:
            end = len(said) - len(run)
            starts = [end] if end in starts else []
        found = next((at for at in starts if _same(run, said[at : at + len(run)], soft)), None)
        if found is None:
            return False
        place = found + len(run)
    return True


def _runs(printed: list[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for token in printed:
        if token == LEFT_OUT:
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in runs if run]


def _same(run: list[str], said: list[str], soft: bool) -> bool:
    """Whether two runs are the same; before words left out, a comma or full stop may go with them."""
    if run == said:
        return True
    return soft and run[:-1] == said[:-1] and run[-1].rstrip(_SOFT_ENDS) == said[-1].rstrip(_SOFT_ENDS)
