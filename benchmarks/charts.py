"""Bars as an SVG that follows the reader's light or dark scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, LABELS, VALUES, ROW, TOP = 760, 250, 90, 30, 44
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1b1b1b}.title{font-weight:600}.value{fill:#555}"
    ".other{fill:#9aa5b1}.ours{fill:#1d6b54}.range{stroke:#1b1b1b;stroke-opacity:.55}"
    "@media(prefers-color-scheme:dark){text{fill:#e8e8e8}.value{fill:#b5b5b5}.other{fill:#66717d}.ours{fill:#5cc2a0}"
    ".range{stroke:#fff}}"
)


@dataclass(frozen=True)
class Bar:
    """A row: a name, a value, and the least and the most that were seen."""

    label: str
    value: float
    least: float
    most: float

    @property
    def is_ours(self) -> bool:
        """Whether it stands out."""
        return self.label.startswith("polypub")


def draw_bars(title: str, bars: Sequence[Bar]) -> str:
    """The chart; lengths are in proportion, from zero, and whiskers show the range of the rounds."""
    scale = (WIDTH - LABELS - VALUES) / max(bar.most for bar in bars)
    height = TOP + ROW * len(bars) + 6
    rows = "\n".join(_row(bar, TOP + ROW * place, scale) for place, bar in enumerate(bars))
    words = "; ".join(f"{bar.label} {_number(bar.value)}" for bar in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="title words">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="words">{escape(words)}</desc>\n<style>{STYLE}</style>\n'
        f'<text class="title" x="0" y="18">{escape(title)}</text>\n{rows}\n</svg>\n'
    )


def _row(bar: Bar, top: int, scale: float) -> str:
    middle, end = top + ROW // 2, LABELS + bar.most * scale
    least, most = (LABELS + value * scale for value in (bar.least, bar.most))
    kind = "ours" if bar.is_ours else "other"
    whisker = f'<line class="range" x1="{least:.1f}" x2="{most:.1f}" y1="{middle}" y2="{middle}"/>'
    return (
        f'<text x="{LABELS - 10}" y="{middle + 5}" text-anchor="end">{escape(bar.label)}</text>'
        f'<rect class="{kind}" x="{LABELS}" y="{top + 5}" width="{bar.value * scale:.1f}" height="{ROW - 10}" rx="2"/>'
        f"{whisker if bar.most > bar.least else ''}"
        f'<text class="value" x="{end + 8:.1f}" y="{middle + 5}">{_number(bar.value)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
