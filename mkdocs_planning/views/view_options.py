"""The options of a site that views depend on."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import Status
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.selection.plan_groups import GroupBy


class ViewOptions(Struct, frozen=True):
    """The options that views depend on.

    Attributes:
        messages: the message catalogue: all text of the plugin itself.
        views: the names of the views that have a page besides the overview, in this order; None for all.
        scale: number of steps of the risk scale, 3 or 5.
        bands: the highest score of each risk level except the last; empty for the default bands of the scale.
        board_columns: the statuses that have a column, in this order, each with its title ("" for the
            default title); empty for all statuses that occur, in their usual order.
        board_group: what the cards of a column are grouped by; None for no groups.
        board_hide_done_after: days that a finished or dropped plan stays on the board; None for no limit.
        timeline_open: number of timeline entries shown before older months are collapsed.
        roadmap_group: what the rows of the roadmap are grouped by; None for one list.
        stale_after: days without a commit after which an active plan is stale.
        question_overdue_after: days after which an open question is overdue.
        roadmap_past: months before today at which the roadmap begins at the earliest.
    """

    messages: Messages = ENGLISH
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
