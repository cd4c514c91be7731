"""Runs a command and says what it took: the status, seconds, processor seconds and peak MB, on standard output.

What a process had at most in memory counts from before it became the program, when it was a copy of the one that began it.
This one is small, whatever the bench holds.
"""

import os
import subprocess
import sys
import time


def main():
    start = time.perf_counter()
    child = subprocess.Popen(
        sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    print(child.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


if __name__ == "__main__":
    main()
