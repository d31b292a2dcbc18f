"""Pagefind as a service: our own pipe to the binary that the package `pagefind_bin` brings.

Its Python wrapper waits a tenth of a second for each answer, and takes whichever binary it finds; this takes
the one inside that package, asks, and reads the answer.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO, Any

from gkgen.findings import Text, UsageError

# The formats that `bundle` reads are Pagefind's internals: another version is another format.
VERSION = "1.5.2"
INSTALL = f"pip install pagefind_bin=={VERSION}"

# Small chunks: a query fetches the few words that it needs. The default, 20,000, fetches four times the bytes.
CHUNK = "5000"

# An index takes four times the memory while its files are made: two processes take turns at that.
_ONE_AT_A_TIME = Lock()


def index(texts: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """The files of an index by their path, as Pagefind makes them of pairs of an address and a text."""
    with _service() as ask:
        number = ask({"type": "NewIndex", "config": {}})["index_id"]
        for url, content in texts:
            record = {"type": "AddRecord", "url": url, "content": content, "language": language}
            ask({**record, "index_id": number})
        with _ONE_AT_A_TIME:
            files = ask({"type": "GetFiles", "index_id": number})["files"]
    return {file["path"].replace("\\", "/"): b64decode(file["content"]) for file in files}


def binary() -> Path:
    """The binary inside `pagefind_bin`, never another: results don't depend on what else is installed."""
    package = importlib.util.find_spec("pagefind_bin")
    if package is None or package.origin is None:
        raise UsageError(_MISSING)
    name = "pagefind.exe" if sys.platform == "win32" else "pagefind"
    path = Path(package.origin).with_name(name)
    if not path.is_file():
        raise UsageError(_MISSING)
    return path


_MISSING = Text(
    f"找不到站内搜索所需的 Pagefind 程序。请运行 {INSTALL}，再重新生成。",
    f"Pagefind, which makes the search index, is missing. Run {INSTALL} and build again.",
)


class _Pipe:
    """A running service. It answers one question after the other; a question without an answer is a crash."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self._process = process
        self._errors = errors
        self._asked = 0

    def __call__(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": payload}, ensure_ascii=False)
        try:
            self._send(b64encode(message.encode()) + b",")
            answer = json.loads(b64decode(self._receive()))["payload"]
        except (OSError, EOFError, ValueError) as broken:
            raise UsageError(_crashed(self._last_words())) from broken
        if answer["type"] == "Error":
            raise UsageError(_crashed(str(answer.get("message", ""))))
        return dict(answer)

    def _send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        rest = memoryview(data)
        while rest:
            rest = rest[self._process.stdin.write(rest) :]

    def _receive(self) -> bytes:
        assert self._process.stdout is not None
        parts: list[bytes] = []
        while not parts or not parts[-1].endswith(b","):
            parts.append(self._process.stdout.read(1 << 20))
            if not parts[-1]:
                raise EOFError
        return b"".join(parts)[:-1]

    def _last_words(self) -> str:
        status = self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit status {status}"


def _crashed(words: str) -> Text:
    return Text(
        f"Pagefind 程序未能建立搜索索引：{words}。请检查内存是否充足，并运行 {INSTALL} 后重试。",
        f"Pagefind could not make the search index: {words}. Check that there is enough memory, "
        f"run {INSTALL} and try again.",
    )


@contextmanager
def _service() -> Iterator[_Pipe]:
    program = binary()
    with tempfile.TemporaryFile() as errors, _started(program, errors) as process:
        try:
            yield _Pipe(process, errors)
        finally:
            process.kill()


def _started(program: Path, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Pagefind obeys files in its folder and PAGEFIND_ variables: it gets a folder and a set without any."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND_")}
    try:
        return subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            bufsize=0,
            cwd=program.parent,
            env={**kept, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK},
        )
    except OSError as refused:
        raise UsageError(_crashed(str(refused))) from refused
