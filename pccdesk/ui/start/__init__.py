"""What an officer meets before the main window: choosing a database and signing in."""
