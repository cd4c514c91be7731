#!/usr/bin/env python3
"""Answers an interactive run on a terminal of its own: `y`, then Ctrl-C at the next question.

    python3 Tests/Oracle/terminal.py PROGRAM FOLDER ARGUMENT…

Prints what the program ended with. Exit code 0 if it ended by itself, 1 if it had to be ended.
"""
import os
import pty
import select
import signal
import sys
import time

QUESTION = b"[y,n,a,d,q,?]?"
PATIENCE = 30


def wait_for(terminal, text, count, seen):
    """Reads until `text` was seen `count` times, or the program is gone."""
    end = time.monotonic() + PATIENCE
    while seen.count(text) < count and time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    return seen


def main():
    program, folder, *arguments = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        # Whoever runs this may have blocked signals; a shell has not.
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execv(program, [program, *arguments])
    seen = wait_for(terminal, QUESTION, 1, b"")
    os.write(terminal, b"y\n")
    seen = wait_for(terminal, QUESTION, 2, seen)
    os.write(terminal, b"\x03")
    seen = wait_for(terminal, b"\0", 1, seen)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            print("ended with", os.waitstatus_to_exitcode(status))
            return 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    print("did not end")
    return 1


if __name__ == "__main__":
    sys.exit(main())
