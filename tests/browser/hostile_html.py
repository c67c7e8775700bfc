"""Plans with raw HTML that tries to execute a script, to load something, or to take over a part of the page."""

from __future__ import annotations

HARM = "window.hurt=1"

# ruff: noqa: E501
DOCUMENTS: dict[str, str] = {
    "bare-equals": f"<details = ontoggle={HARM} open><summary>a</summary></details>\n\n<img = src=x onerror={HARM}>",
    "equals-first": f'<img ="=" =onerror src=x onerror={HARM}>\n\ntext <b =x onmouseover={HARM} style=color:red>b</b>',
    "odd-spaces": f"text <img alt=\xa0\" onerror={HARM} src=x\"> and <img alt=\u2028' onerror={HARM} src=x'>",
    "vertical-tab": f"<img\x0bsrc=x\x0bonerror={HARM}>\n\n<img/\x0c/src=x/onerror={HARM}>",
    "tag-in-attribute": f"<form title=\"<img src=x onerror={HARM}>\">\n\n<template title='<svg onload={HARM}>'></template>",
    "tag-in-removed-tag": f"<scr<script>ipt>{HARM}</scr</script>ipt>\n\n<<img src=x onerror={HARM}>",
    "comment-in-attribute": f'<p title="<!--planning-L99--><img src=x onerror={HARM}>">a</p>\n\n'
    f'<a id="--><img src=x onerror={HARM}>">b</a>',
    "comment-in-comment": f"<!-- <!--planning-L3-->\n\nbehind\n\n<!-- data-planning-open/><img src=x onerror={HARM}> -->",
    "comment-ends-early": f"<!--><img src=x onerror={HARM}>-->\n\n<!---><img src=x onerror={HARM}>-->\n\n<!-- --!><img src=x onerror={HARM}>",
    "comment-never-ends": "before\n\n<!-- and nothing more",
    "processing": f"<?x <img src=x onerror={HARM}> ?>\n\n<!x <img src=x onerror={HARM}>>\n\n<![CDATA[ <img src=x onerror={HARM}> ]]>",
    "noncharacters": f'\ufdda\ufdd3\ufddb \ufddc\ufdd1\ufddb <b title="\ufdda\ufdd3\ufddb"><img src=x \ufdda onerror={HARM}></b> '
    "&#xFDDA;&#xFDD3;&#xFDDB; `\ufdda\ufdd3\ufddb`",
    "marker-in-attribute": "<details open title='\n<!-- planning:questions -->\n'><summary>a</summary></details>\n\n"
    f"## Open Questions\n\n- [ ] q' ontoggle={HARM} x='",
    "marker-element": '<div data-planning-marker="0"></div>\n\n<p title=\'<div data-planning-marker="0"></div>\'>a</p>\n\n'
    "<!-- planning:board -->",
    "anchor-element": '<a id="planning-L1"></a><a id="planning-L9999"></a>\n\n<h2 id="x"><a id="planning-L1"></a>a</h2>',
    "clobbered-config": "## __config\n\n## __search\n\n## __drawer\n\n## __toc\n\n## __palette_0",
    "clobbered-by-attribute-list": "## A {#__config}\n\nText {#__search name=__drawer}",
    "clobbered-by-html": '<a id="__config" href="x:y"></a><img name="currentScript"><form id="__search"><input name="attributes"></form>'
    '<div data-md-component="search"></div><div data-md-component="header"></div><div data-md-component="content"></div>',
    "clobbered-names": '<img name="body"><img name="head"><a name="__md_scope" id="__md_scope" href="x:y"></a>'
    '<form name="documentElement"></form><object name="querySelector"></object>',
    "script": f"<script>{HARM}</script>\n\n<SCRIPT SRC=data:text/javascript,{HARM}></SCRIPT>\n\n<svg><script>{HARM}</script></svg>",
    "svg": f'<svg onload={HARM}><animate onbegin={HARM} attributeName=x dur=1s></svg>\n\n<svg><a xlink:href="javascript:{HARM}">'
    f'<text y=20>click</text></a><set attributeName="href" to="javascript:{HARM}"/></svg>',
    "foreign": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={HARM}&gt;">\n\n'
    f'<svg></p><style><g title="</style><img src=x onerror={HARM}>">',
    "raw-text": f'<noscript><p title="</noscript><img src=x onerror={HARM}>">\n\n<xmp><p title="</xmp><img src=x onerror={HARM}>">'
    f"\n\n<select><style></select><img src=x onerror={HARM}></style>",
    "swallows": "<textarea>\n\nbehind",
    "swallows-title": "<title>\n\nbehind",
    "swallows-plaintext": "<plaintext>\n\nbehind",
    "swallows-attribute": 'a <div title="\n\nbehind',
    "closes": "</article></div></main></body></html>\n\n</div></div></div></div>\n\nbehind",
    "links": f"[a](javascript:{HARM}) [b](java&#10;script:{HARM}) [c](&#1;javascript:{HARM}) [d](vbscript:x) "
    f"[e](data:text/html,<script>{HARM}</script>) <javascript:{HARM}> <a href=' &#x6A;avascript&colon;{HARM}'>f</a> "
    f'<a href="java\tscript:{HARM}">g</a>',
    "forms": f'<form action="javascript:{HARM}"><button>a</button><input type=submit formaction="javascript:{HARM}" value=b>'
    f"<input type=image src=x onerror={HARM} formaction=javascript:{HARM}></form><isindex action=javascript:{HARM}>",
    "frames": f"<iframe srcdoc='<script>parent.hurt=1</script>'></iframe><iframe src=javascript:parent.hurt=1></iframe>"
    f"<object data=data:text/html,x></object><embed src=javascript:{HARM}><frameset onload={HARM}><portal src=/>",
    "head": f'<base href="https://other.example/"><meta http-equiv=refresh content="0;url=https://other.example/">'
    f"<link rel=stylesheet href=https://other.example/a.css><style>@import url(https://other.example/b.css)</style>"
    f"<body onload={HARM} background=https://other.example/c.png>",
    "loads": '<div style="background:url(https://other.example/a.png)">a</div><table background="https://other.example/b.png"><tr>'
    "<td background=https://other.example/c.png>b</td></tr></table><video poster=https://other.example/d.png></video>"
    "<audio src=https://other.example/e.mp3 autoplay></audio><input type=image src=https://other.example/f.png>"
    "<svg><image href=https://other.example/g.png /><use href=https://other.example/h.svg#a /></svg>"
    "<a ping=https://other.example/i href=#x>c</a>",
    "overlay": '<div style="position:fixed;inset:0;z-index:99">a</div><label class="md-overlay" for="__drawer">b</label>'
    '<div class="md-dialog md-dialog--active">c</div><div class="modal-backdrop fixed-top">d</div>',
    "toggles": '<label for="__search">a</label><label for="__drawer">b</label><input type=checkbox id=__search class=md-toggle '
    "data-md-toggle=search checked>",
    "focus": f"<input autofocus onfocus={HARM}><a tabindex=1 autofocus onfocus={HARM}>a</a><details ontoggle={HARM} open>b</details>",
    "custom-elements": f"<x-y is=z onclick={HARM} contenteditable autofocus onfocus={HARM}>a</x-y><slot name=x></slot>",
    "template-syntax": "{{ 7*7 }} {% raw %} ${7*7} &lt;script&gt; \\<script\\>",
    "heading": f"## <img src=x onerror={HARM}> A\n\n## `<script>{HARM}</script>`\n\n## [x](javascript:{HARM})",
    "title": f"# <img src=x onerror={HARM}> &lt;script&gt;{HARM}&lt;/script&gt;",
}
"""The body of each plan, by name."""


def plan(name: str) -> str:
    """The text of a plan: the document between a title, unless it has one, and a last paragraph."""
    body = DOCUMENTS[name]
    title = "" if body.startswith("# ") else f"# Plan {name}\n\n**Status**: In Progress\n\n"
    return f"{title}{body}\n\nA harbour of words.\n\n- [ ] A task\n"
