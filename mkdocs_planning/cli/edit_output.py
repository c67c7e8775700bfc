"""Making edits from the command line: written to the file, or shown as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from mkdocs_planning.cli.output import CommandError, print_line, print_lines
from mkdocs_planning.cli.plan_paths import read_file
from mkdocs_planning.editing import Edit, Edited, Refused, Usage, apply
from mkdocs_planning.editing.files import change_file
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

dry_run_option = click.option("--dry-run", is_flag=True, help="Write nothing; print what would change as a unified diff.")


def make_edits(file: Path, uri: str, edits: Sequence[Edit], vocabulary: Vocabulary, *, usage: Usage, dry_run: bool) -> None:
    """Make *edits* of one file together, all of them or none, and print the lines that have changed.

    Raises:
        CommandError: where one of them is refused; then nothing is written.
    """

    def make(source: bytes) -> Edited | Refused:
        return _all(source, edits, vocabulary, uri, usage)

    before = read_file(file)
    shown = _shown(file)
    made = make(before) if dry_run else change_file(file, make)
    if isinstance(made, Refused):
        where = f"{shown}:{made.line}" if made.line else shown
        raise CommandError(f"{where}: {made.hint} ({made.reason}); nothing was written")
    if made.source == before:
        print_line(f"{shown}: nothing to change")
    elif dry_run:
        print_lines(_diff(before, made.source, shown.lstrip("/")))
    else:
        rows = made.source.decode("utf-8", "replace").encode().splitlines()
        for line in made.lines:
            if rows[line - 1].strip():
                print_line(f"{shown}:{line}: {rows[line - 1].decode().strip()}")


def _shown(file: Path) -> str:
    """The path of a file as the user sees it: relative where it lies in the current folder."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


def _all(source: bytes, edits: Sequence[Edit], vocabulary: Vocabulary, uri: str, usage: Usage) -> Edited | Refused:
    """All *edits*, one after the other; the first refusal where there is one."""
    result = Edited(source, None)
    for edit in edits:
        made = apply(result.source, edit, vocabulary, path=uri, usage=usage)
        if isinstance(made, Refused):
            return made
        result = replace(made, lines=(*result.lines, *(line for line in made.lines if line not in result.lines)))
    return result


def _diff(before: bytes, after: bytes, name: str) -> str:
    old, new = (_rows(content) for content in (before, after))
    rows: list[str] = []
    for row in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        rows.append(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n")
    return "".join(rows)


def _rows(content: bytes) -> list[str]:
    """The lines of a file with what ends them; a lone carriage return ends one too."""
    rows = content.splitlines(keepends=True)
    return [
        f"{row[:-1].decode('utf-8', 'replace')}\n" if row.endswith(b"\r") else row.decode("utf-8", "replace") for row in rows
    ]
