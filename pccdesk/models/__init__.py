"""What is kept: one file a noun, no rules."""
