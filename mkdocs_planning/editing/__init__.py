"""Edits of plans: bytes in, bytes out, with the smallest change and a proof that nothing else has changed.

How a fact is located
    An edit names a line, or a fact of the header, as the Plan of the file gives it (``task.line``,
    ``plan.lines["status"]``). The outline of the same text gives the block on that line with its span in bytes: the list
    item, the row of a table, the heading, the node of the front matter. Within it the module of the fact finds the
    characters of the value (:mod:`~mkdocs_planning.editing.tasks`, :mod:`~mkdocs_planning.editing.header`,
    :mod:`~mkdocs_planning.editing.questions`, :mod:`~mkdocs_planning.editing.risks`,
    :mod:`~mkdocs_planning.editing.additions`) and yields candidates: splices of the file's bytes, the one that is most
    like the document's own manner first. No candidate needs to be right, since each is proved before it is made.

How the proof works
    The changed text is read again, by the reader that reads plans for the site. Both readings are laid out as tables of
    facts and compared (:mod:`~mkdocs_planning.editing.proof`). The edit says which facts may differ and what must hold;
    everything else has to be the same. The first candidate that is proved is the result. Where none is, the edit is
    refused with the first difference, and nothing is written.
"""

from mkdocs_planning.editing.beliefs import relocate
from mkdocs_planning.editing.core import apply
from mkdocs_planning.editing.document import headings_above
from mkdocs_planning.editing.edits import (
    AddItem,
    AnswerQuestion,
    Change,
    Edit,
    Edited,
    Reason,
    Refused,
    Restore,
    SetField,
    SetRisk,
    SetStatus,
    SetTask,
    digest,
)
from mkdocs_planning.editing.words import Usage, usage_of

__all__ = [
    "AddItem",
    "AnswerQuestion",
    "Change",
    "Edit",
    "Edited",
    "Reason",
    "Refused",
    "Restore",
    "SetField",
    "SetRisk",
    "SetStatus",
    "SetTask",
    "Usage",
    "apply",
    "digest",
    "headings_above",
    "relocate",
    "usage_of",
]
