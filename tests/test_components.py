"""The components of the theme: each is described whole, its examples are drawn, and the gallery shows them all."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import nodes

from gkgen.built import DEFAULT_THEME
from gkgen.cli import cli
from gkgen.findings import UsageError
from gkgen.gallery import Sheet, gallery_files, read_sheets
from gkgen.stages.render import renderer
from gkgen.theme import find, stylesheet
from tests.browsing import chromium
from tests.sites import BASE, write_files

GOLDEN = Path(__file__).parent / "golden" / "gallery.html"
COMPONENTS = DEFAULT_THEME / "components"
SHEETS = {each.name: each for each in read_sheets([DEFAULT_THEME])}
PEN = renderer([DEFAULT_THEME])


def source(path: str) -> str:
    return (DEFAULT_THEME / path).read_text(encoding="utf-8")


def page() -> str:
    (file,) = (each for each in gallery_files([DEFAULT_THEME]) if each.address == "index.html")
    assert isinstance(file.content, bytes)
    return file.content.decode()


def parameters(path: str) -> dict[str, dict[str, object]]:
    """The parameters of each macro of a component that isn't private, and their defaults."""
    found = {}
    for macro in PEN.environment.parse(source(path)).find_all(nodes.Macro):
        if not macro.name.startswith("_"):
            names = [each.name for each in macro.args]
            given = [each.as_const() for each in macro.defaults]
            found[macro.name] = dict.fromkeys(names, None) | dict(
                zip(names[len(names) - len(given) :], given, strict=True)
            )
    return found


def test_every_macro_that_a_page_or_a_component_calls_stands_in_a_component() -> None:
    paths = [*find([DEFAULT_THEME], "templates"), *find([DEFAULT_THEME], "components")]
    called = {
        (path, name)
        for path in paths
        if path.endswith(".html")
        for each in PEN.environment.parse(source(path)).find_all(nodes.Call)
        if isinstance(each.node, nodes.Getattr)
        and isinstance(each.node.node, nodes.Name)
        and each.node.node.name == "m"
        for name in [each.node.attr]
    }
    assert len(called) > 100
    assert {(path, name) for path, name in called if name not in PEN.homes} == set()


def test_every_component_is_one_folder_that_describes_itself() -> None:
    for folder in sorted(each for each in COMPONENTS.iterdir() if each.is_dir()):
        files = {each.name for each in folder.iterdir()}
        allowed = {f"{folder.name}.{kind}" for kind in ("html", "css", "yaml")}
        assert files <= allowed, folder.name
        assert f"{folder.name}.yaml" in files, folder.name


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_component_says_what_it_is_for_in_both_languages_and_has_an_example(sheet: Sheet) -> None:
    assert sheet.title != sheet.name
    assert re.search("[一-鿿]", sheet.about.zh)
    assert re.fullmatch("[ -~]+", sheet.about.en)
    assert sheet.examples
    assert {each.macro for each in sheet.examples if each.macro} == {name for name, _ in sheet.macros} - {
        "rows"
    }


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_option_of_a_component_is_described_with_its_default(sheet: Sheet) -> None:
    path = f"components/{sheet.name}/{sheet.name}.html"
    asked = parameters(path) if (DEFAULT_THEME / path).is_file() else {}
    said = {macro: {each.name: each for each in options} for macro, options in sheet.macros}
    assert {macro: set(each) for macro, each in asked.items()} == {
        macro: set(each) for macro, each in said.items()
    }
    for macro, options in asked.items():
        for name, default in options.items():
            told = said[macro][name]
            assert told.meaning
            assert told.type
            assert told.default == (
                None
                if default is None
                else str(default).lower()
                if default in (True, False)
                else str(default)
            )


def test_the_gallery_is_drawn_as_it_was() -> None:
    """To accept a change: `python -m tests.test_components`, and read the diff."""
    assert page() == GOLDEN.read_text(encoding="utf-8")


def test_the_gallery_shows_every_component_every_option_and_every_example() -> None:
    shown = page()
    for sheet in SHEETS.values():
        assert f'<h2 id="{sheet.name}">' in shown
        for each in sheet.examples:
            assert f"<h3>{each.title}</h3>" in shown
    assert len(re.findall(r'class="shown"', shown)) == sum(len(each.examples) for each in SHEETS.values())
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_the_gallery_fits_a_small_telephone_and_needs_no_script(tmp_path: Path) -> None:
    for file in gallery_files([DEFAULT_THEME]):
        assert isinstance(file.content, bytes)
        path = tmp_path / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    assert "<script" not in page()
    with chromium() as browser:
        for text in ("", "elder"):
            shown = browser.new_page(viewport={"width": 320, "height": 800})
            wrong: list[str] = []
            shown.on("console", lambda said: wrong.append(said.text))  # noqa: B023 — read before the next round
            shown.goto((tmp_path / "index.html").as_uri())
            shown.evaluate("text => document.documentElement.dataset.text = text", text)
            wide = shown.evaluate(
                """() => [...document.querySelectorAll('body *')].filter(each =>
                    each.getBoundingClientRect().right > 321
                    && !each.closest('.table-scroll, .shown, .source, .unseen')).map(each => each.outerHTML.slice(0, 80))"""
            )
            assert wide == []
            assert shown.evaluate("document.documentElement.scrollWidth") <= 320
            assert wrong == []


def test_the_style_of_a_page_is_light() -> None:
    assert len(gzip.compress(stylesheet([DEFAULT_THEME]).encode(), 9, mtime=0)) <= 20_000


def test_a_site_s_own_component_stands_in_its_gallery(tmp_path: Path) -> None:
    own = {
        "site.yaml": BASE["site.yaml"] + "theme: themes/own\n",
        "themes/own/components/seal/seal.html": "{% macro seal(name) %}<b>{{ name }}</b>{% endmacro %}",
        "themes/own/components/seal/seal.yaml": "title: 印章\nmacros: {seal: {name: {type: 文字, meaning: 名称}}}\n"
        "examples: [{title: 一个, macro: seal, with: {name: 望溪}}]\n",
    }
    write_files(tmp_path, own)
    done = CliRunner().invoke(cli, ["gallery", "-s", str(tmp_path), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    shown = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<b>望溪</b>" in shown
    assert '<h2 id="lines">' in shown
    assert (tmp_path / "out" / "static" / "site.css").is_file()


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("title: 印章\nexamples: [{title: 一个, macro: seal, with: {other: 望溪}}]\n", "一个.*seal.*other"),
        ("title: 印章\nexamples: [{title: 一个, macro: nosuch}]\n", "一个.*seal.*nosuch"),
        ("title: [\n", r"seal\.yaml:\d+"),
    ],
)
def test_a_sheet_that_can_t_be_used_is_told(sheet: str, words: str, tmp_path: Path) -> None:
    folder = tmp_path / "components" / "seal"
    folder.mkdir(parents=True)
    (folder / "seal.html").write_text("{% macro seal(name) %}{{ name }}{% endmacro %}", encoding="utf-8")
    (folder / "seal.yaml").write_text(sheet, encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        list(gallery_files([tmp_path, DEFAULT_THEME]))
    assert re.search(words, fault.value.said.en)


if __name__ == "__main__":
    GOLDEN.write_text(page(), encoding="utf-8")
