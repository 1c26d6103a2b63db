"""Programs that run beside a check, and end with it however it ends."""

import os
import queue
import re
import signal
import subprocess
import threading
from contextlib import contextmanager

# In seconds, on a machine that builds something else at the same time.
PATIENCE = 60


class Failed(Exception):
    """A check did not pass; the text is for whoever runs it."""


def end_on_signals():
    """Lets `finally` run on the signals that would end this program without it. SIGINT too: a shell lets what it starts in
    the background ignore it, and Python keeps to that."""

    def end(number, _frame):
        raise SystemExit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


@contextmanager
def spawned(command, **options):
    """A program in a process group of its own, which is gone at the end of the block, children and all."""
    process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
                process.wait(timeout=5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
        process.wait()


def run(command, **options):
    """Runs a program to its end, and gives its status."""
    print("+", *command, flush=True)
    with spawned(command, **options) as process:
        return process.wait()


@contextmanager
def server(command, ready, log):
    """A program that says when it is ready: gives the match of that line. What it prints goes to a list, line by line."""
    lines = queue.Queue()

    def read(stream):
        for line in stream:
            log.append(line.rstrip("\n"))
            lines.put(line)
        lines.put(None)

    with spawned(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        reader = threading.Thread(target=read, args=(process.stdout,), daemon=True)
        reader.start()
        match = None
        while match is None:
            try:
                line = lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise Failed(f"{command[0]} did not get ready in {PATIENCE} seconds") from None
            if line is None:
                raise Failed("\n".join([f"{command[0]} ended before it was ready", *log]))
            match = re.search(ready, line)
        yield match
    reader.join()
