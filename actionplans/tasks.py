"""Sweeps of the plans: ids only, one workflow call each. Run twice, late or after a crash, they do it once."""

from uuid import UUID

from celery import shared_task

from actionplans import closing, documents, everything, public_document, signing


@shared_task
def sweep_evidence() -> None:
    """Ask anew for evidence sheets, and for everything of an area, that a withdrawal took back."""
    documents.outdate_superseded()
    for plan_id in documents.owing_anew():
        make_evidence_anew.delay(str(plan_id))
    for area_id, kind in everything.owing_anew():
        make_everything_anew.delay(str(area_id), kind)


@shared_task
def sweep_public() -> None:
    """Ask for the public documents of published plans that changed."""
    for plan_id in public_document.owing():
        public_document.make(plan_id)


@shared_task
def sweep_areas() -> None:
    """Move on the areas whose plan was signed before session 4 was entered as held."""
    for area_id in signing.areas_to_move_on():
        signing.move_on(area_id)
    for area_id in closing.areas_to_close():
        closing.close_area(area_id)


@shared_task
def make_evidence_anew(plan_id: str) -> None:
    """Ask for one evidence sheet without what was withdrawn."""
    documents.make_anew(UUID(plan_id))


@shared_task
def make_everything_anew(area_id: str, kind: str) -> None:
    """Ask for everything of one area without what was withdrawn."""
    everything.make_anew(UUID(area_id), kind)
