"""Publication when the disk, or the system, ends it at any moment: the old site stands, and the next run heals."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gkgen.model import File
from gkgen.stages.write import exchange, publish, target
from tests.powers import as_an_ordinary_user, folder_of_an_ordinary_user
from tests.test_write import FOREIGN, NEW, OLD, files, hidden, say, strangers_into, tree

STEPS = (
    "mkdir",
    "open",
    "link",
    "rename",
    "unlink",
    "rmdir",
    "chmod",
    "fsync",
    "symlink",
    "listdir",
    "scandir",
)
"""What publication calls of the system through `os`; the exchange itself and syncfs are added by name."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(files(OLD), tmp_path / "public")
    strangers_into(tmp_path / "public")
    return tmp_path / "public"


# ---------------------------------------------------------------- killed


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory if there is one: what is tested hundreds of times shouldn't wait for a disk."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory)) if os.access(memory, os.W_OK) else tmp_path
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Don't wait for the disk hundreds of times: a killed process loses nothing that the system has."""
    monkeypatch.setattr(exchange, "settle", lambda _tree: None)
    monkeypatch.setattr(exchange, "_settle_names", lambda _folder: None)


def _in_a_child(act: Callable[[], None]) -> int:
    """Run `act` in a fork of this process; the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def _killed_before_step(number: int, act: Callable[[], object]) -> Callable[[], None]:
    """`act`, with every call to the system counted, that ends in SIGKILL at the call of this number."""

    def counted() -> None:
        calls = iter(range(1, 100_000))

        def counting(function: Callable[..., object]) -> Callable[..., object]:
            def call(*args: object, **kwargs: object) -> object:
                if next(calls) == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*args, **kwargs)

            return call

        for name in STEPS:
            setattr(os, name, counting(getattr(os, name)))
        for name in ("_exchanged", "settle", "_settle_names", "retire"):
            setattr(exchange, name, counting(getattr(exchange, name)))
        act()

    return counted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("way", ["in one exchange", "in two renames"])
def test_killed_at_any_step_the_old_or_the_new_site_stands_and_the_next_run_heals(
    quick: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "in two renames":
        monkeypatch.setattr(exchange, "_exchanged", lambda _new, _old: False)
    seen = {"old": 0, "new": 0, "aside": 0}
    for number in range(1, 1000):
        site = quick / str(number) / "public"
        publish(files(OLD), site)
        strangers_into(site)
        if not _in_a_child(_killed_before_step(number, lambda site=site: publish(files(NEW), site))):
            break
        seen[_what_stands(site, way)] += 1
        publish(files(NEW), site)
        assert tree(site) == {**NEW, **FOREIGN}, number
        assert hidden(site) == [], number
        shutil.rmtree(site.parent)
    assert seen["old"] > 20
    assert seen["new"] > 20
    assert bool(seen["aside"]) == (way == "in two renames")


def _what_stands(site: Path, way: str) -> str:
    """Which whole site stands, with all strangers; between two renames it is the old one, beside its place."""
    if not site.exists() and way == "in two renames":
        assert tree(target.beside(site, "old")) == {**OLD, **FOREIGN}
        return "aside"
    found = tree(site)
    assert found in ({**OLD, **FOREIGN}, {**NEW, **FOREIGN})
    return "old" if found == {**OLD, **FOREIGN} else "new"


def test_killed_while_the_first_site_is_published_there_is_none_and_the_next_run_makes_it(
    quick: Path,
) -> None:
    for number in range(1, 1000):
        site = quick / str(number) / "public"
        site.parent.mkdir()
        if not _in_a_child(_killed_before_step(number, lambda site=site: publish(files(NEW), site))):
            break
        assert not site.exists() or tree(site) == NEW
        publish(files(NEW), site)
        assert tree(site) == NEW
        assert hidden(site) == []
    assert number > 20


def test_killed_again_and_again_while_it_heals_nothing_is_lost(quick: Path) -> None:
    site = quick / "public"
    publish(files(OLD), site)
    strangers_into(site)
    for number in range(1, 400, 3):
        _in_a_child(_killed_before_step(number, lambda: publish(files(NEW), site)))
        _what_stands(site, "in one exchange")
    publish(files(NEW), site)
    assert tree(site) == {**NEW, **FOREIGN}
    assert hidden(site) == []


SCRIPT = """
import sys
from pathlib import Path
from gkgen.model import File
from gkgen.stages.write import publish
from tests.test_write import NEW, files
publish(files(NEW), Path(sys.argv[1]))
"""


def _strace_works() -> bool:
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-qq", "true"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not _strace_works(), reason="needs strace, allowed to trace")
@pytest.mark.parametrize(
    ("call", "when"),
    [
        ("mkdir", 1),
        ("write", 1),
        ("write", 3),
        ("fchmod", 2),
        ("linkat", 1),
        ("linkat", 6),
        ("syncfs", 1),
        ("renameat2", 1),
        ("unlinkat", 1),
        ("unlinkat", 7),
        ("rmdir", 1),
        ("unlink", 1),
    ],
)
def test_killed_by_the_kernel_in_a_call_that_changes_the_disk_a_whole_site_stands(
    site: Path, call: str, when: int
) -> None:
    run = subprocess.run(
        [
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:signal=KILL:when={when}",
            sys.executable,
            "-B",
            "-c",
            SCRIPT,
            str(site),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
        cwd=Path(__file__).parent.parent,
    )
    found = tree(site)
    assert found in ({**OLD, **FOREIGN}, {**NEW, **FOREIGN}), run.stderr
    publish(files(NEW), site)
    assert tree(site) == {**NEW, **FOREIGN}
    assert hidden(site) == []


# ---------------------------------------------------------------- refused by the disk

LARGE = {f"pages/{number}.html": bytes([number]) * 9000 for number in range(40)}


@contextmanager
def _small_disk(options: str) -> Iterator[Path]:
    """A disk of its own, in memory; only root can have one."""
    folder = Path(tempfile.mkdtemp(prefix="gkgen-disk-"))
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "gkgen-test", str(folder)], check=False, capture_output=True
    )
    try:
        if not mounted or mounted.returncode != 0:
            pytest.skip("only root may mount a small disk")
        yield folder
    finally:
        if mounted and mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def test_on_a_disk_that_is_full_at_any_size_the_old_site_stands() -> None:
    with _small_disk("size=1m") as disk:
        site = disk / "public"
        publish(files(OLD), site)
        strangers_into(site)
        for free in range(20):
            _fill(disk, leaving=free * 16 * 1024)
            said = say(lambda: publish(files({**NEW, **LARGE}), site))
            assert "disk is full" in said
            assert str(site) in said
            assert tree(site) == {**OLD, **FOREIGN}
            assert hidden(site) == []
            (disk / "ballast").unlink()
        publish(files({**NEW, **LARGE}), site)
        assert tree(site) == {**NEW, **LARGE, **FOREIGN}


def _fill(disk: Path, leaving: int) -> None:
    status = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - leaving)))


def test_on_a_disk_without_room_for_more_names_the_old_site_stands() -> None:
    with _small_disk("size=1m,nr_inodes=40") as disk:
        site = disk / "public"
        publish(files(OLD), site)
        strangers_into(site)
        assert "disk is full" in say(lambda: publish(files({**NEW, **LARGE}), site))
        assert tree(site) == {**OLD, **FOREIGN}
        assert hidden(site) == []


def test_on_a_read_only_disk_nothing_changes_and_the_cause_is_told() -> None:
    with _small_disk("size=1m") as disk:
        site = disk / "public"
        publish(files(OLD), site)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = say(lambda: publish(files(NEW), site))
        assert "read-only" in said
        assert str(disk) in said
        assert tree(site) == OLD
        say(lambda: publish(files(NEW), disk / "other"))


def test_a_disk_that_is_mounted_inside_the_site_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "public"
    publish(files(OLD), site)
    with _small_disk("size=1m") as disk:
        (disk / "photo.jpg").write_bytes(b"x")
        (site / "uploads").mkdir()
        subprocess.run(["mount", "--bind", str(disk), str(site / "uploads")], check=True)
        try:
            assert "uploads" in say(lambda: publish(files(NEW), site))
            assert tree(site) == {**OLD, "uploads/photo.jpg": b"x"}
            say(lambda: publish(files(NEW), site / "uploads"))
        finally:
            subprocess.run(["umount", str(site / "uploads")], check=True)


@pytest.mark.parametrize("closed", ["the parent", "the site"])
def test_without_permission_nothing_changes_and_the_cause_is_told(closed: str) -> None:
    with folder_of_an_ordinary_user() as here, as_an_ordinary_user():
        site = here / "parent" / "public"
        publish(files(OLD), site)
        (site.parent if closed == "the parent" else site).chmod(0o555)
        said = say(lambda: publish(files(NEW), site))
        assert "permission denied" in said
        assert str(site.parent) in said
        assert tree(site) == OLD
        assert hidden(site) == []


@contextmanager
def _limited(what: int, limit: int) -> Iterator[None]:
    before = resource.getrlimit(what)
    resource.setrlimit(what, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(what, before)


def test_a_file_larger_than_the_system_allows_leaves_the_old_site(site: Path) -> None:
    with _limited(resource.RLIMIT_FSIZE, 5000):
        said = say(lambda: publish(files({**NEW, "big": b"x" * 9000}), site))
    assert "larger than the system allows" in said
    assert str(site / "big") in said
    assert tree(site) == {**OLD, **FOREIGN}
    assert hidden(site) == []


def test_too_many_open_files_are_told_as_such(site: Path) -> None:
    busy = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else pytest.skip("needs /proc")
    for more in range(8):
        with _limited(resource.RLIMIT_NOFILE, busy + more):
            try:
                publish(files(NEW), site)
            except BaseException as refused:  # noqa: BLE001 -- looked at below
                ended = refused
            else:
                break
        assert "too many open files" in str(ended)
        _what_stands(site, "in one exchange")
    publish(files(NEW), site)
    assert tree(site) == {**NEW, **FOREIGN}
    assert hidden(site) == []


# ---------------------------------------------------------------- left behind


def test_a_link_in_the_place_of_our_hidden_folder_is_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x").write_bytes(b"x")
    target.beside(site, "new").symlink_to(tmp_path / "precious")
    assert "should be a temporary folder" in say(lambda: publish(files(NEW), site))
    assert tree(tmp_path / "precious") == {"x": b"x"}
    assert tree(site) == {**OLD, **FOREIGN}


def test_the_old_site_beside_its_place_is_put_back_before_anything_else(site: Path) -> None:
    site.rename(target.beside(site, "old"))

    def broken() -> Iterator[File]:
        yield File("index.html", b"new")
        raise RuntimeError("a fault of the build")

    with pytest.raises(RuntimeError):
        publish(broken(), site)
    assert tree(site) == {**OLD, **FOREIGN}
    assert hidden(site) == []


def test_an_exchange_that_the_system_refuses_leaves_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_new: Path, _old: Path) -> bool:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(exchange, "_exchanged", busy)
    assert "in use" in say(lambda: publish(files(NEW), site))
    assert tree(site) == {**OLD, **FOREIGN}
    assert hidden(site) == []


@pytest.mark.parametrize(
    ("number", "stands"), [(errno.EINVAL, NEW), (errno.ENOSYS, NEW), (errno.EBUSY, OLD), (errno.EACCES, OLD)]
)
def test_the_kernels_no_to_an_exchange_means_two_renames_or_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, stands: dict[str, bytes]
) -> None:
    class Refusing:
        def syncfs(self, _descriptor: int) -> int:
            return 0

        def renameat2(self, *_: object) -> int:
            ctypes.set_errno(number)
            return -1

    monkeypatch.setattr(exchange, "_LIBC", Refusing())
    if stands is OLD:
        say(lambda: publish(files(NEW), site))
    else:
        publish(files(NEW), site)
    assert tree(site) == {**stands, **FOREIGN}
    assert hidden(site) == []


def test_a_disk_that_fails_when_it_settles_leaves_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def syncfs(self, _descriptor: int) -> int:
            ctypes.set_errno(errno.EIO)
            return -1

    monkeypatch.setattr(exchange, "_LIBC", Failing())
    assert "the disk failed" in say(lambda: publish(files(NEW), site))
    assert tree(site) == {**OLD, **FOREIGN}
    assert hidden(site) == []


def test_the_second_of_two_renames_failing_puts_the_old_site_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename

    def second_fails(source: Path, destination: Path, **options: int) -> None:
        if str(source).endswith("gkgen-new"):
            raise PermissionError(13, "Permission denied")
        rename(source, destination, **options)

    monkeypatch.setattr(exchange, "_exchanged", lambda _new, _old: False)
    monkeypatch.setattr(os, "rename", second_fails)
    assert "permission denied" in say(lambda: publish(files(NEW), site))
    assert tree(site) == {**OLD, **FOREIGN}
    assert hidden(site) == []


def test_a_system_without_the_exchange_is_noticed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Without:
        def syncfs(self, _descriptor: int) -> int:
            return 0

    monkeypatch.setattr(exchange, "_LIBC", Without())
    publish(files(NEW), site)
    assert tree(site) == {**NEW, **FOREIGN}
    assert hidden(site) == []
