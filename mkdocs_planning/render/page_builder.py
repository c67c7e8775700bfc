"""The steps by which pages are made. Between them a generator renders Markdown; no step knows which generator it is.

A page goes through :meth:`PageBuilder.source` (plan pages only), :meth:`~PageBuilder.markdown`, the generator's rendering,
:meth:`~PageBuilder.clean` (plan pages only), :meth:`~PageBuilder.markers` and :meth:`~PageBuilder.complete`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.render.anchors import anchor_id, to_anchors, to_comments, with_all_anchors
from mkdocs_planning.render.github_markdown import label_boxes, to_python_markdown
from mkdocs_planning.render.github_markdown.raw_html import plain_tags
from mkdocs_planning.render.markers import MOST_IN_PLAN, Marker, left_markers, line_of, put_views, take_markers
from mkdocs_planning.render.page_additions import PageAdditions
from mkdocs_planning.render.page_text import PageText, page_text, preformatted
from mkdocs_planning.render.page_warnings import PageWarning
from mkdocs_planning.render.phase_bars import with_phase_bars
from mkdocs_planning.render.placeholders import Placeholders
from mkdocs_planning.render.sanitize import Sanitized, Sanitizer
from mkdocs_planning.render.site_plans import SitePlans
from mkdocs_planning.views.messages.catalogue import Messages

_TITLE = re.compile(r'\s*(?:<a id="[^"]*"></a>\s*)*<h1\b.*?</h1>', re.S)


class MarkdownSettings(Struct, frozen=True):
    """How the Markdown of plan pages is converted.

    Attributes:
        github: the option ``github_markdown``.
        extensions: which extensions of Python-Markdown the site has, as keyword arguments of
            :func:`~.github_markdown.to_python_markdown`.
    """

    github: str
    extensions: Mapping[str, bool]

    @property
    def key(self) -> str:
        """Equal for equal settings."""
        return f"{self.github} {dict(self.extensions)}"


class PageBuilder:
    """Makes the pages of one build.

    Args:
        plans: those of the site.
        settings: for the Markdown of plan pages.
        messages: the message catalogue.
        may_use: whether a plan may name this template of the theme in its front matter.
        reserved_ids: ids of the theme's own elements, which no heading of a plan may have.
    """

    def __init__(
        self,
        plans: SitePlans,
        settings: MarkdownSettings,
        messages: Messages,
        *,
        may_use: Callable[[str], bool],
        reserved_ids: Collection[str],
    ) -> None:
        self._plans = plans
        self._settings = settings
        self._messages = messages
        self._may_use = may_use
        self._marks = Placeholders()
        self._sanitizer = Sanitizer(reserved_ids, self._marks.secret)
        self._texts: dict[str, PageText] = {}
        self._markers: dict[str, list[Marker]] = {}

    def source(self, path: str, content: bytes) -> tuple[PageText, list[PageWarning]]:
        """The text of the plan page at *path*, whose file holds *content*, and what is wrong with it."""
        file = self._plans.files.get(path)
        layout = self._plans.layout(path)
        text = page_text(content, path, self._plans.plans_of(path), self._plans.lines(path), layout, self._may_use, self._marks)
        self._texts[path] = replace(text, markdown="")
        warnings: list[PageWarning] = []
        if file is not None and file.reason is not None:
            reason = f"{file.reason.message}; the page is shown as plain text. Split it or write it flatter"
            warnings.append(PageWarning(path, file.reason.line, reason))
        for dropped in text.dropped:
            warnings.append(PageWarning(path, 1, f'"{dropped.key}" in the front matter is left out: {dropped.why}'))
        return text, warnings

    def text(self, path: str) -> PageText | None:
        """The text of the plan page at *path*, without its Markdown; None for a page that :meth:`source` was not called for."""
        return self._texts.get(path)

    def show_preformatted(self, path: str, content: bytes) -> None:
        """Show *content* as it is on the plan page at *path*, since rendering it failed."""
        self._texts[path] = replace(self._texts[path], preformatted=preformatted(content))

    def markdown(self, path: str, text: str) -> tuple[str, list[PageWarning]]:
        """The Markdown of any page as it is to be rendered, with placeholders for markers, and what is wrong with it."""
        page = self._texts.get(path)
        if page is None:
            text, taken = take_markers(text, self._marks)
        else:
            text, taken = self._markdown_of_plan(text, page)
        warnings: list[PageWarning] = []
        if page is not None and len(taken) == MOST_IN_PLAN and "<!-- planning:" in text:
            most = f"of the markers on this page only the first {MOST_IN_PLAN} are shown as views"
            warnings.append(PageWarning(path, 1, most))
        if taken:
            self._markers[path] = taken
        return text, warnings

    def _markdown_of_plan(self, text: str, page: PageText) -> tuple[str, list[Marker]]:
        """The Markdown of a plan page as GitHub shows it, and its markers."""
        if page.preformatted is None and self._settings.github != "off":
            text = to_python_markdown(text, auto=self._settings.github == "auto", **self._settings.extensions)
        return take_markers(text, self._marks, indented=True, most=MOST_IN_PLAN)

    def clean(self, html: str, headings: Collection[str]) -> Sanitized:
        """The rendered HTML of a plan page, with nothing that the allow-list does not permit.

        Args:
            html: as the generator rendered it.
            headings: ids of its headings, without marks.
        """
        cleaned = self._sanitizer.clean(plain_tags(html), headings)
        return replace(cleaned, html=to_comments(cleaned.html, self._marks))

    def markers(self, path: str, html: str) -> tuple[Marker, ...]:
        """The markers of the page at *path*: those that have placeholders, and those that are still comments in *html*."""
        return (*self._markers.get(path, ()), *left_markers(html))

    def complete(self, path: str, html: str, additions: PageAdditions) -> str:
        """The finished HTML of a page.

        Args:
            path: of the page.
            html: of its content, as the generator and other plugins made it.
            additions: to the page.
        """
        text = self._texts.pop(path, None)
        if text is not None:
            html = self._with_facts(html, text, additions)
        taken = self._markers.pop(path, [])
        html = put_views(html, taken, self._marks, lambda marker: additions.views.get(marker.text, ""))
        html = "\n".join((html, *additions.appended))
        return _with_cards(html, additions.cards)

    def _with_facts(self, html: str, text: PageText, additions: PageAdditions) -> str:
        """A plan page with its anchors, labelled boxes and bars."""
        if text.preformatted is not None:
            html += text.preformatted
        else:
            html = label_boxes(to_anchors(html, self._marks), additions.boxes, self._messages("page.task"))
        return with_phase_bars(with_all_anchors(html, text.lines), additions.bars)

    def with_feed_link(self, page: str, url: str) -> str:
        """The whole HTML of a *page* with a link to the timeline's feed at *url*, for browsers and feed readers."""
        # Not "alternate" alone: Material takes such a link for the site in another language and asks for its sitemap.
        kind, title = "application/atom+xml", escape(self._messages("timeline.title"))
        link = f'<link rel="alternate feed" type="{kind}" title="{title}" href="{escape(url)}">'
        return page.replace("</head>", f"{link}</head>", 1)


def marker_lines(found: Sequence[Marker], source: str) -> Iterator[tuple[Marker, int]]:
    """The markers of a page, each with its line in *source*, the text of the page's file."""
    seen = Counter[str]()
    for marker in found:
        yield marker, line_of(marker, source, seen[marker.text])
        seen[marker.text] += 1


def _with_cards(html: str, cards: Sequence[tuple[int, str]]) -> str:
    """*html* with the card of its plan below its title, or that of each of its plans below their headings."""
    if len(cards) > 1:
        for line, card in cards:
            heading = re.search(rf'<h2\b[^>]*>(?:(?!</h2>).)*?id="{anchor_id(line)}".*?</h2>', html, re.S)
            if heading:
                html = f"{html[: heading.end()]}\n{card}\n{html[heading.end() :]}"
        return html
    for _, card in cards:
        title = _TITLE.match(html)
        at = title.end() if title else 0
        html = f"{html[:at]}\n{card}\n{html[at:]}"
    return html
