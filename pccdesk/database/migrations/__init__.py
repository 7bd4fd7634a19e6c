"""Schema changes, one file a change, each keeping all data."""
