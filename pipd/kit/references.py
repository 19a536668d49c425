"""References that people are told, and tell again on the telephone."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are read for another


def new_reference() -> str:
    """Eight letters and figures in two groups: some thousand million million, so that none is met twice by chance."""
    said = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{said[:4]}-{said[4:]}"
