"""Search everywhere: the box over the window that finds records and commands."""
