"""What is raised when somebody may do a thing, and it cannot be done now."""

from __future__ import annotations


class NotPossible(Exception):
    """A move whose conditions do not hold. `reasons` are sentences for the person who tried."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)
