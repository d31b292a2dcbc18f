"""A revision of git is read as its folder would be: the same files, the same refusals, and nothing checked out."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.built import Built
from gkgen.cache import Memory, Recollection
from gkgen.drawing import crew_of
from gkgen.findings import UsageError
from gkgen.revision import merge_base, open_revision
from gkgen.revision.objects import Objects
from gkgen.stages.read import read, read_tree
from tests.repositories import commit, git, repository
from tests.sites import NOW, item, output, write_files

ONE = "content/items/one.md"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "store").mkdir()
    return tmp_path / "store"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return repository(tmp_path / "work", {ONE: item()})


def built(folder: Path, name: str, store: Path) -> Built:
    return build(Options(folder, NOW, tree=open_revision(folder, name, store)))


def test_a_revision_makes_the_same_site_as_its_folder(work: Path, store: Path) -> None:
    commit(work, {"content/files/表.csv": "甲,乙\n", "content/items/two.md": item(number="wx/2026-00002")})
    here, there = build(Options(work, NOW)), built(work, "HEAD", store)
    assert output(there) == output(here)
    assert there.findings == here.findings


def test_what_stands_beside_the_content_is_read_too(work: Path, store: Path) -> None:
    beside = {
        "urls.lock": "items/gone.html\tcontent/items/gone.md\n",
        "calendar/2027.json": "[]",
        "x/y/z.json": "{}",
    }
    commit(work, beside)
    here, _ = read(work)
    there, _ = read_tree(open_revision(work, "HEAD", store))
    assert [(each.path, each.size) for each in there] == [(each.path, each.size) for each in here]
    assert {"urls.lock", "calendar/2027.json"} <= {each.path for each in there}


def test_what_was_is_read_and_not_what_is(work: Path, store: Path) -> None:
    commit(work, {ONE: item("新的标题")})
    write_files(work, {ONE: item("还没有提交的标题")})
    site = built(work, "HEAD~1", store).site
    assert site is not None
    assert [each.fields.title for each in site.entries if each.kind == "item"] == ["关于做好工作的通知"]


def test_branches_tags_and_short_names_of_commits_are_revisions(work: Path, store: Path) -> None:
    git(work, "tag", "v1")
    head = git(work, "rev-parse", "HEAD")
    commits = {open_revision(work, name, store).commit for name in ("main", "v1", head[:8], "HEAD", "@")}
    assert commits == {head}


def test_a_site_in_a_folder_of_its_repository_is_found(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "all"
    repository(folder / "sites" / "区", {ONE: item()})
    (folder / "sites" / "区" / ".git").rename(folder / ".git")
    commit(folder, {"readme.txt": "别的"})
    site = folder / "sites" / "区"
    assert output(built(site, "HEAD", store)) == output(build(Options(site, NOW)))


def test_links_and_submodules_are_refused_as_in_a_folder(work: Path, store: Path, tmp_path: Path) -> None:
    other = repository(tmp_path / "other", {})
    (work / "content" / "link.md").symlink_to("/etc/passwd")
    git(work, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "content/sub")
    commit(work, {})
    sources, findings = read_tree(open_revision(work, "HEAD", store))
    assert [(each.rule.code, each.place.file) for each in findings] == [
        ("F101", "content/link.md"),
        ("F102", "content/sub"),
    ]
    assert all(b"root:" not in each.content for each in sources if isinstance(each.content, bytes))
    assert findings[0].wrong("zh").startswith("这是指向“/etc/passwd”的链接")


def test_faults_of_files_are_those_of_the_folder(work: Path, store: Path) -> None:
    files = {
        "content/big.md": b"---\n" + b"a" * (2 << 20),
        "content/empty.pdf": b"",
        "content/con.md": item(number="wx/2026-00003"),
        "content/A.csv": "1\n",
        "content/a.csv": "2\n",
        "content/run.exe": b"MZ",
        "content/.hidden/x.md": "nothing",
        "content/~$draft.docx": b"x",
    }
    commit(work, files)
    assert read_tree(open_revision(work, "HEAD", store))[1] == read(work)[1]
    assert len(read(work)[1]) == 5


def test_names_are_in_nfc_and_two_that_look_the_same_are_told(work: Path, store: Path) -> None:
    name = "content/files/é.csv"
    commit(work, {unicodedata.normalize("NFD", name): "1\n"})
    sources, findings = read_tree(open_revision(work, "HEAD", store))
    assert unicodedata.normalize("NFC", name) in [each.path for each in sources]
    assert findings == ()
    commit(work, {unicodedata.normalize("NFC", name): "2\n"})
    again = read_tree(open_revision(work, "HEAD", store))[1]
    assert [each.rule.code for each in again] == ["F108"] == [each.rule.code for each in read(work)[1]]


def test_names_with_quotes_tabs_and_line_ends_are_read_whole(work: Path, store: Path) -> None:
    commit(work, {'content/files/a"b\tc\nd.csv': "1\n"})
    assert read_tree(open_revision(work, "HEAD", store))[1] == read(work)[1] != ()


def test_a_name_that_is_not_utf8_is_told(work: Path, store: Path) -> None:
    content = os.fsencode(work / "content")
    Path(os.fsdecode(content + b"/\xb1\xed.csv")).write_text("1")
    Path(os.fsdecode(content + b"/\xb1\xed")).mkdir()
    Path(os.fsdecode(content + b"/\xb1\xed/a.csv")).write_text("1")
    commit(work, {})
    findings = read_tree(open_revision(work, "HEAD", store))[1]
    assert [each.rule.code for each in findings] == ["F104", "F104"]
    assert findings == read(work)[1]


def test_line_ends_of_windows_make_no_difference(tmp_path: Path, store: Path) -> None:
    work = repository(tmp_path / "work", {ONE: item().replace("\n", "\r\n")})
    unix = build(Options(repository(tmp_path / "unix", {ONE: item()}), NOW))
    assert output(built(work, "HEAD", store)) == output(unix)


def test_a_file_in_large_file_storage_is_taken_from_there_or_told(work: Path, store: Path) -> None:
    content = b"%PDF-1.7 whole"
    name = sha256(content).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{name}\nsize {len(content)}\n"
    commit(work, {"content/files/a.pdf": pointer})
    assert [each.rule.code for each in read_tree(open_revision(work, "HEAD", store))[1]] == ["U810"]
    assert [each.rule.code for each in read(work)[1]] == ["U810"]
    write_files(work, {f".git/lfs/objects/{name[:2]}/{name[2:4]}/{name}": content})
    sources, findings = read_tree(open_revision(work, "HEAD", store))
    pdf = next(each for each in sources if each.path.endswith(".pdf"))
    assert isinstance(pdf.content, Path)
    assert (pdf.content.read_bytes(), pdf.size, findings) == (content, len(content), ())


@pytest.mark.parametrize("name", ["nowhere", "-h", "--all", "", "HEAD:content", "main; touch x", "@{u}"])
def test_an_unknown_revision_is_said_in_two_languages(name: str, work: Path, store: Path) -> None:
    with pytest.raises(UsageError) as caught:
        open_revision(work, name, store)
    assert "没有" in caught.value.said.zh
    assert "git fetch" in caught.value.said.en
    assert not (work / "x").exists()


def test_a_shallow_clone_is_told_to_fetch_more(work: Path, store: Path, tmp_path: Path) -> None:
    first = git(work, "rev-parse", "HEAD")
    commit(work, {ONE: item("改了")})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{work}", "shallow")
    with pytest.raises(UsageError, match="fetch-depth: 0"):
        open_revision(tmp_path / "shallow", first, store)
    with pytest.raises(UsageError, match="fetch-depth: 0"):
        merge_base(tmp_path / "shallow", first, "HEAD")


def test_branches_without_a_common_commit_are_said(work: Path) -> None:
    git(work, "checkout", "-q", "--orphan", "alone")
    commit(work, {ONE: item("另起炉灶")})
    with pytest.raises(UsageError, match="no commit in common"):
        merge_base(work, "main", "alone")


def test_a_folder_outside_of_git_and_a_machine_without_git_are_said(
    work: Path, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="in no git repository"):
        open_revision(tmp_path, "HEAD", store)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="no git program"):
        open_revision(work, "HEAD", store)


def test_a_folder_of_another_user_is_said(work: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(UsageError, match=r"safe\.directory"):
        open_revision(work, "HEAD", store)


def test_a_hook_that_names_its_own_repository_leads_nowhere_else(
    work: Path, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert open_revision(work, "HEAD", store).name == "HEAD"


def test_a_revision_without_content_is_said(tmp_path: Path, store: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "-q", "-b", "main")
    commit(work, {"readme.txt": "空的"})
    with pytest.raises(UsageError, match="no content folder"):
        open_revision(work, "HEAD", store)


def test_two_revisions_share_what_is_the_same(work: Path, store: Path) -> None:
    commit(work, {"content/files/a.csv": "1\n"})
    commit(work, {ONE: item("改了")})
    old, new = (
        {each.path: each for each in read_tree(open_revision(work, name, store))[0]}
        for name in ("HEAD~1", "HEAD")
    )
    shared = "content/files/a.csv"
    assert (old[shared].state, old[shared].content) == (new[shared].state, new[shared].content)
    assert old[ONE].state != new[ONE].state
    assert [each.read_text() for each in store.iterdir()] == ["1\n"]


def test_what_was_read_once_is_not_read_again(
    work: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = item().rstrip("\n") + "\n" + "正文" * 600 + "\n"
    commit(work, {ONE: long, "content/files/a.pdf": b"%PDF-1.7 " + b"0" * 2000})
    before = {each.path: (each.state, each.sum) for each in read_tree(open_revision(work, "HEAD", store))[0]}
    asked = asked_of_git(monkeypatch)
    again, findings = read_tree(open_revision(work, "HEAD", store), before=before)
    assert {each.path: (each.state, each.sum) for each in again} == before
    name = git(work, "rev-parse", f"HEAD:{ONE}")
    assert (findings, asked.count(name), list(store.iterdir())) == ((), 0, [])
    assert next(each for each in again if each.path == ONE).content == long.encode()
    assert asked.count(name) == 1


def test_a_link_with_the_bytes_of_a_file_that_was_taken_is_refused(work: Path, store: Path) -> None:
    commit(work, {ONE: item().rstrip("\n") + "\n"})
    before = {each.path: (each.state, each.sum) for each in read_tree(open_revision(work, "HEAD", store))[0]}
    name = git(work, "rev-parse", f"HEAD:{ONE}")
    git(work, "update-index", "--cacheinfo", f"120000,{name},{ONE}")
    git(work, "commit", "-q", "-m", "链接")
    findings = read_tree(open_revision(work, "HEAD", store), before=before)[1]
    assert [(each.rule.code, each.place.file) for each in findings] == [("F101", ONE)]


def test_processes_that_were_split_off_ask_for_themselves(
    work: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"content/items/{n}.md": item(number=f"wx/2026-{n:05}") for n in range(100, 300)}
    commit(work, {ONE: None} | {path: f"{text}\n{'正文' * 600}\n" for path, text in many.items()})
    options, memory = Options(work, NOW, tree=open_revision(work, "HEAD", store)), Recollection(Memory())
    first = build(options, memory=memory)
    asked = asked_of_git(monkeypatch)
    anew = replace(options, markdown="reference")
    assert output(build(anew, memory=memory, crew=crew_of(2))) == output(first)
    texts = set(git(work, "ls-tree", "-r", "--object-only", "HEAD", "content/items").split())
    assert texts.isdisjoint(asked), "the texts are read where they are taken in, by the workers"


def asked_of_git(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the objects that this process asks for from now on."""
    asked, read = list[str](), Objects.read

    def listening(objects: Objects, name: str) -> bytes:
        asked.append(name)
        return read(objects, name)

    monkeypatch.setattr(Objects, "read", listening)
    return asked


def test_a_missing_object_is_said(work: Path, store: Path) -> None:
    name = git(work, "rev-parse", f"HEAD:{ONE}")
    (work / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(UsageError, match="lacks the object"):
        read_tree(open_revision(work, "HEAD", store))


def test_a_git_that_ends_too_early_is_said(work: Path, store: Path) -> None:
    tree = open_revision(work, "HEAD", store)
    tree.objects.read(tree.files[ONE].state)
    git_process = tree.objects._git
    assert git_process is not None
    git_process.kill()
    git_process.wait()
    with pytest.raises(UsageError, match="lacks the object"):
        tree.text(tree.files[ONE], 1 << 20)


def test_a_theme_is_the_folders_own(work: Path, store: Path) -> None:
    options = Options(work, NOW, tree=open_revision(work, "HEAD", store))
    assert replace(options, tree=None).folder == build(options).folder == work
