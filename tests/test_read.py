"""The first stage: which files are taken, which are told of, which are passed over in silence (bad input D 31–48)."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gkgen.disk import Found
from gkgen.findings import Finding, UsageError, in_order
from gkgen.stages import read as stage
from gkgen.stages.read import read
from gkgen.stages.read.refusals import MIB, OTHER_LIMIT, TEXT_LIMIT

Arrange = Callable[[Path], object]


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """The code and the file of each finding, in order."""
    for finding in findings:
        for language in ("zh", "en"):
            assert finding.wrong(language)  # every value that a text names is there
            assert finding.mend(language)
    return [(finding.rule.code, finding.place.file) for finding in in_order(findings)]


def site(folder: Path) -> Path:
    (folder / "content/items").mkdir(parents=True)
    (folder / "content/items/a.md").write_text("---\n标题: 甲\n---\n", encoding="utf-8")
    (folder / "site.yaml").write_text("name: 甲\n", encoding="utf-8")
    return folder


def write(path: str, content: bytes = b"x") -> Arrange:
    def arrange(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)

    return arrange


def link(path: str, target: str) -> Arrange:
    return lambda folder: (folder / path).symlink_to(target)


def sparse(path: str, size: int) -> Arrange:
    def arrange(folder: Path) -> None:
        with (folder / path).open("wb") as file:
            file.truncate(size)

    return arrange


def listen(folder: Path) -> None:
    before = Path.cwd()
    os.chdir(folder / "content")  # the path of a socket has room for a hundred bytes
    try:
        socket.socket(socket.AF_UNIX).bind("a.sock")
    finally:
        os.chdir(before)


BAD_FILES: dict[str, tuple[Arrange, list[tuple[str, str]]]] = {
    "D31 two names equal in NFC": (
        lambda folder: (write("content/é.txt")(folder), write("content/e\u0301.txt")(folder)),
        [("F108", "content/é.txt")],
    ),
    "D33 a link to a file outside": (link("content/b.md", "/etc/hostname"), [("F101", "content/b.md")]),
    "D33 a link to a file inside": (link("content/b.md", "items/a.md"), [("F101", "content/b.md")]),
    "D34 a linked folder": (link("content/etc", "/etc"), [("F101", "content/etc")]),
    "D35 a link in the middle": (link("content/items/more", "../items"), [("F101", "content/items/more")]),
    "D36 a link to itself": (link("content/loop", "loop"), [("F101", "content/loop")]),
    "D37 a link to nothing": (link("content/b.pdf", "gone.pdf"), [("F101", "content/b.pdf")]),
    "D38 a FIFO": (lambda folder: os.mkfifo(folder / "content/pipe.md"), [("F102", "content/pipe.md")]),
    "D38 a socket": (listen, [("F102", "content/a.sock")]),
    "D41 a name that isn't UTF-8": (
        write(os.fsdecode(b"content/\xb1\xed.md")),
        [("F104", "content/\\xb1\\xed.md")],
    ),
    "D42 a line end in a name": (write("content/a\nb.md"), [("F105", "content/a\\nb.md")]),
    "D42 a tab in a name": (write("content/a\tb.md"), [("F105", "content/a\\tb.md")]),
    "D42 a change of direction in a name": (
        write("content/a\u202egpj.exe"),
        [("F105", "content/a\\u202egpj.exe")],
    ),
    "D42 a zero width in a name": (write("content/a\u200bb.md"), [("F105", "content/a\\u200bb.md")]),
    "D42 a leading hyphen": (write("content/-rf.md"), [("F106", "content/-rf.md")]),
    "D42 a trailing space": (write("content/a.md "), [("F106", "content/a.md ")]),
    "D42 a trailing dot": (write("content/a."), [("F106", "content/a.")]),
    "D42 a colon": (write("content/a:b.md"), [("F106", "content/a:b.md")]),
    "D42 a question mark": (write("content/a?.md"), [("F106", "content/a?.md")]),
    "D42 a backslash": (write("content/a\\b.md"), [("F106", "content/a\\b.md")]),
    "D42 a device of Windows": (write("content/CON"), [("F106", "content/CON")]),
    "D42 a device with an extension": (write("content/aux.md"), [("F106", "content/aux.md")]),
    "D42 a bad folder is told once": (
        lambda folder: (write("content/nul/a.md")(folder), write("content/nul/b.md")(folder)),
        [("F106", "content/nul")],
    ),
    "D42 a name of 255 bytes": (write(f"content/{'a' * 255}"), [("F107", f"content/{'a' * 255}")]),
    "D42 a name of 70 Chinese characters": (
        write(f"content/{'政' * 70}.md"),
        [("F107", f"content/{'政' * 70}.md")],
    ),
    "D43 names that differ by case": (
        lambda folder: (write("content/b.csv")(folder), write("content/B.csv")(folder)),
        [("F109", "content/b.csv")],
    ),
    "D43 folders that differ by case": (
        lambda folder: (write("content/x/1.csv")(folder), write("content/X/2.csv")(folder)),
        [("F109", "content/x")],
    ),
    "D48 an attachment of 0 bytes": (write("content/a.pdf", b""), [("F111", "content/a.pdf")]),
    "D48 an attachment of 500 MB": (
        sparse("content/a.zip", 500 * MIB),
        [("F112", "content/a.zip")],
    ),
    "D21 a text of 10 MB": (sparse("content/b.md", 10 * MIB), [("F112", "content/b.md")]),
    "an extension in capitals": (write("content/B.MD"), [("F113", "content/B.MD")]),
    "settings that are a link": (
        lambda folder: ((folder / "site.yaml").unlink(), link("site.yaml", "/etc/hostname")(folder)),
        [("F101", "site.yaml")],
    ),
    "settings that are too large": (sparse("site.yaml", TEXT_LIMIT + 1), [("F112", "site.yaml")]),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_of_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    arrange, expected = BAD_FILES[name]
    arrange(site(tmp_path))
    sources, findings = read(tmp_path)
    assert told(findings) == expected
    assert "content/items/a.md" in [source.path for source in sources]
    refused = {file for code, file in expected if code not in ("F108", "F109")}
    assert not refused & {source.path for source in sources}


LEFT_BEHIND = (
    ".git/config",
    ".env",
    ".DS_Store",
    "items/.a.md.swp",
    "~$通知.docx",
    "Thumbs.db",
    "items/desktop.ini",
    "a.md.swp",
    "a.md~",
)


def test_what_editors_and_systems_leave_behind_is_passed_over_in_silence(tmp_path: Path) -> None:
    """D 47."""
    site(tmp_path)
    for path in LEFT_BEHIND:
        write(f"content/{path}")(tmp_path)
    link("content/.hidden", "/etc/hostname")(tmp_path)
    sources, findings = read(tmp_path)
    assert findings == ()
    assert [source.path for source in sources] == ["content/items/a.md", "site.yaml"]


def test_texts_are_held_as_bytes_and_other_files_as_paths_in_the_order_of_their_paths(tmp_path: Path) -> None:
    site(tmp_path)
    write("content/b.yml", b"a: 1")(tmp_path)
    write("content/附件/表.csv", b"1,")(tmp_path)
    write("themes/page.html")(tmp_path)
    sources, findings = read(tmp_path)
    assert findings == ()
    assert [(source.path, source.size) for source in sources] == [
        ("content/b.yml", 4),
        ("content/items/a.md", 20),
        ("content/附件/表.csv", 2),
        ("site.yaml", 10),
    ]
    assert sources[0].content == b"a: 1"
    assert sources[2].content == tmp_path / "content/附件/表.csv"


def test_a_path_is_in_nfc_and_its_content_is_found_as_the_disk_spells_it(tmp_path: Path) -> None:
    site(tmp_path)
    write("content/cafe\u0301.csv", b"1")(tmp_path)
    source = next(source for source in read(tmp_path)[0] if source.path.endswith(".csv"))
    assert source.path == "content/café.csv"
    assert isinstance(source.content, Path)
    assert source.content.read_bytes() == b"1"


def test_an_empty_text_is_left_to_the_next_stage(tmp_path: Path) -> None:
    write("content/b.md", b"")(site(tmp_path))
    sources, findings = read(tmp_path)
    assert findings == ()
    assert b"" in [source.content for source in sources]


def test_settings_may_be_missing_here(tmp_path: Path) -> None:
    (site(tmp_path) / "site.yaml").unlink()
    sources, findings = read(tmp_path)
    assert findings == ()
    assert [source.path for source in sources] == ["content/items/a.md"]


@pytest.mark.parametrize("arrange", [lambda _folder: None, write("content")], ids=["none", "a file"])
def test_without_a_content_folder_gkgen_cannot_start(arrange: Arrange, tmp_path: Path) -> None:
    arrange(tmp_path)
    with pytest.raises(UsageError, match="content folder"):
        read(tmp_path)


def test_a_content_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (site(tmp_path) / "content").rename(tmp_path / "elsewhere")
    link("content", "elsewhere")(tmp_path)
    sources, findings = read(tmp_path)
    assert told(findings) == [("F101", "content")]
    assert [source.path for source in sources] == ["site.yaml"]


def walk(*found: Found) -> Callable[..., Iterator[Found]]:
    return lambda *_args, **_options: iter(found)


MOVING = {
    "D39 a file that can't be read": (
        Found("content/b.md", 0, "unreadable", "Permission denied", "b"),
        "F103",
    ),
    "D39 a folder that can't be read": (
        Found("content/x", 0, "unreadable", "Permission denied", "x"),
        "F103",
    ),
    "D40 a file that vanished": (Found("content/gone.md", 5, "", "", "content/gone.md"), "F110"),
    "D40 a file that changed": (Found("content/items/a.md", 5, "", "", "content/items/a.md"), "F110"),
}


@pytest.mark.parametrize("name", MOVING)
def test_a_file_that_moves_or_hides_while_it_is_read_is_told_of(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, code = MOVING[name]
    monkeypatch.setattr(stage, "walk_beneath", walk(found))
    sources, findings = read(site(tmp_path))
    assert told(findings) == [(code, found.path)]
    assert [source.path for source in sources] == ["site.yaml"]


def test_a_large_attachment_below_the_limit_is_not_read_into_memory(tmp_path: Path) -> None:
    sparse("content/a.mp4", OTHER_LIMIT)(site(tmp_path))
    sources, findings = read(tmp_path)
    assert findings == ()
    assert isinstance(next(each.content for each in sources if each.path.endswith(".mp4")), Path)
