"""Where a database file had better not be: network shares and folders that are synchronised.

SQLite's locks are not reliable over a network, and a program that copies a file while it is
written can tear it (https://www.sqlite.org/howtocorrupt.html, sections 2.1 and 1.2).
"""

import re
import sys
from pathlib import Path

_MOUNTS = Path("/proc/mounts")
_NETWORK = frozenset(
    {
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "afs",
            "ceph",
            "glusterfs",
            "davfs",
            "fuse.davfs2",
        ),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs", "vboxsf", "ncpfs"),
    }
)
_SYNCHRONISED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "iCloud Drive", "Nextcloud")
_REMOTE_DRIVE = 4  # GetDriveTypeW's DRIVE_REMOTE


def risk_of(path: Path, mounts: str | None = None) -> str:
    """Return what is risky about a file's place, in words that follow “is”; else an empty text.

    `mounts` is the text of /proc/mounts, read from there where it is None.
    """
    whole = str(path)
    if re.match(r"(\\\\|//)[^\\/]", whole):
        return "on a network share"
    for part in re.split(r"[/\\]", whole)[:-1]:
        for service in _SYNCHRONISED:
            # OneDrive's folder carries the office's name: “OneDrive - Lancashire OPCC”.
            if re.fullmatch(rf"{re.escape(service)}(\s*[-(].*)?", part, re.IGNORECASE):
                return f"in a folder that {service} synchronises"
    if _drive_is_remote(path) or _mount_type(path, mounts) in _NETWORK:
        return "on a network share"
    return ""


def _mount_type(path: Path, mounts: str | None) -> str:
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
    longest, found = -1, ""
    for line in mounts.splitlines():
        _device, place, kind = [*line.split(" "), "", "", ""][:3]
        folder = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place))
        if place and path.is_relative_to(folder) and len(folder.parts) >= longest:
            longest, found = len(folder.parts), kind
    return found


def _drive_is_remote(path: Path) -> bool:
    if sys.platform != "win32" or not path.drive:
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE)
