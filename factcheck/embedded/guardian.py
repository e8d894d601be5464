"""Waits for the process that started it to end, and ends what that process has left running."""

import sys
from pathlib import Path

from factcheck.embedded.processes import end_leftovers

if __name__ == "__main__":
    # The other end of this pipe closes when the starter is done, or dead.
    sys.stdin.buffer.read()
    end_leftovers(Path(sys.argv[1]))
