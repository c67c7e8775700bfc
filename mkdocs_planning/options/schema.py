"""The schema of all options: what can be set under ``planning`` in ``mkdocs.yml``, with its documentation.

From :class:`Options` follow the configuration of the MkDocs plugin, the page of options in the documentation and the
JSON schema for editors. An option is added here and nowhere else; :func:`vocabulary_of` and :func:`collecting_settings_of`
turn those that concern plans into what reading and collecting need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, get_args

from msgspec import Struct

from mkdocs_planning.checks.rules import RULES, SITE_RULES, RuleSetting
from mkdocs_planning.collecting.layouts import LAYOUTS, Layout
from mkdocs_planning.collecting.plan_globs import DEFAULT_INCLUDE
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.model.dates import DayOrder
from mkdocs_planning.model.plan import STATUSES, TASK_STATES, Status, TaskState
from mkdocs_planning.options.mapping_types import Aliases, Columns, Meanings, SectionTitles, Severities, TicketLinks
from mkdocs_planning.options.simple_types import (
    MOST_DAYS,
    CacheFolder,
    Choice,
    Count,
    Day,
    Flag,
    Folders,
    Globs,
    PagePath,
    ReviewOptions,
    ReviewStart,
    RiskBands,
    Subset,
)
from mkdocs_planning.vocabulary.section_titles import SECTIONS
from mkdocs_planning.vocabulary.vocabulary import Vocabulary, make_vocabulary
from mkdocs_planning.vocabulary.words import KEYS

GitHubMarkdown = Literal["auto", "on", "off"]
Navigation = Literal["listed", "hidden"]
GroupBy = Literal["owner", "tag", "priority", "folder"]
RiskScale = Literal[3, 5]
ViewName = Literal[
    "review",
    "board",
    "progress",
    "risks",
    "timeline",
    "roadmap",
    "dependencies",
    "questions",
    "decisions",
    "people",
    "attention",
]
VIEW_NAMES: tuple[ViewName, ...] = get_args(ViewName)
"""The views that can have a page of their own, in the order in which they are shown by default."""

MOVED: Mapping[str, str] = {}
"""Options that have another name now: former name → present name. They still work, with a warning."""


class Options(Struct, frozen=True, kw_only=True):
    """What can be set under ``planning`` in the list of plugins; all of it has a default.

    The annotation of a field names its type in the program and its option type, which says what may be written in
    YAML. The docstring under a field has a sentence that says what the option does, details, the default and an example.
    """

    include: Annotated[tuple[str, ...], Globs()] = DEFAULT_INCLUDE
    """Which pages are plans: a glob or a list of globs, relative to `docs_dir`.

    `*` matches within one part of a path, `**` any number of parts, `{a,b}` either of the two, and a folder means
    all pages beneath it. The index page (`index.md` or `README.md`) of the folder in which a glob begins is not a
    plan. A page that says `plan: true` or `plan: false` in its front matter is a plan or not, whatever the globs say.

    Default: `**/{plan,plans,planning}/**`. Example: `include: [plans, teams/*/roadmap/**]`.
    """

    exclude: Annotated[tuple[str, ...], Globs()] = ()
    """Which of the included pages are not plans: a glob or a list of globs, relative to `docs_dir`.

    Default: none. Example: `exclude: plans/templates/**`.
    """

    index: Annotated[str | None, PagePath()] = None
    """The page of the overview, as a path in `docs_dir`; the other views are placed beside it.

    If you have a page of your own at this path, the overview is added to it.

    Default: `index.md` in the first include root that holds a page, else `plans/index.md`.
    Example: `index: roadmap/index.md`.
    """

    today: Annotated[str | None, Day()] = None
    """The day by which plans are called late.

    Default: the day of the environment variable `SOURCE_DATE_EPOCH` if that is set, else today.
    Example: `today: 2026-03-31`.
    """

    statuses: Annotated[Mapping[str, Status], Meanings(STATUSES, "{shipped: complete}")] = {}
    """Status words of your own: a word or phrase, and which of the seven statuses it means.

    The statuses are `draft`, `review`, `ready`, `in-progress`, `blocked`, `complete` and `dropped`. Your
    words take precedence over the built-in ones.

    Default: none. Example: `statuses: {shipped: complete, "on ice": blocked}`.
    """

    marks: Annotated[Mapping[str, TaskState], Meanings(TASK_STATES, '{"-": dropped}')] = {}
    """What stands between the brackets of a task that is neither `[ ]` nor `[x]`, and what it means.

    A mark means `open`, `done`, `active`, `dropped` or `deferred`. [The built-in marks](numbers.md#progress).

    Default: none. Example: `marks: {"-": active, "!": open}`.
    """

    header_keys: Annotated[Mapping[str, str], Meanings(KEYS, "{Zustand: status}", normalise=False)] = {}
    """Header keys of your own, also in other languages: a key, and the field that it fills.

    The fields are `title`, `id`, `status`, `owners`, `created`, `updated`, `start`, `target`, `finished`,
    `priority`, `tags`, `effort`, `complexity`, `risk_level` and `summary`.

    Default: none. Example: `header_keys: {Zustand: status, Verantwortlich: owners}`.
    """

    sections: Annotated[Mapping[str, tuple[str, ...]], SectionTitles(SECTIONS)] = {}
    """Section titles of your own, also in other languages: a kind of section, and its further titles.

    The kinds are `risks`, `assumptions`, `questions`, `decisions`, `dependencies`, `downstream`, `criteria`,
    `checks`, `work`, `changes`, `components`, `files`, `rollback`, `rollout`, `references`, `milestones`,
    `metrics`, `summary`, `phases` and `status`.

    Default: none. Example: `sections: {risks: [Risiken, Gefahren], questions: [Offene Fragen]}`.
    """

    owners: Annotated[Mapping[str, tuple[str, ...]], Aliases()] = {}
    """Aliases of people: a name as it is to be shown, and how else it is written.

    Default: none. Example: `owners: {ana: [Ana Ruiz, aruiz]}`.
    """

    dates: Annotated[DayOrder | None, Choice[DayOrder](get_args(DayOrder))] = None
    """The order of day and month in a date such as `03/04/2026`: `day-first` or `month-first`.

    Without it, such a date is kept as it is written and reported; it is never guessed.

    Default: none. Example: `dates: day-first`.
    """

    tickets: Annotated[Mapping[str, str], TicketLinks()] = {}
    """Links of tickets: a regular expression for a ticket, and its URL, in which `{ticket}` stands for the ticket.

    If the expression has a group, `{ticket}` is the text of that group.

    Default: none. Example: `tickets: {'PLAT-\\d+': 'https://tracker.example/browse/{ticket}'}`.
    """

    github_markdown: Annotated[GitHubMarkdown, Choice[GitHubMarkdown](get_args(GitHubMarkdown), {True: "on", False: "off"})] = (
        "auto"
    )
    """Whether a plan page is shown as GitHub shows it: `auto`, `on` or `off`.

    Plans are written for GitHub; Python-Markdown reads some lists, boxes and code blocks in them differently. `auto`
    corrects that and leaves alone what is written for Python-Markdown (admonitions, tabs, attribute lists …), `on`
    reads every line as GitHub does, `off` leaves plan pages as they are. Other pages are never changed.

    Default: `auto`. Example: `github_markdown: off`.
    """

    sources: Annotated[tuple[str, ...], Folders()] = ()
    """Folders outside `docs_dir` that are part of the site, relative to `mkdocs.yml`.

    All pages in them are plans, except what a [layout](#layouts) knows as something else. In the site they have
    their own name without a leading `../` or dot: `../.kiro/specs` becomes `kiro/specs`. Nothing is
    written into `docs_dir`; `mkdocs serve` watches them, and edit links lead to the real files.

    Default: none. Example: `sources: [../specs, ../.kiro/specs]`.
    """

    layouts: Annotated[tuple[Layout, ...], Subset(LAYOUTS)] = LAYOUTS
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

    validation: Annotated[Mapping[str, RuleSetting], Severities(RULES | SITE_RULES, get_args(RuleSetting))] = {}
    """The severity of findings in plans, by rule: `warn`, `info` or `ignore`, as in MkDocs' own `validation`.

    [The rules](checks.md). Their names may be written with underscores or hyphens.

    Default: the severity that each rule has. Example: `validation: {unfilled_placeholder: info}`.
    """

    views: Annotated[tuple[ViewName, ...], Subset(VIEW_NAMES)] = VIEW_NAMES
    """Which views have a page of their own, in this order, beside the overview, which always has one.

    The order is that of the navigation and of the overview. A view without a page is not linked anywhere; it still
    works as a [marker](markers.md). `false` leaves only the overview.

    Default: all: `[review, board, progress, risks, timeline, roadmap, dependencies, questions, decisions, people,
    attention]`. Example: `views: [roadmap, board, risks]`.
    """

    nav: Annotated[Navigation, Choice[Navigation](get_args(Navigation))] = "listed"
    """Whether plans are listed in the navigation: `listed` or `hidden`.

    With `hidden` they are reached from the views, as posts are from a blog: the overview is above
    them in breadcrumbs and active in the navigation, previous and next lead from plan to plan, search finds
    them. What a theme draws into every page is then short, and a large site builds in less time
    ([figures](performance.md#plans-outside-the-navigation)). A plan that you name in a navigation of your own (in
    `nav` of `mkdocs.yml`, `SUMMARY.md` or `.nav.yml`) stays in it; what only a wildcard finds does not.

    Default: `listed`. Example: `nav: hidden`.
    """

    theme_speedups: Annotated[bool, Flag()] = True
    """Whether themes get some answers about pages from a cache: `true` or `false`.

    A theme that lists all pages on every page asks each of them the same questions on every page. The site is the same
    either way, but a large one takes longer to build without it. Set it to `false` where a theme or another plugin
    does not work with it.

    Default: `true`. Example: `theme_speedups: false`.
    """

    review: Annotated[ReviewOptions, ReviewStart()] = ReviewOptions()
    """The start of the [review](views.md#review), which shows what has changed since then.

    `since` is a date, a number of days, a tag or a commit.

    Default: the newest tag that begins with `review/`, else 14 days. Example: `review: {since: 30 days}`,
    `review: {since: v2.1}`.
    """

    cache_dir: Annotated[str, CacheFolder()] = ".cache/planning"
    """The folder of the cache: parsed plans, their former versions, and for `mkdocs build --dirty` what the pages show.

    It is relative to `mkdocs.yml`, may be deleted at any time and need not be writable. It must be a folder of its
    own, outside `docs_dir` and `site_dir`. In CI, keep it from run to run. [How the history is read](history.md).

    Default: `.cache/planning`. Example: `cache_dir: ../build/planning`.
    """

    risk_scale: Annotated[RiskScale, Choice[RiskScale](get_args(RiskScale))] = 3
    """The number of steps of the scale on which likelihood and impact are measured: `3` or `5`.

    Default: `3`. Example: `risk_scale: 5`.
    """

    risk_bands: Annotated[tuple[int, ...], RiskBands()] = ()
    """The highest score (likelihood × impact) of each risk level but the last: two or three rising numbers.

    Two numbers separate low, medium and high; three separate low, medium, high and critical.

    Default: `[2, 4]`, on five steps `[4, 9, 15]`. Example: `risk_bands: [3, 8, 14]`.
    """

    board_columns: Annotated[Mapping[Status, str], Columns(STATUSES)] = {}
    """Which statuses have a column on the board, in which order, with which titles.

    A list of statuses, or a mapping of status to title. Plans with other statuses are counted below the board.

    Default: all that occur, in the order of a plan's life.
    Example: `board_columns: {ready: Next, in-progress: Doing, complete: Done}`.
    """

    board_group: Annotated[GroupBy | None, Choice[GroupBy](get_args(GroupBy))] = None
    """What the cards of a column are grouped by until the reader chooses: `owner`, `tag`, `priority` or `folder`.

    A plan with two owners, or two tags, is shown with each.

    Default: none. Example: `board_group: owner`.
    """

    board_hide_done_after: Annotated[int | None, Count(0, MOST_DAYS)] = None
    """How many days a complete or dropped plan stays on the board after it was finished, else last updated.

    One that states neither stays. How many are hidden is said below the board.

    Default: for ever. Example: `board_hide_done_after: 90`.
    """

    roadmap_group: Annotated[GroupBy | None, Choice[GroupBy](get_args(GroupBy))] = None
    """What the rows of the roadmap are grouped by: `owner`, `tag`, `priority` or `folder`.

    A plan with two owners, or two tags, is shown with each.

    Default: none. Example: `roadmap_group: owner`.
    """

    roadmap_past: Annotated[int, Count(0, 1200)] = 12
    """How many months before today the roadmap begins at the earliest; what ended before is folded below it.

    Default: `12`. Example: `roadmap_past: 6`.
    """

    stale_after: Annotated[int, Count(1, MOST_DAYS)] = 30
    """After how many days without a commit a plan that is neither finished nor dropped is called stale.

    It is then listed under [Attention](views.md#attention). Without a git history no plan is called stale.

    Default: `30`. Example: `stale_after: 60`.
    """

    question_overdue_after: Annotated[int, Count(1, MOST_DAYS)] = 30
    """After how many days an open question is overdue, counted from the commit that asked it.

    It is then listed under [Attention](views.md#attention). Without a git history no question is overdue.

    Default: `30`. Example: `question_overdue_after: 14`.
    """

    timeline_open: Annotated[int, Count(1, 1_000_000)] = 100
    """How many entries of the timeline are shown before older months are folded; the latest month always is shown.

    Default: `100`. Example: `timeline_open: 30`.
    """


def vocabulary_of(options: Options) -> Vocabulary:
    """The words that reading uses, with those of *options*."""
    return make_vocabulary(
        statuses=options.statuses,
        marks=options.marks,
        keys=options.header_keys,
        sections=options.sections,
        owners={alias: name for name, aliases in options.owners.items() for alias in aliases},
        dates=options.dates,
        scale=options.risk_scale,
        tickets=options.tickets,
        bands=options.risk_bands,
    )


def collecting_settings_of(options: Options, sources: Iterable[str], as_of: str) -> CollectingSettings:
    """How the plans of a site are found, read and checked.

    Args:
        options: of the site.
        sources: where the folders of the option ``sources`` are in the site; all pages in them are plans.
        as_of: the day (ISO) by which plans are late.
    """
    return CollectingSettings(
        as_of=as_of,
        include=(*options.include, *(f"{uri}/**" for uri in sources)),
        exclude=options.exclude,
        layouts=options.layouts,
        index=options.index,
        view_paths=("", *options.views),
        vocabulary=vocabulary_of(options),
        validation=options.validation,
    )
