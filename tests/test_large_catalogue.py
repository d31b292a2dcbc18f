"""A catalogue of two thousand nodes: every page of it stays light, and every node is reached."""

from __future__ import annotations

import re

import pytest

from tests.sites import built, item, output

BUDGET = 60_000
"""Bytes: two seconds on a slow line, where the host doesn't compress."""


def nodes(widths: tuple[int, ...], code: str = "n", indent: str = "") -> str:
    if not widths:
        return ""
    text = ""
    for number in range(widths[0]):
        own = f"{code}{number:02}"
        text += f"{indent}- 代码: {own}\n{indent}  名称: 公开事项名称{own}\n"
        below = nodes(widths[1:], own, indent + "  ")
        text += f"{indent}  下级:\n{below}" if below else ""
    return text


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One branch of two thousand nodes on three levels below it, and a small one."""
    tree = nodes((1, 13, 12, 12)) + "- {代码: leaf, 名称: 政策文件}\n"
    files = {
        "content/catalogues/main.yaml": f"类型: 公开目录\n标题: 目录\n目录:\n{tree}",
        "content/items/one.md": item(),
    }
    return output(built(tmp_path_factory.mktemp("large"), files))


def test_no_page_of_a_large_catalogue_is_heavy(pages: dict[str, bytes]) -> None:
    drawn = {name: len(page) for name, page in pages.items() if re.fullmatch(r"catalogue/.*\.html", name)}
    assert len(drawn) > 2000
    assert {name: size for name, size in drawn.items() if size > BUDGET} == {}


def test_each_node_leads_to_its_place_in_the_tree_and_each_tree_is_linked(pages: dict[str, bytes]) -> None:
    own = [name for name in pages if re.fullmatch(r"catalogue/(n[0-9]+|leaf)\.html", name)]
    assert len(own) == 1 + 13 + 13 * 12 + 13 * 12 * 12 + 1
    for name in own:
        found = re.search(
            r'href="\.\./(catalogue/tree-[^"#]+)#(n-[^"]+)">在全部目录中查看', pages[name].decode()
        )
        assert found is not None, name
        assert f'id="{found[2]}"' in pages[found[1]].decode(), name
    top = pages["catalogue/tree-n00.html"].decode()
    assert 'href="../catalogue/tree-n0000.html">“公开事项名称n0000”的全部目录</a>' in top


def test_at_most_sixty_links_stand_beside_a_node(pages: dict[str, bytes]) -> None:
    for name in (
        "catalogue/n00.html",
        "catalogue/n0000.html",
        "catalogue/n000000.html",
        "catalogue/n00000000.html",
    ):
        aside = pages[name].decode().partition("<aside ")[2].partition("</aside>")[0]
        assert 1 < aside.count("<li>") <= 60, name
        assert aside.count("aria-current") == 1, name


def test_the_table_of_the_catalogue_names_every_node_in_each_order(pages: dict[str, bytes]) -> None:
    for order in ("code", "title", "count"):
        text = b"".join(
            page for name, page in pages.items() if name.startswith(f"catalogue/by__{order}")
        ).decode()
        assert len(set(re.findall(r'<th scope="row"><a href="([^"]+)"', text))) == 2043
    assert pages["exports/catalogue.csv"].decode("utf-8-sig").count("公开事项名称") == 2042
    assert '<a href="../catalogue/leaf.html">' in pages["catalogue/by__count.html"].decode()[:9000]
