"""The rules of the office, in plain Python."""
