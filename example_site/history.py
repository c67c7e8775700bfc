#!/usr/bin/env python3
"""Creates the example site as a git repository with a history of its plans.

    python3 example_site/history.py FOLDER

The plans are those of this folder. Earlier versions are made by undoing, one by one, the changes listed in ``CHANGES``, so
that the last commit has exactly the files of this folder. Dates, authors and commit ids are the same on every machine.
A folder that already contains this history is not changed, including edits in it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLANS = "docs/plans"
BEGINNING = ("2026-01-05", "mei")
"""The first commit: the handbook and the specifications."""
TAGS = ("review/2026-08-24", "review/2026-09-14", "review/2026-10-05")
"""Mondays on which the plans were reviewed; each tag marks the last commit before that day."""

Undo = Callable[[str], str]
Move = tuple[str, str, tuple[Undo, ...]]
"""A day, the author, and the functions that undo the change."""


class HistoryError(Exception):
    """A listed change does not match the text of its plan."""


def ticked(count: int) -> Undo:
    """The next *count* boxes, in file order and before the open questions, were ticked."""

    def undo(text: str) -> str:
        asked = text.find("\n## Open Questions")
        work = text if asked < 0 else text[:asked]
        boxes = [match.start(1) for match in re.finditer(r"^[ \t]*- \[(x)\] ", work, re.M)]
        if len(boxes) < count:
            raise HistoryError(f"expected {count} ticked boxes, found {len(boxes)}")
        for at in boxes[-count:]:
            text = f"{text[:at]} {text[at + 1 :]}"
        return text

    return undo


def became(before: str, now: str) -> Undo:
    """*before* became *now*."""

    def undo(text: str) -> str:
        if now not in text:
            raise HistoryError(f"{now!r} not found")
        return text.replace(now, before, 1)

    return undo


def added(start: str) -> Undo:
    """The line that begins with *start* was added."""

    def undo(text: str) -> str:
        lines = text.split("\n")
        found = [number for number, line in enumerate(lines) if line.strip().startswith(start)]
        if not found:
            raise HistoryError(f"no line begins with {start!r}")
        del lines[found[0]]
        return "\n".join(lines)

    return undo


def answered(question: str, answer: str) -> Undo:
    """The question that ends with *question* got its *answer*, and its box, if there is one, was ticked."""

    def undo(text: str) -> str:
        if question + answer not in text:
            raise HistoryError(f"{question!r} with this answer not found")
        start, _, end = text.partition(question + answer)
        above, line, asked = start.rpartition("\n")
        return f"{above}{line}{asked.replace('- [x]', '- [ ]', 1)}{question}{end}"

    return undo


def status(before: str, now: str, key: str = "**Status:** ") -> Undo:
    """The status in the header became *now*."""
    return became(f"{key}{before}", f"{key}{now}")


def target(before: str, now: str, key: str = "**Target:** ") -> Undo:
    """The target in the header was moved."""
    return became(f"{key}{before}", f"{key}{now}")


DATED = "**Status**: "
FRONT = "status: "
ASKED = "Blocked - are logins what the offices want?"
SUPERSEDED = (
    "Dropped - the offices want data and no logins; superseded by [API keys for harbour offices](api-keys-for-harbours.md)"
)
WAITS = "Blocked - waits for [Chart datum migration](chart-datum-migration.md)"
IN_REVIEW = "In Review - comments from tomas and jonas are due on 2026-10-21"
FORMAT = "| The authority changes its file format again without a word |"
SHEET = "| The Survey's corrected sheet comes late | High |"
TWELVE = " **Answer:** twelve; nobody in the survey of readers starred more than nine."
MIRRORED = " → No, two mirrored streams; a cluster wants three."
ONE_KEY = " → One for an office; boards are lost less often than people think."
WEATHER = "- [ ] Weather of the day\n"
NO_WEATHER = "- [-] Weather of the day (the spec says no, and the harbour masters agreed)\n"
SERVER = "- [ ] T013 Alarms through our own server\n"
NO_SERVER = "- [-] T013 Alarms through our own server (nothing may depend on a signal)\n"
PHOTOGRAPH = ("- [ ] Photograph of each harbour", "- [ ] ~~Photograph of each harbour~~")
FIRST_TABLE = ("- [ ] First table on the screen", "- [~] First table on the screen")
DOUBTFUL = (
    "- [ ] Corrected offsets for the four doubtful stations",
    "- [ ] Eider Lock",
    "- [ ] Mussel Banks",
    "- [ ] Tern Island",
    "- [ ] The same for the four stations",
)

CHANGES: dict[str, tuple[Move, ...]] = {
    "prediction-engine-v2.md": (
        ("2026-01-12", "tomas", ()),
        ("2026-01-26", "tomas", (status("Draft", "In Progress", DATED),)),
        ("2026-02-23", "tomas", (ticked(2),)),
        ("2026-03-09", "tomas", (ticked(1), target("2026-04-30", "2026-05-29", "**Target**: "))),
        ("2026-04-20", "tomas", (ticked(2),)),
        ("2026-05-11", "tomas", (ticked(2),)),
        ("2026-05-22", "tomas", (status("In Progress", "Completed", DATED), added("**Completed**: 2026-05-22"))),
        ("2026-07-06", "tomas", (ticked(1),)),
        ("2026-08-31", "tomas", (ticked(1),)),
    ),
    "offline-tables.md": (
        ("2026-02-09", "priya", ()),
        (
            "2026-02-23",
            "priya",
            (
                status("Draft", "In Progress"),
                answered("as one likes?", TWELVE),
            ),
        ),
        ("2026-03-23", "priya", (ticked(4),)),
        ("2026-04-13", "priya", (ticked(4), answered("before December?", " **Answer:** yes, as soon as it is published."))),
        ("2026-05-04", "priya", (ticked(3), target("2026-05-29", "2026-06-26"))),
        ("2026-06-08", "priya", (ticked(4),)),
        ("2026-06-29", "priya", (ticked(3), status("In Progress", "Complete"))),
    ),
    "gauge-spike-filter.md": (
        ("2026-03-02", "jonas", ()),
        ("2026-03-16", "jonas", (ticked(5),)),
        ("2026-03-30", "jonas", (ticked(4),)),
        ("2026-04-13", "jonas", (ticked(3),)),
        ("2026-04-27", "jonas", (ticked(2),)),
    ),
    "harbour-accounts.md": (
        ("2026-03-16", "ana", ()),
        ("2026-04-27", "ana", (status("Draft", "In Progress", DATED),)),
        ("2026-06-22", "ana", (ticked(2), target("2026-07-31", "2026-09-30", "**Target**: "))),
        ("2026-07-24", "ana", (status("In Progress", ASKED, DATED),)),
        ("2026-08-17", "ana", (status(ASKED, SUPERSEDED, DATED),)),
    ),
    "large-type-tables.md": (
        ("2026-05-18", "mei", ()),
        ("2026-06-01", "mei", (status("Draft", "In Progress", DATED),)),
        ("2026-06-15", "mei", (ticked(5),)),
        ("2026-07-13", "mei", (ticked(3),)),
        ("2026-08-10", "mei", (ticked(3),)),
        ("2026-08-28", "mei", (ticked(2), status("In Progress", "Complete", DATED))),
    ),
    "chart-datum-migration.md": (
        ("2026-06-08", "tomas", ()),
        ("2026-06-22", "tomas", (status("Ready", "In Progress"), ticked(2))),
        ("2026-07-20", "tomas", (ticked(2), target("2026-08-14", "2026-08-28"))),
        ("2026-08-17", "tomas", (ticked(3), target("2026-08-28", "2026-09-18"))),
        ("2026-09-07", "tomas", (ticked(2),)),
        (
            "2026-09-28",
            "tomas",
            (
                added("- [ ] Corrected offsets for the four doubtful stations"),
                added("- [ ] Eider Lock"),
                added("- [ ] Mussel Banks"),
                added("- [ ] Tern Island"),
                added("- [ ] The same for the four stations"),
            ),
        ),
        ("2026-10-12", "jonas", (added("- [x] Vadum, by levelling"), ticked(1))),
    ),
    "station-pages.md": (
        ("2026-06-29", "mei", ()),
        ("2026-07-13", "mei", (status("Draft", "In Progress", DATED), ticked(1))),
        (
            "2026-08-10",
            "mei",
            (became(WEATHER, NO_WEATHER),),
        ),
        ("2026-08-24", "mei", (ticked(3), target("2026-09-25", "2026-10-16", "target: "))),
        ("2026-09-14", "mei", (ticked(4),)),
        ("2026-10-06", "mei", (ticked(1),)),
        (
            "2026-10-13",
            "mei",
            (
                ticked(3),
                became(*PHOTOGRAPH),
                became(*FIRST_TABLE),
                target("2026-10-16", "2026-10-30", "target: "),
            ),
        ),
    ),
    "gauge-feed-queue.md": (
        ("2026-07-13", "jonas", ()),
        ("2026-07-27", "jonas", (status("draft", "in-progress", FRONT), ticked(1))),
        (
            "2026-08-17",
            "jonas",
            (ticked(3), answered("with two machines only?", MIRRORED)),
        ),
        ("2026-09-07", "jonas", (ticked(4), target("2026-10-23", "2026-11-20", "target: "))),
        ("2026-09-28", "jonas", (ticked(4),)),
        ("2026-10-08", "jonas", (ticked(3), became(f"{FORMAT} Medium |", f"{FORMAT} High |"))),
        ("2026-10-14", "jonas", (added("- [ ] Who gets the mail at night"),)),
    ),
    "almanac-2027.md": (
        ("2026-08-03", "ana", ()),
        ("2026-08-17", "ana", (status("Draft", "In Progress", DATED), ticked(1))),
        ("2026-09-21", "ana", ()),
        ("2026-10-01", "ana", (ticked(2),)),
        ("2026-10-07", "ana", (ticked(2), added("| What if the migration slips"))),
        ("2026-10-12", "ana", (ticked(1), status("In Progress", WAITS, DATED), became(f"{SHEET} Medium |", f"{SHEET} High |"))),
    ),
    "tide-alarms.md": (
        ("2026-08-17", "priya", ()),
        ("2026-08-31", "priya", (status("Ready", "In Progress"), ticked(3))),
        (
            "2026-09-14",
            "priya",
            (
                ticked(3),
                became(SERVER, NO_SERVER),
            ),
        ),
        ("2026-09-28", "priya", (ticked(4), target("2026-11-27", "2026-12-11"), became("[ ] T011", "[x] T011"))),
        ("2026-10-09", "priya", (became("[ ] T009", "[x] T009"), became("[ ] T010", "[~] T010"), added("- [ ] T020"))),
        ("2026-10-14", "priya", (became("- [ ] first 48", "- [x] first 48"), became("[x] T011", "[~] T011"))),
    ),
    "api-keys-for-harbours.md": (
        ("2026-08-24", "ana", ()),
        ("2026-09-21", "ana", (target("2026-12-18", "2027-01-29", "**Target**: "),)),
        (
            "2026-10-07",
            "ana",
            (
                status("Draft", IN_REVIEW, DATED),
                answered("one for each board?", ONE_KEY),
            ),
        ),
    ),
    "storm-surge-overlay.md": (
        ("2026-09-07", "tomas", ()),
        ("2026-09-28", "tomas", (status("draft", "review", FRONT), status("Draft", "In Review", DATED))),
        ("2026-10-05", "tomas", (status("review", "ready", FRONT), status("In Review", "Ready", DATED))),
    ),
    "almanac-print-retries.md": (
        ("2026-09-21", "ana", ()),
        ("2026-10-08", "ana", (status("Draft", "Ready"),)),
    ),
    "home-screen-widget.md": (("2026-09-28", "priya", ()),),
    "causeway-crossing-windows.md": (("2026-10-12", "mei", ()),),
}
"""The changes of each plan, oldest first; the first entry is its first version."""


def on_day(text: str, day: str) -> str:
    """*text* without changelog entries after *day*, and with the "Last Updated" date of that time."""
    text = re.sub(r"\n### (\d{4}-\d\d-\d\d)[^\n]*\n(?:(?!\n#)[\s\S])*", lambda match: match[0] if match[1] <= day else "", text)
    told = [found for found in re.findall(r"^### (\d{4}-\d\d-\d\d)", text, re.M) if found <= day]
    if told:
        text = re.sub(r"(\*\*Last Updated\*\*: )\S+", rf"\g<1>{max(told)}", text)
    return text


def versions(name: str) -> list[tuple[str, str, str]]:
    """The versions of a plan, oldest first: day, author, text."""
    text = (HERE / PLANS / name).read_text("utf-8")
    found: list[tuple[str, str, str]] = []
    for number, (day, author, undos) in reversed(list(enumerate(CHANGES[name]))):
        found.append((day, author, text if number == len(CHANGES[name]) - 1 else on_day(text, day)))
        for undo in reversed(undos):
            try:
                text = undo(text)
            except HistoryError as error:
                raise HistoryError(f"{name}, {day}: {error}") from error
    return found[::-1]


def commits() -> list[tuple[str, str, dict[str, str]]]:
    """All commits, oldest first: day, author, the files that they change."""
    day, author = BEGINNING
    rest = sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix in (".md", ".yml"))
    first = {path.relative_to(HERE).as_posix(): path.read_text("utf-8") for path in rest}
    first = {path: text for path, text in first.items() if path.removeprefix(f"{PLANS}/") not in CHANGES}
    found = {(day, author): first}
    for name in CHANGES:
        for day, author, text in versions(name):
            found.setdefault((day, author), {})[f"{PLANS}/{name}"] = text
    return [(day, author, files) for (day, author), files in sorted(found.items())]


def stream() -> bytes:
    """The commits and tags as ``git fast-import`` reads them."""
    lines: list[bytes] = []
    tags = list(TAGS)
    for number, (day, author, files) in enumerate(commits()):
        while tags and tags[0].rpartition("/")[2] <= day:
            lines.append(f"reset refs/tags/{tags.pop(0)}\nfrom :{number}\n\n".encode())
        stamp = (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400 + 9 * 3600 + 30 * 60 + number
        who = f"{author} <{author}@slackwater.example> {stamp} +0000"
        names = ", ".join(Path(path).stem for path in files) if number else "Handbook and specifications"
        message = f"{names}\n".encode()
        lines.append(f"commit refs/heads/main\nmark :{number + 1}\nauthor {who}\ncommitter {who}\n".encode())
        lines.append(f"data {len(message)}\n".encode() + message + (f"from :{number}\n".encode() if number else b""))
        for path, text in sorted(files.items()):
            content = text.encode()
            lines.append(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    return b"".join(lines)


def make(folder: Path) -> None:
    """Create the repository at *folder* unless it exists already."""
    data = stream()
    mark = hashlib.sha256(data).hexdigest()
    stamp = folder / ".git" / "example-site"
    if stamp.exists() and stamp.read_text() == mark:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*arguments: str, text: bytes = b"") -> None:
        subprocess.run(["git", *arguments], cwd=folder, input=text, check=True, env=environment)  # noqa: S607

    git("init", "--quiet")
    git("symbolic-ref", "HEAD", "refs/heads/main")
    git("fast-import", "--quiet", text=data)
    git("reset", "--quiet", "--hard")
    stamp.write_text(mark)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    make(Path(sys.argv[1]).resolve())
