"""Why a message was not taken, as back ends of ours say it."""

from __future__ import annotations


class Undelivered(OSError):
    """`code` is short and holds no words of people; `for_good` when another try will hardly change the answer."""

    def __init__(self, code: str, *, for_good: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good
