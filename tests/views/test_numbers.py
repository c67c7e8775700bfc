"""Every number of every view matches ``plans.json``.

The views are read as built HTML of the example site and of a site of generated plans. For each view, ``RULES`` lists
the elements that show numbers and what each must be; a number without a rule is a failure. Texts of plans (``<bdi>``,
titles, code) may contain any number.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_planning.views import PAGES
from tests.generator import generate, write_plans
from tests.views import truth
from tests.views.plans import EXAMPLES, TODAY
from tests.views.truth import Plan, days_late, number, percent, share, shown_date, under_way

OWN = "bdi, code, svg title, .pl-node text, option, .pl-card > a, .pl-name > a, .pl-links, .pl-no, .pl-hide"
"""Texts of plans and texts for screen readers, whose numbers repeat visible ones or have rules of their own."""


class View:
    """A page with views: its HTML, and the plans that it shows."""

    def __init__(self, path: str, soup: BeautifulSoup, data: dict[str, Any]) -> None:
        self.path = path
        self.soup = soup
        self.plans: list[Plan] = data["plans"]
        self.as_of: str = data["as_of"]
        self.by_url: dict[str, Plan] = {plan["url"]: plan for plan in self.plans}
        self.by_source: dict[str, Plan] = {plan["source"]: plan for plan in self.plans}

    def url(self, link: Tag) -> tuple[str, str]:
        """Page and anchor of a link's target."""
        url, anchor = urldefrag(urljoin(self.path, str(link["href"])))
        return unquote(url), anchor

    def plan(self, element: Tag, around: str) -> Plan:
        """The plan of the first link to a plan around *element*."""
        box = element if element.css.match(around) else element.css.closest(around)
        assert box is not None, f"{element} stands in no {around}"
        return next(self.by_url[url] for link in box.select("a[href]") if (url := self.url(link)[0]) in self.by_url)

    def fact(self, link: Tag) -> tuple[Plan, int]:
        """The plan and the line of a link to a fact."""
        url, anchor = self.url(link)
        return self.by_url[url], int(anchor.removeprefix("planning-L") or 0)

    @property
    def under_way(self) -> list[Plan]:
        return [plan for plan in self.plans if under_way(plan)]

    def risks(self) -> list[tuple[Plan, dict[str, Any]]]:
        return [(plan, risk) for plan in self.plans for risk in plan["risks"] if truth.is_open(plan, risk)]


Rule = Callable[[View, Tag], object]
"""The expected text of an element; a rule may also check the element itself and return its text."""


def plural(n: int, one: str, many: str) -> str:
    return f"{number(n)} {one if n == 1 else many}"


def text(element: Tag) -> str:
    """The text of *element* without texts of plans."""
    words = [str(piece) for piece in element.find_all(string=True) if not piece.parent.css.closest(OWN)]
    return " ".join(" ".join(words).replace("·", " ").split())


def everything(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def total(plans: list[Plan]) -> dict[str, int]:
    return {key: sum(plan["progress"][key] for plan in plans) for key in ("done", "total")}


# Flags about a plan, on cards, in headers, on the overview and under "Attention".


def phrase(view: View, element: Tag, plan: Plan) -> str:
    """The text of *element* with each number replaced by the expected one of *plan*."""
    open_boxes = plan["progress"]["total"] - plan["progress"]["done"]
    done_work = sum(task["kind"] == "work" and task["state"] == "done" for task in plan["tasks"])
    truths = (
        (r"[\d,]+ open questions?", lambda: plural(truth.open_questions(plan), "open question", "open questions")),
        (r"late by [\d,]+ days?", lambda: "late by " + plural(days_late(plan, view.as_of), "day", "days")),
        (r"(?<=yet )[\d,]+ box(?:es)? (?:is|are) open", lambda: plural(open_boxes, "box is open", "boxes are open")),
        (r"(?<=yet )[\d,]+ tasks? (?:is|are) done", lambda: plural(done_work, "task is done", "tasks are done")),
        (r"[\d,]+ of [\d,]+ done", lambda: f"{number(plan['progress']['done'])} of {number(plan['progress']['total'])} done"),
        (r"(?<=waits for )and [\d,]+ more", lambda: f"and {len(truth.unresolved(plan)) - 1} more"),
        (r"due \d+ \w+ \d+", lambda: f"due {shown_date(plan['target'])}"),
    )
    words = text(element)
    for pattern, right in truths:
        if re.search(pattern, words):
            words = re.sub(pattern, right(), words)
    return words


def flagged(around: str) -> Rule:
    """Flags about the plan that is linked *around* them."""
    return lambda view, element: phrase(view, element, view.plan(element, around))


def target(around: str) -> Rule:
    """The target of an active plan, or by how much it was missed."""

    def rule(view: View, element: Tag) -> str:
        plan = view.plan(element, around)
        late = days_late(plan, view.as_of)
        if late and "late" in text(element):
            return f"late by {plural(late, 'day', 'days')}"
        return f"Target {shown_date(plan['target'])}" if plan["target"] and under_way(plan) else ""

    return rule


def line(view: View, element: Tag) -> str:
    """A link to a line names that line, on which the plan states something."""
    plan, at = view.fact(element)
    stated = {1, plan["line"], *plan["lines"].values(), *(int(n) for n in re.findall(r'"line": (\d+)', json.dumps(plan)))}
    shown = int(text(element).removeprefix("line "))
    assert at in (shown, 0)
    assert shown in stated, f"nothing of {plan['source']} stands on line {shown}"
    return f"line {shown}"


LINE = {".pl-at a:first-child": line}


def board_count(view: View, element: Tag) -> str:
    status = element.css.closest(".pl-col").get_attribute_list("class")[-1].removeprefix("pl-s-")
    return number(sum(plan["status"] == status for plan in view.plans))


def card_dates(view: View, element: Tag) -> str:
    return shown_date(view.plan(element, ".pl-card")["target"])


CARDS: dict[str, Rule] = {
    ".pl-col > .pl-head > span": board_count,
    ".pl-card .pl-progress": lambda view, element: share(view.plan(element, ".pl-card")["progress"]),
    ".pl-card .pl-meta": card_dates,
    ".pl-card .pl-flag": flagged(".pl-card"),
}


def more_cards(view: View, element: Tag) -> str:
    column = element.css.closest(".pl-col")
    shown = len(column.select(".pl-card"))
    return f"and {int(board_count(view, element)) - shown} more"


def legend(view: View, element: Tag) -> str:
    status = element.parent.get_attribute_list("class")[0].removeprefix("pl-s-")
    return number(sum(plan["status"] == status for plan in view.plans))


def event_dates(view: View, element: Tag) -> str:
    plan = view.plan(element, "li")
    assert text(element) in {shown_date(iso) for iso in truth.event_dates(plan)}, plan["source"]
    return text(element)


OVERVIEW: dict[str, Rule] = {
    "article > .pl-lead": lambda view, _: (
        f"{plural(len(view.plans), 'plan', 'plans')} {number(total(view.plans)['done'])} of "
        f"{plural(total(view.plans)['total'], 'task', 'tasks')} done As of {shown_date(view.as_of)}"
    ),
    ".pl-need .pl-facts": flagged(".pl-need"),
    ".pl-need .pl-since": target(".pl-need"),
    "details.pl-more > summary": lambda _, element: f"and {len(element.parent.select('.pl-need'))} more",
    ".pl-legend b": legend,
    ".pl-top .pl-date": event_dates,
    ".pl-rest": more_cards,
    **CARDS,
    **LINE,
}

BOARD: dict[str, Rule] = dict(CARDS)


def row_of(view: View, element: Tag) -> dict[str, int]:
    """The progress of the phase of a row under Progress, or of the tasks outside all phases."""
    row = element.css.closest(".pl-prog")
    if row.css.closest(".pl-rows") is None:
        return total(view.plans) if row.css.match(".pl-all") else view.plan(row, ".pl-prog")["progress"]
    link = row.select_one(".pl-name a")
    if link is None:
        return truth.outside(view.plan(row, "tbody"))
    plan, at = view.fact(link)
    return next(one["progress"] for one in truth.phases(plan) if one["line"] == at)


def kinds(view: View, element: Tag, plan: Plan) -> str:
    title = text(element.css.closest("span, div")).split()[0]
    return share(truth.counted([task for task in plan["tasks"] if task["kind"] == truth.KINDS[title]]))


def last_change(view: View, element: Tag) -> str:
    plan = view.plan(element, "tr")
    dates = [plan["created"], plan["updated"], plan["finished"], *(one["date"] for one in plan["changes"])]
    known = [iso for iso in dates if iso]
    return f"Last change {shown_date(max(known, key=truth.last))}" if known else ""


def why(view: View, element: Tag, plan: Plan) -> str:
    """The reason why GitHub's counts differ."""
    counts = [task for task in plan["tasks"] if task["state"] in ("open", "done", "active")]
    boxes = [task for task in plan["tasks"] if (task["mark"] or "-").removesuffix("*") in (" ", "x", "X")]
    struck = len(boxes) - sum(task in counts for task in boxes)
    plain = sum(task["mark"] is None for task in counts)
    marks = sum(task not in boxes for task in counts) - plain
    words = re.sub(r"(?<=GitHub counts )[\d,]+/[\d,]+", share(plan["boxes"]), text(element))
    for n, pattern in ((struck, r"[\d,]+(?= box)(?!\S* boxes;)"), (marks, r"[\d,]+(?= marks?)"), (plain, r"[\d,]+(?= tasks?)")):
        words = re.sub(rf"(?<=; ){pattern}", number(n), words)
    return words


PROGRESS: dict[str, Rule] = {
    ".pl-num": lambda view, element: share(row_of(view, element)) if row_of(view, element)["total"] else text(element),
    ".pl-pct": lambda view, element: percent(row_of(view, element)),
    ".pl-all > .pl-right": lambda view, _: f"Criteria met {truth.criteria(view.plans)}".strip(),
    "tbody td.pl-right:nth-child(4)": lambda view, element: (
        f"Criteria met {met}" if (met := truth.criteria([view.plan(element, "tr")])) else ""
    ),
    "tbody td.pl-right:nth-child(5)": last_change,
    ".pl-notes b": lambda view, element: kinds(view, element, view.plan(element, "tbody")),
    ".pl-notes > span:not(:has(b))": lambda view, element: why(view, element, view.plan(element, "tbody")),
}


def heat(view: View, element: Tag) -> str:
    query = dict(re.findall(r"(\w+)=([\w-]+)", str(element.parent["href"])))
    return number(
        sum(
            all(STEP(risk[key]) == STEP(value) for key, value in query.items() if key in ("likelihood", "impact"))
            for _, risk in view.risks()
        )
    )


def STEP(word: str | None) -> int:  # noqa: N802 - reads as the constant it looks up
    return truth.STEPS.get((word or "").lower(), 0)


def tally(view: View, element: Tag) -> str:
    """A line of the totals: by level, or by what is missing."""
    item = element.parent
    level = next((name.removeprefix("pl-l-") for name in item.get_attribute_list("class") if name), None)
    gap = {
        "No mitigation": lambda risk: not risk["mitigation"],
        "No risk owner": lambda risk: not risk["owner"],
        "Not rated": lambda risk: not risk["level"],
    }.get(text(item.span))
    fits = gap or (lambda risk: risk["level"] == level)
    return number(sum(bool(fits(risk)) for _, risk in view.risks()))


def risk_row(view: View, element: Tag) -> dict[str, Any]:
    row = element.css.closest("tr")
    plan, at = view.fact(row.select_one(".pl-at a"))
    found = [risk for risk in plan["risks"] if risk["line"] == at]
    number_of = everything(row.th).removeprefix("R")
    return next(risk for risk in found if str(plan["risks"].index(risk) + 1) == number_of)


RISKS: dict[str, Rule] = {
    "article > .pl-lead": lambda view, _: (
        f"{plural(len(view.risks()), 'risk', 'risks')} in "
        f"{plural(len({plan['id'] for plan, _ in view.risks()}), 'plan', 'plans')}"
    ),
    ".pl-heat a > b": heat,
    ".pl-heat + .pl-meta": lambda view, element: re.sub(
        r"^[\d,]+", number(sum(not (STEP(r["likelihood"]) and STEP(r["impact"])) for _, r in view.risks())), text(element)
    ),
    ".pl-tally b": tally,
    ".pl-table tbody th": lambda view, element: (
        f"R{view.fact(element.parent.select_one('.pl-at a'))[0]['risks'].index(risk_row(view, element)) + 1}"
    ),
    ".pl-table tbody td.pl-right": lambda view, element: str(risk_row(view, element)["score"] or ""),
    ".pl-more-section > summary": lambda view, element: re.sub(
        r"^[\d,]+", number(sum(len(plan["risks"]) for plan in view.plans) - len(view.risks())), text(element)
    ),
    **LINE,
}


def day(view: View, element: Tag) -> str:
    iso = str(element["datetime"])
    assert iso in truth.event_dates(view.plan(element, "li"))
    return shown_date(iso).rpartition(" ")[0] if len(iso) == 10 else shown_date(iso)


def month(view: View, element: Tag) -> str:
    dates = {str(one["datetime"])[:7] for one in element.parent.select("time")}
    if not dates:
        return text(element)
    assert len(dates) == 1, dates
    period = dates.pop()
    shown = sum(str(one["datetime"])[:7] == period for one in element.parent.select("time"))
    assert shown == sum(iso[:7] == period for plan in view.plans for iso in truth.event_dates(plan)), period
    return shown_date(period)


TIMELINE: dict[str, Rule] = {
    "time": day,
    ".pl-period": month,
    "details.pl-more > summary": lambda view, element: plural(
        len(element.parent.select("time")), "earlier entry", "earlier entries"
    ),
    **LINE,
}


def roadmap_target(view: View, element: Tag) -> str:
    plan = view.plan(element, "tr")
    over = plan["finished"] if plan["finished"] and not under_way(plan) else None
    words = shown_date(over or plan["target"]) or "no target"
    days = (last(over) - last(plan["target"])).days if over and plan["target"] else days_late(plan, view.as_of)
    shown = text(element)
    if days > 0:
        return f"{words} late by {plural(days, 'day', 'days')}"
    if days < 0 and len(over or "") == 10:
        return f"{words} {plural(-days, 'day', 'days')} early"
    missed = sum(
        one["status"] in truth.UNDER_WAY and last(one["date"]) < last(view.as_of) for one in plan["milestones"] if one["date"]
    )
    if missed and under_way(plan):
        return f"{words} {plural(missed, 'milestone', 'milestones')} late"
    return f"{words} finished" if over and shown.endswith("finished") else words


last = truth.last


def mark_flag(view: View, element: Tag) -> str:
    plan, at = view.fact(element.css.closest("a"))
    one = next(one for one in plan["milestones"] if one["line"] == at)
    days = (last(view.as_of) - last(one["date"])).days
    return f", late by {plural(days, 'day', 'days')}" if ", late" in text(element) else ""


def ended(view: View, element: Tag) -> str:
    plan = view.plan(element, "li")
    if "ended" not in text(element):
        return text(element)
    days = [plan["finished"] or plan["target"], plan["target"], *(one["date"] for one in plan["milestones"])]
    return f"ended {shown_date(max(last(iso) for iso in days if iso).isoformat())}"


def ticks(view: View, element: Tag) -> str:
    """Consecutive months, quarters or years, with the year where one begins, including today's."""
    shown = [text(one).split() for one in element.select(":scope > span")]
    names = [one[-1] for one in shown]
    circle = next((c for c in (truth.MONTHS, ("Q1", "Q2", "Q3", "Q4")) if set(names) <= set(c)), names)
    for before, after in pairwise(names):
        assert circle[(circle.index(before) + 1) % len(circle)] == after
    years = [int(one[0]) for one in shown if len(one) == 2 or circle is names]
    assert years == list(range(years[0], years[0] + len(years)))
    assert years[0] <= int(view.as_of[:4]) <= years[-1]
    return text(element)


ROADMAP: dict[str, Rule] = {
    "tbody td:nth-child(2)": roadmap_target,
    "tbody td.pl-number": lambda view, element: (
        f"{percent(plan['progress'])} {share(plan['progress'])}"
        if (plan := view.plan(element, "tr"))["progress"]["total"]
        else ""
    ),
    ".pl-ticks": ticks,
    ".pl-today": lambda view, _: f"Today, {shown_date(view.as_of).rpartition(' ')[0]}",
    ".pl-mark .pl-t": mark_flag,
    "details.pl-more > summary": lambda view, element: re.sub(r"^\d+", str(len(element.parent.select("li"))), text(element)),
    ".pl-other > span:not(.pl-chip)": ended,
}


def conflict(view: View, element: Tag) -> str:
    plan = view.plan(element, ".pl-conflict")
    words = phrase(view, element, plan)
    other = next((view.by_url[url] for link in element.select("a") if (url := view.url(link)[0]) in view.by_url), None)
    if other and other["target"] and plan["target"]:
        days = (last(other["target"]) - last(plan["target"])).days
        words = re.sub(r"\(.* later\)", f"({shown_date(other['target'])}, {plural(days, 'day', 'days')} later)", words)
    return words


def blocks(view: View, element: Tag) -> str:
    plan = view.plan(element, ".pl-plan-row")
    n = len({one["id"] for one in view.under_way for d in truth.unresolved(one) if d["plan"] == plan["id"]})
    return f"blocks {plural(n, 'plan', 'plans')}" if n else ""


def waiting_lead(view: View, _: Tag) -> str:
    after = sum(any(waits["plan"] != plan["id"] for waits in truth.unresolved(plan)) for plan in view.plans)
    ready = [plan for plan in view.under_way if plan["status"] != "blocked" and not truth.unresolved(plan)]
    return f"{plural(after, 'plan waits', 'plans wait')} {plural(len(ready), 'is ready', 'are ready')}"


DEPENDENCIES: dict[str, Rule] = {
    "article > .pl-lead": waiting_lead,
    ".pl-conflict .pl-facts": conflict,
    ".pl-plan-row > span:nth-of-type(2)": blocks,
    ".pl-plan-row > .pl-since": target(".pl-plan-row"),
    "details.pl-more > summary": lambda _, element: f"and {len(element.parent.select('.pl-plan-row'))} more",
    ".pl-keys > span:not(:has(svg))": lambda view, element: re.sub(
        r"\d+", str(len(view.plans) - len(view.soup.select(".pl-node"))), text(element)
    ),
    **LINE,
}


def question_counts(view: View) -> tuple[int, int, int]:
    open_ = sum(truth.open_questions(plan) for plan in view.under_way)
    left = sum(truth.open_questions(plan) for plan in view.plans) - open_
    return open_, left, sum(len(plan["questions"]) for plan in view.plans) - open_ - left


QUESTIONS: dict[str, Rule] = {
    "article > .pl-lead": lambda view, _: (
        f"{plural(question_counts(view)[0], 'open question', 'open questions')} in "
        f"{plural(sum(bool(truth.open_questions(plan)) for plan in view.under_way), 'plan', 'plans')}"
    ),
    "details > summary": lambda view, element: re.sub(
        r"^[\d,]+", number(question_counts(view)[1 if "unanswered" in text(element) else 2]), text(element)
    ),
    **LINE,
}


def decision_date(view: View, element: Tag) -> str:
    plan, at = view.fact(element.parent.select_one(".pl-at a"))
    return shown_date(next(one["date"] for one in plan["decisions"] if one["line"] == at))


DECISIONS: dict[str, Rule] = {
    "article > .pl-lead": lambda view, _: (
        f"{plural(sum(len(plan['decisions']) for plan in view.plans), 'decision', 'decisions')} in "
        f"{plural(sum(bool(plan['decisions']) for plan in view.plans), 'plan', 'plans')}"
    ),
    ".pl-date": decision_date,
    **LINE,
}


def name_of(element: Tag) -> str:
    """The key of the person of a row or a section; "" for nobody."""
    box = element.css.closest("tr, .pl-person")
    name = everything(box.select_one("th bdi, h2 bdi"))
    return "" if box.css.match(".pl-last, #planning-nobody") else name.removeprefix("@").casefold()


def owned(view: View, name: str) -> list[Plan]:
    return [plan for plan in view.plans if name in ([one for owner in plan["owners"] for one in truth.people(owner)] or [""])]


def load(view: View, name: str, column: str) -> int:
    """A cell of the table of people."""
    mine = [plan for plan in owned(view, name) if under_way(plan)]
    facts = {
        "Open tasks": lambda plan: [task for task in plan["tasks"] if task["state"] in ("open", "active")],
        "Open questions": lambda plan: [one for one in plan["questions"] if not one["answered"]],
        "Risks": lambda plan: [one for one in plan["risks"] if truth.is_open(plan, one)],
    }
    if column in facts:
        return sum(name in truth.owners_of(plan, fact) for plan in view.under_way for fact in facts[column](plan))
    return len(mine) if column == "Active plans" else sum(bool(days_late(plan, view.as_of)) for plan in mine)


def shares(view: View, element: Tag) -> str:
    status = next(n.removeprefix("pl-s-") for n in element.get_attribute_list("class") if n.startswith("pl-s-"))
    n = sum(plan["status"] == status for plan in owned(view, name_of(element)))
    return re.sub(r"[\d,]+$", number(n), text(element))


def folded(view: View, element: Tag) -> str:
    words, name = text(element), name_of(element)
    if words.startswith("and "):
        return f"and {len(element.parent.select('.pl-plan-row'))} more"
    if "assigned" in words:
        tasks = [task for plan in view.under_way for task in plan["tasks"] if task["state"] in ("open", "active")]
        return plural(
            sum(name in truth.people(task["owner"]) for task in tasks), "task assigned by name", "tasks assigned by name"
        )
    column = "Open questions" if "question" in words else "Risks"
    return re.sub(r"^[\d,]+", number(load(view, name, column)), words)


def due(view: View, element: Tag) -> str:
    plan, at = view.fact(element.parent.select_one(".pl-at a"))
    return shown_date(next((task["due"] for task in plan["tasks"] if task["line"] == at), None))


def everybody(view: View) -> set[str]:
    named = {name for plan in view.plans for owner in plan["owners"] for name in truth.people(owner)}
    facts = [fact for plan in view.under_way for fact in (*plan["tasks"], *plan["questions"], *plan["risks"])]
    return named | {name for fact in facts for name in truth.people(fact["owner"])}


PEOPLE: dict[str, Rule] = {
    "article > .pl-lead": lambda view, _: plural(len(everybody(view)), "person", "people"),
    "td.pl-rate": lambda view, element: number(load(view, name_of(element), str(element["data-l"]))),
    ".pl-counts .pl-dot": shares,
    "details > summary": folded,
    ".pl-plan-row > .pl-progress": lambda view, element: (
        share(view.plan(element, ".pl-plan-row")["progress"]) if text(element) else ""
    ),
    ".pl-plan-row > span:nth-of-type(3)": lambda view, element: target(".pl-plan-row")(view, element) if text(element) else "",
    ".pl-plan-row > .pl-since": target(".pl-plan-row"),
    ".pl-from": due,
    **LINE,
}


def group_count(view: View, element: Tag) -> str:
    group = element.css.closest(".pl-problem-group")
    return number(len(group.select(".pl-problem-list > li")))


def jump_count(view: View, element: Tag) -> str:
    group = view.soup.select_one(str(element.a["href"]))
    return re.sub(r"[\d,]+$", number(len(group.select(".pl-problem-list > li"))), text(element))


def finding(view: View, element: Tag) -> str:
    plan = view.plan(element, ".pl-problem-list > li")
    messages = {" ".join(problem["message"].split()) for problem in plan["problems"]}
    # A finding repeats the message of the check, including its numbers.
    return text(element) if everything(element) in messages else finding_text(view, element, plan)


def finding_text(view: View, element: Tag, plan: Plan) -> str:
    words = phrase(view, element, plan)
    others = [view.by_url[url] for link in element.select("a") if (url := view.url(link)[0]) in view.by_url]
    for other in others:
        if other["target"] and plan["target"]:
            days = (last(other["target"]) - last(plan["target"])).days
            words = re.sub(r"\(.* later\)", f"({shown_date(other['target'])}, {plural(days, 'day', 'days')} later)", words)
    return words


def attention_lead(view: View, _: Tag) -> str:
    rows = view.soup.select(".pl-problem-list > li")
    plans = {
        view.url(link)[0] for row in rows for link in row.select(":scope > a, .pl-both a") if view.url(link)[0] in view.by_url
    }
    late = sum(bool(days_late(plan, view.as_of)) for plan in view.plans)
    assert len(view.soup.select("#planning-late .pl-problem-list > li")) == late
    unowned = sum(not plan["owners"] for plan in view.under_way)
    assert len(view.soup.select("#planning-unowned .pl-problem-list > li")) == unowned
    found = sum(len(plan["problems"]) for plan in view.plans)
    assert len(rows) >= found + late + unowned
    return f"{plural(len(rows), 'problem', 'problems')} in {plural(len(plans), 'plan', 'plans')}"


ATTENTION: dict[str, Rule] = {
    "article > .pl-lead": attention_lead,
    ".pl-jump > li": jump_count,
    ".pl-title .pl-meta": group_count,
    ".pl-problem-list .pl-facts": finding,
    "details.pl-more > summary": lambda _, element: f"and {len(element.parent.select('.pl-problem-list > li'))} more",
    ".pl-advice": lambda _, element: text(element),
    **LINE,
}


def own(view: View) -> Plan:
    """The plan of a plan page."""
    return view.by_url[view.path]


def header_date(view: View, element: Tag) -> str:
    key = text(element.parent.select_one(".pl-key")).lower()
    return shown_date(own(view)[key])


def segment(view: View, element: Tag) -> str:
    link = element.css.closest("a")
    if link is None:
        return share(truth.outside(own(view)))
    return share(next(one["progress"] for one in own(view)["phases"] if one["line"] == view.fact(link)[1]))


def kind_or_field(view: View, element: Tag) -> str:
    title = text(element.parent.dt)
    if title not in truth.KINDS or element.bdi:
        return text(element)
    return share(truth.counted([task for task in own(view)["tasks"] if task["kind"] == truth.KINDS[title]]))


def heading(view: View, element: Tag) -> str:
    """The progress in the heading of a phase."""
    anchors = [str(one["id"]) for one in element.parent.select('a[id^="planning-L"]')]
    at = next(int(one.removeprefix("planning-L")) for one in anchors)
    return share(next(one["progress"] for one in truth.phases(own(view)) if one["line"] == at))


def problem_text(view: View, element: Tag) -> str:
    stated = [f"line {problem['line']}: {problem['message']}" for problem in own(view)["problems"]]
    assert everything(element) in {" ".join(one.split()) for one in stated}
    return text(element)


def header_fold(view: View, element: Tag) -> str:
    n = len(element.parent.select("dl > div, ul > li"))
    wrong = sum(problem["severity"] != "info" for problem in own(view)["problems"])
    if "problem" in text(element):
        assert n == wrong
    return re.sub(r"^[\d,]+", number(n), text(element))


HEADER: dict[str, Rule] = {
    ".pl-line .pl-date": header_date,
    ".pl-label b": segment,
    ".pl-sum": lambda view, _: f"{share(own(view)['progress'])} {percent(own(view)['progress'])}",
    ".pl-flags .pl-flag": lambda view, element: phrase(view, element, own(view)),
    ".pl-quiet dd": kind_or_field,
    "p.pl-quiet": lambda view, element: why(view, element, own(view)),
    "details > summary": header_fold,
    ".pl-problems li": problem_text,
    ".pl-mini": heading,
}

RULES: dict[str, dict[str, Rule]] = {
    "plans/": OVERVIEW,
    "plans/board/": BOARD,
    "plans/progress/": PROGRESS,
    "plans/risks/": RISKS,
    "plans/timeline/": TIMELINE,
    "plans/roadmap/": ROADMAP,
    "plans/dependencies/": DEPENDENCIES,
    "plans/questions/": QUESTIONS,
    "plans/decisions/": DECISIONS,
    "plans/people/": PEOPLE,
    "plans/attention/": ATTENTION,
}
"""For each view the elements that show numbers, and what each must show. Plan pages use ``HEADER``."""


def check(view: View, rules: dict[str, Rule]) -> list[str]:
    """The wrong numbers of a page, and the numbers without a rule."""
    wrong: list[str] = []
    covered: set[int] = set()
    parts = view.soup.select(".planning")
    assert parts, view.path
    for part in parts:
        for selector, rule in rules.items():
            found = part.css.select(selector) + ([part] if part.css.match(selector) else [])
            for element in found:
                covered.update(id(piece) for piece in element.find_all(string=True))
                shown, right = text(element), str(rule(view, element))
                if shown != right:
                    wrong.append(f"{view.path} {selector}: shows {shown!r}, is {right!r}")
        wrong += [f"{view.path}: {one}" for one in bars(part)]
        wrong += [f"{view.path}: no rule knows {piece!r} in {piece.parent}" for piece in unknown(part, covered)]
    return wrong


def bars(part: Tag) -> Iterator[str]:
    """Bars that differ from the number beside them, and phases that are not as wide as their share of the tasks."""
    for bar in part.select(".pl-bar"):
        beside = re.search(r"([\d,]+)/([\d,]+)", everything(bar.parent))
        drawn = re.search(r"--p:(\d+)%", str(bar.get("style", "")))
        full = "pl-full" in bar.get_attribute_list("class")
        if beside:
            done, all_ = (int(n.replace(",", "")) for n in beside.groups())
            filled = f"{drawn[1]} %" if drawn else "100 %" if full else "0 %"
            if filled != percent({"done": done, "total": all_}):
                yield f"a bar is filled to {filled} beside {beside[0]}"
    for piece in part.select(".pl-phases > li, .pl-span > li"):
        beside = re.search(r"([\d,]+)/([\d,]+)", everything(piece))
        weight = int(beside[2].replace(",", "")) if beside else 1
        if f"flex-grow:{weight}" not in str(piece["style"]):
            yield f"a piece of a bar has {piece['style']} beside {everything(piece)}"


def unknown(part: Tag, covered: set[int]) -> Iterator[NavigableString]:
    for piece in part.find_all(string=re.compile(r"\d")):
        if id(piece) not in covered and not piece.parent.css.closest(OWN):
            yield piece


def site(root: Path, today: str, fill: Callable[[Path], object]) -> Path:
    fill(root / "docs")
    config: dict[str, Any] = {"site_name": "N", "theme": {"name": "mkdocs", "highlightjs": False}}
    config["plugins"] = [{"planning": {"today": today}}]
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))
    return root / "site"


FILLS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "example": (TODAY, lambda docs: shutil.copytree(EXAMPLES.parent, docs)),
    "generated": ("2026-06-01", lambda docs: write_plans(generate(60, seed=4), docs)),
}


def test_every_view_has_rules() -> None:
    # The review comes from the history, which plans.json does not contain.
    assert set(RULES) == {"plans/"} | {f"plans/{view.path}" for view in PAGES if view.name != "review"}


@pytest.mark.parametrize("name", list(FILLS))
def test_every_number_of_every_view_matches_the_data(tmp_path: Path, name: str) -> None:
    built = site(tmp_path, *FILLS[name])
    data = json.loads((built / "plans" / "plans.json").read_text(encoding="utf-8"))
    pages = RULES | {plan["url"]: HEADER for plan in data["plans"]}
    wrong: list[str] = []
    for path, rules in pages.items():
        file = built / path / "index.html"
        if not file.is_file():
            assert name == "generated", f"the example site has no {path}"
            continue
        wrong += check(View(path, BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser"), data), rules)
    assert not wrong, f"{len(wrong)} numbers:\n" + "\n".join(wrong[:25])
