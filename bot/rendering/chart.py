"""The figures of /stats as a picture (the one importer of matplotlib, which shapes and orders Arabic itself)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rendering.bidi import starts_arabic

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from bot.journal.usage import Figures

SIZE = (8.0, 7.2)
"""Inches, at 150 dots each: as wide as a phone shows without loss."""
DPI = 150
_ANSWERED, _UNANSWERED, _HOURS = "#2a9d8f", "#e76f51", "#457b9d"
_INK, _FAINT = "#22313f", "#d9dee3"
_MARGIN = 0.2  # inches
_DATES = 6
_LOWEST_TOP = 5.0  # a single question does not fill the picture


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the picture; those that stand in Arabic make it run from right to left."""

    days: str
    hours: str
    answered: str
    unanswered: str


def drawn(figures: Figures, labels: Labels) -> bytes:
    """Return a PNG: the questions of each day, answered and not, above those of each hour of the day.

    It takes half a second and blocks, so it is for a worker thread.
    """
    # Importing matplotlib takes longer than most commands do.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=SIZE, dpi=DPI)
    figure.set_layout_engine("constrained", h_pad=_MARGIN, w_pad=_MARGIN)
    days, hours = figure.subplots(2, 1, height_ratios=(3, 2))
    right_to_left = starts_arabic(labels.days)
    _days(days, figures, labels)
    # Between title and bars; the colour comes before its word as one reads.
    days.legend(
        frameon=False,
        ncols=2,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        labelcolor=_INK,
        markerfirst=not right_to_left,
        reverse=right_to_left,
    )
    hours.bar(range(24), figures.hours, width=0.8, color=_HOURS)
    hours.set_xticks(range(0, 24, 3), [f"{hour}:00" for hour in range(0, 24, 3)])
    hours.set_title(labels.hours, color=_INK, fontsize=14, fontweight="bold", pad=12)
    for axes in (days, hours):
        _style(axes, right_to_left=right_to_left)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _days(axes: Axes, figures: Figures, labels: Labels) -> None:
    places = range(len(figures.days))
    answered = [day.answered for day in figures.days]
    unanswered = [day.unanswered for day in figures.days]
    axes.bar(places, answered, width=0.8, color=_ANSWERED, label=labels.answered)
    axes.bar(places, unanswered, width=0.8, bottom=answered, color=_UNANSWERED, label=labels.unanswered)
    # From today back, so that today is always named.
    ticks = list(places)[:: -max(1, len(figures.days) // _DATES)]
    axes.set_xticks(ticks, [f"{figures.days[at].date:%d/%m}" for at in ticks])
    axes.set_title(labels.days, color=_INK, fontsize=14, fontweight="bold", pad=30)


def _style(axes: Axes, *, right_to_left: bool) -> None:
    """Show whole numbers and few lines; where one reads from the right, time begins there."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  # late, as above

    axes.set_ylim(0, max(axes.get_ylim()[1], _LOWEST_TOP))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=_FAINT)
    axes.tick_params(colors=_INK, length=0)
    axes.spines[:].set_visible(False)
    axes.spines["bottom"].set(visible=True, color=_FAINT)
    if right_to_left:
        axes.invert_xaxis()
        axes.yaxis.tick_right()
