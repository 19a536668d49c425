"""What a workflow refuses, and why it says it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from partnerships.membership import NotPossible


def refused(act: Callable[..., object], *args: object, **kwargs: object) -> list[str]:
    """The reasons that `act` gives for not doing it; fails where it does it."""
    with pytest.raises(NotPossible) as refusal:
        act(*args, **kwargs)
    return refusal.value.reasons
