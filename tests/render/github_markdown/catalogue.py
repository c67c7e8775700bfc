"""Constructs from the documentation of Python-Markdown, pymdown-extensions and Material, one page each.

The page of each must be identical byte for byte with and without the conversion.
"""

from __future__ import annotations

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tilde",
)
CONFIGS: dict[str, dict[str, object]] = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.highlight": {"anchor_linenums": True},
    "pymdownx.arithmatex": {"generic": True},
}

CONSTRUCTS = {
    "admonition": "!!! note\n\n    One paragraph.\n\n    - a list\n    - of two\n",
    "admonition with a title": '!!! warning "Mind the gap"\n    Text.\n',
    "admonition without a title": '!!! note ""\n\n    Text.\n',
    "admonition inline": '!!! info inline end "Aside"\n\n    Text.\n\nText beside it.\n',
    "admonition in an admonition": "!!! note\n\n    Text.\n\n    !!! tip\n\n        Inner text.\n",
    "admonition in a list": "- item\n\n    !!! note\n\n        Text in it.\n\n- next\n",
    "admonition in an ordered item": '1. first\n\n    !!! note "Title"\n        Text.\n\n2. second\n',
    "admonition after a paragraph": "Text before\n!!! note\n    Text in it.\n",
    "admonition with a fence": "!!! example\n\n    ``` py\n    - x = 1\n    ```\n",
    "admonition with tasks": "!!! todo\n\n    - [ ] one\n    - [x] two\n        - [ ] nested\n",
    "details": '??? question "Open me"\n\n    Text.\n',
    "details opened": "???+ note\n\n    Text.\n",
    "details in a list": '- item\n\n    ??? note "More"\n\n        Text.\n',
    "tabs": '=== "C"\n\n    ``` c\n    int x;\n    ```\n\n=== "C++"\n\n    ``` c++\n    int y;\n    ```\n',
    "tabs with lists": '=== "Unordered list"\n\n    * one\n    * two\n\n=== "Ordered list"\n\n    1. one\n    2. two\n',
    "tabs in an admonition": '!!! example\n\n    === "A"\n\n        * x\n\n    === "B"\n\n        1. y\n',
    "tabs in a list": '- item\n\n    === "A"\n\n        Text.\n\n    === "B"\n\n        Text.\n',
    "block admonition": "/// note | Title\nText of it.\n- not a list here\n///\n",
    "block details": "/// details | Summary\n    type: warning\n\nText.\n///\n",
    "block tabs": "/// tab | One\nText\n///\n\n/// tab | Two\nText\n///\n",
    "nested blocks": "//// note\n/// tip\nInner\n///\n////\n",
    "attribute list on a heading": "## A heading {#its-id .its-class}\n\nText.\n",
    "attribute list on a paragraph": "A paragraph.\n{: .lead #intro }\n",
    "attribute list after a list": "- one\n- two\n{ .card }\n",
    "attribute list inline": "[a button](#){ .md-button .md-button--primary }\n",
    "image with attributes": '![An image](image.png){ align=left width="300" }\n\nText.\n',
    "image with a light variant": "![A](a.png#only-light)\n![B](b.png#only-dark)\n",
    "figure": '<figure markdown="span">\n  ![An image](image.png){ width="300" }\n  <figcaption>Is</figcaption>\n</figure>\n',
    "definition list": "`term`\n\n:   Its definition.\n\n:   Another one.\n\n    With a paragraph.\n",
    "definition list, close": "Term\n: Definition one\n: Definition two\n\nOther term\n: Definition\n",
    "definition list with a list": "`term`\n\n:   * [ ] not a box here\n    * second\n",
    "footnotes": "Text[^1] and more[^note].\n\n[^1]: One line.\n[^note]:\n    Several lines.\n\n    - with a list\n",
    "abbreviations": "The HTML standard.\n\n*[HTML]: Hyper Text Markup Language\n*[W3C]: World Wide Web Consortium\n",
    "snippet": '--8<-- "tests/render/github_markdown/snippet.txt"\n',
    "md_in_html": '<div class="note" markdown>\n\nA *word*.\n\n- a\n- b\n\n</div>\n',
    "md_in_html, numbered": '<div markdown="1">\n# Heading\n* item\n</div>\n',
    "grid of cards": (
        '<div class="grid cards" markdown>\n\n- :material-clock: **Set up**\n\n    ---\n\n    Text of the card.\n\n'
        "    [Start](#)\n\n- **Second**\n\n    ---\n\n    Text.\n\n</div>\n"
    ),
    "grid, generic": (
        '<div class="grid" markdown>\n\n=== "List"\n\n    * a\n    * b\n\n``` title="Content"\ncode\n```\n\n</div>\n'
    ),
    "annotations": "Text with an annotation. (1)\n{ .annotate }\n\n1.  :man_raising_hand: I am one.\n",
    "annotations nested": ("Text. (1)\n{ .annotate }\n\n1.  One. (1)\n    { .annotate }\n\n    1.  Nested.\n"),
    "annotated admonition": '!!! note annotate "Title (1)"\n\n    Text. (2)\n\n1.  One.\n2.  Two.\n',
    "annotated code": "``` yaml\ntheme:\n  features:\n    - content.code.annotate # (1)!\n```\n\n1.  With `code`.\n",
    "code with a title": '``` py title="bubble_sort.py"\nprint(1)\n```\n',
    "code with line numbers": '``` py linenums="1" hl_lines="2 3"\na\nb\nc\n```\n',
    "code with braces": '``` { .yaml .no-copy title=".browserslistrc" }\nlast 4 years\n```\n',
    "code in a list": "- item\n\n    ``` sh\n    make\n    ```\n\n- next\n",
    "code in an ordered list": "1.  item\n\n    ```\n    1. not an item\n    ```\n\n2.  next\n",
    "code right under an item": "1.  item\n    ```\n    x\n    ```\n",
    "indented code in an item": "*   item\n\n        code\n\n*   next\n",
    "code in a quote": "> text\n>\n> ``` py\n> x\n> ```\n",
    "inline code highlighted": "The `#!python range()` function.\n",
    "keys and marks": "++ctrl+alt+del++, ==marked==, ^^inserted^^, ~~deleted~~, H~2~O, A^T^A.\n",
    "critic": "Text can be {--deleted--} and {++added++}, {~~one~>another~~}, {==marked==}.\n\n{==\n\nA block.\n\n==}\n",
    "maths": "$$\n\\cos x = \\sum_{k=0}^{\\infty}\n- \\frac{1}{2}\n+ 1\n$$\n\nInline $f(x)$ too.\n",
    "mermaid": "``` mermaid\ngraph LR\n  A --> B;\n```\n",
    "emoji": ":smile: and :octocat:\n",
    "content tabs in four columns under a bullet": '* item\n\n    === "A"\n\n        - x\n',
    "table with alignment": "| A | B |\n| :--- | ---: |\n| 1 | 2 |\n",
    "table with attributes": "| A | B |\n| --- | --- |\n| 1 { .x } | 2 |\n{: .sortable }\n",
    "table in a list": "- item\n\n    | A | B |\n    | --- | --- |\n    | 1 | 2 |\n",
    "raw HTML": '<div class="x">\n  <p>Text *as is*</p>\n</div>\n\nText.\n',
    "raw HTML with blank lines": "<table>\n<tr>\n\n<td>x</td>\n\n</tr>\n</table>\n\nText.\n",
    "HTML comment": "<!-- a comment\n\n- [ ] with a box\n\n## and a heading\n-->\n\nText.\n",
    "details element": "<details>\n<summary>More</summary>\nText\n</details>\n\nText.\n",
    "details with Markdown": "<details markdown>\n<summary>More</summary>\n\n- a\n- b\n\n</details>\n",
    "nested lists in four columns": "- a\n    - b\n        - c\n    - d\n- e\n\n    A paragraph.\n\n- f\n",
    "ordered list, mixed": "1. a\n    - b\n    - c\n2. d\n    1. e\n",
    "task list": "- [x] a\n- [ ] b\n    * [x] c\n    * [ ] d\n- [ ] e\n",
    "links and references": '[a][one], <https://example.com>, ![i](i.png)\n\n[one]: https://example.com "Title"\n',
    "table of contents": "[TOC]\n\n# A\n\n## B\n",
    "headings with setext": "Title\n=====\n\nSection\n-------\n\nText.\n",
    "quotes": "> One.\n>\n> Two.\n\nText.\n\n* * *\n",
    "tabs with code and lists in a list": (
        '1. step\n\n    === "C"\n\n        ``` c\n        int x;\n        ```\n\n    === "More"\n\n'
        "        1. a\n            - b\n"
    ),
    "tabs beside each other in an admonition in a tab": (
        '=== "A"\n\n    !!! tip\n\n        - x\n\n=== "B"\n\n    ??? note\n\n        y\n'
    ),
    "admonition, collapsed, in an item of a nested list": (
        '- a\n    - b\n\n        ???+ warning "T"\n\n            Text.\n\n            - c\n'
    ),
    "admonition without a blank line in it": "!!! note\n    - one\n    - two\n",
    "abbreviations with a tooltip": '[Hover me](https://example.com "I am a tooltip") and the HTML.\n\n*[HTML]: Hyper Text\n',
    "icon with a tooltip": ':material-information-outline:{ title="Important information" }\n',
    "icon and button": "[Send :fontawesome-solid-paper-plane:](#){ .md-button }\n\n:material-account-circle: **Account**\n",
    "card list with attributes": (
        '<div class="grid" markdown>\n\n:fontawesome-brands-html5: __HTML__ for content\n{ .card }\n\n> a quote\n\n</div>\n'
    ),
    "code from a file": '``` title=".browserslistrc"\n--8<-- "tests/render/github_markdown/snippet.txt"\n```\n',
    "code with annotations kept": (
        "``` yaml\n# (1)!\ntheme: x # (2)!\n```\n\n1.  Look.\n\n    - a list in an annotation\n\n2.  And :octicons-tag-24:.\n"
    ),
    "code without line numbers or copying": '``` { .py .annotate .no-copy linenums="1" hl_lines="2-3" }\nx\ny\n```\n',
    "code in tildes": '~~~ py\nx = "```"\n~~~\n',
    "code nested in longer code": "```` markdown\n``` py\n- x\n```\n````\n",
    "diagram in tabs": '=== "Flow"\n\n    ``` mermaid\n    graph LR\n      A[Start] --> B{Error?};\n    ```\n',
    "sequence diagram": (
        "``` mermaid\nsequenceDiagram\n  autonumber\n  Alice->>John: Hello\n  loop Health\n"
        "      John->>John: Fight\n  end\n```\n"
    ),
    "footnote of several paragraphs with code": "Text[^a].\n\n[^a]:\n    One.\n\n    ``` py\n    x\n    ```\n\n    Two.\n",
    "definition lists with code": (
        "`term`\n\n:   Text.\n\n    ``` sh\n    make\n    ```\n\n`other`\n\n:   - [x] a list\n    - of two\n"
    ),
    "image with a caption": (
        '![Image](https://dummyimage.com/600x400){ width="300" loading=lazy }\n/// caption\nImage caption\n///\n'
    ),
    "image aligned in a list": "- item\n\n    ![I](i.png){ align=right }\n\n    Text.\n",
    "block of HTML": "/// html | div.note\nText of *it*.\n///\n",
    "block definition": "/// details | Open\n    open: True\n\n- a\n- b\n///\n",
    "critic in a list": "- {++added++}\n- {--gone--}\n",
    "keys in a list": "- Press ++ctrl+c++\n- then ++enter++\n",
    "smart symbols": "(c) (tm) --> <-- +/- =/= 1/2 1st\n",
    "maths in brackets": "\\[\n\\cos x = 1\n\\]\n\nand \\(x\\)\n",
    "maths in a list": "- item\n\n    $$\n    a\n    + b\n    $$\n",
    "task list with four columns and paragraphs": "- [x] a\n\n    Text of it.\n\n    - [ ] b\n\n- [ ] c\n",
    "HTML with Markdown in a list": "- item\n\n    <div markdown>\n\n    *text*\n\n    </div>\n",
    "table with icons and code": (
        "| Method | Description |\n| ------ | ----------- |\n| `GET` | :material-check: Fetch |\n"
        "| `PUT` | :material-check-all: Update |\n"
    ),
    "snippet of a section": '--8<-- "tests/render/github_markdown/snippet.txt:1:1"\n',
    "snippets, several": "--8<--\ntests/render/github_markdown/snippet.txt\n--8<--\n",
    "comment in one line": "<!-- more -->\n\nText.\n",
    "attribute list on an item": "- item\n{: .first }\n- next\n",
    "mkdocstrings": "::: package.module\n    options:\n      show_source: false\n",
    "templates": "{% if x %}\nText {{ y }}\n{% endif %}\n",
}

BESIDE = "Before it:\n- [ ] a box\n  - [x] a nested one\n\n1) first\n2) second\n\nText.\n"
"""A GitHub construct that must be converted, placed before and after each construct."""
