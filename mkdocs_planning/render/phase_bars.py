"""A small bar behind each phase heading of a plan page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mkdocs_planning.model.plan import Phase, Plan, Progress
from mkdocs_planning.views.messages.catalogue import Messages

_HEADING = re.compile(r"<h([1-6])\b[^>]*>.*?</h\1>", re.S)
_LINE = re.compile(r'<a id="planning-L(\d+)"></a>')
_END = re.compile(r'\s*(?:<a\b[^>]*\bclass="headerlink"[^>]*>.*?</a>\s*)?</h[1-6]>\Z', re.S)


def phase_bars(plans: Iterable[Plan], file: str, messages: Messages) -> dict[int, str]:
    """A bar and a number for each phase that has tasks, as HTML, by the line of its heading.

    Args:
        plans: those of the page.
        file: whose page it is, since a plan made of several files has phases on several pages.
        messages: the message catalogue.
    """
    phases = ((phase, plan) for plan in plans for phase in _phases(plan.phases) if phase.file == file)
    return {phase.line: bar for phase, plan in phases if (bar := _bar(phase.progress, plan, messages))}


def with_phase_bars(html: str, bars: Mapping[int, str]) -> str:
    """*html* of a page, with its anchors, and with the *bars* in its headings."""
    if not bars:
        return html

    def with_bar(heading: re.Match[str]) -> str:
        text = heading[0]
        # An anchor that found no place of its own stands behind that of the heading.
        anchor = _LINE.search(text)
        bar = bars.get(int(anchor[1])) if anchor else None
        end = _END.search(text)
        return text[: end.start()] + bar + text[end.start() :] if bar and end else text

    return _HEADING.sub(with_bar, html)


def _phases(phases: Iterable[Phase]) -> Iterator[Phase]:
    for phase in phases:
        yield phase
        yield from _phases(phase.steps)


def _bar(progress: Progress, plan: Plan, messages: Messages) -> str:
    """The bar of ``parts.bar`` in the colour of the plan's status; nothing where there is nothing to count."""
    if not progress.total:
        return ""
    percent, active = progress.percent, round(100 * progress.active / progress.total)
    style = f' style="--p:{percent}%;--a:{active}%"' if (percent or active) and percent != 100 else ""
    full = " pl-full" if percent == 100 else ""
    return (
        f' <span class="planning pl-mini pl-s-{plan.status}" data-search-exclude><i class="pl-bar{full}"{style}></i>'
        f'{messages.share(progress.done, progress.total)} <span class="pl-hide">{messages("progress.done")}</span></span>'
    )
