"""HTML to tagged PDF bytes: `render` is the only door, and the only place that loads WeasyPrint."""

from pipd.kit.pdf.rendering import Pdf, RenderFailed, problem, render, warm

__all__ = ["Pdf", "RenderFailed", "problem", "render", "warm"]
