"""How the plans of a set of files are found, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from mkdocs_planning.checks.rules import RuleSetting
from mkdocs_planning.collecting.layouts import LAYOUTS, Layout
from mkdocs_planning.collecting.plan_globs import DEFAULT_INCLUDE, PlanGlobs
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary


class CollectingSettings(Struct, frozen=True):
    """What the options of a site say about its plans.

    Attributes:
        as_of: the day (ISO) by which plans are late; what is read does not depend on it.
        include: globs of the pages that are plans.
        exclude: globs of included pages that are none.
        layouts: the folders that are one plan.
        index: the page of the overview; None for the default place.
        view_paths: the paths of the views that have a page, without suffix and relative to the overview's folder ("" is
            the overview). A page of the site at such a path shows the view, and is a plan only where it declares it.
        vocabulary: the words that count.
        validation: rule → severity, where the site changes it.
    """

    as_of: str
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = LAYOUTS
    index: str | None = None
    view_paths: tuple[str, ...] = ()
    vocabulary: Vocabulary = DEFAULT
    validation: Mapping[str, RuleSetting] = {}

    @property
    def globs(self) -> PlanGlobs:
        """The compiled globs.

        Raises:
            ValueError: for a glob that cannot match any path.
        """
        return _globs(self.include, self.exclude)


@lru_cache(maxsize=16)
def _globs(include: tuple[str, ...], exclude: tuple[str, ...]) -> PlanGlobs:
    return PlanGlobs(include, exclude)
