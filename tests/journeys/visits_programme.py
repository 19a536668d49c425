"""The pages of the programme itself: its settings, the choice of areas, organisations."""

from __future__ import annotations

from tests.journeys.visit import ADMINISTRATOR, ANALYST, COORDINATOR, SPONSOR, R, Visit

GROUP = {name: ("group", name) for name in ("about", "numbers", "notes", "sectors", "statements")}
CANDIDATE, BODY = ("candidate", "candidate"), ("organisation", "organisation")
PROGRAMME = [
    Visit("home", role=SPONSOR),
    Visit("across:statement-list", role=ANALYST),
    Visit("across:statement-list", role=ANALYST, query="?q=nothing-like-it"),
    Visit("across_plans:plan-list", role=ANALYST),
    Visit("across_plans:plan-detail", role=ANALYST, number=3),
    Visit(f"{R}programme-settings", role=ADMINISTRATOR),
    *(Visit(f"{R}settings-edit", role=ADMINISTRATOR, key=key) for key in GROUP.values()),
    Visit(f"{R}sponsor-add", role=ADMINISTRATOR),
    Visit(f"{R}sponsor-remove", role=ADMINISTRATOR, key=("organisation", "sponsor")),
    Visit(f"{R}area-list", role=ADMINISTRATOR),
    Visit(f"{R}area-list", role=COORDINATOR),
    Visit(f"{R}coverage", role=COORDINATOR),
    Visit(f"{R}candidate-add", role=ADMINISTRATOR),
    Visit(f"{R}candidate-detail", role=ADMINISTRATOR, key=CANDIDATE),
    Visit(f"{R}candidate-edit", role=ADMINISTRATOR, key=CANDIDATE),
    Visit(f"{R}candidate-select", role=ADMINISTRATOR, key=CANDIDATE),
    Visit(f"{R}candidate-leave-out", role=ADMINISTRATOR, key=CANDIDATE),
    Visit(f"{R}area-discontinue", role=ADMINISTRATOR, key=("candidate", "taking part")),
    Visit(f"{R}organisation-list", role=COORDINATOR),
    Visit(f"{R}organisation-list", role=ADMINISTRATOR, query="?q=nothing&show=ended"),
    Visit(f"{R}organisation-add", role=COORDINATOR),
    Visit(f"{R}organisation-detail", role=COORDINATOR, key=BODY),
    Visit(f"{R}organisation-detail", role=ADMINISTRATOR, key=("organisation", "ended")),
    Visit(f"{R}organisation-edit", role=COORDINATOR, key=BODY),
    Visit(f"{R}organisation-end", role=COORDINATOR, key=BODY),
]
