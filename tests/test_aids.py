"""The reading aids in Chromium: large text, colours and reading aloud, without a cookie and without rewriting a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from gkgen.stages.write import publish
from tests.browsing import hosted, watched
from tests.sites import BASE, built, item

BODY = """\
第一段，有[民政局](/organisations/mzj.yaml)。

## 一、范围

- 甲类
- 乙类
  - 乙类之一

| 项目 | 金额 | 备注 |
| --- | --- | --- |
| 低保 | 900元 | |
| 特困 | 1800元 | 按月 |

最后一段。
"""
PAGE = "items/one.html"
SPOKEN = """\
(() => {
  const spoken = (window.spoken = []);
  const listeners = [];
  let voices = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = {
    get speaking() { return spoken.length > 0; },
    getVoices: () => voices,
    addEventListener: (name, act) => listeners.push(act),
    speak(said) { spoken.push(said); if (window.patient) window.patient.push(said); else setTimeout(() => said.onend()); },
    cancel() { window.cancelled = (window.cancelled || 0) + 1; sessionStorage.setItem("cancelled", "yes"); },
  };
  window.voicesCome = (langs) => { voices = langs.map((lang) => ({ lang, name: lang })); listeners.forEach((act) => act()); };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
})();
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"content/items/one.md": item(body=BODY), "content/items/two.md": item("另一条", "wx/2026-00002")}
    site = built(tmp_path_factory.mktemp("site"), files)
    assert site.findings == ()
    target = tmp_path_factory.mktemp("aids") / "public"
    publish(site.output(), target)
    return target


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    with hosted(folder) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 320, "height": 800})
    yield opened
    opened.close()


def elder(page: Page) -> None:
    page.get_by_role("button", name="长者模式").click()


def attributes(page: Page) -> dict[str, str]:
    return page.evaluate("({...document.documentElement.dataset})")  # type: ignore[no-any-return]


def test_elder_mode_is_large_enough_and_fits_a_small_phone(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    for address in ("index.html", PAGE, "search.html", "catalogue/index.html", "items/index.html"):
        page.goto(f"{host}{address}")
        if "text" not in attributes(page):
            elder(page)
        page.get_by_role("button", name="阅读设置").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        small = page.evaluate(
            """() => [...document.querySelectorAll("body *")].flatMap((each) => {
              const style = getComputedStyle(each), box = each.getBoundingClientRect();
              if (!each.checkVisibility() || each.closest(".unseen, .skip, svg")) return [];
              const name = `${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 20)}`;
              const size = parseFloat(style.fontSize), found = [];
              const text = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
              if (/^H[1-6]$/.test(each.tagName) && size < 30) found.push(`heading ${size} ${name}`);
              if (text && each.matches("main p, main li") && !each.closest(".quiet, .record, .trail") && size < 24)
                found.push(`text ${size} ${name}`);
              const target = each.matches("button, select, summary, input:not([type=radio]), .aids-choice label, nav a, .lines a");
              if (target && style.display !== "inline" && box.height && box.height < 59.5)
                found.push(`target ${box.height} ${name}`);
              return found;
            })"""
        )
        assert small == [], (address, small)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 24


def test_elder_mode_shows_the_same_words(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    words = """[...document.body.children].map((each) => {
      const tools = each.querySelector(".aids"); if (tools) tools.style.display = "none";
      const text = each.innerText; if (tools) tools.style.display = ""; return text.replace(/\\s+/g, " ");
    })"""
    for address in ("index.html", PAGE, "items/index.html"):
        page.goto(f"{host}{address}")
        page.evaluate("localStorage.clear()")
        page.reload()
        before = page.evaluate(words)
        elder(page)
        assert attributes(page)["text"] == "elder"
        assert page.evaluate(words) == before


def test_a_choice_survives_navigation_and_reload_and_sets_no_cookie(
    context: BrowserContext, host: str
) -> None:
    page = context.new_page()
    page.goto(f"{host}{PAGE}")
    page.get_by_role("button", name="阅读设置").click()
    page.get_by_role("radio", name="特大").check()
    page.get_by_role("radio", name="深色").check()
    expect(page.locator(".aids").get_by_role("status")).to_have_text("配色：深色")
    page.get_by_role("link", name="首页").first.click()
    page.wait_for_url("**/index.html")
    assert attributes(page) == {"text": "largest", "theme": "dark"}
    page.reload()
    assert attributes(page) == {"text": "largest", "theme": "dark"}
    assert context.cookies() == []


def test_the_choice_is_there_before_anything_is_painted(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(host)
    elder(page)
    page.add_init_script(
        "new MutationObserver(() => { if (document.body && window.early === undefined)"
        " window.early = document.documentElement.dataset.text || 'none'; })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{host}{PAGE}")
    assert page.evaluate("window.early") == "elder"


def test_another_tab_follows_and_the_default_comes_back(context: BrowserContext, host: str) -> None:
    page, other = context.new_page(), context.new_page()
    page.goto(host)
    other.goto(f"{host}{PAGE}")
    elder(page)
    toggle = other.get_by_role("button", name="长者模式")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert attributes(other)["text"] == "elder"
    other.get_by_role("button", name="阅读设置").click()
    other.get_by_role("radio", name="高对比").check()
    assert attributes(other) == {"text": "elder", "contrast": "high"}
    other.get_by_role("button", name="恢复默认").click()
    assert attributes(other) == {}
    expect(page.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "false")
    assert other.evaluate("localStorage.length") == 0


def test_a_size_leaves_elder_mode_and_says_so(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(host)
    elder(page)
    page.get_by_role("button", name="阅读设置").click()
    expect(page.get_by_role("radio", name="标准")).not_to_be_checked()
    page.get_by_role("radio", name="大", exact=True).check()
    expect(page.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "false")
    assert attributes(page) == {"text": "larger"}


def test_each_step_is_larger_than_the_one_before(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}{PAGE}")
    page.get_by_role("button", name="阅读设置").click()
    sizes = []
    for name in ("标准", "大", "特大"):
        page.get_by_role("radio", name=name, exact=True).check()
        sizes.append(
            page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)")
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert sizes == sorted(set(sizes))


def test_the_former_choice_is_taken_over_and_dropped(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(host)
    page.evaluate("localStorage.setItem('gkgen-large-text', 'on')")
    page.reload()
    assert attributes(page) == {"text": "elder"}
    elder(page)
    page.reload()
    assert attributes(page) == {}
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("kept", ["{", "null", '{"size":"<b>","colour":7}', "[]"])
def test_what_others_left_in_the_storage_does_no_harm(kept: str, context: BrowserContext, host: str) -> None:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.goto(host)
    page.evaluate("text => localStorage.setItem('gkgen-aids', text)", kept)
    page.reload()
    assert attributes(page) == {}
    elder(page)
    assert attributes(page) == {"text": "elder"}
    assert wrong == []


def test_where_storage_is_refused_the_choice_holds_for_the_page(browser: Browser, host: str) -> None:
    page, wrong = watched(browser)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(host)
    elder(page)
    assert attributes(page) == {"text": "elder"}
    page.goto(f"{host}{PAGE}")
    assert attributes(page) == {}
    page.close()
    assert wrong == []


def test_the_aids_work_from_a_folder_on_a_disk(folder: Path, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    elder(page)
    page.goto((folder / PAGE).as_uri())
    assert attributes(page) == {"text": "elder"}


def test_the_keyboard_alone_is_enough(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}{PAGE}")
    page.get_by_role("searchbox").first.focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="长者模式")).to_be_focused()
    page.keyboard.press("Space")
    assert attributes(page) == {"text": "elder"}
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    opener = page.get_by_role("button", name="阅读设置")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert attributes(page) == {}
    page.keyboard.press("ArrowRight")
    assert attributes(page) == {"text": "larger"}
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert attributes(page) == {"text": "larger", "theme": "dark"}


def test_elder_mode_and_dark_colours_are_not_printed(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}{PAGE}")
    measure = """() => { const style = getComputedStyle(document.querySelector(".prose p"));
      return [style.fontSize, style.color, getComputedStyle(document.body).backgroundColor]; }"""
    page.emulate_media(media="print")
    before = page.evaluate(measure)
    page.emulate_media(media="screen")
    page.evaluate("""localStorage.setItem("gkgen-aids", '{"elder":"on","colour":"dark"}')""")
    page.reload()
    page.emulate_media(media="print")
    assert attributes(page) == {"text": "elder", "theme": "dark"}
    assert page.evaluate(measure) == before


def test_a_page_has_one_button_to_print_it_and_none_in_its_text(browser: Browser, tmp_path: Path) -> None:
    """A link of the text carries its public address for paper: it must not be taken for a place of the button."""
    files = {
        "site.yaml": BASE["site.yaml"] + "公开网址: https://www.wangxi.example\n",
        "content/items/one.md": item(body=BODY),
    }
    publish(built(tmp_path, files).output(), tmp_path / "public")
    with hosted(tmp_path / "public") as address:
        page, wrong = watched(browser)
        page.goto(f"{address}{PAGE}")
        expect(page.get_by_role("button", name="打印本页")).to_have_count(1)
        expect(page.locator(".prose")).to_contain_text("有民政局。")
        page.close()
    assert wrong == []


def test_without_javascript_there_is_no_dead_button(browser: Browser, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}{PAGE}")
    assert page.get_by_role("button").all_inner_texts() == ["搜索"]
    context.close()


# ---------------------------------------------------------------- reading aloud


@pytest.fixture
def speaking(browser: Browser, host: str) -> Iterator[Page]:
    page, wrong = watched(browser)
    page.add_init_script(SPOKEN)
    page.goto(f"{host}{PAGE}")
    yield page
    page.close()
    assert wrong == []


def said(page: Page) -> list[str]:
    return page.evaluate("spoken.map((each) => each.text)")  # type: ignore[no-any-return]


def test_the_button_comes_with_a_chinese_voice_and_not_before(speaking: Page) -> None:
    play = speaking.get_by_role("button", name="朗读")
    expect(play).to_have_count(0)
    speaking.evaluate("voicesCome(['en-US', 'ja-JP'])")
    expect(play).to_have_count(0)
    speaking.evaluate("voicesCome(['en-US', 'zh-TW', 'zh-CN'])")
    expect(play).to_have_count(1)
    speaking.evaluate("voicesCome(['zh-CN'])")
    expect(play).to_have_count(1)


def test_the_button_is_absent_where_the_browser_cannot_speak(browser: Browser, host: str) -> None:
    page, wrong = watched(browser)
    page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis")
    page.goto(f"{host}{PAGE}")
    expect(page.get_by_role("button", name="长者模式")).to_be_visible()
    expect(page.get_by_role("button", name="朗读")).to_have_count(0)
    page.close()
    assert wrong == []


def test_a_page_is_read_in_its_order_with_the_headers_of_its_cells(speaking: Page) -> None:
    before = speaking.evaluate("document.querySelector('main').innerHTML")
    speaking.evaluate("voicesCome(['en-US', 'zh-TW', 'zh-CN'])")
    speaking.get_by_role("button", name="朗读").click()
    expect(speaking.get_by_role("button", name="朗读", exact=True)).to_be_visible()
    words = said(speaking)
    assert words[0] == "关于做好工作的通知"
    text = words.index("第一段，有民政局。")
    assert words[text : text + 12] == [
        "第一段，有民政局。",
        "一、范围",
        "甲类",
        "乙类",
        "乙类之一",
        "表格 1：一、范围",
        "项目：低保",
        "金额：900元",
        "项目：特困",
        "金额：1800元",
        "备注：按月",
        "最后一段。",
    ]
    assert speaking.evaluate("new Set(spoken.map((each) => each.voice.lang)).size") == 1
    assert speaking.evaluate("spoken[0].voice.lang") == "zh-CN"
    expect(speaking.locator(".being-read")).to_have_count(0)
    assert speaking.evaluate("document.querySelector('main').innerHTML").replace(' class=""', "") == before


def test_what_is_being_read_is_marked_and_a_pause_goes_on_where_it_was(speaking: Page) -> None:
    speaking.evaluate("voicesCome(['zh-CN']); window.patient = []")
    speaking.get_by_role("button", name="朗读").click()
    expect(speaking.locator(".being-read")).to_have_text("关于做好工作的通知")
    speaking.evaluate("patient.pop().onend()")
    marked = speaking.locator(".being-read").text_content()
    speaking.get_by_role("button", name="暂停朗读").click()
    expect(speaking.locator(".aids").get_by_role("status")).to_have_text("朗读已暂停")
    speaking.evaluate("patient.pop().onend()")
    assert len(said(speaking)) == 2
    speaking.get_by_role("button", name="继续朗读").click()
    assert said(speaking)[1] == said(speaking)[2]
    assert speaking.locator(".being-read").text_content() == marked
    speaking.get_by_role("button", name="停止朗读").click()
    expect(speaking.locator(".being-read")).to_have_count(0)
    expect(speaking.get_by_role("button", name="朗读", exact=True)).to_be_focused()


def test_reading_begins_at_the_selection_and_at_the_chosen_rate(speaking: Page) -> None:
    speaking.evaluate("voicesCome(['zh-CN']); window.patient = []")
    speaking.get_by_role("button", name="阅读设置").click()
    speaking.get_by_role("radio", name="慢").check()
    speaking.evaluate("getSelection().selectAllChildren(document.querySelector('main td:nth-child(2)'))")
    speaking.get_by_role("button", name="朗读", exact=True).click()
    assert said(speaking) == ["金额：900元"]
    assert speaking.evaluate("spoken[0].rate") == 0.75


def test_reading_stops_when_the_page_is_left(speaking: Page, host: str) -> None:
    speaking.evaluate("voicesCome(['zh-CN']); window.patient = []")
    speaking.get_by_role("button", name="朗读").click()
    assert speaking.evaluate("sessionStorage.getItem('cancelled')") is None
    speaking.goto(f"{host}index.html")
    assert speaking.evaluate("sessionStorage.getItem('cancelled')") == "yes"


def test_a_long_paragraph_is_said_in_sentences_and_hidden_text_and_navigation_not_at_all(
    speaking: Page,
) -> None:
    speaking.evaluate(
        """() => { const add = (html) => document.querySelector("main").append(
            document.createRange().createContextualFragment(html));
          add("<p>" + "这是一句不短的话，说了又说。".repeat(20) + "</p>");
          add("<p hidden>藏</p><nav>航</nav><p aria-hidden=true>默</p><p id=unseen>隐</p>");
              document.getElementById("unseen").style.visibility = "hidden";
          add("<details><summary>标</summary><p>折</p></details>"); voicesCome(["zh-CN"]); }"""
    )
    speaking.get_by_role("button", name="朗读").click()
    expect(speaking.get_by_role("button", name="朗读", exact=True)).to_be_visible()
    words = said(speaking)
    assert max(len(each) for each in words) <= 120
    assert "".join(words).count("说了又说。") == 20
    assert words[-1] == "标"
    assert not set("藏航默隐折") & set("".join(words[words.index("最后一段。") :]))
