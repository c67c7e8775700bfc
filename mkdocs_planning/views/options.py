"""What a site's options say about its views, as the views understand them."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import Status
from mkdocs_planning.views.shared.groups import GroupBy


class ViewOptions(Struct, frozen=True):
    """The options that views look at.

    Attributes:
        views: the names of the views that have a page beside the overview, in this order; None for all.
        scale: steps of the risk scale, 3 or 5.
        bands: the highest score of each risk level but the last; empty for those of the scale.
        board_columns: the statuses that have a column, in this order, each with its title ("" for the
            plugin's own word); empty for all that occur, in the order of a plan's life.
        board_group: what the cards of a column are grouped by; None for no groups.
        board_hide_done_after: how many days a finished or dropped plan stays on the board; None for ever.
        timeline_open: how many entries of the timeline stand openly before older months fold.
        roadmap_group: what the rows of the roadmap are grouped by; None for one list.
        stale_after: how many days without a commit make a plan under way stale.
        question_overdue_after: how many days an open question may wait.
        roadmap_past: how many months before today the roadmap begins at the earliest.
    """

    views: tuple[str, ...] | None = None
    scale: int = 3
    bands: tuple[int, ...] = ()
    board_columns: tuple[tuple[Status, str], ...] = ()
    board_group: GroupBy | None = None
    board_hide_done_after: int | None = None
    timeline_open: int = 100
    roadmap_group: GroupBy | None = None
    roadmap_past: int = 12
    stale_after: int = 30
    question_overdue_after: int = 30


DEFAULT_OPTIONS = ViewOptions()
