"""Files that a form of the report is held to, byte for byte, in tests/reports/golden.

After a change that is meant: `GOLDEN=write pytest tests/reports`, then read `git diff`.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


def check(name: str, found: str) -> None:
    if os.environ.get("GOLDEN") == "write":
        (FOLDER / name).write_text(found)
    assert found == (FOLDER / name).read_text()
