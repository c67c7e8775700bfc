"""The files of a site → its plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import assemble
from mkdocs_planning.collecting.layouts import META_NAMES
from mkdocs_planning.collecting.selection import declared_plan, select_plans
from mkdocs_planning.collecting.site_files import LinkGuard, Mount
from mkdocs_planning.mkdocs.build_state import BuildState
from mkdocs_planning.mkdocs.compat.encrypted_pages import EncryptedPages, left_out_message
from mkdocs_planning.mkdocs.log import log, log_problems, log_warnings, warn
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.options.schema import Options, collecting_settings_of
from mkdocs_planning.render.markers import may_have_markers
from mkdocs_planning.render.plan_files import PlanFile
from mkdocs_planning.render.site_plans import SitePlans
from mkdocs_planning.render.view_pages import view_pages
from mkdocs_planning.support.clock import as_of
from mkdocs_planning.support.memoise import forget
from mkdocs_planning.views.view_options import view_options


class SiteReading(NamedTuple):
    """What was read of a site.

    Attributes:
        plans: those of the site.
        sources: the files that are plans or parts of one, path → content.
        may_have_additions: paths of the pages to which the plugin may add something.
        published: the plans that may stand in files which are not encrypted.
        encryption: which pages are encrypted.
    """

    plans: SitePlans
    sources: dict[str, bytes]
    may_have_additions: frozenset[str]
    published: SitePlans
    encryption: EncryptedPages


def read_site(options: Options, config: MkDocsConfig, files: Files, state: BuildState, mounts: Sequence[Mount]) -> SiteReading:
    """Find and read the plans of a site, with their history, and log what is wrong with them.

    Args:
        options: of the plugin.
        config: of the site.
        files: of the site, before the plugin adds its own.
        state: of earlier builds.
        mounts: folders outside docs_dir that are part of the site.
    """
    documents = files.documentation_pages()
    settings = collecting_settings_of(options, [mount.uri for mount in mounts], _as_of(options.today))
    guard = LinkGuard(Path(config.docs_dir), mounts, settings.globs)
    contents, unreadable = _read_bytes(file for file in (*documents, *_meta_files(files)) if _is_within(file, guard))
    read: dict[str, PlanFile] = {}

    def read_plans(sources: Mapping[str, bytes]) -> dict[str, tuple[Plan, ...]]:
        read.update(state.reader.read(sources, settings.vocabulary))
        return {path: file.plans for path, file in read.items()}

    encryption = EncryptedPages(config)
    private = encryption.with_own_password(contents)
    public = {path: content for path, content in contents.items() if path not in private}
    portfolio, selection = assemble(public, settings, read_plans)
    private_plans = set(select_plans(contents, _declared(contents), settings).sources) & private if private else set[str]()
    log_warnings(state.reader.warnings)
    pages = frozenset(selection.view_pages.values())
    portfolio = state.history.add_to(
        portfolio, public, settings, pages, options=options, config=config, mounts=mounts, hidden=private
    )
    forget()
    log_problems(portfolio.plans)
    sources = {path: contents[path] for path in (*selection.sources, *sorted(private_plans))}
    plans = SitePlans(
        portfolio=portfolio,
        view_pages=view_pages(selection, view_options(options)),
        digests={path: sha256(content).digest() for path, content in sources.items()},
        files=read,
        unreadable=frozenset(path for path in unreadable if settings.globs.includes(path)),
    )
    published = encryption.published(portfolio, contents)
    if encrypted := private_plans | {plan.source for plan in portfolio.plans} - {plan.source for plan in published.plans}:
        state.history.log(left_out_message(encrypted))
    marked = (path for path, content in contents.items() if may_have_markers(content))
    additions = frozenset({*sources, *plans.hosts, *marked})
    return SiteReading(plans, sources, additions, replace(plans, portfolio=published), encryption)


def _declared(contents: Mapping[str, bytes]) -> Callable[[str], bool | None]:
    return {path: declared_plan(content) for path, content in contents.items()}.get


def _read_bytes(files: Iterable[File]) -> tuple[dict[str, bytes], list[str]]:
    """The content of each file by its path, and the paths of those that cannot be read, each with a warning."""
    contents: dict[str, bytes] = {}
    unreadable: list[str] = []
    for file in files:
        try:
            contents[file.src_uri] = file.content_bytes
        except OSError as error:
            warn(file.src_uri, 1, f"this page cannot be read: {error.strerror or error}")
            unreadable.append(file.src_uri)
    return contents, unreadable


def _is_within(file: File, guard: LinkGuard) -> bool:
    return file.abs_src_path is None or guard.allows(file.src_uri, Path(file.abs_src_path))


def _meta_files(files: Files) -> list[File]:
    """Files that are no pages but hold header facts of a plan."""
    return [file for file in files if file.src_uri.rsplit("/", 1)[-1] in META_NAMES]


def _as_of(today: str | None) -> str:
    try:
        return as_of(today)
    except ValueError as error:
        log.warning("%s; today's date is used", error)
        return as_of(date.today().isoformat())
