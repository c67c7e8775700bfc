"""The words for the past, a part of :data:`mkdocs_planning.views.words.ENGLISH`."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "burn.title": "Progress over time",
    "burn.table": "The same as numbers",
    "burn.day": "Day",
    "burn.done": "Done",
    "burn.scope": "Scope",
    "burn.today": "Today",
    "forecast.range": "At the pace of the last {weeks} weeks done by {early} (20 %), {likely} (50 %) or {late} (80 %).",
    "forecast.no-tasks": "No forecast: nothing is open.",
    "forecast.done": "No forecast: every task is done.",
    "forecast.complete": "No forecast: the plan is finished.",
    "forecast.dropped": "No forecast: the plan is dropped.",
    "forecast.too-little": "No forecast: too little was done in the last weeks to tell.",
    "forecast.grows": "No forecast: in the last {weeks} weeks {done} tasks were done and {added} added.",
    "forecast.far": "No forecast: at the pace of the last {weeks} weeks it takes more than two years.",
}
"""Phrases by key."""

PLURALS: dict[str, tuple[str, str]] = {
    "scope-grew": ("{n} task added since {date}", "{n} tasks added since {date}"),
    "scope-shrank": ("{n} task fewer than on {date}", "{n} tasks fewer than on {date}"),
    "scope-same": ("scope as on {date}", "scope as on {date}"),
    "burn.left-out": (
        "Without {n} day that lies between these.",
        "Without {n} days that lie between these.",
    ),
}
"""Phrases by key, for one and for any other number."""
