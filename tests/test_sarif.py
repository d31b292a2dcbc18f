"""`--format sarif`: what code scanning asks of a report in SARIF 2.1.0, clause by clause."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gkgen import __version__
from gkgen.cli import cli
from gkgen.findings import Language, Place, Text, error, warning
from gkgen.report import as_sarif, mend_in_general, wrong_in_general
from tests.sites import BASE, built, item, read_case, write_files

CASES = sorted((Path(__file__).parent / "broken").glob("*.txt"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with many findings, one of them in a file whose name isn't ASCII."""
    files = dict(BASE)
    for path in CASES:
        case = read_case(path)
        if not set(case.files) & set(files):
            files |= case.files
    files["content/items/通知.md"] = item("乙", "x").replace("leaf", "leaf\n文号: 望[2026]1号")
    return write_files(tmp_path_factory.mktemp("broken"), files)


def report(folder: Path, *arguments: str, lang: Language = "zh") -> dict[str, Any]:
    command = [
        "check",
        "-s",
        str(folder),
        "--now",
        "2026-11-22",
        "--format",
        "sarif",
        "--lang",
        lang,
        *arguments,
    ]
    result = CliRunner().invoke(cli, command, standalone_mode=False)
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_a_report_is_one_run_of_version_2_1_0(broken: Path) -> None:
    told = report(broken)
    assert set(told) == {"$schema", "version", "runs"}
    assert told["version"] == "2.1.0"
    assert told["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = told["runs"]
    assert set(run) == {"tool", "language", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "gkgen"
    assert run["tool"]["driver"]["semanticVersion"] == __version__


def test_every_result_points_at_its_rule_and_its_place(broken: Path) -> None:
    (run,) = report(broken)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) > 40
    for result in run["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        uri = physical["artifactLocation"]["uri"]
        assert uri.isascii()
        assert not uri.startswith("/")
        assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        region = physical.get("region", {"startLine": 1, "startColumn": 1})
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1


def test_each_rule_that_occurs_is_described_once_without_a_hole_in_its_words(broken: Path) -> None:
    (run,) = report(broken)["runs"]
    rules = run["tool"]["driver"]["rules"]
    codes = [each["id"] for each in rules]
    assert codes == sorted(set(codes))
    assert set(codes) == {each["ruleId"] for each in run["results"]}
    for each in rules:
        assert each["defaultConfiguration"]["level"] in ("error", "warning")
        for text in (each["shortDescription"]["text"], each["fullDescription"]["text"], each["help"]["text"]):
            assert text.strip()
            assert not re.search(r"\{[a-z_]+\}", text)
        assert each["help"]["markdown"].startswith(f"**{each['id']}** ")


def test_a_name_that_is_not_ascii_is_quoted_and_columns_count_characters(broken: Path) -> None:
    (run,) = report(broken)["runs"]
    quoted = "content/items/%E9%80%9A%E7%9F%A5.md"
    places = [each["locations"][0]["physicalLocation"] for each in run["results"] if each["ruleId"] == "K222"]
    (place,) = [each for each in places if each["artifactLocation"]["uri"] == quoted]
    assert place["region"] == {"startLine": 9, "startColumn": 5}


def test_fingerprints_are_unlike_and_stay_when_lines_move(tmp_path: Path) -> None:
    text = item(body="[甲](#a)和[乙](#a)。")
    folder = write_files(tmp_path, {**BASE, "content/items/a.md": text})
    before = prints(folder)
    assert len(before) >= 2
    assert len(set(before)) == len(before)
    write_files(folder, {"content/items/a.md": text.replace("---\n\n", "---\n\n多一段。\n\n")})
    assert prints(folder) == before


def prints(folder: Path) -> list[str]:
    return [each["partialFingerprints"]["gkgen/v1"] for each in report(folder)["runs"][0]["results"]]


def test_paths_begin_at_the_root_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_files(tmp_path / "site", {**BASE, "content/items/a.md": item(number="x[2026]")})
    write_files(folder, {"content/items/a.md": item().replace("leaf", "leaf\n文号: 望[2026]1号")})
    monkeypatch.chdir(tmp_path)
    places = [each["locations"][0]["physicalLocation"] for each in report(folder)["runs"][0]["results"]]
    assert {each["artifactLocation"]["uri"] for each in places} == {"site/content/items/a.md"}


def test_a_clean_site_has_an_empty_report(tmp_path: Path) -> None:
    assert built(tmp_path, {}).findings == ()
    (run,) = report(tmp_path)["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_where_one_result_is_suppressed_every_result_says_whether_it_is(broken: Path, tmp_path: Path) -> None:
    baseline = str(tmp_path / "baseline.txt")
    CliRunner().invoke(cli, ["check", "-s", str(broken), "--now", "2026-11-22", "--write-baseline", baseline])
    (run,) = report(broken, "--baseline", baseline)["runs"]
    told = [each["suppressions"] for each in run["results"]]
    assert [] in told
    assert [{"kind": "external", "status": "accepted", "justification": "基线"}] in told


def test_the_report_speaks_english_too(broken: Path) -> None:
    (run,) = report(broken, lang="en")["runs"]
    assert run["language"] == "en"
    rules = run["tool"]["driver"]["rules"]
    (told,) = [each for each in rules if each["id"] == "K202"]
    assert told["shortDescription"]["text"] == "the required field “…” (…) is missing"
    assert told["help"]["text"].startswith("Mend: add a line")


def test_a_rule_without_a_breach_has_dots_for_the_authors_words() -> None:
    rule = error(
        "Z999", Text("“{value}”有 {{x}}", "“{value}” has {{x}}"), Text("{nearest}", "{nearest}"), "某法"
    )
    assert wrong_in_general(rule, "zh") == "“…”有 {x}"
    assert mend_in_general(rule, "zh") == "照报错里的提示改"
    assert mend_in_general(warning("Z998", rule.wrong, Text("改{x}", "do")), "zh") == "改…"


def test_words_of_a_rule_are_no_markdown() -> None:
    rule = error("Z999", Text("“<<”和“*{name}”", "<< and *{name}"), Text("加“---”", "add ---"), "某法")
    (run,) = json.loads(as_sarif([rule.at(Place("a.md"), name="x")], "zh"))["runs"]
    (told,) = run["tool"]["driver"]["rules"]
    assert told["help"]["markdown"] == "**Z999** “\\<\\<”和“\\*…”\n\n**改法：**加“\\-\\-\\-”\n\n依据：某法"
    assert told["help"]["text"] == "改法：加“---”\n依据：某法"
    (result,) = run["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_a_comparison_reports_what_is_new_alone(tmp_path: Path) -> None:
    old = item("甲", "wx/2026-00001").replace("leaf", "leaf\n文号: 望[2026]1号")
    new = item("乙", "wx/2026-00002").replace("leaf", "leaf\n文号: 望[2026]2号")
    write_files(tmp_path / "a", {**BASE, "content/items/a.md": old})
    write_files(tmp_path / "b", {**BASE, "content/items/a.md": old, "content/items/b.md": new})
    command = ["diff", str(tmp_path / "a"), str(tmp_path / "b"), "-s", str(tmp_path / "b")]
    result = CliRunner().invoke(cli, [*command, "--format", "sarif", "--now", "2026-11-22"])
    (run,) = json.loads(result.stdout)["runs"]
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert places
    assert set(places) == {"content/items/b.md"}
