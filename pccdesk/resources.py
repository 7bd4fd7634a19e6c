"""Find and read the files that ship with the program: fonts, wording, funds, icons."""

import sys
from functools import cache
from pathlib import Path

from pccdesk.domain.errors import EnvironmentFailed


@cache
def resources_folder() -> Path:
    """Return the folder of shipped files.

    Three places, the first that exists: the unpacked folder of a PyInstaller build
    (`sys._MEIPASS`), `pccdesk/resources` of an installed wheel, `resources` of a source tree.

    Raises:
        EnvironmentFailed: The program is incomplete: none of the three is there.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [package / "resources", package.parent / "resources"]
    if frozen:
        places = [Path(frozen) / "pccdesk" / "resources", Path(frozen) / "resources", *places]
    for place in places:
        if place.is_dir():
            return place
    raise EnvironmentFailed(
        "The program's own files (fonts, wording, funds) are missing. Install PCCDesk again; "
        "your records are safe.",
    )


def resource_path(*parts: str) -> Path:
    """Return the path of one shipped file or folder, such as `("letters", "award.toml")`.

    Raises:
        EnvironmentFailed: It is not there, or the parts lead out of the resources folder.
    """
    folder = resources_folder()
    path = folder.joinpath(*parts).resolve()
    if not path.is_relative_to(folder) or not path.exists():
        raise EnvironmentFailed(
            f"The program's file {'/'.join(parts)} is missing. Install PCCDesk again; "
            "your records are safe.",
        )
    return path


def read_bytes(*parts: str) -> bytes:
    """Return a shipped file's bytes; raises `EnvironmentFailed` if it is not there."""
    return resource_path(*parts).read_bytes()


def read_text(*parts: str) -> str:
    """Return a shipped UTF-8 file's text; raises `EnvironmentFailed` if it is not there."""
    return resource_path(*parts).read_text(encoding="utf-8")
