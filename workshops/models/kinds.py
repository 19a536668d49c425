"""What a point is about, who holds it, and the label derived from that (domain 3A)."""

from __future__ import annotations

from functools import cache

from django.db import models


class Kind(models.TextChoices):
    """The value is the glossary's term. The two that name a sector are read as workshops.words has them."""

    FEATURE_LA = "feature_la", "About the local authority"
    FEATURE_TSO = "feature_tso", "About the third sector"
    DRIVER = "driver", "A reason to work together"
    BENEFIT = "benefit", "What it brings"
    BARRIER = "barrier", "Something in the way"
    CHALLENGE = "challenge", "A local challenge"
    RESPONSE = "response", "An idea for what to do"
    PROCESS = "process", "How we work here"
    FACT = "fact", "A matter of fact"


class Position(models.TextChoices):
    """Whether a sector holds a point."""

    HOLDS = "holds", "Holds"
    DOES_NOT_HOLD = "does_not_hold", "Does not hold"
    MIXED = "mixed", "Mixed"
    NOT_DISCUSSED = "not_discussed", "Not discussed"


class Commonality(models.TextChoices):
    """Codes alone: what people read is in partnerships.words, because it names the sectors."""

    CONSENSUS = "consensus"
    LA_VIEW = "la_view"
    TSO_VIEW = "tso_view"
    CONTESTED = "contested"
    NEITHER = "neither"
    NOT_RECORDED = "not_recorded"


@cache
def commonality(la: str, tso: str) -> Commonality:
    """The label of a point from the positions of the two sectors: derived, never entered (domain I-21)."""
    both = {la, tso}
    if both == {Position.HOLDS}:
        return Commonality.CONSENSUS
    if Position.MIXED in both or both == {Position.HOLDS, Position.DOES_NOT_HOLD}:
        return Commonality.CONTESTED
    if la == Position.HOLDS:
        return Commonality.LA_VIEW
    if tso == Position.HOLDS:
        return Commonality.TSO_VIEW
    if both == {Position.NOT_DISCUSSED}:
        return Commonality.NOT_RECORDED
    return Commonality.NEITHER
