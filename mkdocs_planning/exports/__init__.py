"""Portfolio → files for other programs and other media. :mod:`.registry` lists all exports; each is one module.

Exports stand above the views in the layers: an export shows what a view shows in another format (the review as Markdown,
the timeline as a feed), with the same words. They stand below the rendering of pages, which they do not need: URLs come
in through a protocol.
"""
