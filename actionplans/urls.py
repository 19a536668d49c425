"""Addresses of the plan, under /areas/<area>/plan/."""

from django.urls import path

from actionplans import urls_drafting
from actionplans.models import Action, Objective
from actionplans.views import (
    closing,
    delivery,
    documents,
    endorsements,
    everything,
    grounds,
    items,
    plan,
    progress,
    reviews,
    seeing,
    signing,
    versions,
)

app_name = "actionplans"

OBJECTIVE, ACTION = "objectives/<uuid:item>/", "actions/<uuid:item>/"
VERSION = "versions/<int:version>/"
DELIVERY, DOCUMENT = "delivery/<uuid:item>/", "documents/<uuid:document>/"
REVIEW = "reviews/<uuid:review>/"

urlpatterns = [
    path("", plan.PlanDetail.as_view(), name="plan-detail"),
    path("open/", plan.PlanOpen.as_view(), name="plan-open"),
    path("accept/", plan.PlanAccept.as_view(), name="plan-accept"),
    path("read/", documents.PlanRead.as_view(), name="plan-read"),
    # Writing
    path("objectives/add/", items.ObjectiveAdd.as_view(), name="objective-add"),
    path(OBJECTIVE, items.ObjectiveEdit.as_view(), name="objective-edit"),
    path(f"{OBJECTIVE}evidence/", grounds.ObjectiveEvidence.as_view(), name="objective-evidence"),
    path(f"{OBJECTIVE}move/", items.ItemMove.as_view(of=Objective), name="objective-move"),
    path(f"{OBJECTIVE}accept/", items.ItemAccept.as_view(of=Objective), name="objective-accept"),
    path(f"{OBJECTIVE}remove/", items.ItemRemove.as_view(of=Objective), name="objective-remove"),
    path("objectives/<uuid:objective>/actions/add/", items.ActionAdd.as_view(), name="action-add"),
    path(ACTION, items.ActionEdit.as_view(), name="action-edit"),
    path(f"{ACTION}move/", items.ItemMove.as_view(of=Action), name="action-move"),
    path(f"{ACTION}accept/", items.ItemAccept.as_view(of=Action), name="action-accept"),
    path(f"{ACTION}remove/", items.ItemRemove.as_view(of=Action), name="action-remove"),
    *urls_drafting.urlpatterns,
    # Signing
    path("sign/", signing.PlanSign.as_view(), name="plan-sign"),
    path("signed/", signing.PlanSigned.as_view(), name="plan-signed"),
    path("start/", signing.PlanStart.as_view(), name="plan-start"),
    # Versions
    path("versions/", versions.VersionList.as_view(), name="version-list"),
    path("versions/open/", versions.VersionOpen.as_view(), name="version-open"),
    path(VERSION, plan.PlanDetail.as_view(), name="version-detail"),
    path(f"{VERSION}read/", documents.PlanRead.as_view(), name="version-read"),
    path(f"{VERSION}documents/", documents.DocumentList.as_view(), name="version-documents"),
    path(f"{VERSION}delivery/", versions.VersionDelivery.as_view(), name="version-delivery"),
    # Endorsement
    path("endorsements/add/", endorsements.EndorsementAdd.as_view(), name="endorsement-add"),
    path(
        "endorsements/<uuid:endorsement>/remove/",
        endorsements.EndorsementRemove.as_view(),
        name="endorsement-remove",
    ),
    # Delivery
    path("delivery/", delivery.DeliveryList.as_view(), name="delivery-list"),
    path(DELIVERY, delivery.DeliveryEdit.as_view(), name="delivery-edit"),
    path(f"{DELIVERY}needs/", delivery.DependencyEdit.as_view(), name="dependency-edit"),
    path(f"{DELIVERY}progress/", progress.ProgressAdd.as_view(), name="progress-add"),
    path(f"{DELIVERY}challenge/", progress.ProgressChallenge.as_view(), name="progress-challenge"),
    path(f"{DELIVERY}history/", progress.ActionStory.as_view(), name="action-story"),
    path("delivery/on-track/", progress.OnTrack.as_view(), name="on-track"),
    path(f"{DELIVERY}answer/", delivery.ProposalAnswer.as_view(), name="proposal-answer"),
    # Seeing it
    path("progress/", seeing.PlanProgress.as_view(), name="plan-progress"),
    # Reviews, closing, and who may read it
    path("reviews/", reviews.ReviewList.as_view(), name="review-list"),
    path(REVIEW, reviews.ReviewDetail.as_view(), name="review-detail"),
    path(f"{REVIEW}read/", reviews.ReviewRead.as_view(), name="review-read"),
    path(f"{REVIEW}write/", reviews.ReviewWrite.as_view(), name="review-write"),
    path(f"{REVIEW}move/", reviews.ReviewMove.as_view(), name="review-move"),
    path(f"{REVIEW}confirm/", reviews.ReviewConfirm.as_view(), name="review-confirm"),
    path("close/", closing.PlanClose.as_view(), name="plan-close"),
    path("close/end/", closing.PlanCloseEnd.as_view(), name="plan-close-end"),
    path("publish/", closing.PlanPublish.as_view(), name="plan-publish"),
    path("publish/end/", closing.PlanPublishEnd.as_view(), name="plan-publish-end"),
    # Documents
    path("documents/", documents.DocumentList.as_view(), name="document-list"),
    path("documents/ask/", documents.DocumentAsk.as_view(), name="document-ask"),
    path(f"{DOCUMENT}state/", documents.DocumentState.as_view(), name="document-state"),
    path(f"{DOCUMENT}download/", documents.DocumentDownload.as_view(), name="document-download"),
    path("summary/", documents.PlanSummary.as_view(), name="plan-summary"),
    path("everything/", everything.EverythingList.as_view(), name="everything-list"),
    path("everything/ask/", everything.EverythingAsk.as_view(), name="everything-ask"),
    path("everything/<uuid:document>/state/", everything.EverythingState.as_view(), name="everything-state"),
    path(
        "everything/<uuid:document>/download/",
        everything.EverythingDownload.as_view(),
        name="everything-download",
    ),
]
