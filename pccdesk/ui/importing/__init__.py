"""The parts of bringing a spreadsheet in."""
