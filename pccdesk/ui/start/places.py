"""What a database is called where an officer chooses it; loaded before the first frame."""


def database_name(address: str) -> str:
    """Return a short name of a database: the file's, or the server's database."""
    return address.replace("\\", "/").rstrip("/").rpartition("/")[2] or address
