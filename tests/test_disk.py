"""Files below a folder: no link is followed at any step, and nothing makes the program wait."""

from __future__ import annotations

import os
import socket
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from gkgen.disk import Refused, open_beneath, open_source, read_beneath, walk_beneath
from gkgen.disk import folder as folder_room
from tests.powers import as_an_ordinary_user, folder_of_an_ordinary_user

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the hostile files of this test need POSIX")

NFC = unicodedata.normalize("NFC", "é.md")
NFD = unicodedata.normalize("NFD", "é.md")


@pytest.fixture(params=["by descriptor", "by path"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of walking: the safe one, and the one for a system without descriptors of folders."""
    if request.param == "by path":
        monkeypatch.setattr(folder_room, "_BY_DESCRIPTOR", False)
    return str(request.param)


@pytest.fixture
def root(tmp_path: Path, way: str) -> Path:
    assert way
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("secret")
    site = tmp_path / "site"
    (site / "a" / "b").mkdir(parents=True)
    (site / "a" / "b" / "c.md").write_bytes("正文".encode())
    return site


def reason(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason, caught.value.detail


def test_a_regular_file_is_read(root: Path) -> None:
    assert read_beneath(root, "a/b/c.md") == "正文".encode()


def test_a_file_is_opened_for_streaming(root: Path) -> None:
    with open_beneath(root, "a/b/c.md") as file:
        assert file.read(3) == "正".encode()


def test_the_way_to_the_root_itself_may_have_links(root: Path) -> None:
    (root.parent / "by-link").symlink_to(root)
    assert read_beneath(root.parent / "by-link", "a/b/c.md") == "正文".encode()


def test_a_link_as_the_last_step_is_refused_with_its_target(root: Path) -> None:
    (root / "a" / "link.md").symlink_to("../../outside/secret")
    assert reason(lambda: read_beneath(root, "a/link.md")) == ("symlink", "../../outside/secret")


def test_a_link_in_the_middle_of_a_path_is_refused_with_its_target(root: Path) -> None:
    (root / "a" / "out").symlink_to(root.parent / "outside")
    assert reason(lambda: read_beneath(root, "a/out/secret")) == ("symlink", str(root.parent / "outside"))


def test_a_link_to_inside_is_refused_too(root: Path) -> None:
    (root / "again").symlink_to("a/b")
    assert reason(lambda: read_beneath(root, "again/c.md"))[0] == "symlink"


def test_a_broken_link_and_a_loop_are_links(root: Path) -> None:
    (root / "broken").symlink_to("nowhere")
    (root / "loop").symlink_to("loop")
    assert reason(lambda: read_beneath(root, "broken")) == ("symlink", "nowhere")
    assert reason(lambda: read_beneath(root, "loop")) == ("symlink", "loop")
    assert reason(lambda: read_beneath(root, "loop/loop/x")) == ("symlink", "loop")


def test_a_fifo_is_refused_without_waiting_for_a_writer(root: Path) -> None:
    os.mkfifo(root / "pipe")
    assert reason(lambda: read_beneath(root, "pipe")) == ("special", "FIFO")


def test_a_socket_a_device_and_a_folder_are_no_files(root: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(root)
        try:
            listening.bind("ear")
        finally:
            os.chdir(here)
        assert reason(lambda: read_beneath(root, "ear")) == ("special", "socket")
    assert reason(lambda: read_beneath(Path("/dev"), "null")) == ("special", "device")
    assert reason(lambda: read_beneath(root, "a")) == ("special", "folder")


def test_what_is_not_there_is_missing(root: Path) -> None:
    assert reason(lambda: read_beneath(root, "a/x.md"))[0] == "missing"
    assert reason(lambda: read_beneath(root, "x/y/z.md"))[0] == "missing"
    assert reason(lambda: read_beneath(root, "a/b/c.md/d"))[0] == "missing"
    assert reason(lambda: read_beneath(root / "nowhere", "a"))[0] == "missing"


@pytest.mark.parametrize(
    "path", ["", "/etc/hostname", "../outside/secret", "a/../../x", "a//b", "./a", "a/.", "a/", "\0", "a\0b"]
)
def test_a_path_that_could_lead_elsewhere_is_refused(root: Path, path: str) -> None:
    assert reason(lambda: read_beneath(root, path))[0] == "name"


def test_a_path_that_no_disk_can_hold_is_refused(root: Path) -> None:
    assert reason(lambda: read_beneath(root, "\ud800")) == ("name", "\\ud800")
    assert reason(lambda: read_beneath(root, "政" * 86))[0] == "unreadable"


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read(root: Path) -> None:
    assert read_beneath(root, "a/b/c.md", limit=6) == "正文".encode()
    assert reason(lambda: read_beneath(root, "a/b/c.md", limit=5)) == ("large", "5")


def test_a_large_file_is_read_whole_up_to_its_limit(tmp_path: Path) -> None:
    content = bytes(range(256)) * 300
    (tmp_path / "a").write_bytes(content)
    assert read_beneath(tmp_path, "a", limit=len(content)) == content
    assert reason(lambda: read_beneath(tmp_path, "a", limit=len(content) - 1)) == (
        "large",
        f"{len(content) - 1}",
    )


@pytest.mark.usefixtures("way")
def test_a_file_without_permission_is_unreadable_and_the_walk_says_so() -> None:
    with folder_of_an_ordinary_user() as root, as_an_ordinary_user():
        (root / "dark").mkdir()
        (root / "dark").chmod(0)
        (root / "dim").mkdir()
        (root / "dim" / "unknown.md").write_bytes(b"x")
        (root / "dim").chmod(0o400)
        (root / "shut.md").write_bytes(b"x")
        (root / "shut.md").chmod(0)
        assert reason(lambda: read_beneath(root, "shut.md"))[0] == "unreadable"
        found = {found.path: found.refused for found in walk_beneath(root)}
        assert found == {"dark": "unreadable", "dim/unknown.md": "unreadable", "shut.md": "unreadable"}


def test_a_file_that_the_disk_fails_to_read_is_unreadable(root: Path) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs /proc")
    assert root
    assert reason(lambda: read_beneath(Path("/proc/self"), "mem"))[0] == "unreadable"


def test_a_name_in_nfc_opens_a_file_whose_name_on_disk_is_in_nfd(root: Path) -> None:
    folder = root / unicodedata.normalize("NFD", "Dépôt")
    folder.mkdir()
    (folder / NFD).write_bytes(b"x")
    found = [found for found in walk_beneath(root) if found.path.endswith(NFC)]
    assert [found.path for found in found] == [unicodedata.normalize("NFC", f"Dépôt/{NFC}")]
    assert read_beneath(root, found[0].path) == b"x"
    assert read_beneath(root, found[0].name_on_disk) == b"x"


def test_of_two_names_that_are_equal_in_nfc_the_second_is_refused(root: Path) -> None:
    (root / NFC).write_bytes(b"1")
    (root / NFD).write_bytes(b"2")
    found = [found for found in walk_beneath(root) if found.path == NFC]
    assert sorted(found.refused for found in found) == ["", "name"]


def test_the_walk_is_in_the_order_of_paths_whatever_the_disk_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a-b.md", "a.md", "z/1.md", "z/10.md", "z/2.md", "Z.md", "中.md"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"x")
    paths = [found.path for found in walk_beneath(root)]
    assert paths == sorted(paths)
    listing = os.listdir
    monkeypatch.setattr(os, "listdir", lambda where: sorted(listing(where), reverse=True))
    assert [found.path for found in walk_beneath(root)] == paths


def test_the_walk_shows_what_it_refuses_in_its_place(root: Path) -> None:
    (root / "b-link").symlink_to("../outside")
    os.mkfifo(root / "c-pipe")
    (root / "d.md").write_bytes(b"12345")
    found = [(found.path, found.size, found.refused, found.detail) for found in walk_beneath(root)]
    assert found == [
        ("a/b/c.md", 6, "", ""),
        ("b-link", 0, "symlink", "../outside"),
        ("c-pipe", 0, "special", "FIFO"),
        ("d.md", 5, "", ""),
    ]


def test_a_name_that_is_not_utf8_is_shown_by_its_bytes(root: Path) -> None:
    try:
        (root / os.fsdecode(b"GB\xb9\xab.md")).write_bytes(b"x")
    except OSError:
        pytest.skip("this disk takes no such name")
    found = [found for found in walk_beneath(root) if found.refused]
    assert [(found.path, found.refused, found.detail) for found in found] == [
        ("GB\\xb9\\xab.md", "name", "GB\\xb9\\xab.md")
    ]


def test_a_part_of_the_tree_is_walked_with_paths_from_the_root(root: Path) -> None:
    (root / "x.md").write_bytes(b"x")
    assert [found.path for found in walk_beneath(root, "a")] == ["a/b/c.md"]
    assert list(walk_beneath(root, "nowhere")) == []
    (root / "out").symlink_to("../outside")
    assert [(found.path, found.refused) for found in walk_beneath(root, "out")] == [("out", "symlink")]


def test_a_folder_that_is_declined_is_not_looked_into(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "config").write_bytes(b"x")
    assert [found.path for found in walk_beneath(root, enter=lambda path: path != ".git")] == ["a/b/c.md"]


def test_a_tree_that_is_too_deep_is_refused_not_walked(root: Path) -> None:
    deep = root.joinpath(*["d"] * 70)
    deep.mkdir(parents=True)
    (deep / "x.md").write_bytes(b"x")
    found = list(walk_beneath(root))
    assert [(found.refused, found.path.count("/")) for found in found if found.refused] == [
        ("unreadable", 64)
    ]


def test_a_file_that_goes_away_while_the_folder_is_listed_is_not_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = os.listdir
    monkeypatch.setattr(os, "listdir", lambda where: [*listing(where), "gone.md"])
    assert [found.path for found in walk_beneath(root)] == ["a/b/c.md"]


def test_a_folder_that_became_a_link_after_it_was_listed_is_refused(root: Path) -> None:
    def swap(path: str) -> bool:
        if path == "a":
            (root / "a").rename(root / "was-a")
            (root / "a").symlink_to("../outside")
        return True

    first = next(walk_beneath(root, enter=swap))
    assert (first.path, first.refused) == ("a", "symlink")


def test_a_whole_path_is_opened_below_the_nearest_root_only(root: Path) -> None:
    with open_source(root / "a" / "b" / "c.md", [root, root.parent]) as file:
        assert file.read() == "正文".encode()
    (root / "out").symlink_to("../outside")
    assert reason(lambda: open_source(root / "out" / "secret", [root]))[0] == "symlink"
    (root.parent / "by-link").symlink_to(root)
    with open_source(root.parent / "by-link" / "a" / "b" / "c.md", [root.parent / "by-link"]) as file:
        assert file.read() == "正文".encode()
    assert reason(lambda: open_source(root.parent / "by-link" / "a" / "b" / "c.md"))[0] == "symlink"


def test_no_descriptor_is_left_open(root: Path) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    (root / "link").symlink_to("a")
    before = len(os.listdir("/proc/self/fd"))
    for path in ("a/b/c.md", "link/b/c.md", "a/b", "a/x", "../x"):
        try:
            read_beneath(root, path)
        except Refused:
            continue
    list(walk_beneath(root))
    next(walk_beneath(root))
    assert len(os.listdir("/proc/self/fd")) == before
