"""Portfolio → what a page shows. One module and one template a view."""
