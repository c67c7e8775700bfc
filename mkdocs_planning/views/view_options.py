"""The options of a site as views get them."""

from __future__ import annotations

from msgspec import structs

from mkdocs_planning.options.schema import Options
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.messages.english import ENGLISH


class ViewOptions(Options, frozen=True, kw_only=True):
    """The options of a site, with the texts to show.

    Attributes:
        messages: the message catalogue: all text of the plugin itself.
    """

    messages: Messages = ENGLISH


DEFAULT_OPTIONS = ViewOptions()


def view_options(options: Options, messages: Messages = ENGLISH) -> ViewOptions:
    """*options* with the texts of *messages*."""
    return ViewOptions(**structs.asdict(options), messages=messages)
