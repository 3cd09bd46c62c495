"""venv.py <folder> <requirements>: a virtual environment with exactly these packages, made once.

Exit code 0 when it is there, 3 when the package index cannot be reached, 1 on everything else.
"""

import fcntl
import subprocess
import sys
from pathlib import Path

QUICKLY = ["--quiet", "--disable-pip-version-check", "--retries", "1"]
LOCKED = ["--require-hashes", "--only-binary", ":all:"]
#: What pip says of a connection that failed.
UNREACHABLE = ("NewConnection", "ConnectTimeout", "ReadTimeout", "NameResolution", "ProxyError")


def main(folder: Path, requirements: Path) -> int:
    """Test files run in parallel: the first makes it, others wait. The kernel frees the lock of one that was killed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        complete = folder / "complete"
        if complete.exists():
            return 0
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)  # noqa: S603
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install"]
        locked = [*QUICKLY, *LOCKED, "--requirement", str(requirements)]
        installed = subprocess.run([*pip, *locked], check=False, stderr=subprocess.PIPE, text=True)  # noqa: S603
        if installed.returncode != 0:
            sys.stderr.write(installed.stderr)
            return 3 if any(sign in installed.stderr for sign in UNREACHABLE) else 1
        complete.touch()
    return 0


sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
