"""Pages without a generator: GitHub's Markdown, headers of plan pages, markers, anchors, templates, sanitizing, links."""
