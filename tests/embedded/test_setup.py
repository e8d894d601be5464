"""What `make setup` says when it cannot go on."""

import os
import shutil
import subprocess
from pathlib import Path

from factcheck.embedded.processes import BASE_DIR

SCRIPT = Path("factcheck/embedded/setup.sh")


def test_without_a_usable_python_setup_says_in_a_line_what_to_install(tmp_path):
    script = tmp_path / SCRIPT
    script.parent.mkdir(parents=True)
    shutil.copy(BASE_DIR / SCRIPT, script)
    env = {**os.environ, "PYTHON": "/nowhere/python3"}
    said = subprocess.run(["/bin/sh", script], env=env, capture_output=True, text=True)
    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr.startswith("Install Python 3.12 or newer")
    assert said.stderr.count("\n") == 1
