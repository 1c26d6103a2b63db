"""The mock server, with the users of `seed.json`."""

import json
from pathlib import Path

from processes import Failed, run, server

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SEED = HERE / "seed.json"
CARGO_RUN = ["cargo", "run", "--quiet", "--manifest-path", str(ROOT / "Cargo.toml"), "-p", "netbird-users-mock", "--"]
FLAVOURS = ("embedded", "external", "none")

# Of an admin, who can do everything but what would end its own access: the server lets nobody do that.
TOKEN = json.loads(SEED.read_text(encoding="utf-8"))["tokens"][0]["token"]


def build():
    if run(["cargo", "build", "--quiet", "-p", "netbird-users-mock"], cwd=ROOT) != 0:
        raise Failed("the mock does not build")


def mock(flavour):
    """Runs one on a free port, the same each time; gives a match whose first group is its URL."""
    arguments = ["--flavour", flavour, "--seed", str(SEED), "--random", "1"]
    return server([*CARGO_RUN, *arguments], r"NetBird mock at (\S+)", [])
