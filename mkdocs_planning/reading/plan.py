"""A file's text → :class:`~mkdocs_planning.model.plan.Plan`: calls the readers of all facts in order."""

from __future__ import annotations

from typing import Literal

from mkdocs_planning.markdown.outline import Outline, Paragraph, read_outline
from mkdocs_planning.model.plan import Plan, Problem, Status, Task, count, derived_status, slug_path
from mkdocs_planning.reading.changes.changelog import read_changes
from mkdocs_planning.reading.components import read_components
from mkdocs_planning.reading.criteria import read_criteria
from mkdocs_planning.reading.decisions.decision_log import read_decisions
from mkdocs_planning.reading.dependencies.dependency_facts import read_dependencies
from mkdocs_planning.reading.files.changed_files import read_files
from mkdocs_planning.reading.header.metadata import Metadata, read_metadata
from mkdocs_planning.reading.phases.milestones import read_milestones
from mkdocs_planning.reading.phases.phase_reader import read_phases
from mkdocs_planning.reading.questions.open_questions import read_questions
from mkdocs_planning.reading.references import read_references
from mkdocs_planning.reading.risks.register import read_assumptions, read_risks
from mkdocs_planning.reading.rollout import read_rollback, read_rollout
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.tasks.boxes import count_boxes
from mkdocs_planning.reading.tasks.emoji_lists import problems_beside_boxes
from mkdocs_planning.reading.tasks.task_reader import read_tasks
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

_HEADER = frozenset(Plan.__struct_fields__)
"""Which stated lines belong to a field of the plan; links and other keys have none."""
SUMMARY_LENGTH = 300
"""A summary is cut at a word once it is longer than this many characters."""


def read_plan(text: bytes | str, source: str, vocabulary: Vocabulary = DEFAULT) -> Plan:
    """Read one file as one plan. Never raises, whatever the bytes.

    Args:
        text: the whole file, front matter included.
        source: its path in docs_dir, with forward slashes; facts carry it as their ``file``.
        vocabulary: the words that count, with the site's own.
    """
    return plan_of(read_outline(text), source, vocabulary)


def plan_of(outline: Outline, source: str, vocabulary: Vocabulary = DEFAULT) -> Plan:
    """The plan that an outline holds (see :func:`read_plan`)."""
    index = SectionIndex(outline, vocabulary)
    meta = read_metadata(outline, source, vocabulary)
    read = read_tasks(outline, meta.front_matter, source, vocabulary)
    phases, tasks = read_phases(index, read.tasks, source)
    status, status_from = _status(meta, tasks)
    problems = [*meta.problems, *problems_beside_boxes(read.uncounted, source)]
    if not outline.decoded:
        message = "bytes that are not UTF-8 are shown as U+FFFD; save the file as UTF-8"
        problems.append(Problem("not-utf-8", "warning", message, source, _first_bad_line(outline)))
    return Plan(
        id=meta.id or slug_path(source),
        stated_id=meta.id,
        lines={name: line for name, line in meta.lines.items() if name in _HEADER and getattr(meta, name)},
        uncounted=len(read.uncounted),
        source=source,
        line=1,
        url=None,
        parts=(),
        title=meta.title,
        status=status,
        status_text=meta.status_text,
        status_from=status_from,
        owners=meta.owners,
        created=meta.created,
        updated=meta.updated,
        start=meta.start,
        target=meta.target,
        finished=meta.finished,
        priority=meta.priority,
        tags=meta.tags,
        effort=meta.effort,
        complexity=meta.complexity,
        risk_level=meta.risk_level,
        summary=meta.summary or _summary(outline, vocabulary),
        links=meta.links,
        fields=meta.fields,
        boxes=count_boxes(tasks),
        progress=count(tasks),
        tasks=tuple(tasks),
        phases=phases,
        milestones=read_milestones(index, phases, source),
        risks=read_risks(index, source),
        assumptions=read_assumptions(index, source),
        questions=read_questions(index, source),
        decisions=read_decisions(index, source),
        criteria=read_criteria(index, tasks, source),
        dependencies=read_dependencies(index, meta, tasks, source),
        files=read_files(index, source),
        components=read_components(index, source),
        rollback=read_rollback(index),
        rollout=read_rollout(index, source),
        references=read_references(index, source),
        changes=read_changes(index, source),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def _status(meta: Metadata, tasks: list[Task]) -> tuple[Status, Literal["stated", "derived"]]:
    if meta.status is not None:
        return meta.status, "stated"
    return derived_status(count(tasks)), "derived"


def _first_bad_line(outline: Outline) -> int:
    at = outline.data.find("\ufffd".encode())
    return outline.line_of(at) if at >= 0 else 1


def _summary(outline: Outline, vocabulary: Vocabulary) -> str | None:
    """The first paragraph of the first section of the second level that is an overview."""
    for section in outline.sections:
        if section.level == 2 and vocabulary.titles.has_phrase(section.title, "summary"):
            for block in section.blocks:
                if isinstance(block, Paragraph) and block.text.plain:
                    return _cut(block.text.raw)
    return None


def _cut(text: str) -> str:
    return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
