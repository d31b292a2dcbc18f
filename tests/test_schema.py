"""`gkgen schema`: what an independent validator says of content is what gkgen says, as far as a schema can say it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from gkgen.build import Options, build
from gkgen.cli import cli
from gkgen.editor import CONTENT, SETTINGS, names_in, schemas_of
from gkgen.editor.values import Live
from gkgen.findings import Severity, UsageError
from gkgen.types import TYPES
from tests.sites import BASE, NOW, built, item, read_case, write_files

ROOT = Path(__file__).parents[1]
CASES = sorted((Path(__file__).parent / "broken").glob("*.txt"))
# What a schema can't say: that a key is written twice by two names, that a line of text can't be read as a part,
# that a day isn't in the calendar.
SHAPES = {"K201", "K202", "K204", "K205", "K207", "K208", "K212", "K221", "K224"}


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, by which the extension of VS Code reads: no dates, no `yes`, no sexagesimals."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def validators(schemas: dict[str, Any]) -> dict[str, Draft7Validator]:
    registry: Any = Registry()
    for name, schema in schemas.items():
        registry = registry.with_resource(f"{name}.json", Resource(contents=schema, specification=DRAFT7))
    return {name: Draft7Validator({"$ref": f"{name}.json"}, registry=registry) for name in schemas}


def of_site(folder: Path) -> dict[str, Draft7Validator]:
    site = build(Options(folder, NOW, drafts=True)).site
    assert site is not None
    live = Live(site.config.vocabularies(), names_in(site))
    schemas = schemas_of(site.types.values(), live, "zh")
    for schema in schemas.values():
        Draft7Validator.check_schema(schema)
    return validators(schemas)


def data(path: str, text: str) -> Any:
    return yaml.load(text.split("---\n")[1] if path.endswith(".md") else text, Core)


def faults(validator: Draft7Validator, value: Any) -> list[str]:
    return [f"{list(each.absolute_path)}: {each.message[:200]}" for each in validator.iter_errors(value)]


@pytest.fixture(scope="module")
def example() -> dict[str, Draft7Validator]:
    return of_site(ROOT)


def test_every_file_of_the_example_is_valid_by_its_type_and_by_the_schema_of_its_folder(
    example: dict[str, Draft7Validator],
) -> None:
    kinds = {name: kind for kind in TYPES for name in (kind.key, kind.label)}
    seen = 0
    for path in sorted((ROOT / "content").rglob("*")):
        if path.suffix not in (".md", ".yaml"):
            continue
        value = data(path.name, path.read_text(encoding="utf-8"))
        if (kind := kinds.get(value.get("类型", value.get("type")))) is None:
            continue  # a type that the site declares
        assert faults(example[CONTENT], value) == [], path
        assert faults(example[kind.key], value) == [], path
        assert faults(example["page" if kind.key != "page" else "item"], value) == [], "another's folder"
        seen += 1
    assert seen > 100
    assert (
        faults(example[SETTINGS], data("site.yaml", (ROOT / "site.yaml").read_text(encoding="utf-8"))) == []
    )


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_the_sample_of_each_type_is_valid(kind: Any, example: dict[str, Draft7Validator]) -> None:
    names = {"index_number": '"1"', "organisation": "某局", "node": "a", "today": "2026-11-22"}
    value = data("x.md" if kind.example.startswith("---") else "x.yaml", kind.example.format(**names))
    assert faults(example[kind.key], value) == []


def marked() -> list[tuple[str, str, str]]:
    found = []
    for path in CASES:
        case = read_case(path)
        for name, text in case.files.items():
            codes = {code for file, _, _, code in case.faults if file == name}
            if codes & SHAPES and not any(code.startswith(("Y", "F")) for code in codes):
                found.append((path.stem, name, text))
    return found


@pytest.mark.parametrize(("case", "name", "text"), marked(), ids=lambda each: each[:40])
def test_a_fault_of_shape_is_refused_by_the_schema_too(
    case: str, name: str, text: str, example: dict[str, Draft7Validator]
) -> None:
    validator = example[SETTINGS if name == "site.yaml" else CONTENT]
    assert faults(validator, data(name, text)), case


def test_what_gkgen_takes_without_an_error_is_valid(tmp_path: Path) -> None:
    """The files of the broken sites in which there are only warnings, or none at all."""
    seen = 0
    for path in CASES:
        case = read_case(path)
        done = built(tmp_path / path.stem, case.files, drafts=True)
        wrong = {each.place.file for each in done.findings if each.rule.severity is Severity.ERROR}
        site = done.site
        if site is None:
            continue
        right = [entry.path for entry in site.entries if entry.path in case.files and entry.path not in wrong]
        live = Live(site.config.vocabularies(), {})
        own = validators(schemas_of(site.types.values(), live, "zh")) if right else {}
        for each in right:
            assert faults(own[CONTENT], data(each, case.files[each])) == [], (path.stem, each)
        seen += len(right)
    assert seen > 20


@pytest.mark.parametrize(
    "line",
    [
        "份数: '2'",
        "草稿: true",
        "草稿: YES",
        "草稿: 无",
        "发布日期: '2026-01-02'",
        "主题分类: 本区自定的词",
        "主题分类: 综合政务\\政务公开",
        "关键词: 2026",
        "关键词: [1, 二]",
        "发布机构: 尚未建立的机构",
        "废止:",
        "办理材料: {材料名称: 甲}",
        "设定依据: 《某法》第一条",
        "承诺办结时限: 20个工作日",
        "visits: +1",
    ],
)
def test_the_schema_is_not_stricter_than_gkgen(line: str, example: dict[str, Draft7Validator]) -> None:
    if line.startswith("份数"):
        line = f"办理材料:\n  - 材料名称: 甲\n    {line}"
    assert faults(example["guide"], data("x.yaml", f"类型: 办事指南\n标题: 甲\n{line}\n")) == []


@pytest.mark.parametrize(
    "line",
    [
        "草稿: 也许",
        "发布日期: 2026年1月2日",
        "标识: 低保",
        "公开方式: 公开",
        "visits: 两次",
        "标提: 甲",
        "审批结果: [甲]",
    ],
)
def test_the_schema_refuses_what_gkgen_refuses(line: str, example: dict[str, Draft7Validator]) -> None:
    assert faults(example["guide"], data("x.yaml", f"类型: 办事指南\n标题: 甲\n{line}\n"))


# ---------------------------------------------------------------- what an editor offers


def offered(schemas: dict[str, Any], kind: str) -> set[str]:
    name = schemas[kind]["else"]["$ref"].rpartition("/")[2]
    properties = schemas[kind]["definitions"][name]["properties"]
    return {name for name, each in properties.items() if not each.get("doNotSuggest")}


def test_the_keys_of_one_language_are_offered_and_all_are_known() -> None:
    live = Live({}, {})
    zh, en = (offered(schemas_of(TYPES, live, language), "guide") for language in ("zh", "en"))
    assert {"标题", "办理材料"} <= zh
    assert {"title", "materials"} <= en
    assert not zh & en
    assert len(zh) == len(en)


def test_the_words_and_names_of_the_site_are_offered_with_their_titles(tmp_path: Path) -> None:
    settings = BASE["site.yaml"] + "词表:\n  主题分类: [本区的词]\n"
    site = built(tmp_path, {"site.yaml": settings, "content/items/a.md": item()}).site
    assert site is not None
    lists = schemas_of(site.types.values(), Live(site.config.vocabularies(), names_in(site)), "zh")
    told = lists["content.names"]["definitions"]
    assert "本区的词" in told["themes"]["enum"]
    assert told["organisation"]["enum"] == ["望溪区民政局"]
    assert told["catalogue-node"] == {"enum": ["leaf"], "enumDescriptions": ["政策文件"]}


def test_a_type_that_the_site_declares_has_a_schema(tmp_path: Path) -> None:
    declared = "内容类型:\n  - {代码: village, 名称: 村, 文件夹: cun, 字段: [{代码: area, 名称: 面积, 形式: 数字}]}\n"
    write_files(tmp_path, {**BASE, "site.yaml": BASE["site.yaml"] + declared})
    validator = of_site(tmp_path)[CONTENT]
    assert faults(validator, {"类型": "村", "标题": "甲", "面积": 3}) == []
    assert faults(validator, {"类型": "村", "标题": "甲", "面积": "三"})


# ---------------------------------------------------------------- the command


def run(folder: Path, *arguments: str) -> Any:
    command = ["schema", "-s", str(folder), "--now", "2026-11-22", *arguments]
    return CliRunner().invoke(cli, command, standalone_mode=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", BASE)


def settings_of(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
    return told


def test_schemas_and_settings_are_written_and_every_schema_that_the_settings_name_is_there(
    folder: Path,
) -> None:
    assert run(folder).exception is None
    mapped = settings_of(folder)["yaml.schemas"]
    assert mapped["./.vscode/gkgen/guide.json"] == ["content/guides/**/*.yaml", "content/guides/**/*.yml"]
    assert mapped["./.vscode/gkgen/site.yaml.json"] == ["site.yaml"]
    assert all((folder / name).is_file() for name in mapped)
    extensions = json.loads((folder / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}


def test_what_the_user_has_set_stays_and_twice_is_once(folder: Path) -> None:
    own = {"editor.fontSize": 16, "yaml.format.enable": True, "yaml.schemas": {"x.json": "y.yaml"}}
    write_files(
        folder,
        {
            ".vscode/settings.json": json.dumps(own),
            ".vscode/extensions.json": json.dumps({"recommendations": ["a.b", "redhat.vscode-yaml"]}),
        },
    )
    run(folder)
    once = {path: path.read_bytes() for path in (folder / ".vscode").rglob("*.json")}
    settings = settings_of(folder)
    assert (settings["editor.fontSize"], settings["yaml.format.enable"]) == (16, True)
    assert settings["yaml.schemas"]["x.json"] == "y.yaml"
    assert b'"a.b"' in once[folder / ".vscode/extensions.json"]
    run(folder)
    assert {path: path.read_bytes() for path in (folder / ".vscode").rglob("*.json")} == once


@pytest.mark.parametrize("text", ["{// mine\n}", "[]", '{"yaml.schemas": 1}'])
def test_settings_that_cannot_be_added_to_are_left_alone(folder: Path, text: str) -> None:
    write_files(folder, {".vscode/settings.json": text})
    assert isinstance(run(folder).exception, UsageError)
    assert (folder / ".vscode/settings.json").read_text(encoding="utf-8") == text
    assert not (folder / ".vscode/gkgen").exists()


def test_a_folder_gets_the_schemas_alone(folder: Path, tmp_path: Path) -> None:
    assert run(folder, str(tmp_path / "schemas")).exception is None
    assert (tmp_path / "schemas/guide.json").is_file()
    assert not (folder / ".vscode").exists()
