"""Arguments to services."""
