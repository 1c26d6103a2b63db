"""Prism stands between the client's live tests and the mock: no request and no answer may break the document."""

import os
import re

from mock import FLAVOURS, HERE, ROOT, TOKEN, build, mock
from processes import Failed, run, server

PRISM = HERE / ".tools/npm/node_modules/.bin/prism"

# Prism marks what it refuses, which the client sees, and what it lets pass although the document has no such thing, which
# the client does not.
COMPLAINT = re.compile(r"✖|⚠|\bViolation\b|\[VALIDATOR\]")
FORWARDED = re.compile(r'Forwarding "(\w+)" request to http://[^/]+(\S*?)\.\.\.')


def check(spec):
    build()
    for flavour in FLAVOURS:
        log = []
        with mock(flavour) as upstream:
            proxy = [str(PRISM), "proxy", str(spec), upstream[1], "--errors", "--host", "127.0.0.1", "--port", "0"]
            with server(proxy, r"Prism is listening on (\S+)", log) as match:
                environment = os.environ | {"NB_LIVE_URL": match[1], "NB_LIVE_TOKEN": TOKEN}
                tests = ["cargo", "test", "--quiet", "-p", "netbird-users-tests", "--test", "workspace", "live::"]
                passed = run(tests, cwd=ROOT, env=environment) == 0
        complaints = [line for line in log if COMPLAINT.search(line)]
        if complaints:
            raise Failed("\n".join([f"Prism complains, flavour {flavour}:", *complaints]))
        if not passed:
            raise Failed(f"the client's tests fail through Prism, flavour {flavour}")
        forwarded = [line for line in log if FORWARDED.search(line)]
        print(f"{flavour}: Prism forwarded {len(forwarded)} requests and found nothing wrong", flush=True)
        if not forwarded:
            raise Failed("no request went through Prism: the tests did not use it")
