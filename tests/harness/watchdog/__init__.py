"""A scripted officer, and a watch on how long the window's thread is away from its events."""
