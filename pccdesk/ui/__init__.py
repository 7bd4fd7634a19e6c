"""What an officer sees."""
