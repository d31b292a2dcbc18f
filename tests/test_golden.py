"""A small site whose pages are kept, so that a change of theme or of words shows in the diff.

To accept a change: `python -m tests.test_golden`, and read the diff of `tests/golden`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from gkgen.types import TYPES
from tests.sites import BASE, UNFILLED, built, item, output

GOLDEN = Path(__file__).parent / "golden"
WORDS = {"index_number": "wx/2026-00002", "organisation": "mzj", "node": "leaf", "today": "2026-03-05"}
WITHHELD = item("某项不予公开的信息", "wx/2026-00003").replace(
    "公开目录: leaf",
    "公开目录: leaf\n公开方式: 不予公开\n不予公开: {理由: 个人隐私, 依据: 条例第十五条, 评估日期: 2027-01-01}",
)
TEXT = """\
## 一、总则

第一条　为了做好工作，制定本办法。见[指南](../guides/g.yaml)。

- 第一项
- 第二项

| 项目 | 标准 |
|---|---|
| 甲 | 10 元 |
"""
KEPT = (
    "index.html",
    "catalogue/index.html",
    "catalogue/leaf.html",
    "catalogue/tree-top.html",
    "items/i.html",
    "items/w.html",
    "guides/g.html",
    "guides/index.html",
    "power-lists/p.html",
    "powers/370000101001.html",
    "fee-schedules/f.html",
    "fees/f-1.html",
    "flowcharts/c.html",
    "organisations/mzj.html",
    "search.html",
)

TWINS = ("zh-hant/items/i.html", "zh-hant/guides/g.html")


def pages(folder: Path) -> dict[str, str]:
    """The kept pages of the site, and of the same site in Traditional characters two more."""
    with_tree = {"site.yaml": f"{BASE['site.yaml']}繁体版: 是\n"}
    plain, tree = drawn_of(folder / "plain", {}), drawn_of(folder / "tree", with_tree)
    return {address: plain[address].decode() for address in KEPT} | {
        address: tree[address].decode() for address in TWINS
    }


def drawn_of(folder: Path, settings: dict[str, str]) -> dict[str, bytes]:
    examples = {each.key: each.example.format(**WORDS) for each in TYPES if "{" in each.example}
    site = built(
        folder,
        {
            "content/items/i.md": item(body=TEXT).replace(
                "公开目录: leaf", "公开目录: leaf\n文号: 望溪民发〔2026〕8号"
            ),
            "content/items/w.md": WITHHELD,
            "content/guides/g.yaml": examples["guide"],
            "content/power-lists/p.yaml": examples["power-list"],
            "content/fee-schedules/f.yaml": examples["fee-schedule"],
            "content/flowcharts/c.yaml": examples["flowchart"],
            **settings,
        },
    )
    found = [each for each in site.findings if each.rule.code not in UNFILLED]
    assert [f"{each.place} {each.rule.code}" for each in found] == []
    return output(site)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("address", [*KEPT, *TWINS])
def test_a_kept_page_is_drawn_as_it_was(address: str, drawn: dict[str, str]) -> None:
    assert drawn[address] == (GOLDEN / address).read_text(encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in pages(Path(scratch)).items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8")
