"""Broken HTML of the kinds that have defeated sanitizers, and the browser's view of the sanitized result.

The pieces cover the kinds of the tests of DOMPurify and ammonia: unbalanced quotes, unusual white space, comments, CDATA,
processing instructions, foreign namespaces and their integration points, raw text elements, entities, and the
placeholders that the plugin uses while it builds a page.
"""

from __future__ import annotations

import random

from mkdocs_planning.render.sanitize import ATTRIBUTES, TAGS, URL_SCHEMES

# fmt: off
PIECES: tuple[str, ...] = (
    *"<>/\"'=`!?&;:-[] \t\n\r\f",
    *("\x00", "\x0b", "\xa0", "\u2028", "\ufeff", "\ufdd0", "\ufdda", "\ufddb", "\ufffe", "\U0001fffe", "é", "𝒳"),
    *("<!--", "-->", "--!>", "<!-->", "<!--->", "<![CDATA["),
    *("]]>", "<?xml ", "?>", "<!DOCTYPE html>", "</", "</>", "<//"),
    *("<a ", "<a\t", "<a/", "<A\f", "</a>", "<p>", "</p>"),
    *("<b>", "<i/>", "<br>", "<hr/>", "<div ", "</div>", "<li>", "<ul>"),
    *("<table>", "<tr>", "<td ", "</td>", "<caption>", "<colgroup>", "<col ", "</table>", "<thead>", "<tbody>"),
    *("<details ", "<summary>", "</summary>", "<input ", "<label "),
    *("<picture>", "<source ", "<img ", "<image ", "<h1>", "</h1>"),
    *("<svg ", "<svg>", "</svg>", "<g>", "<path ", "<foreignObject>"),
    *("<desc>", "<title>", "</title>", "<animate ", "<use ", "<set "),
    *("<math>", "</math>", "<mtext>", "<mglyph>"),
    *("<malignmark>", "<annotation-xml encoding=text/html>", "<mi>", "<ms>"),
    *("<style>", "</style>", "<script>", "</script>", "<script "),
    *("<xmp>", "<noscript>", "</noscript>", "<template>", "</template>"),
    *("<textarea>", "</textarea>", "<select>", "<option>"),
    *("<plaintext>", "<iframe ", "</iframe>", "<noembed>", "<noframes>"),
    *("<form ", "</form>", "<button ", "<object ", "<embed ", "<base "),
    *("<link ", "<meta ", "<body ", "<html ", "<head>", "<frameset>"),
    *("<marquee ", "<video ", "<audio ", "<portal ", "<is-custom "),
    *("<font ", "<nobr>", "<dialog open>", "<slot>", "<math href="),
    *(" href=", " src=", " srcset=", " xlink:href=", " action="),
    *(" formaction=", " data=", " background=", " poster=", " ping="),
    *(" id=", " name=", " class=", " style=", " title=", " alt="),
    *(" for=", " type=", " target=", " is=", " slot=", " xmlns=", " data-x="),
    *(" onerror=", " onload=", " onclick=", " ontoggle=", " onfocus="),
    *(" autofocus", " tabindex=1", " = ", " =", "open", " srcdoc="),
    *("alert(1)", "'alert(1)'", '"alert(1)"'),
    *("javascript:alert(1)", "java\tscript:alert(1)", "&#106;avascript&colon;alert(1)"),
    *(" JaVaScRiPt:alert(1)", "\x01javascript:alert(1)"),
    *("vbscript:x", "data:text/html,<script>alert(1)</script>", "//other.example/x"),
    *('"data:image/svg+xml,<svg onload=alert(1)>"', '"https://other.example/"', '"#x"'),
    *("'a.md'", '"x y"', "text-align:left", "x:1"),
    *("position:fixed", "background:url(//other.example)", "__config"),
    *("__search", "md-overlay", "planning-L3", "user-content-x"),
    *("&lt;", "&gt;", "&quot;", "&#34;", "&#39;"),
    *("&#60;", "&#x3c;img src=x onerror=alert(1)&#x3e;", "&amp;lt;", "&#0;", "&NewLine;"),
    *("&#xFDD0;", "&#xFDDA;", '<div data-planning-marker="0"></div>', "<!--planning-L3-->", "<!-- planning:board -->"),
    *('<a id="planning-L3"></a>', "data-planning-open"),
    *("<details open ontoggle=alert(1)>", "<img src=x onerror=alert(1)>"),
)
# fmt: on


def soups(count: int, seed: int) -> list[str]:
    """*count* strings; the same *seed* gives the same ones."""
    source = random.Random(seed)
    return ["".join(source.choices(PIECES, k=source.randint(1, 24))) for _ in range(count)]


ALLOWED = {
    "tags": sorted(TAGS),
    "attributes": {tag: sorted(name.lower() for name in names) for tag, names in ATTRIBUTES.items()},
    "schemes": [f"{scheme}:" for scheme in sorted(URL_SCHEMES)],
}
"""The allow-list in the form that :data:`VIOLATIONS` uses."""

VIOLATIONS = """([allowed, htmls]) => {
    const links = ["href", "src", "srcset", "xlink:href", "action", "formaction", "data", "background", "poster", "ping"];
    const tags = new Set(allowed.tags);
    const may = (tag, name) => ["*", tag].some((key) => (allowed.attributes[key] || []).includes(name));
    const wrong = [];
    htmls.forEach((html, index) => {
        const page = "<!DOCTYPE html><body><main>" + html + "</main><footer></footer>";
        const found = new DOMParser().parseFromString(page, "text/html");
        const say = (what) => wrong.push([index, what]);
        const main = found.querySelector("main");
        const last = found.body.lastElementChild;
        if (!main || main.parentElement !== found.body || last.tagName !== "FOOTER" || found.body.children.length !== 2) {
            say("the rest of the page is not where it was");
            return;
        }
        const walker = found.createTreeWalker(main, NodeFilter.SHOW_ALL);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.nodeType === Node.TEXT_NODE) continue;
            if (node.nodeType !== Node.ELEMENT_NODE) { say(`a node of type ${node.nodeType}`); continue; }
            const tag = node.localName;
            if (!tags.has(tag)) say(`<${tag}>`);
            for (const { name, value } of node.attributes) {
                if (!may(tag, name.toLowerCase())) say(`${name} of <${tag}>`);
                if (links.includes(name) && name !== "srcset") {
                    let scheme = "";
                    try { scheme = new URL(value, "https://site.example/").protocol; } catch { continue; }
                    if (!allowed.schemes.includes(scheme) || (scheme === "data:" && tag !== "img")) say(`${name}=${value}`);
                }
                if (name === "style" && !/^text-align:\\s*\\w+;?$/.test(value.trim())) say(`style=${value}`);
                if (name === "id" && /^(__(?!tabbed_|codelineno|span)|planning-L)/.test(value)) say(`id=${value}`);
                if (name === "class" && /(^|[ \\t\\n\\f\\r])(md-overlay|pl-|planning)/.test(value)) say(`class=${value}`);
            }
        }
    });
    return wrong;
}"""
"""What a browser's own parser finds in cleaned HTML that is not allowed: ``[index, what]`` of each."""
