"""Under a portal that exists: its header, footer and styles around the pages, and nothing leaks either way."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from gkgen.model import Mapping
from gkgen.mounting import mounted as mounted_from
from gkgen.schema.config import Mount
from gkgen.stages.write import publish
from tests.browsing import hosted, watched
from tests.sites import BASE, built, codes, item, output, write_files

HEADER = """\
<div class="top" id="top">
  <img src="img/logo.svg" alt="望溪区人民政府" width="120" height="40">
  <h2>望溪区人民政府</h2>
  <nav class="menu" aria-label="门户栏目">
    <ul class="list"><li class="on"><a href="/">首页</a></li><li><a href="/news/">要闻 &amp; 动态</a></li></ul>
  </nav>
  <form action="/search/" class="find"><label for="q">搜本网</label><input id="q" name="q" type="search"><button type="submit">搜</button></form>
  <details><summary>更多</summary><p>说明<br>两行</p></details>
</div>
"""
FOOTER = """\
<footer class="foot"><p>主办：<a href="https://www.wangxi.example/about">望溪区人民政府办公室</a></p><p class="quiet">电话 0100-1</p></footer>
"""
HOSTILE = """\
@charset "utf-8";
html { font-size: 62.5%; background: #eee }
body { font: 1.4rem/2 serif; color: #333 !important; margin: 0; line-height: 1; letter-spacing: 5px }
* { color: red !important; box-sizing: content-box; margin: 3px; border-radius: 9px }
a, main a { display: none !important }
:root { --ink: lime; --paper: black; --target: 1px }
.foot, .menu, .wrap, h1, h2, p, li, button, input, table, td { position: relative; left: 50px; font-size: 9px !important; background: yellow }
body > .wrap, html body main, #main, #top { display: none; padding: 2rem }
.menu a, .foot a { display: inline !important; color: #00f }
#top { display: block; width: 60rem; height: calc(10rem + 2px); background: url("img/bg.png") no-repeat }
.list > li::before { content: "›" }
@media (min-width: 1px) { :is(body, html) p { text-transform: uppercase; padding-left: 1.5rem } }
@supports (display: grid) { h2 { letter-spacing: 0.2rem } }
@keyframes turn { from { left: 1rem } to { left: 0 } }
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 4"><path d="M0 0h12v4z"/></svg>'
HOST = {
    "themes/host/header.html": HEADER,
    "themes/host/footer.html": FOOTER,
    "themes/host/portal.css": HOSTILE,
    "themes/host/img/logo.svg": LOGO,
    "themes/host/img/bg.png": PIXEL,
}
MOUNT = """\
公开网址: https://www.wangxi.example/zfxxgk
嵌入门户:
  页头: themes/host/header.html
  页脚: themes/host/footer.html
  样式: [themes/host/portal.css]
"""
ITEMS = {
    "content/items/one.md": item(
        body="## 一\n\n- 甲\n\n| 项目 | 金额 |\n| --- | --- |\n| 低保 | 900元 |\n\n见[民政局](/organisations/mzj.yaml)。"
    ),
}
FILES: dict[str, str | bytes] = {"site.yaml": BASE["site.yaml"] + MOUNT, **ITEMS, **HOST}
# One text is told to this process much sooner than a hundred thousand values.
COMPUTED = """(selector) => JSON.stringify([...document.querySelectorAll(selector)].map((each) => {
  const said = {};
  for (const pseudo of [null, "::before", "::after"]) {
    const style = getComputedStyle(each, pseudo);
    for (const name of style) if (!name.startsWith("--")) said[`${pseudo || ""}${name}`] = style.getPropertyValue(name);
  }
  return [`${each.tagName}.${each.className}`, said];
}))"""


def around(folder: Path, **changed: str | bytes) -> list[str]:
    """The codes of the host's files when one of them is changed: header, footer or styles."""
    names = {"header": "header.html", "footer": "footer.html", "styles": "portal.css"}
    write_files(folder, {**HOST, **{f"themes/host/{names[key]}": text for key, text in changed.items()}})
    paths = {key: f"themes/host/{name}" for key, name in names.items()}
    mount = Mount(header=paths["header"], footer=paths["footer"], styles=(paths["styles"],))
    return [each.rule.code for each in mounted_from(folder, mount, Mapping((), 1, 1))[1]]


def published(folder: Path, files: dict[str, str | bytes]) -> Path:
    site = built(folder / "site", files)
    assert site.findings == ()
    publish(site.output(), folder / "public")
    return folder / "public"


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("mounted"), FILES)


@pytest.fixture(scope="module")
def address(mounted: Path) -> Iterator[str]:
    with hosted(mounted, "/zfxxgk") as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site with a host that has no styles: what of gkgen's own looks different is a leak."""
    styles = {**FILES, "themes/host/portal.css": ""}
    with hosted(published(tmp_path_factory.mktemp("plain"), styles), "/zfxxgk") as opened:
        yield opened


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host's own page."""
    page = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>门户</title><link rel="icon" href="img/logo.svg"><link rel="stylesheet" href="portal.css"></head><body>{HEADER}{FOOTER}</body></html>'
    )
    folder = write_files(tmp_path_factory.mktemp("portal"), {**HOST, "themes/host/index.html": page})
    with hosted(folder / "themes" / "host") as opened:
        yield opened


def computed(page: Page, url: str, selector: str) -> list[tuple[str, dict[str, str]]]:
    page.goto(url)
    return json.loads(page.evaluate(COMPUTED, selector))  # type: ignore[no-any-return]


OWN = ":is(.head, .trail, main, .foot:not(footer)), :is(.head, .trail, main, .foot:not(footer)) :not(svg *), body, html, .skip"
# Where a box stands depends on the height of what is above it, not on a style.
_PLACE = (
    "perspective-origin",
    "transform-origin",
    "inset",
    "top",
    "bottom",
    "inset-block-start",
    "inset-block-end",
    "block-size",
    "height",
)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["items/one.html", "index.html", "organisations/mzj.html"])
def test_the_hosts_styles_change_nothing_of_ours(
    name: str, width: int, address: str, plain: str, browser: Browser
) -> None:
    page, wrong = watched(browser, viewport={"width": width, "height": 900})
    with_styles = computed(page, f"{address}{name}", OWN)
    without = computed(page, f"{plain}{name}", OWN)
    assert len(without) >= 30
    assert [each for each, _ in with_styles] == [each for each, _ in without]
    for (element, ours), (_, before) in zip(with_styles, without, strict=True):
        placed = element.startswith(("HTML", "BODY")) or ours["position"] == "absolute"
        skipped = _PLACE if placed else ()
        different = {
            key: (ours[key], before[key])
            for key in before
            if ours[key] != before[key] and not key.endswith(skipped or "\0")
        }
        assert different == {}, element
    page.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_styles_change_nothing_of_the_hosts(
    scheme: str, address: str, portal: str, browser: Browser
) -> None:
    page, wrong = watched(browser, viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    theirs = computed(page, portal, "body *")
    ours = computed(page, f"{address}items/one.html", ".gkgen-host-body *")
    assert len(theirs) >= 20
    assert [each for each, _ in theirs] == [each for each, _ in ours]
    for (element, own), (_, here) in zip(theirs, ours, strict=True):
        different = {
            key: (own[key], here[key])
            for key in own
            # the address of the picture, and what the host leaves to the browser, are bound to differ
            if own[key] != here[key] and not key.endswith(("background-image", "color-scheme"))
        }
        assert different == {}, element
    assert page.locator(".gkgen-host img").evaluate("(each) => each.naturalWidth") > 0
    page.close()
    assert wrong == []


def test_a_page_has_one_of_each_landmark_and_one_skip_link_first(address: str, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.goto(f"{address}items/one.html")
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role  # type: ignore[arg-type]
    expect(page.get_by_role("banner")).to_contain_text("要闻")
    expect(page.get_by_role("contentinfo")).to_contain_text("主办")
    expect(page.get_by_role("region", name="本栏", exact=True)).to_contain_text("望溪区政府信息公开")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    assert page.get_by_role("link", name="跳到正文").count() == 1
    assert page.locator("h1").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert page.get_by_label("搜本网").count() == 1
    page.close()
    assert wrong == []


def test_the_hosts_links_stand_there_without_javascript(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}items/one.html")
    expect(page.get_by_role("banner").get_by_role("link", name="要闻 & 动态")).to_be_visible()
    context.close()


def test_under_its_path_every_link_of_ours_works_and_the_host_keeps_its_own(
    address: str, mounted: Path, browser: Browser
) -> None:
    page, wrong = watched(browser)
    for name in sorted(path.relative_to(mounted).as_posix() for path in mounted.rglob("*.html")):
        page.goto(f"{address}{name}")
        links = page.evaluate(
            "[...document.querySelectorAll(':not(.gkgen-host *)[href]')].map((each) => each.href.split('#')[0])"
        )
        for link in sorted(set(links)):
            if link.startswith("http://127.0.0.1"):
                assert link.startswith(address), (name, link)
                assert page.request.get(link).ok, (name, link)
    assert page.locator(".gkgen-host a[href='/news/']").count() == 1
    page.close()
    assert wrong == []
    root = "https://www.wangxi.example/zfxxgk/"
    places = ElementTree.fromstring((mounted / "sitemap.xml").read_bytes())
    assert all((each.text or "").startswith(root) for each in places.iter() if each.tag.endswith("}loc"))
    assert f'<link rel="canonical" href="{root}items/one.html">' in (mounted / "items/one.html").read_text(
        encoding="utf-8"
    )
    assert f"Sitemap: {root}sitemap.xml" in (mounted / "robots.txt").read_text(encoding="utf-8")


def test_on_paper_the_host_is_left_out(address: str, browser: Browser) -> None:
    page, _ = watched(browser)
    page.goto(f"{address}items/one.html")
    page.emulate_media(media="print")
    expect(page.locator(".gkgen-host").first).to_be_hidden()
    page.close()


def test_only_the_files_that_are_named_are_mounted(tmp_path: Path) -> None:
    files = output(
        built(tmp_path, {**FILES, "themes/host/img/other.png": PIXEL, "themes/host/secret.txt": "x"})
    )
    assert sorted(each for each in files if "host" in each) == [
        "static/host.css",
        "static/host/img/bg.png",
        "static/host/img/logo.svg",
    ]


def test_a_site_without_a_host_has_nothing_of_it(tmp_path: Path) -> None:
    files = output(built(tmp_path, ITEMS))
    assert b"gkgen-host" not in b"".join(files.values())
    assert "static/host.css" not in files


def test_styles_are_kept_to_the_box_and_every_rem_and_id_is_written_anew(tmp_path: Path) -> None:
    styles = "html{font-size:20px}\nhtml.a body > #b:not(#c) , :root .body{width:1.5rem;background:url(img/bg.png)}"
    site = built(tmp_path, {**FILES, "themes/host/portal.css": styles})
    css = output(site)["static/host.css"].decode()
    scope = ".gkgen-host.gkgen-host:not(#_)"
    assert (
        f"{scope} .gkgen-host-html.a .gkgen-host-body > #host-b:not(#host-c), {scope} .gkgen-host-html .body "
        '{ width: 30px; background: url("host/img/bg.png"); }'
    ) in css


@pytest.mark.parametrize(
    ("where", "text", "code"),
    [
        ("header", "<p>a</p><script>1</script>", "T922"),
        ("header", '<p onclick="x()">a</p>', "T922"),
        ("header", '<p style="color:red">a</p>', "T922"),
        ("header", '<p data-tools="">a</p>', "T922"),
        ("header", '<div data-search="">a</div>', "T922"),
        ("header", '<p data-base="x">a</p>', "T922"),
        ("header", '<form><input type="image" src="img/bg.png" alt="搜"></form>', "T922"),
        ("header", '<iframe src="/a"></iframe>', "T922"),
        ("header", '<link rel="stylesheet" href="/a.css">', "T922"),
        ("header", '<img src="https://1.2.3.4/a.png" alt="">', "T923"),
        ("header", '<img src="/images/a.png" alt="">', "T923"),
        ("header", '<img src="//other.example/a.png" alt="">', "T923"),
        ("header", '<img src="img/none.png" alt="">', "T924"),
        ("header", '<img src="../../../../etc/a.png" alt="">', "T924"),
        ("header", '<img src="portal.css" alt="">', "T924"),
        ("header", "<div><p>a</div>", "T926"),
        ("header", "<div>", "T926"),
        ("header", "</div>", "T926"),
        ("header", "<h1>a</h1>", "T927"),
        ("header", "<main>a</main>", "T927"),
        ("header", "<!DOCTYPE html><p>a</p>", "T927"),
        ("header", "<nav><a href='/'>a</a></nav>", "T927"),
        ("header", '<img src="img/bg.png">', "T927"),
        ("header", "<header>a</header><header>b</header>", "T927"),
        ("header", '<p tabindex="3">a</p>', "T927"),
        ("header", '<a href="#content">跳到正文</a>', "T927"),
        ("header", '<a href="news/">a</a>', "T928"),
        ("header", '<a href="javascript:x()">a</a>', "T928"),
        ("header", '<a href="http://10.0.0.1/x">a</a>', "T928"),
        ("header", '<form action="https://user@x.example/"></form>', "T928"),
        ("header", '<form action="https://search.wangxi.example/"></form>', "T928"),
        ("header", '<form action="mailto:a@wangxi.example"></form>', "T928"),
        ("header", '<a href="/\\\\wangxi.other/">a</a>', "T928"),
        ("header", '<form action="//search.wangxi.example/"></form>', "T928"),
        ("styles", "@import 'other.css';", "T925"),
        ("styles", "@font-face { font-family: a; src: url(a.woff) }", "T925"),
        ("styles", "@layer a { p { color: red } }", "T925"),
        ("styles", ".a { .b & { color: red } }", "T925"),
        ("styles", ".a { background: image-set('a.png' 1x) }", "T925"),
        ("styles", ".a } .b { color: red", "T925"),
        ("styles", ".a { *zoom: 1 }", "T925"),
        ("styles", ".a { behavior: url(a.htc) }", "T922"),
        ("styles", ".a { width: expression(1) }", "T922"),
        ("styles", ".a { background: url(http://1.2.3.4/a.png) }", "T923"),
        ("styles", ".a { background: url('/a.png') }", "T923"),
        ("styles", ".a { --b: url(data:image/png;base64,AA) }", "T923"),
        ("styles", ".a { background: url(a.png) }", "T924"),
        ("styles", "html { font-size: 10vw }", "T929"),
        ("styles", "@media (min-width: 1px) { html { font-size: 10px } }", "T929"),
        ("styles", b"\xff", "T921"),
    ],
)
def test_what_cannot_be_mounted_is_told(where: str, text: str | bytes, code: str, tmp_path: Path) -> None:
    assert set(around(tmp_path, **{where: text})) == {code}


def test_a_fault_is_told_at_its_line_and_column(tmp_path: Path) -> None:
    site = built(tmp_path, {**FILES, "themes/host/header.html": '<p>\n  <a href="x.html">a</a></p>'})
    assert [(each.place.file, each.place.line, each.place.column) for each in site.findings] == [
        ("themes/host/header.html", 2, 3)
    ]


@pytest.mark.parametrize("path", ["themes/none.html", "/etc/passwd", "../out.html", "themes/host"])
def test_a_file_that_cannot_be_read_is_told_at_the_setting(path: str, tmp_path: Path) -> None:
    site = built(tmp_path, {**FILES, "site.yaml": BASE["site.yaml"] + f"嵌入门户: {{页头: {path}}}\n"})
    assert [(each.rule.code, each.place.file, each.place.line) for each in site.findings] == [
        ("T921", "site.yaml", 6)
    ]


def test_an_operator_is_told_in_chinese_what_is_wrong(tmp_path: Path) -> None:
    picture = "data:image/png;base64," + "A" * 5000
    changed = {
        "themes/host/header.html": "望溪".encode("gb2312"),
        "themes/host/portal.css": f".a {{ *zoom: 1 }} .b {{ background: url({picture}) }}",
        "site.yaml": BASE["site.yaml"] + MOUNT.replace("footer.html", "none.html"),
    }
    said = [each.wrong("zh") for each in built(tmp_path, {**FILES, **changed}).findings]
    assert [each for each in said if "读不了：不是 UTF-8 编码" in each]
    assert [each for each in said if "读不了：没有这个文件" in each]
    assert [each for each in said if "*zoom:1" in each]
    assert [len(each) < 120 for each in said] == [True] * 4


def test_a_header_of_a_fixed_width_scrolls_by_itself_on_a_phone(tmp_path: Path, browser: Browser) -> None:
    """Most portals are 1,200 pixels wide, and it must not be the page that is pushed from side to side."""
    files = {**FILES, "themes/host/portal.css": ".top { width: 1200px }"}
    with hosted(published(tmp_path, files), "/zfxxgk") as opened:
        page, wrong = watched(browser, viewport={"width": 320, "height": 640})
        page.goto(f"{opened}items/one.html")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        box = page.locator(".gkgen-host").first
        assert box.evaluate("(each) => [each.scrollWidth, each.clientWidth]") == [1200, 320]
        assert box.evaluate("(each) => { each.scrollLeft = 500; return each.scrollLeft; }") == 500
        page.set_viewport_size({"width": 1280, "height": 800})
        assert box.evaluate("(each) => getComputedStyle(each).overflowX") == "visible"
        page.close()
    assert wrong == []


def test_a_menu_of_the_host_is_not_taken_for_ours(tmp_path: Path, browser: Browser) -> None:
    header = '<div class="menu"><details><summary>更多</summary><p>甲</p></details></div>'
    folder = published(tmp_path, {**FILES, "themes/host/header.html": header, "themes/host/portal.css": ""})
    with hosted(folder, "/zfxxgk") as opened:
        page, wrong = watched(browser, viewport={"width": 1280, "height": 800})
        page.add_init_script("CSS.supports = () => false")
        page.goto(f"{opened}items/one.html")
        assert page.locator("details").evaluate_all("(all) => all.slice(0, 2).map((each) => each.open)") == [
            False,
            True,
        ]
        page.close()
    assert wrong == []


@pytest.mark.skipif(os.name == "nt", reason="a link takes a privilege on Windows")
@pytest.mark.parametrize(("link", "code"), [("header.html", "T921"), ("img/bg.png", "T924")])
def test_a_link_among_the_hosts_files_is_never_followed(link: str, code: str, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    path = tmp_path / "themes" / "host" / link
    path.unlink()
    path.symlink_to("/etc/hostname")
    files = {name: text for name, text in FILES.items() if name != f"themes/host/{link}"}
    assert codes(built(tmp_path, files)) == [code]
