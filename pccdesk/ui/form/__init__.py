"""The parts of the application form: one section a file, in the paper form's order."""
