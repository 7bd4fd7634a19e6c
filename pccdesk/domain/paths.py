"""Paths as they are typed: what no file or folder can be called."""

_LONGEST_PATH, _LONGEST_NAME = 4_000, 255  # bytes, as on Linux; Windows takes fewer


def can_be_a_path(text: str) -> bool:
    """Tell whether a file or a folder could be called so, on some system.

    Asking the system for one that cannot be ends in errors of many kinds. What is no text (bytes
    of a name that are no UTF-8) could be neither shown nor recorded, so it counts as none.
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        return False
    longest = max(map(len, encoded.replace(b"\\", b"/").split(b"/")))
    return b"\0" not in encoded and len(encoded) <= _LONGEST_PATH and longest <= _LONGEST_NAME
