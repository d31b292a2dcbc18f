"""A content type is a declaration: what follows from one, and that a new one needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, get_args

import pytest

from gkgen.build import Options, build
from gkgen.built import DEFAULT_THEME
from gkgen.flowchart import FaultKind
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site, fields_of
from gkgen.types import TYPES
from gkgen.types.flowchart import FAULTS
from tests.sites import BASE, NOW, UNFILLED, built, output, write_files

# ---------------------------------------------------------------- one file: the declaration of a new type


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Disclosed):
    deadline: Annotated[str, Field("截止时间")] = ""


@dataclass(frozen=True, slots=True)
class NoticeView:
    deadline: str


def view(entry: Entry, _site: Site) -> NoticeView:
    return NoticeView(entry.fields.deadline)


NOTICE = ContentType(
    key="listing-of-days",
    label="公示",
    folder="postings",
    fields=Notice,
    template="posting.html",
    example="类型: 公示\n标题: 某公示\n",
    view=view,
)

# ---------------------------------------------------------------- one template

REVIEW = "公开审查: {审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}\n"
TEMPLATE = """\
{% extends "entry.html" %}
{% block own %}<p class="deadline">{{ view.own.deadline }}</p>{% endblock %}
"""


def test_a_new_type_is_one_file_one_template_and_one_line(tmp_path: Path) -> None:
    files = {
        **BASE,
        "site.yaml": BASE["site.yaml"] + "theme: themes/own\n",
        "themes/own/templates/posting.html": TEMPLATE,
        "content/a.yaml": "类型: 公示\n标识: first\n标题: 拟录用人员公示\n发布机构: mzj\n"
        "发布日期: 2026-03-05\n公开目录: leaf\n截止时间: 三月十二日\n" + REVIEW,
        "content/b.yaml": "类型: 公示\n标识: second\n标题: 又一公示\n发布机构: mzj\n发布日期: 2026-03-05\n"
        "公开目录: leaf\n截至时间: 错字\n" + REVIEW,
    }
    write_files(tmp_path, files)
    site = build(Options(tmp_path, NOW), (*TYPES, NOTICE))  # the one line
    assert [finding.rule.code for finding in site.findings] == ["K201"]
    assert "截止时间" in site.findings[0].mend("zh")
    pages = output(site)
    assert '<p class="deadline">三月十二日</p>' in pages["postings/first.html"].decode()
    assert "拟录用人员公示" in pages["postings/index.html"].decode()
    assert "拟录用人员公示" in pages["catalogue/leaf.html"].decode()
    assert "公示" in pages["index.html"].decode()


def test_nothing_outside_the_types_names_a_type() -> None:
    """Two roles have names of their own in the schema: what publishes, and what holds entries."""
    package = Path(__file__).parents[1] / "gkgen"
    names = [
        f'"{each.key}"'
        for each in TYPES
        if each.key not in ("organisation", "item", "page", "catalogue", "flowchart")
    ]
    for path in package.rglob("*.py"):
        if "types" not in path.parts and "scaffold" not in path.parts and "importing" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path


def test_every_fault_of_a_flowchart_has_a_rule() -> None:
    assert set(FAULTS) == set(get_args(FaultKind))


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_every_type_has_a_template_and_labels_that_name_one_field_each(kind: ContentType) -> None:
    assert (DEFAULT_THEME / "templates" / kind.template).is_file()
    assert not kind.row_template or (DEFAULT_THEME / "templates" / kind.row_template).is_file()
    names = [name for spec in fields_of(kind.fields) for name in spec.names]
    assert len(names) == len(set(names)), "two fields of one type go by one name"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_the_example_of_every_type_is_a_file_without_findings(kind: ContentType, tmp_path: Path) -> None:
    words = {
        "index_number": "wx/2026-00001",
        "organisation": "望溪区民政局",
        "node": "leaf",
        "today": "2026-03-05",
    }
    text = kind.example.format(**words) if "{" in kind.example else kind.example
    site = built(tmp_path, {f"content/{kind.folder or 'pages'}/example{kind.suffix}": text})
    assert [str(each) for each in site.findings if each.rule.code not in UNFILLED] == []
    assert any("example" in page.address for page in site.pages)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_a_label_and_its_key_are_one_field(kind: ContentType, tmp_path: Path) -> None:
    """The example, with every key that has one written in English, is the same value."""
    words = {
        "index_number": "wx/2026-00001",
        "organisation": "望溪区民政局",
        "node": "leaf",
        "today": "2026-03-05",
    }
    text = kind.example.format(**words) if "{" in kind.example else kind.example
    english = text
    for spec in fields_of(kind.fields):
        english = english.replace(f"\n{spec.about.label}:", f"\n{spec.key}:")
    address = f"content/{kind.folder or 'pages'}/example{kind.suffix}"
    one = built(tmp_path / "zh", {address: text}).site
    other = built(tmp_path / "en", {address: english}).site
    assert one is not None
    assert other is not None
    fields = [[each.fields for each in site.entries if "example" in each.path] for site in (one, other)]
    assert fields[0] == fields[1] != []
