"""Addresses beside the draft, under /areas/<area>/plan/: support, comments, challenges, giving it up."""

from django.urls import path

from actionplans.models import Action, Objective
from actionplans.views import abandoning, challenges, support, talk

COMMENT = "comments/<uuid:comment>/"

urlpatterns = [
    path("support/", support.SupportDetail.as_view(), name="support-detail"),
    path("support/ask/", support.SupportAsk.as_view(), name="support-ask"),
    path("support/end/", support.SupportEnd.as_view(), name="support-end"),
    path("support/give/", support.SupportGive.as_view(), name="support-give"),
    path("support/sent/", support.SupportSent.as_view(), name="support-sent"),
    path("objectives/<uuid:item>/talk/", talk.ItemTalk.as_view(of=Objective), name="objective-talk"),
    path("actions/<uuid:item>/talk/", talk.ItemTalk.as_view(of=Action), name="action-talk"),
    path(COMMENT, talk.CommentEdit.as_view(), name="comment-edit"),
    path(f"{COMMENT}remove/", talk.CommentRemove.as_view(), name="comment-remove"),
    path(f"{COMMENT}settle/", talk.CommentSettle.as_view(), name="comment-settle"),
    path("challenges/", challenges.ChallengeList.as_view(), name="challenge-list"),
    path("challenges/<uuid:statement>/", challenges.ChallengeReason.as_view(), name="challenge-reason"),
    path("give-up/", abandoning.PlanAbandon.as_view(), name="plan-abandon"),
    path("give-up/answer/", abandoning.PlanAbandonAnswer.as_view(), name="plan-abandon-answer"),
]
