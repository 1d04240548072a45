"""Runs a supervisor over programs given on the command line: folder, programs, limits (JSON)."""

import json
import os
import sys
from pathlib import Path

from backoffice.servers import supervisor
from backoffice.servers.errors import Refused, StopAsked
from backoffice.servers.process import Program
from backoffice.servers.supervisor import Supervisor


def program(folder: Path, name: str, code: str, needs: list[str]) -> Program:
    return Program(
        name, (sys.executable, "-c", code), os.environ, cwd=folder, needs=tuple(needs), is_ready=(folder / f"{name}.ready").exists
    )


def main(folder: Path, programs: list[dict[str, object]], limits: dict[str, object]) -> int:
    for limit, value in limits.items():
        setattr(supervisor, limit, value)
    try:
        with Supervisor(folder, folder / "pids.json") as run:
            run.start(*(program(folder, **words) for words in programs))
            run.watch()
    except StopAsked:
        return 0
    except Refused as refusal:
        print(refusal)
        return 1
    return 2


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])))
