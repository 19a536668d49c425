"""The shape of the plan as a document: what templates/documents/plan.html names, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from actionplans.people import Side


@dataclass(frozen=True)
class Fact:
    """A label and what it says, as a cover lists them."""

    label: str
    words: str


@dataclass(frozen=True)
class SectorName:
    """One sector: the name of its mark, and what the programme calls it."""

    mark: str
    name: str


@dataclass(frozen=True)
class Signature:
    """One sector's block. `name` is empty without consent to be named: then the job title stands alone."""

    mark: str
    sector: str
    name: str
    job_title: str
    organisation: str
    signed_at: str
    waiting: str


@dataclass(frozen=True)
class Endorsed:
    """An organisation's own body that stands behind the plan."""

    organisation: str
    body: str
    date: str


@dataclass(frozen=True)
class ActionPart:
    """One action of Table 1, with its delivery in words; `leads` in the order of the sectors."""

    number: str
    words: str
    mode: str
    short: str
    leads: tuple[str, ...]
    due: str
    resources: str
    measure: str
    progress: str
    rag: str
    rag_words: str
    why: str
    waits: str  # "1(b), 2(a)": the actions it waits for


@dataclass(frozen=True)
class ObjectivePart:
    """One objective of Table 1 with the actions that answer it."""

    number: str
    words: str
    priority: str
    short: str
    actions: tuple[ActionPart, ...]


@dataclass(frozen=True)
class PlanValue:
    """What templates/documents/plan.html names, and nothing else."""

    title: str
    created: str
    programme: str
    running: str
    marking: str
    reference: str
    area: str
    draft: bool
    delivery: bool
    sectors: tuple[SectorName, ...]
    facts: tuple[Fact, ...]
    agreed_lead: str
    sign_note: str
    signed_fingerprint: str
    signatures: tuple[Signature, ...]
    group: tuple[Side, ...]
    endorsements: tuple[Endorsed, ...]
    objectives: tuple[ObjectivePart, ...]
    position: str
    check_url: str
