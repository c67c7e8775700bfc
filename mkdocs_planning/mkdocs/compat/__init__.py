"""Every place that relies on something that MkDocs or a theme does not promise."""
