"""urls.lock: an address that was given out can't vanish unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from gkgen.cli.owed import lock
from gkgen.lockfile import read_lock
from tests.sites import BASE, built, codes, item, write_files

LIST = """\
类型: 收费清单
标题: 收费目录清单
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-05
公开目录: leaf
公开审查: {审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}
收费项目:
  - {序号: 1, 标识: one, 项目名称: 甲费, 收费标准: 10 元}
"""


def locked(folder: Path, *arguments: str) -> tuple[int, str]:
    """gkgen lock on a site: its exit status and what it prints."""
    result = CliRunner().invoke(
        lock,
        ["-s", str(folder), "--now", "2026-11-22", "--lang", "zh", *arguments],
        standalone_mode=False,
    )
    if result.exception is not None:
        raise result.exception
    return result.return_value, result.output


def site_in(folder: Path) -> Path:
    return write_files(folder, {**BASE, "content/items/a.md": item(), "content/f.yaml": LIST})


def test_it_holds_entries_and_rows_sorted_and_no_list_and_no_node(tmp_path: Path) -> None:
    assert locked(site_in(tmp_path))[0] == 0
    lines = (tmp_path / "urls.lock").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert lines == [
        "catalogues/main.html\tcontent/catalogues/main.yaml",
        "fee-schedules/f.html\tcontent/f.yaml",
        "fees/one.html\tcontent/f.yaml",
        "items/a.html\tcontent/items/a.md",
        "organisations/mzj.html\tcontent/organisations/mzj.yaml",
    ]


def test_to_lock_twice_changes_nothing_and_check_then_is_content(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    assert locked(folder, "--check")[0] == 1
    assert not (folder / "urls.lock").exists()
    locked(folder)
    first = (folder / "urls.lock").read_bytes()
    locked(folder)
    assert (folder / "urls.lock").read_bytes() == first
    assert locked(folder, "--check") == (0, "")


def test_a_new_entry_is_no_finding_of_a_build_but_of_lock_check(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    locked(folder)
    more = {"content/items/b.md": item("乙", "wx/2026-00002")}
    assert "U834" not in codes(built(folder, more))
    status, said = locked(folder, "--check")
    assert status == 1
    assert "U834 网址 items/b.html 还没有记进 urls.lock" in said


def test_an_address_that_vanishes_is_an_error_where_it_stands(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    locked(folder)
    (folder / "content/items/a.md").unlink()
    (folder / "content/f.yaml").write_text(LIST.replace("标识: one", "标识: two"), encoding="utf-8")
    site = built(folder, {})
    lost = [each for each in site.findings if each.rule.code == "U821"]
    assert [(each.place.file, each.place.line) for each in lost] == [("urls.lock", 3), ("urls.lock", 4)]
    assert "items/a.html 公布过（content/items/a.md）" in lost[1].wrong("zh")
    assert locked(folder)[0] == 1
    assert "items/a.html" in (folder / "urls.lock").read_text(encoding="utf-8"), "nothing is taken out"


@pytest.mark.parametrize(
    "more",
    [
        "撤下: {日期: 2026-04-01, 原因: 内容有误}",
        "公示截止日期: 2026-04-01",
        "公开方式: 依申请公开",
        "废止: {日期: 2026-04-01, 依据: 望溪民发〔2026〕9号}",
    ],
)
def test_whatever_becomes_of_an_entry_its_address_lives(tmp_path: Path, more: str) -> None:
    folder = site_in(tmp_path)
    locked(folder)
    changed = item().replace("公开目录", f"{more}\n公开目录", 1)
    assert "U821" not in codes(built(folder, {"content/items/a.md": changed}))


def test_a_former_address_keeps_the_promise(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    locked(folder)
    (folder / "content/items/a.md").unlink()
    moved = item().replace("公开目录", "曾用网址: items/a.html\n公开目录", 1)
    assert "U821" not in codes(built(folder, {"content/items/2026/a.md": moved}))


def test_what_is_faulty_or_to_come_hasnt_vanished_but_a_draft_has(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    locked(folder)
    faulty = item().replace("标题: 关于做好工作的通知\n", "")
    assert "U821" not in codes(built(folder, {"content/items/a.md": faulty}))
    assert "U821" not in codes(built(folder, {"content/items/a.md": item()}, now=date(2026, 3, 3)))
    draft = item().replace("公开目录", "草稿: 是\n公开目录", 1)
    assert "U821" in codes(built(folder, {"content/items/a.md": draft}))


def test_a_merge_that_isnt_finished_is_told_and_mended(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    locked(folder)
    text = (folder / "urls.lock").read_text(encoding="utf-8")
    (folder / "urls.lock").write_text(f"<<<<<<< HEAD\n{text}=======\n>>>>>>> main\n", encoding="utf-8")
    assert codes(built(folder, {})).count("U828") == 3
    assert locked(folder)[0] == 0
    assert (folder / "urls.lock").read_text(encoding="utf-8") == text


def test_a_lock_of_any_bytes_is_read_without_a_fault_of_the_program() -> None:
    found, findings = read_lock(b"\xff\xfe\n\n /x.html\t\ta.html\nb.html\n")
    assert [each.address for each in found] == ["b.html"]
    assert len(findings) == 2


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    folder = site_in(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.write_text("", encoding="utf-8")
    (folder / "urls.lock").symlink_to(outside)
    with pytest.raises(Exception, match=r"urls\.lock"):
        locked(folder)
    assert outside.read_text(encoding="utf-8") == ""
