"""The options of the plugin, as they stand in ``mkdocs.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_planning.checks.rules import RuleSetting
from mkdocs_planning.collecting.layouts import LAYOUTS
from mkdocs_planning.collecting.plan_globs import DEFAULT_INCLUDE
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import Mount
from mkdocs_planning.mkdocs.option_types import (
    Bands,
    Columns,
    Count,
    Day,
    FieldWords,
    GitHubMarkdown,
    Globs,
    Loudness,
    Meanings,
    Names,
    PagePath,
    Patterns,
    ReviewOf,
    SectionWords,
    Some,
)
from mkdocs_planning.model.plan import STATUSES, TASK_STATES, Status, TaskState
from mkdocs_planning.views import PAGES, with_page
from mkdocs_planning.views.view_options import ViewOptions
from mkdocs_planning.vocabulary.section_titles import SECTIONS
from mkdocs_planning.vocabulary.vocabulary import Vocabulary, make_vocabulary
from mkdocs_planning.vocabulary.words import KEYS


class PlanningConfig(Config):
    """What can be set under ``planning`` in the list of plugins."""

    include = Globs(default=DEFAULT_INCLUDE)
    """Which pages are plans: a glob or a list of globs, relative to `docs_dir`.

    `*` stays within one part of a path, `**` stands for any number of parts, `{a,b}` for either, and a
    folder means all pages beneath it. The index page (`index.md` or `README.md`) of the folder in
    which a glob begins is no plan. A page that says `plan: true` or `plan: false` in its front matter
    is one or is none, whatever the globs say.

    Default: `**/{plan,plans,planning}/**`. Example: `include: [plans, teams/*/roadmap/**]`.
    """

    exclude = Globs()
    """Which of the included pages are no plans: a glob or a list of globs, relative to `docs_dir`.

    Default: none. Example: `exclude: plans/templates/**`.
    """

    index = c.Optional(PagePath())
    """The page of the overview, as a path in `docs_dir`; the other views stand beside it.

    Where you have a page of your own at this path, the overview is put into it.

    Default: `index.md` in the first include root that holds a page, else `plans/index.md`.
    Example: `index: roadmap/index.md`.
    """

    today = c.Optional(Day())
    """The day by which plans are called late, written as `2026-03-31`.

    Default: the day of `SOURCE_DATE_EPOCH` where that is set in the environment, else today.
    """

    statuses = Meanings(STATUSES, "{shipped: complete}")
    """Status words of your own: a word or phrase, and which of the seven statuses it means.

    The statuses are `draft`, `review`, `ready`, `in-progress`, `blocked`, `complete` and `dropped`. Your
    words win over the ones that are known anyway.

    Default: none. Example: `statuses: {shipped: complete, "on ice": blocked}`.
    """

    marks = Meanings(TASK_STATES, '{"-": dropped}')
    """What stands between the brackets of a task that is neither `[ ]` nor `[x]`, and what it means.

    A mark means `open`, `done`, `active`, `dropped` or `deferred`. [The marks that are known](numbers.md#progress).

    Default: none. Example: `marks: {"-": active, "!": open}`.
    """

    header_keys = FieldWords(KEYS, "{Zustand: status}")
    """Header keys of your own, also in other languages: a key, and the field that it fills.

    The fields are `title`, `id`, `status`, `owners`, `created`, `updated`, `start`, `target`, `finished`,
    `priority`, `tags`, `effort`, `complexity`, `risk_level` and `summary`.

    Default: none. Example: `header_keys: {Zustand: status, Verantwortlich: owners}`.
    """

    sections = SectionWords(SECTIONS, "{risks: [Risiken]}")
    """Titles of sections of your own, also in other languages: what stands in a section, and how it may be called.

    The kinds are `risks`, `assumptions`, `questions`, `decisions`, `dependencies`, `downstream`, `criteria`,
    `checks`, `work`, `changes`, `components`, `files`, `rollback`, `rollout`, `references`, `milestones`,
    `metrics`, `summary`, `phases` and `status`.

    Default: none. Example: `sections: {risks: [Risiken, Gefahren], questions: [Offene Fragen]}`.
    """

    owners = Names()
    """Aliases of people: a name as it is to be shown, and how else it is written.

    Default: none. Example: `owners: {ana: [Ana Ruiz, aruiz]}`.
    """

    dates = c.Optional(c.Choice(("day-first", "month-first")))
    """What stands first in a date such as `03/04/2026`: `day-first` or `month-first`.

    Without it, such a date is kept as it is written and reported; it is never guessed.

    Default: none. Example: `dates: day-first`.
    """

    tickets = Patterns()
    """Where tickets are found: a regular expression, and the URL, in which `{ticket}` stands for the ticket.

    Where the expression has a group, that stands in for the whole.

    Default: none. Example: `tickets: {"PLAT-\\d+": "https://tracker.example/browse/{ticket}"}`.
    """

    github_markdown = GitHubMarkdown(("auto", "on", "off"), default="auto")
    """Whether a plan page is shown as GitHub shows it: `auto`, `on` or `off`.

    Plans are written for GitHub; Python-Markdown sees other lists, boxes and code in them. `auto` mends that
    and leaves alone what is written for Python-Markdown (admonitions, tabs, attribute lists …), `on` takes
    every line for GitHub's, `off` leaves plan pages as they are. Other pages are never touched.

    Default: `auto`. Example: `github_markdown: off`.
    """

    sources = c.ListOfItems(c.Type(str), default=[])
    """Folders outside `docs_dir` that are a part of the site, relative to `mkdocs.yml`.

    All pages in them are plans, but for what a [layout](#layouts) knows as something else. They stand in the
    site under their own name without a leading `../` or dot: `../.kiro/specs` under `kiro/specs`. Nothing is
    written into `docs_dir`; `mkdocs serve` watches them, and edit links lead to the real files.

    Default: none. Example: `sources: [../specs, ../.kiro/specs]`.
    """

    layouts = Some(LAYOUTS)
    """Folders that are one plan each: the layouts to look for, or `false` for none.

    | layout | folder | parts |
    |---|---|---|
    | `spec-kit` | `specs/001-name/` | `plan.md`, `tasks.md`, `spec.md` |
    | `kiro` | any folder with both `tasks.md` and `requirements.md` | these and `design.md` |
    | `openspec` | `changes/name/`, archived ones in `changes/archive/` | `proposal.md`, `tasks.md`, `design.md` |
    | `kep` | a folder with `kep.yaml` | `README.md`, header facts from `kep.yaml` |
    | `folder` | a folder named `plan` inside another, with an index page | all its pages |

    They need not be named in `include`. The parts keep their own pages; the plan is one card.

    Default: all of them. Example: `layouts: [spec-kit, openspec]`.
    """

    validation = Loudness()
    """How loud a finding in a plan is, by rule: `warn`, `info` or `ignore`, as in MkDocs' own `validation`.

    [The rules](checks.md). Underscores stand for hyphens as you like.

    Default: as each rule has it. Example: `validation: {unfilled_placeholder: info}`.
    """

    views = Some(tuple(view.name for view in PAGES))
    """Which views have a page of their own, in this order, beside the overview, which always has one.

    In the navigation and on the overview they stand in this order. A view without a page is linked from
    nowhere; as a [marker](markers.md) it works all the same. `false` leaves the overview alone.

    Default: all: `[review, board, progress, risks, timeline, roadmap, dependencies, questions, decisions, people,
    attention]`. Example: `views: [roadmap, board, risks]`.
    """

    nav = c.Choice(("listed", "hidden"), default="listed")
    """Whether plans stand in the navigation: `listed` or `hidden`.

    With `hidden` they leave it and are reached from the views, as posts are from a blog: the overview is above
    them in breadcrumbs and active in the navigation, previous and next lead from plan to plan, search finds
    them. What a theme draws into every page is then short, and a large site builds in a part of the time
    ([figures](performance.md#plans-out-of-the-navigation)). A plan that you name in a navigation of your own (in
    `nav` of `mkdocs.yml`, `SUMMARY.md` or `.nav.yml`) stays in it; what only a wildcard finds does not.

    Default: `listed`. Example: `nav: hidden`.
    """

    review = ReviewOf()
    """Since when the [review](views.md#review) tells what has changed: a date, a number of days, a tag or a commit.

    Default: the newest tag that begins with `review/`, else 14 days. Example: `review: {since: 30 days}`,
    `review: {since: v2.1}`.
    """

    cache_dir = c.Type(str, default=".cache/planning")
    """Where plans and their former versions are kept once they are read, and for `mkdocs build --dirty` what its pages hold.

    It is relative to `mkdocs.yml`, may be deleted at any time and need not be writable. In CI, keep it from run to run.
    [How the past is read](history.md).

    Default: `.cache/planning`. Example: `cache_dir: ../build/planning`.
    """

    risk_scale = c.Choice((3, 5), default=3)
    """Steps of the scale on which likelihood and impact are measured: `3` or `5`.

    Default: `3`. Example: `risk_scale: 5`.
    """

    risk_bands = Bands()
    """The highest score (likelihood × impact) of each risk level but the last: two or three rising numbers.

    Two numbers part low, medium and high; three part low, medium, high and critical.

    Default: `[2, 4]`, on five steps `[4, 9, 15]`. Example: `risk_bands: [3, 8, 14]`.
    """

    board_columns = Columns()
    """Which statuses have a column on the board, in which order, with which titles.

    A list of statuses, or a mapping of status to title. Plans of other statuses are counted beneath the board.

    Default: all that occur, in the order of a plan's life.
    Example: `board_columns: {ready: Next, in-progress: Doing, complete: Done}`.
    """

    board_group = c.Optional(c.Choice(("owner", "tag", "priority", "folder")))
    """What the cards of a column are grouped by before the reader chooses: `owner`, `tag`, `priority` or `folder`.

    A plan with two owners, or two tags, stands with each.

    Default: none. Example: `board_group: owner`.
    """

    board_hide_done_after = c.Optional(Count(default=None, least=0))
    """How many days a complete or dropped plan stays on the board after it was finished, else last updated.

    One that states neither stays. How many are left out stands beneath the board.

    Default: for ever. Example: `board_hide_done_after: 90`.
    """

    roadmap_group = c.Optional(c.Choice(("owner", "tag", "priority", "folder")))
    """What the rows of the roadmap are grouped by: `owner`, `tag`, `priority` or `folder`.

    A plan with two owners, or two tags, stands with each.

    Default: none. Example: `roadmap_group: owner`.
    """

    roadmap_past = Count(default=12, least=0)
    """How many months before today the roadmap begins at the earliest; what ended before folds beneath it.

    Default: `12`. Example: `roadmap_past: 6`.
    """

    stale_after = Count(default=30, least=1)
    """After how many days without a commit a plan that is neither finished nor dropped is called stale.

    It then stands under [Attention](views.md#attention). Without a git history nothing is called stale.

    Default: `30`. Example: `stale_after: 60`.
    """

    question_overdue_after = Count(default=30, least=1)
    """After how many days an open question is overdue, counted from the commit that asked it.

    It then stands under [Attention](views.md#attention). Without a git history none is.

    Default: `30`. Example: `question_overdue_after: 14`.
    """

    timeline_open = Count(default=100, least=1)
    """How many entries of the timeline stand openly before older months fold; the latest month always does.

    Default: `100`. Example: `timeline_open: 30`.
    """


def vocabulary_of(options: PlanningConfig) -> Vocabulary:
    """The words that count, with those of *options*."""
    return make_vocabulary(
        statuses=cast("dict[str, Status]", options.statuses),
        marks=cast("dict[str, TaskState]", options.marks),
        keys=options.header_keys,
        sections=options.sections,
        owners=options.owners,
        dates=options.dates,
        scale=options.risk_scale,
        tickets=options.tickets,
        bands=tuple(options.risk_bands),
    )


def cache_dir(options: PlanningConfig, config: MkDocsConfig) -> Path:
    """The folder for what is kept from one build to the next, in another process.

    Raises:
        ValueError: where that lies in a folder of which each change makes a rebuild, or which becomes the site.
    """
    base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    folder = (base / options.cache_dir).resolve()
    for watched in (config.docs_dir, config.site_dir):
        if folder.is_relative_to(Path(watched).resolve()):
            raise ValueError(
                f"the folder {folder} of the option `cache_dir` lies in {watched}; nothing is kept, choose another"
            )
    return folder


def validation_of(options: PlanningConfig) -> dict[str, RuleSetting]:
    """How loud each rule is set, by its name with hyphens."""
    return {rule.replace("_", "-"): cast("RuleSetting", loud) for rule, loud in options.validation.items()}


def collecting_settings_of(options: PlanningConfig, mounts: Iterable[Mount], as_of: str) -> CollectingSettings:
    """How the plans of a site are found, read and checked; all pages in *mounts* are plans."""
    return CollectingSettings(
        as_of=as_of,
        include=(*options.include, *(f"{mount.uri}/**" for mount in mounts)),
        exclude=tuple(options.exclude),
        layouts=tuple(options.layouts),
        index=options.index,
        view_paths=tuple(view.path.rstrip("/") for view in with_page(view_options_of(options))),
        vocabulary=vocabulary_of(options),
        validation=validation_of(options),
    )


def view_options_of(options: PlanningConfig) -> ViewOptions:
    """The options as the views understand them."""
    return ViewOptions(
        views=tuple(options.views),
        scale=options.risk_scale,
        bands=tuple(options.risk_bands),
        board_columns=tuple(options.board_columns),
        board_group=options.board_group,
        board_hide_done_after=options.board_hide_done_after,
        timeline_open=options.timeline_open,
        roadmap_group=options.roadmap_group,
        roadmap_past=options.roadmap_past,
        stale_after=options.stale_after,
        question_overdue_after=options.question_overdue_after,
    )
