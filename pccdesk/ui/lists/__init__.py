"""What each list shows: its columns, filters and words, as data."""
