"""Reads: a select in, frozen rows out."""
