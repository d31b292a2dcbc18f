"""A site's own theme: what it overrides, and what is said when it is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gkgen.findings import UsageError
from tests.sites import BASE, built, codes, item, output

OWN = BASE["site.yaml"] + "theme: themes/own\n"
TEMPLATES = "themes/own/templates"


def drawn(folder: Path, **templates: str | bytes) -> dict[str, bytes]:
    files: dict[str, str | bytes] = {"site.yaml": OWN, "content/items/one.md": item()}
    files |= {f"{TEMPLATES}/{name}.html": text for name, text in templates.items()}
    site = built(folder, files)
    assert codes(site) == []
    return output(site)


def said(folder: Path, **templates: str | bytes) -> str:
    with pytest.raises(UsageError) as fault:
        drawn(folder, **templates)
    assert "themes/own/templates/" in fault.value.said.zh
    return fault.value.said.en


def test_a_theme_overrides_one_template_and_keeps_the_others(tmp_path: Path) -> None:
    own = '{% extends "entry.html" %}{% block own %}<p class="ours">{{ page.title }}</p>{% endblock %}'
    pages = drawn(tmp_path, item=own)
    assert '<p class="ours">关于做好工作的通知</p>' in pages["items/one.html"].decode()
    assert "<title>" in pages["items/one.html"].decode()
    assert "ours" not in pages["organisations/mzj.html"].decode()


def test_a_template_saved_with_a_byte_order_mark_or_with_other_line_ends_is_drawn_as_any_other(
    tmp_path: Path,
) -> None:
    plain = drawn(tmp_path / "a", foot="<p>\n脚\n</p>\n")
    marked = drawn(tmp_path / "b", foot=b"\xef\xbb\xbf" + "<p>\r\n脚\r\n</p>\r\n".encode())
    assert plain["index.html"] == marked["index.html"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{% extends "entry.html" %}\n\n{% block own %}\n', 3, "Unexpected end of template"),
        ("<p>\n{{ page.title | nosuch }}\n", 2, "nosuch"),
        ("<p>\n\n{{ nosuch }}\n", 3, "'nosuch' is undefined"),
        ("<p>\n{{ view.nosuch }}\n", 2, "nosuch"),
        ('<p>\n{% include "nosuch.html" %}\n', 2, "no template “nosuch.html”"),
        ('<p>\n{% include "../../../site.yaml" %}\n', 2, "no template “../../../site.yaml”"),
        ("<p>\n{{ 1 / 0 }}\n", 2, "ZeroDivisionError"),
        ("<p>\n{{ page.title + 1 }}\n", 2, "TypeError"),
        ("<p>\n{{ page.title | filesize }}\n", 2, "TypeError"),
    ],
)
def test_a_fault_of_a_template_is_told_with_its_file_and_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    fault = said(tmp_path, item=text)
    assert f"{TEMPLATES}/item.html, line {line}," in fault
    assert words in fault


def test_a_fault_of_a_part_is_told_at_the_part(tmp_path: Path) -> None:
    assert f"{TEMPLATES}/foot.html, line 2," in said(tmp_path, foot="<p>\n{{ nosuch }}\n")
    assert f"{TEMPLATES}/foot.html, line 2," in said(tmp_path, foot="<p>\n{% if %}\n")


def test_a_template_that_extends_itself_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    assert f"{TEMPLATES}/item.html" in said(tmp_path, item='{% extends "item.html" %}\n')


def test_a_template_in_another_encoding_is_refused(tmp_path: Path) -> None:
    assert f"{TEMPLATES}/item.html isn't in UTF-8" in said(tmp_path, item="模板".encode("gbk"))


def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    site = built(tmp_path, {"site.yaml": OWN})
    with pytest.raises(UsageError, match="themes/own"):
        output(site)


@pytest.mark.skipif(os.name == "nt", reason="a link takes a privilege on Windows")
@pytest.mark.parametrize(
    "link",
    [
        "templates",
        "templates/item.html",
        "templates/parts",
        "static/site.css",
        "tokens.css",
        "components",
        "components/lines",
        "components/lines/lines.css",
        "components/lines/lines.html",
    ],
)
def test_a_link_in_a_theme_is_refused_by_its_name(link: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "item.html").write_text("root:x:0:0", encoding="utf-8")
    site = tmp_path / "site"
    path = site / "themes" / "own" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(secret / "item.html" if "." in link else secret)
    with pytest.raises(UsageError, match=rf"themes/own/{link} .*secret"):
        output(built(site, {"site.yaml": OWN, "content/items/one.md": item()}))


def test_a_hidden_file_of_an_editor_is_no_part_of_a_theme(tmp_path: Path) -> None:
    site = built(
        tmp_path, {"site.yaml": OWN, f"{TEMPLATES}/foot.html": "脚", f"{TEMPLATES}/.foot.html.swp": b"\xff"}
    )
    (tmp_path / TEMPLATES / ".#foot.html").write_bytes(b"\xff")
    assert not [address for address in output(site) if "foot" in address]


# ---------------------------------------------------------------- components and the style sheet

LINES = "themes/own/components/lines/lines"
STYLES = "static/site.css"


def made(folder: Path, **files: str | bytes) -> dict[str, bytes]:
    own = {f"themes/own/{path}": text for path, text in files.items()}
    return output(built(folder, {"site.yaml": OWN, "content/items/one.md": item(), **own}))


def test_a_theme_overrides_the_template_of_one_component_and_keeps_its_style(tmp_path: Path) -> None:
    own = '{% macro lines(lines, dated=true) %}<p class="ours">{{ m.to(lines[0]) }}</p>{% endmacro %}'
    files = made(tmp_path, **{"components/lines/lines.html": own})
    assert '<p class="ours"><a href="items/one.html">' in files["index.html"].decode()
    assert files[STYLES] == made(tmp_path / "plain", **{"static/a.txt": ""})[STYLES]


def test_the_style_sheet_is_the_tokens_the_ground_and_each_component_each_overridden_by_itself(
    tmp_path: Path,
) -> None:
    own = {"tokens.css": ":root { --ink: navy }", "components/lines/lines.css": ".lines { color: teal }"}
    style = made(tmp_path, **own, **{"components/zebra/zebra.css": ".zebra { top: 0 }"})[STYLES].decode()
    assert style.startswith(":root{--ink:navy}\n")
    assert "--gutter:" not in style
    assert style.index("body{") < style.index(".facts{") < style.index(".lines{color:teal}")
    assert ".lines>li" not in style
    assert style.index(".ways{") < style.index(".zebra{")


def test_a_style_sheet_of_the_site_s_own_is_used_whole(tmp_path: Path) -> None:
    assert (
        made(tmp_path, **{STYLES: "p { color: red } /* ours */\n"})[STYLES]
        == b"p { color: red } /* ours */\n"
    )


def test_the_style_sheet_has_no_comments_and_what_stands_in_quotes_stays(tmp_path: Path) -> None:
    own = '/* why */\n.a::after {\n    content: "/*  “说”  */";  /* because */\n}\n'
    style = made(tmp_path, **{"components/a/a.css": own})[STYLES].decode()
    assert '.a:after{content:"/*  “说”  */"}' in style
    assert "because" not in style


def test_a_style_sheet_that_cannot_be_parsed_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^components/a/a\.css:2:\d+"):
        made(tmp_path, **{"components/a/a.css": ".a { top: 0 }\n}} .b"})


def test_two_components_with_macros_of_one_name_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"components/lines/lines.html and components/ours/ours.html"):
        made(tmp_path, **{"components/ours/ours.html": "{% macro lines() %}{% endmacro %}"})


def test_a_fault_of_a_component_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as fault:
        made(
            tmp_path,
            **{"components/lines/lines.html": "{% macro lines(a, b) %}\n{{ a.nosuch }}\n{% endmacro %}"},
        )
    assert f"{LINES}.html, line 2," in fault.value.said.en


def test_a_page_that_calls_a_macro_that_no_component_has_is_told(tmp_path: Path) -> None:
    assert "nosuch" in said(tmp_path, item="{{ m.nosuch() }}\n")


def test_a_style_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"tokens\.css isn't in UTF-8"):
        made(tmp_path, **{"tokens.css": "/* 颜色 */".encode("gbk")})
