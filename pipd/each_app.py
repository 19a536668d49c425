"""What spans the apps is asked of each of them in turn: the wiring reaches into none (architecture, imports)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.module_loading import module_has_submodule


def ask_each_app(question: str) -> list[Any]:
    """The module `question` (such as "owed", "late" or "verify") of each app that answers it, in order."""
    packages = [import_module(app) for app in settings.APPS_IN_ORDER]
    return [import_module(f"{p.__name__}.{question}") for p in packages if module_has_submodule(p, question)]
