"""Qt item models over frozen rows; columns are data."""
