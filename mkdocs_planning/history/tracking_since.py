"""The plans that were touched since a review began, tracked to the tip of a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from mkdocs_planning.history.fact_matching import TrackedFact
from mkdocs_planning.history.git import Change
from mkdocs_planning.history.history_timeline import Timeline
from mkdocs_planning.history.plan_tracking import PlanTracker, TrackedPlan
from mkdocs_planning.history.review_range import ReviewStart

_T = TypeVar("_T")
LONG = 200
"""The tracker of a review of more commits is cached, so that they need not be gone through each time."""
_OFF_LINE = -2
"""The position of the one step from a commit beside the first-parent line to its tip."""


def tracker_since(timeline: Timeline, start: ReviewStart) -> PlanTracker:
    """The plans of *timeline* that were touched since *start*, tracked to its tip."""
    if start.known is None:
        return _tracker_off_line(timeline, start)
    key = f"since {start.known} {timeline.tip}"
    is_long = len(timeline.commits) - start.known > LONG
    cached = timeline.recall(key) if is_long else None
    if cached is not None:
        return cached
    snapshot = timeline.snapshot_after(start.known)
    tracker = PlanTracker()
    for position in range(start.known, len(timeline.commits)):
        before, after, renames = snapshot.apply(timeline.commits[position].changes)
        tracker.advance(position, before, after, renames)
    if is_long:
        timeline.remember(key, tracker)
    return tracker


def _tracker_off_line(timeline: Timeline, start: ReviewStart) -> PlanTracker:
    """From a commit beside the line: one step to its tip, with the positions that the timeline has."""
    old, new = timeline.files_at(start.moment.commit or ""), timeline.files_at(timeline.tip)
    changes = changes_between(old, new)
    timeline.versions.prepare((change.blob, change.path) for change in changes if change.blob is not None)
    tracker = PlanTracker()
    before, after, renames = timeline.snapshot_of(old).apply(changes)
    tracker.advance(_OFF_LINE, before, after, renames)
    for number, tracked in tracker.plans.items():
        known = timeline.tracker.present.get((tracked.plan.source, tracked.plan.line))
        if tracked.ended is None and known is not None:
            tracker.plans[number] = _with_positions_of(timeline.tracker.plans[known], tracked)
    return tracker


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """What makes the files *new* of *old* (path → blob). A file that went and came under another name was renamed."""
    gone = {uri: blob for uri, blob in sorted(old.items(), reverse=True) if uri not in new}
    by_blob = {blob: uri for uri, blob in gone.items()}
    changes: list[Change] = []
    for uri, blob in sorted(new.items()):
        if old.get(uri) != blob:
            origin = by_blob.pop(blob, None) if uri not in old else None
            changes.append(Change(uri, blob, origin))
    moved = {change.origin for change in changes}
    return changes + [Change(uri, None) for uri in gone if uri not in moved]


def _with_positions_of(known: TrackedPlan, tracked: TrackedPlan) -> TrackedPlan:
    """*tracked* with the positions of *known*, which is the same plan in the same state, in place of that of the one step."""
    facts = dict(tracked.facts)
    for kind, mine in tracked.facts.items():
        others = known.facts[kind]
        if len(mine) == len(others):
            facts[kind] = tuple(_fact_with_positions_of(other, fact) for fact, other in zip(mine, others, strict=True))
    return replace(
        tracked,
        added=known.added if tracked.added == _OFF_LINE else tracked.added,
        touched=known.touched,
        statuses=_with_last_position_of(known.statuses, tracked.statuses),
        targets=_with_last_position_of(known.targets, tracked.targets),
        owners_changed=known.owners_changed,
        title_changed=known.title_changed,
        facts=facts,
    )


def _fact_with_positions_of(known: TrackedFact, fact: TrackedFact) -> TrackedFact:
    added = known.added if fact.added == _OFF_LINE else fact.added
    return replace(fact, added=added, changed=known.changed if fact.changed == _OFF_LINE else fact.changed)


def _with_last_position_of(known: tuple[tuple[int, _T], ...], mine: tuple[tuple[int, _T], ...]) -> tuple[tuple[int, _T], ...]:
    return (*mine[:-1], (known[-1][0], mine[-1][1])) if mine and known and mine[-1][0] == _OFF_LINE else mine
