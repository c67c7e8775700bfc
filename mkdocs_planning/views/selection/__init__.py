"""Which plans a page shows, and by what its reader may filter and group them."""
