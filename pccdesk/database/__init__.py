"""How it is kept: engine, unit of work, migrations."""
