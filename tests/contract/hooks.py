"""What schemathesis calls while it runs: applies the exceptions, and notes what `against_mock.py` looks at afterwards."""

import json
import os
import sys
from pathlib import Path

import schemathesis

sys.path.insert(0, str(Path(__file__).resolve().parent))

from exceptions import EXCEPTIONS, drops_the_connection, operation_of  # noqa: E402


# Users of seed.json who wait for approval: without this, others would have changed or deleted them before.
KEPT = {"approveUser": ("w1", "w2", "w3", "w4"), "rejectUser": ("w5", "w6", "w7", "w8")}


def is_kept_for_another(case):
    user = (case.path_parameters or {}).get("userId")
    return any(user in users for operation, users in KEPT.items() if operation != operation_of(case))


def note(kind, value):
    with open(os.environ["CONTRACT_NOTES"], "a", encoding="utf-8") as notes:
        notes.write(json.dumps([kind, value]) + "\n")


@schemathesis.hook
def filter_failure(context, failure, case, response):
    for exception in EXCEPTIONS:
        if type(failure).__name__ == exception.kind and exception.applies(case, response):
            note("excepted", exception.reason)
            return False
    return True


@schemathesis.hook
def filter_case(context, case):
    return not drops_the_connection(case) and not is_kept_for_another(case)


@schemathesis.hook
def before_add_examples(context, examples):
    """Examples, which come from earlier answers as well, do not pass `filter_case`."""
    examples[:] = [case for case in examples if filter_case(context, case)]


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code == 200 and case.method == case.operation.method.upper():
        note("done", operation_of(case))
