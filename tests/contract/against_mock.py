"""schemathesis runs the document against the mock, in each flavour, with all its checks."""

import json
import os
import tempfile
from pathlib import Path

from exceptions import EXCEPTIONS, NEVER_DONE
from mock import FLAVOURS, HERE, TOKEN, build, mock
from processes import Failed, run

SCHEMATHESIS = HERE / ".tools/venv/bin/schemathesis"

# By name, so that an operation that the document loses is missed.
OPERATIONS = {
    "listUsers",
    "createUser",
    "getCurrentUser",
    "updateUser",
    "deleteUser",
    "approveUser",
    "rejectUser",
    "resendInvitation",
    "changePassword",
}


def check(spec):
    build()
    excepted = set()
    for flavour in FLAVOURS:
        notes = judge(spec, flavour)
        excepted |= {reason for kind, reason in notes if kind == "excepted"}
        done = {operation for kind, operation in notes if kind == "done"}
        missed = OPERATIONS - done - NEVER_DONE[flavour].keys()
        if missed:
            raise Failed(f"schemathesis never saw a success of {sorted(missed)}, flavour {flavour}")
        if done & NEVER_DONE[flavour].keys():
            raise Failed(f"exceptions.py says that these never succeed: {sorted(done)}, flavour {flavour}")
    # No failure: which requests are made depends on the whole document.
    for exception in EXCEPTIONS:
        if exception.reason not in excepted:
            print(f"not needed this time: {exception.reason}", flush=True)


def judge(spec, flavour):
    """One run; gives what the hooks noted."""
    with tempfile.TemporaryDirectory() as folder, mock(flavour) as match:
        notes = Path(folder) / "notes"
        environment = os.environ | {
            "CONTRACT_NOTES": str(notes),
            "CONTRACT_TOKEN": TOKEN,
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(Path(folder) / "hypothesis"),
        }
        if run([str(SCHEMATHESIS), "run", str(spec), "--url", match[1]], cwd=HERE, env=environment) != 0:
            raise Failed(f"schemathesis: the document and the mock disagree, flavour {flavour}")
        return [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
