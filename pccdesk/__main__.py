"""Start the program with `python -m pccdesk`."""

import sys

from pccdesk.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
