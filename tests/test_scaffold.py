"""`gkgen init` and `gkgen new`: what they write builds as it is."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gkgen.build import Options, build
from gkgen.built import Built
from gkgen.findings import Finding, Severity, UsageError
from gkgen.scaffold import Wanted, init, new
from gkgen.schema import Site
from gkgen.types import TYPES
from tests.sites import UNFILLED

NOW = date(2026, 11, 22)
ROOT = Path(__file__).parents[1]
UNSAID = Wanted()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    init(tmp_path / "site", "望溪区政府信息公开", NOW)
    return tmp_path / "site"


def built(folder: Path, now: date = NOW) -> Built:
    return build(Options(folder, now, drafts=True))


def filled(done: Built) -> list[Finding]:
    """The findings but those that ask for real content in the example's place."""
    return [each for each in done.findings if each.rule.code not in UNFILLED]


def site_of(folder: Path, now: date = NOW) -> Site:
    site = built(folder, now).site
    assert site is not None
    return site


def made(folder: Path, kind: str, wanted: Wanted = UNSAID, now: date = NOW) -> Path:
    return new(folder, kind, site_of(folder, now), wanted)


def index_number(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(line.partition(": ")[2].strip('"') for line in lines if line.startswith("索引号: "))


# ---------------------------------------------------------------- init


@pytest.mark.parametrize("now", [date(2025, 1, 1), NOW, date(2031, 12, 31)])
def test_a_new_site_builds_at_once_and_only_asks_for_real_content(tmp_path: Path, now: date) -> None:
    paths = init(tmp_path / "a" / "site", now=now)
    done = build(Options(tmp_path / "a" / "site", now))
    assert [(each.place, each.wrong("zh")) for each in filled(done)] == []
    assert sum(1 for _ in done.files()) > 20
    assert all(path.is_file() for path in paths)


def test_a_new_site_has_a_catalogue_an_organisation_a_guide_and_three_kinds_of_entries(folder: Path) -> None:
    kinds = {entry.kind for entry in site_of(folder).entries}
    assert kinds == {"catalogue", "organisation", "page", "item", "guide", "power-list"}
    assert {node: len(held) for node, held in site_of(folder).by_node.items()} == {
        "zcwj": 1,
        "bszn": 1,
        "qzqd": 1,
    }


@pytest.mark.parametrize("name", ["某区：政府信息公开 #1", 'a "b" \\c', "null", "{name} {{x}}", "2026"])
def test_any_name_is_the_name_of_the_site(tmp_path: Path, name: str) -> None:
    init(tmp_path / "site", name, NOW)
    done = built(tmp_path / "site")
    assert filled(done) == []
    assert done.site is not None
    assert done.site.config.name == name


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("name", ["check", "publish"])
def test_its_workflows_do_what_those_of_the_repository_do(folder: Path, name: str) -> None:
    """But for how gkgen is installed, and for what is of the program and not of its content."""
    own, ours = (loaded(each / f".github/workflows/{name}.yml") for each in (folder, ROOT))
    installs = [
        step.pop("run", "")
        for jobs in (own["jobs"], ours["jobs"])
        for job in jobs.values()
        for step in job["steps"]
        if "pip install" in step.get("run", "")
    ]
    assert installs[0] == "python -m pip install -r requirements.txt"
    for job in ours["jobs"].values():
        for step in job["steps"]:
            step.get("with", {}).pop("cache-dependency-path", "")
    for jobs in (own["jobs"], ours["jobs"]):
        for job in jobs.values():
            job["steps"] = [step for step in job["steps"] if step]
    for of_the_program in ("code", "scanning"):
        ours["jobs"].pop(of_the_program, None)
    assert own == ours


def test_its_checks_have_the_reviewer_and_pin_every_action(folder: Path) -> None:
    check, publish = (loaded(folder / f".github/workflows/{name}.yml") for name in ("check", "publish"))
    assert list(check["jobs"]) == ["content", "compare", "comment"]
    assert check["permissions"] == {"contents": "read"}
    assert publish["on"]["push"] == {"branches": ["main"]}
    steps = [step for each in (check, publish) for job in each["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert [each for each in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each)] == []
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []
    assert (folder / "requirements.txt").read_text(encoding="utf-8").startswith("gkgen==")


def test_its_hooks_are_those_that_gkgen_gives_run_by_the_gkgen_that_is_there(folder: Path) -> None:
    (own,) = loaded(folder / ".pre-commit-config.yaml")["repos"]
    given = loaded(ROOT / ".pre-commit-hooks.yaml")
    assert own["repo"] == "local"
    assert [{**each, "name": "", "language": ""} for each in own["hooks"]] == [
        {**{key: said for key, said in each.items() if key != "description"}, "name": "", "language": ""}
        for each in given
    ]
    assert {each["language"] for each in own["hooks"]} == {"system"}


def test_what_is_made_is_left_out_of_git_and_two_locks_are_joined(folder: Path) -> None:
    ignored = (folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/public/", "/inspection/"} <= set(ignored)
    assert (folder / ".gitattributes").read_text(encoding="utf-8") == "urls.lock merge=union\n"


@pytest.mark.parametrize("what", ["a file in it", "a file of that name", "a hidden file in it"])
def test_a_folder_that_holds_anything_is_refused_and_left_alone(tmp_path: Path, what: str) -> None:
    target = tmp_path / "site"
    if what == "a file of that name":
        target.write_text("x", encoding="utf-8")
    else:
        target.mkdir()
        (target / (".git" if "hidden" in what else "x")).write_text("x", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match="not an empty folder"):
        init(target)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert init(tmp_path, now=NOW)[0] == tmp_path / "site.yaml"


# ---------------------------------------------------------------- new


def test_a_new_file_of_every_type_validates_again_and_again(folder: Path) -> None:
    """Three times each: codes of rows, ids, titles and index numbers stay unique."""
    for _ in range(3):
        for kind in TYPES:
            made(folder, kind.key)
    findings = built(folder).findings
    assert [(each.place, each.wrong("zh")) for each in findings if each.rule.severity is Severity.ERROR] == []
    site = site_of(folder)
    powers = [row.id for entry in site.entries if entry.kind == "power-list" for row in entry.rows]
    assert len(powers) == len(set(powers)) == 4


@pytest.mark.parametrize("kind", [kind.key for kind in TYPES])
def test_a_type_is_known_by_its_key_and_by_its_label(folder: Path, kind: str) -> None:
    label = next(each.label for each in TYPES if each.key == kind)
    first, second = made(folder, kind), made(folder, label)
    assert first.parent == second.parent
    assert first != second


def test_the_index_number_goes_on_from_the_greatest_of_the_organisation_and_year(folder: Path) -> None:
    first = folder / "content" / "items" / "item-2026-1.md"
    assert index_number(first) == "qhmz/2026-00001"
    text = first.read_text(encoding="utf-8")
    for ident, number in (("a", "qhmz/2026-00041"), ("b", "other/2026-00099"), ("c", "qhmz/2025-00077")):
        file = folder / "content" / "items" / f"{ident}.md"
        file.write_text(text.replace("qhmz/2026-00001", number), encoding="utf-8")
    assert index_number(made(folder, "item")) == "qhmz/2026-00042"
    assert index_number(made(folder, "item", now=date(2027, 1, 4))) == "qhmz/2027-00001"


def test_a_number_in_a_file_that_is_broken_or_not_yet_due_is_used_too(folder: Path) -> None:
    broken = folder / "content" / "items" / "broken.md"
    broken.write_text('---\n索引号: "qhmz/2026-00007"\n标题： 冒号错了\n', encoding="utf-8")
    assert index_number(made(folder, "item")) == "qhmz/2026-00008"


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("{organ}/{year}-{serial:5}", "qhmz/2026-00002"),
        ("wangxi-{organ}/{year}-{serial:7}", "wangxi-qhmz/2026-0000001"),
        ("{organ}/{year}{month}-{serial:3}", "qhmz/202611-001"),
        ("3707/{serial:6}", "3707/000001"),
    ],
)
def test_the_index_number_has_the_sites_own_form(folder: Path, form: str, wanted: str) -> None:
    settings = folder / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("{organ}/{year}-{serial:5}", form), encoding="utf-8")
    assert index_number(made(folder, "item")) == wanted


def test_a_site_without_a_form_leaves_the_index_number_open(folder: Path) -> None:
    settings = folder / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("# {organ}")[0], encoding="utf-8")
    path = made(folder, "item")
    assert "索引号:\n" in path.read_text(encoding="utf-8")
    assert [each.rule.code for each in filled(built(folder)) if each.place.file.endswith(path.name)] == [
        "K203"
    ]


def test_an_organisation_is_known_in_index_numbers_by_its_prefix_its_code_or_its_id(folder: Path) -> None:
    organisations = folder / "content" / "organisations"
    text = (organisations / "qhmz.yaml").read_text(encoding="utf-8").replace("索引号前段: qhmz\n", "")
    (organisations / "caizheng.yaml").write_text(
        text.replace("望溪区民政局", "望溪区财政局"), encoding="utf-8"
    )
    coded = text.replace("望溪区民政局", "望溪区教育局") + "统一社会信用代码: 11500111709312781Q\n"
    (organisations / "jiaoyu.yaml").write_text(coded, encoding="utf-8")
    numbers = [
        index_number(made(folder, "item", Wanted(organisation=name)))
        for name in ("望溪区民政局", "望溪区财政局", "jiaoyu")
    ]
    assert numbers == ["qhmz/2026-00002", "caizheng/2026-00001", "709312781/2026-00001"]


def test_the_editors_words_are_used_as_they_are(folder: Path) -> None:
    wanted = Wanted(
        ident="2026/dibao", title='关于“低保”: "提标" #1', organisation="区民政局", node="办事服务"
    )
    path = made(folder, "item", wanted)
    assert path == folder / "content" / "items" / "2026" / "dibao.md"
    found = site_of(folder).find("item", "2026/dibao")
    assert found is not None
    fields = found.entry.fields
    assert (fields.title, fields.publisher, fields.catalogue) == (wanted.title, "望溪区民政局", ("bszn",))
    assert [each for each in filled(built(folder)) if each.place.file.endswith("dibao.md")] == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(ident="低保"), "can't be an id"),
        (Wanted(ident="../x"), "can't be an id"),
        (Wanted(ident="item-2026-1"), "is taken"),
        (Wanted(organisation="民政"), "no organisation"),
        (Wanted(node="xyz"), "no node"),
        (Wanted(node="fdzdgk"), "name a leaf"),
    ],
)
def test_what_isnt_there_or_is_taken_is_refused_and_nothing_is_written(
    folder: Path, wanted: Wanted, said: str
) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError, match=said):
        made(folder, "item", wanted)
    assert sorted(folder.rglob("*")) == before


def test_an_unknown_type_is_refused_with_the_nearest(folder: Path) -> None:
    with pytest.raises(UsageError) as refusal:
        made(folder, "办事指男")
    assert refusal.value.said.zh == "没有“办事指男”这个类型；是不是“办事指南”？"


def test_a_file_that_the_site_doesnt_know_of_is_not_overwritten_either(folder: Path) -> None:
    standing = folder / "content" / "items" / "item-2026-2.md"
    standing.write_text("还没写完", encoding="utf-8")
    assert made(folder, "item").name == "item-2026-3.md"
    with pytest.raises(UsageError, match="is taken"):
        made(folder, "item", Wanted(ident="item-2026-2"))
    assert standing.read_text(encoding="utf-8") == "还没写完"


def test_without_organisation_or_catalogue_it_says_what_to_make_first(folder: Path) -> None:
    (folder / "content" / "organisations" / "qhmz.yaml").unlink()
    with pytest.raises(UsageError, match="gkgen new organisation"):
        made(folder, "item")
    made(folder, "organisation")
    (folder / "content" / "catalogues" / "mulu.yaml").unlink()
    with pytest.raises(UsageError, match="gkgen new catalogue"):
        made(folder, "item")
    made(folder, "catalogue")
    path = made(folder, "item")
    assert [each for each in filled(built(folder)) if each.place.file.endswith(path.name)] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only administrators make links")
def test_no_link_is_followed_out_of_the_site(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (folder / "content" / "flowcharts").symlink_to(tmp_path / "outside")
    with pytest.raises(UsageError, match="is a link"):
        made(folder, "flowchart")
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("ident", ["con", "a/nul", "aux.x", "com1", "x" * 300])
def test_an_id_that_another_system_cant_hold_is_refused(folder: Path, ident: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError):
        made(folder, "item", Wanted(ident=ident))
    assert sorted(folder.rglob("*")) == before
