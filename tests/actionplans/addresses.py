"""Addresses of Quillshire's plan, and the words of a page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"actionplans:{name}", kwargs={"area": "quillshire", **kwargs})


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())
