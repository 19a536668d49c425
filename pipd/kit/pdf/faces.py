"""Which faces the documents print with, and where they lie. Read by the builder and by the renderer."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "node_modules" / "@fontsource"
# Beside the code that prints with them, not under static/: no page serves them.
FACES = Path(__file__).resolve().parent / "made"
CONFIG = FACES / "fonts.conf"
STAMP = FACES / "made-from.txt"

STYLES = {"400-normal": "Regular", "400-italic": "Italic", "600-normal": "SemiBold"}
SERIF = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
SANS = (*SERIF, "greek-ext")
# noto-emoji is cut into these; the numbered ones have no names.
EMOJI = ("emoji", *(str(number) for number in range(11)))


@dataclass(frozen=True)
class Face:
    """One file to make: the `subsets` of a `package` in one `weight`, under a `family` name of our own.

    Own names, because the licence (SIL OFL) reserves the name "Source" for unaltered files.
    """

    package: str
    family: str
    subsets: tuple[str, ...]
    weight: str

    @property
    def style(self) -> str:
        return STYLES[self.weight]

    @property
    def name(self) -> str:
        """The PostScript name, which is the file's name too."""
        return f"{self.family.replace(' ', '')}-{self.style}"

    @property
    def target(self) -> Path:
        return FACES / f"{self.name}.ttf"

    def sources(self) -> list[Path]:
        """The package's files, in a fixed order: the first one wins where two hold the same letter."""
        folder = SOURCES / self.package / "files"
        return [folder / f"{self.package}-{subset}-{self.weight}.woff2" for subset in self.subsets]


WANTED = (
    *(Face("source-sans-3", "Plan Sans", SANS, weight) for weight in STYLES),
    *(Face("source-serif-4", "Plan Serif", SERIF, weight) for weight in STYLES),
    *(Face("vazirmatn", "Vazirmatn", ("arabic",), weight) for weight in ("400-normal", "600-normal")),
    *(
        Face("noto-sans-hebrew", "Noto Sans Hebrew", ("hebrew",), weight)
        for weight in ("400-normal", "600-normal")
    ),
    Face("noto-emoji", "Noto Emoji", EMOJI, "400-normal"),
)
