"""``review.md``: what changed since the last review, as Markdown for a comment on a pull request.

Texts of plans are shown as plain text: nothing in them becomes markup, a picture or a mention of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan_review import Entry
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views import review as view
from mkdocs_planning.views.review import Changed, Line

LONGEST = 240
"""A text is cut at a word once it is longer than this many characters."""
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_MARKUP = re.compile(r"([\\\\`*_\[\]<>&~|$#!])")
_MENTION = re.compile(r"@(?=\w)")


def encode(portfolio: Portfolio, context: ExportContext) -> Iterator[bytes]:
    """The review of *portfolio* as Markdown in UTF-8, ending in a newline."""
    page = view.build(portfolio, portfolio.plans, context.options)
    lines = [f"# {page.messages('review.title')}", "", escaped(page.span)]
    if page.note:
        lines += ["", f"> {escaped(page.note)}"]
    lines += ["", "; ".join(tally.text for tally in page.tallies) + "." if page.tallies else page.messages("review.calm")]
    for plan in page.plans:
        lines += ["", f"## {escaped(plan.title)}", ""]
        lines += [_line(line) for bundle in plan.bundles for line in bundle.lines]
    if page.text_only:
        lines += ["", f"## {page.messages('review.text-only')}", ""]
        lines += [_text_only(plan) for plan in page.text_only]
    yield ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _line(line: Line) -> str:
    told = [escaped(part) for part in (line.entry.text, line.change) if part]
    return f"- **{escaped(line.label)}**" + "".join(f" {part}" for part in (": ".join(told), _place(line)) if part)


def _text_only(plan: Changed) -> str:
    lines = [line for bundle in plan.bundles for line in bundle.lines]
    return f"- {escaped(plan.title)}" + "".join(f" {_place(line)}" for line in lines[:1])


def _place(line: Line) -> str:
    where = "" if line.entry.gone else _code(_where(line.entry))
    return "(" + ", ".join(part for part in (escaped(line.authored), where) if part) + ")"


def _where(entry: Entry) -> str:
    return f"{entry.file}:{entry.line}"


def _code(text: str) -> str:
    """*text* between as many backticks as it needs."""
    clean = _HIDDEN.sub(" ", text)
    fence = "`" * (max((len(run) for run in re.findall("`+", clean)), default=0) + 1)
    pad = " " if clean.startswith("`") or clean.endswith("`") else ""
    return f"{fence}{pad}{clean}{pad}{fence}"


def escaped(text: str) -> str:
    """Inline Markdown of a plan as plain text that Markdown shows as it is, on one line."""
    clean = " ".join(_HIDDEN.sub(" ", plain(text)).split())
    if len(clean) > LONGEST:
        clean = clean[:LONGEST].rsplit(" ", 1)[0] + " …"
    return _MENTION.sub("@\u2060", _MARKUP.sub(r"\\\1", clean))


EXPORT = Export("review.md", encode)
