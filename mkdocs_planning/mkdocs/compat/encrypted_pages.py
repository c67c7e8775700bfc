"""Pages that mkdocs-encryptcontent encrypts, so that what they protect does not stand in the clear elsewhere.

Relies on the plugin's name in the configuration, its options ``global_password`` and ``password_inventory``, its keys
``password`` and ``level`` in front matter, and ``page.encryptcontent["html_to_encrypt"]``, which it sets in
``on_page_content`` and encrypts in ``on_page_context`` at priority 0. Where a later version does not have these, nothing is
taken for encrypted by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from msgspec.structs import replace

from mkdocs_planning.markdown.front_matter import load_front_matter
from mkdocs_planning.markdown.outline import decode, split_front_matter
from mkdocs_planning.model.portfolio import Portfolio

PLUGIN = "encryptcontent"
_KEYS = ("password", "level")


class EncryptedPages:
    """Which pages of a site are encrypted.

    Args:
        config: of the site.

    Attributes:
        everywhere: whether pages are encrypted that do not say otherwise.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        plugin = cast("object", config.plugins.get(PLUGIN))  # pyright: ignore[reportUnknownMemberType]
        options = cast("Mapping[str, Any]", getattr(plugin, "config", {}))
        inventory = options.get("password_inventory")
        self._active = plugin is not None
        self.everywhere = bool(options.get("global_password")) or (isinstance(inventory, dict) and "_global" in inventory)

    def with_own_password(self, contents: Mapping[str, bytes]) -> set[str]:
        """The paths of the pages among *contents* that have a password or level of their own."""
        return {path for path, content in contents.items() if self._active and _stated(content) is True}

    def published(self, portfolio: Portfolio, contents: Mapping[str, bytes]) -> Portfolio:
        """The part of *portfolio* that stands on no encrypted page, without its history if that is not all of it."""
        if not self.everywhere:
            return portfolio
        open_ = {path for path, content in contents.items() if _stated(content) is False}
        plans = tuple(plan for plan in portfolio.plans if open_.issuperset((plan.source, *plan.parts)))
        return replace(portfolio, plans=plans, history=None, review=None)

    def may_show_views(self, page: Page) -> bool:
        """Whether a page may show what stands on encrypted pages."""
        return not self.everywhere or hasattr(page, PLUGIN)


def complete_before_encryption(page: Page, complete: Callable[[str, Page], str]) -> bool:
    """Complete what is going to be encrypted of *page*; False where nothing of it is."""
    state = cast("dict[str, Any] | None", getattr(page, PLUGIN, None))
    html: object = state.get("html_to_encrypt") if isinstance(state, dict) else None
    if state is None or not isinstance(html, str):
        return False
    state["html_to_encrypt"] = complete(html, page)
    return True


def left_out_message(paths: Iterable[str]) -> str:
    """What the log says of plans that are left out."""
    names = ", ".join(sorted(paths))
    return f"plans on pages that mkdocs-encryptcontent encrypts are left out of views, plans.json and the feed: {names}"


def _stated(content: bytes) -> bool | None:
    """Whether a page states that it is encrypted, or that it is not; None where it states neither."""
    front, _ = split_front_matter(decode(content[: 64 * 1024])[0])
    meta, _, _ = load_front_matter(front) if front else ({}, None, 0)
    stated = [str(meta[key]) != "" for key in _KEYS if key in meta]
    return any(stated) if stated else None
