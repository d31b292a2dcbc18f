"""How long a save takes to reach a browser, and a start its first page: a generated site of N entries, a real
`gkgen serve`, and a client that holds the events connection and reads its page again when it is told to.

    python -m tests.serving 10000 --folder /tmp/serving
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.benching.sites import gkgen_site, write

PATIENCE = 600.0


class Browser:
    """A page, open in a browser: it hears of builds, and reads itself again."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.news = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.news.request("GET", f"/.gkgen/events{path}")
        self.events = self.news.getresponse()
        self.build = self.heard()

    def heard(self) -> str:
        while True:
            line = self.events.fp.readline()
            if line.startswith(b"data: "):
                state: dict[str, Any] = json.loads(line[6:])
                if state["findings"]:
                    print("trouble:", state["findings"][0], file=sys.stderr)
                return str(state["build"])

    def read(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", self.path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def follow_until(self, words: str) -> int:
        """How many times the page was read until these words stood on it."""
        for count in range(1, 1000):
            self.build = self.heard()
            if words in self.read():
                return count
        raise AssertionError(words)


def started(folder: Path) -> tuple[subprocess.Popen[str], int, float]:
    """A server, its port, and the seconds until its first page was read."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "gkgen", "serve", "-s", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    port = int(re.findall(r":(\d+)/", process.stdout.readline())[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/index.html")
    connection.getresponse().read()
    return process, port, time.perf_counter() - begun


def measured(folder: Path, port: int, runs: int, rest: float, *, title: bool) -> list[float]:
    """Seconds from each save to the new words in the browser; `rest` seconds pass before the next save."""
    source = folder / "content" / "items" / "000" / "i000007.md"
    text = source.read_text(encoding="utf-8")
    browser = Browser(port, "/items/000/i000007.html")
    found = []
    for run in range(runs):
        words = f"第{run}次修改{'标题' if title else '正文'}"
        edited = re.sub("标题: .*", f"标题: {words}", text) if title else f"{text}\n\n{words}。\n"
        begun = time.perf_counter()
        source.write_text(edited, encoding="utf-8")
        browser.follow_until(words)
        found.append(time.perf_counter() - begun)
        time.sleep(rest)
    source.write_text(text, encoding="utf-8")
    return found


def ended(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.wait(PATIENCE)


def rest(process: subprocess.Popen[str], seconds: float = 4.0) -> None:
    """Until a server has nothing more to do: all is drawn, searched and kept."""
    before = -1.0
    while (now := _worked(process)) - before > 0.02 * seconds:
        before = now
        time.sleep(seconds)


def _worked(process: subprocess.Popen[str]) -> float:
    """Seconds of the processor that a process has had, and its children that have ended."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def begun_again(folder: Path, runs: int) -> None:
    """The start of a server that has been here before, was killed, finds an edit, or finds what a build has published."""
    source = folder / "content" / "items" / "000" / "i000007.md"
    text = source.read_text(encoding="utf-8")
    for name in ("after Ctrl-C", "after kill -9", "after one edit", "after a build"):
        found = []
        for run in range(runs):
            if name == "after one edit":
                source.write_text(f"{text}\n\n第{run}次。\n", encoding="utf-8")
            if name == "after a build":
                (folder / ".gkgen" / "shown.sqlite").unlink(missing_ok=True)
            process, _, seconds = started(folder)
            found.append(seconds)
            if name == "after one edit":
                rest(process)
            ended(process, signal.SIGKILL if "kill" in name else signal.SIGINT)
        if name == "after one edit":
            source.write_text(text, encoding="utf-8")
            subprocess.run([sys.executable, "-m", "gkgen", "build", "-q", "-s", str(folder)], check=True)
        told = ", ".join(f"{each:.2f}" for each in sorted(found))
        print(f"start {name}: median {statistics.median(found):.2f} s of {told}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=1000)
    options.add_argument("--folder", type=Path, default=Path("/tmp/gkgen-serving"))
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--starts", type=int, default=5)
    options.add_argument("--rest", type=float, default=1.0)
    chosen = options.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # servers that ignore it would never end
    if not (chosen.folder / "site.yaml").is_file():
        write(chosen.folder, gkgen_site(chosen.count))
    process, port, seconds = started(chosen.folder)
    try:
        print(f"load {os.getloadavg()[0]:.1f}; start to first page {seconds:.2f} s", flush=True)
        rest(process)
        for title in (False, True):
            found = measured(chosen.folder, port, chosen.runs, chosen.rest, title=title)
            said = ", ".join(f"{each * 1000:.0f}" for each in sorted(found))
            middle = statistics.median(found) * 1000
            print(f"{'title' if title else 'body'}: median {middle:.0f} ms of {said}", flush=True)
        rest(process)
    finally:
        ended(process, signal.SIGINT)
    begun_again(chosen.folder, chosen.starts)


if __name__ == "__main__":
    main()
