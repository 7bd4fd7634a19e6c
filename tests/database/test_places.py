"""Places where a database file is at risk are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pccdesk.database.places import risk_of

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/office /mnt/office nfs4 rw 0 0
//server/share /mnt/two\\040words cifs rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "risk"),
    [
        ("/desk/ann/office.sqlite", ""),
        ("/desk/ann/OneDriver/office.sqlite", ""),
        ("/desk/ann/OneDrive.sqlite", ""),
        ("/desk/ann/OneDrive/office.sqlite", "in a folder that OneDrive synchronises"),
        ("/c/OneDrive - Lancashire OPCC/a/o.sqlite", "in a folder that OneDrive synchronises"),
        ("/desk/ann/dropbox/o.sqlite", "in a folder that Dropbox synchronises"),
        ("/desk/ann/Dropbox (Office)/o.sqlite", "in a folder that Dropbox synchronises"),
        ("/desk/ann/Google Drive/o.sqlite", "in a folder that Google Drive synchronises"),
        ("\\\\server\\share\\o.sqlite", "on a network share"),
        ("//server/share/o.sqlite", "on a network share"),
        ("/mnt/office/o.sqlite", "on a network share"),
        ("/mnt/two words/deep/o.sqlite", "on a network share"),
        ("/mnt/office/local/o.sqlite", ""),
        ("/mnt/officer/o.sqlite", ""),
    ],
)
def test_a_share_or_a_synchronised_folder_is_noticed_and_nothing_else(path: str, risk: str) -> None:
    assert risk_of(Path(path), MOUNTS) == risk


def test_a_list_of_mounts_that_makes_no_sense_is_passed_over() -> None:
    assert risk_of(Path("/desk/o.sqlite"), "\n \nword\n\\999 / x\n") == ""


def test_the_computers_own_list_is_read(tmp_path: Path) -> None:
    assert risk_of(tmp_path / "o.sqlite") in {"", "on a network share"}
