"""Dialogs: each returns a frozen command; none saves."""
