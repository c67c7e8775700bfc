"""A site of plans with an attack in every field.

Each attack has a plan of its own, in which it is in every fact that the reader knows, and a second plan that it
depends on. Header fields are in front matter too.
"""

from __future__ import annotations

END = "ZZ"
"""End of a text that changes the text direction: what follows is not part of the plan."""

ATTACKS = {
    "script": '<script>window.hurt=1</script><img src="data:image/png,x" onerror="window.hurt=1">'
    '<svg onload="window.hurt=1"></svg>',
    "attribute": '"onmouseover="window.hurt=1" x=" \' onfocus=\'window.hurt=1\' autofocus tabindex=1 x=\' ">'
    ' style="position:fixed',
    "link": "[a](javascript:window.hurt=1) <javascript:window.hurt=1> <a href='javascript:window.hurt=1'>b</a> "
    "[c](<java\tscript:window.hurt=1>) ![d](javascript:window.hurt=1) [e](data:text/html,<script>top.hurt=1</script>)",
    "template": "{{ 7*7 }} {% raw %} ${7*7} <!-- planning:board --> &lt;script&gt;",
    "direction": f"\u202eevil \u2066open \u2067open {END}",
    "wide": "W" * 60,
    "long": "W" * 10_000,
}

PLAN = """\
# {text} {name}

**Plan ID**: {id}
**Status**: {status} {text}
**Owner**: {text}
**Priority**: {text}
**Tags**: {text}, {name}
**Created**: 2026-01-02
**Start**: 2026-01-05
**Target**: {target}
**Effort**: {text}
**Complexity**: {text}
**Risk Level**: high {text}
**Spec**: [{text}](spec.md)
**Depends on**: [{text}]({other}.md), {text} (PLAT-12)
**Bearing**: {text}
**{text}**: {text}

{text}

## Overview

**Goal**: {text}

## Phase 1: {text}

**Status**: {text}
**Goal**: {text}
**Duration**: {text}

- [x] {text}
- [ ] {text} (@{name}) (due: 2026-02-01)
- [ ] **T1** {text} (blocked by: {text})

## Phase 2: {text}

- [ ] {text}

## Milestones

| Milestone | Date | Status |
|---|---|---|
| {text} | 2026-02-10 | {text} |
| {text} | | Open |

## Risks

| Risk | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|
| {text} | high | high | {text} | {text} | {text} |
| {text} | {text} | {text} | | | |

## Open Questions

- [ ] {text} (@{text})
- [x] {text} → {text}

## Decisions

| Decision | Choice | Rationale | Date |
|---|---|---|---|
| {text} | {text} | {text} | 2026-01-20 |
| {text} | {text} | {text} | |

## Success Criteria

| Criterion | Target | Actual |
|---|---|---|
| {text} | {text} | {text} |

## Dependencies

- [ ] {text} (blocked by: PLAT-13)
- {text}

## Components

| Component | Purpose | Change |
|---|---|---|
| {text} | {text} | new |

## Files

- Modify: `src/shared.py`
- `src/{text}.py` (modify)

## Rollout

1. {text}
2. Everybody: {text}

## References

- [{text}](https://example.com/{name})
- {text}

## Changelog

- 2026-01-10: {text}
- {text}
"""

FRONT = """\
---
id: {quoted}
title: {quoted}
owner: {quoted}
status: {quoted}
priority: {quoted}
tags: [{quoted}]
summary: {quoted}
target: 2026-02-20
---

- [ ] {text}
"""


def plans() -> dict[str, str]:
    """The text of each plan by its path in docs_dir."""
    made: dict[str, str] = {}
    for name, text in ATTACKS.items():
        # The two depend on each other, and the first has the earlier target, so that cycles and date conflicts are shown.
        for plan, other, status, target in (
            (name, f"{name}-after", "In Progress", "2026-02-15"),
            (f"{name}-after", name, "In Review", "2026-04-01"),
        ):
            made[f"plans/{plan}.md"] = PLAN.format(text=text, name=plan, id=plan, other=other, status=status, target=target)
        quoted = "'" + text.replace("'", "''").replace("\t", " ") + "'"
        made[f"plans/{name}-front.md"] = FRONT.format(quoted=quoted, text=text)
    return made
