"""Private numbers and marks of secrecy: what is found, what isn't, and that no finding prints what it found."""

from __future__ import annotations

import csv
import json
import random
import time
from pathlib import Path

import pytest

from gkgen.built import Built
from gkgen.findings import Finding
from gkgen.privacy import Sight, covered, draft_name, draft_of, draft_on_top, private_numbers, secrecy_marks
from gkgen.privacy.identity import is_area, is_credit_code
from gkgen.report import as_github, as_text
from tests.sites import BASE, built, corpus, item, output

WHOLE = "420106199003071238"
CARD = "6222021234567890128"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(area: str, born: str, serial: str) -> str:
    body = area + born + serial
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11]


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def found(text: str, about: str = "") -> list[tuple[str, str]]:
    """The kind of each thing found and the very characters."""
    sights = (*private_numbers(text, about), *secrecy_marks(text), *draft_on_top(text))
    return [(each.kind, text[each.start : each.end]) for each in sights]


# ---------------------------------------------------------------- identity numbers


@pytest.mark.parametrize(
    "written",
    [
        WHOLE,
        wide(WHOLE),
        "420106 19900307 1238",
        "420106-19900307-1238",
        "4201 0619 9003 0712 38",
        " ".join(WHOLE),
        "\u00ad".join(WHOLE),
        "\u200b".join(WHOLE),
        "420106　19900307　1238",
        identity("110105", "19491231", "002"),
        identity("110105", "19491231", "002").lower(),
        wide(identity("110105", "19491231", "002")),
        identity("830000", "19900101", "001"),
        identity("810000", "19900101", "001"),
        "911124198108030024",
    ],
)
def test_a_whole_identity_number_is_found_however_it_is_written(written: str) -> None:
    for around in (
        "{}",
        "身份证号：{}。",
        "| 张某 | {} | 男 |",
        "（{}）",
        "张某{}男",
        "0100-2000001 {}",
        "张某,{},13912345678",
        "{}、13912345678",
    ):
        assert ("identity", written) in found(around.format(written)), around


@pytest.mark.parametrize(
    "written",
    [
        "4201**********1238",
        "420106********1238",
        "42010619900307****",
        "420106199003******",
        "4201061990******38",
        "4201xxxxxxxxxx1238",
        "420106××××××××1238",
        "９１４２０１０６ＭＡ４Ｋ１２３４５Ｘ",
        "11420106011222334A",
        "11000000000000035E",
        "11000000000000035E4000511001000",
        "11420106199003071238000511001000",  # digits of a longer code
        f"3.{WHOLE}",
        f"{WHOLE}.50",
        f"A{WHOLE}",
        f"{WHOLE}B",
        f"20260305{WHOLE}",
        "420106199013071238",  # no thirteenth month
        "420106199002301238",
        "990106199003071238",  # no such province
        "420106179003071238",
        "420106199003071234",  # the check character, and nothing that announces it
        "420106900307123",  # the old form, and nothing that announces it
        "12345",
        "96110",
        "0100-2000001",
        "wangxi-mzj/2026-00010",
        "20260305123456789",
    ],
)
def test_masked_numbers_codes_and_parts_of_longer_numbers_pass(written: str) -> None:
    assert found(f"编号 {written}") == []


def test_the_old_form_and_a_wrong_check_character_count_where_they_are_announced() -> None:
    assert found("身份证号码 420106900307123") == [("identity", "420106900307123")]
    assert found("420106900307123", "证件号码") == [("identity", "420106900307123")]
    assert found("公民身份号码：420106199003071234") == [("doubtful", "420106199003071234")]
    assert found("身份证号 420106901307123") == []


def test_a_credit_code_that_is_all_digits_is_no_person() -> None:
    """Codes of the civil affairs that have an area, a day and a check character of persons too."""
    both = [
        code
        for day in range(1, 29)
        for month in range(1, 3)
        for serial in range(1000)
        if is_credit_code(code := identity("511101", f"1990{month:02}{day:02}", f"{serial:03}"))
    ]
    assert len(both) > 5
    assert [code for code in both if found(code)] == []


def test_no_real_area_is_refused() -> None:
    with (corpus() / "areas" / "areas.csv").open(encoding="utf-8") as file:
        areas = [row["code"] for row in csv.DictReader(file)]
    assert len(areas) > 2900
    assert [code for code in areas if not is_area(code)] == []


def test_three_hundred_planted_numbers_are_all_found() -> None:
    chance = random.Random(20261122)
    with (corpus() / "areas" / "areas.csv").open(encoding="utf-8") as file:
        areas = [row["code"] for row in csv.DictReader(file)]
    for _ in range(300):
        day = f"{chance.randrange(1925, 2020)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        number = identity(chance.choice(areas), day, f"{chance.randrange(1000):03}")
        written = chance.choice((number, wide(number), f"{number[:6]} {number[6:14]} {number[14:]}"))
        assert ("identity", written) in found(f"经审核，张某（{written}）符合条件。")


def test_of_random_numbers_hardly_one_is_taken_for_a_persons() -> None:
    chance = random.Random(20261122)
    numbers = [str(chance.randrange(10**17, 10**18)) for _ in range(30_000)]
    assert sum(found(number) != [] for number in numbers) < 4


# ---------------------------------------------------------------- mobile numbers, cards


@pytest.mark.parametrize(
    "text",
    [
        "户主张某，电话 13912345678",
        "张某 139 1234 5678",
        "张某，139-1234-5678，家住",
        "手机：１３９１２３４５６７８",
        "张某（+86 13912345678）",
        "张某，8613912345678",
        "| 姓名 | 手机 |\n| --- | --- |\n| 张某 | 19912345678 |",
        "| 考生 | 联系电话 |\n| --- | --- |\n| 张某 | 16612345678 |",
    ],
)
def test_a_number_that_is_likely_a_persons_own_is_told(text: str) -> None:
    assert [kind for kind, _ in found(text)] == ["mobile"]


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话：13912345678",
        "监督投诉 13912345678、0100-2000001",
        "联系人：张三（手机 13912345678）",
        "申请人可以拨打咨询电话 13912345678",
        "学生资助中心的电话是 13912345678",
        "联系电话 13912345678",
        "值班：13912345678",
        "| 单位 | 联系电话 |\n| --- | --- |\n| 办公室 | 13912345678 |",
        "| 科目 | 金额 |\n| --- | --- |\n| 教育 | 13912345678 |",
        "139****5678",
        "总额 13912345678 元",
        "13912345678.50",
        "编号 2026013912345678",
        "https://www.wangxi.example/13912345678.html",
        "https://www.wangxi.example/?id=13912345678",
        "12012345678",  # no such range
        "14112345678",  # machines
        "139 1234 5678 90 12",  # columns of figures
        "4008123456",
        "010-13912345678x",
    ],
)
def test_an_offices_contact_a_figure_and_a_code_pass(text: str) -> None:
    assert found(text) == []


def test_a_card_counts_by_its_check_and_its_words_and_an_organs_account_passes() -> None:
    assert found(f"一卡通账号 {CARD}") == [("card", CARD)]
    assert (
        found(f"开户银行某行，卡号 {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}")[0][0]
        == "card"
    )
    assert found(f"卡号 {CARD[:-1]}9") == []
    assert found(f"编号 {CARD}") == []
    assert found("卡号 6222 02** **** 0128") == []
    assert found(f"收款单位：望溪区财政局，账号 {CARD}") == []
    assert found(f"账号 {CARD}，户名：望溪区财政局非税收入专户") == []


@pytest.mark.parametrize("between", [" | ", "\t", " "], ids=["Markdown", "tabs", "blanks"])
@pytest.mark.parametrize(
    ("holder", "kinds"),
    [
        ("望溪区民政局", []),
        ("望溪区第一小学", []),
        ("某某村民委员会", []),
        ("张三", ["card"]),
        ("李院", ["card"]),
    ],
)
def test_the_holders_cell_tells_whose_account_it_is(between: str, holder: str, kinds: list[str]) -> None:
    head = between.join(("单位", "联系人", "联系电话", "户名", "账号"))
    row = between.join(("望溪区民政局", "王五", "13912345678", holder, CARD))
    assert [kind for kind, _ in found(f"某表\n{head}\n{row}")] == kinds


def test_a_head_above_words_set_apart_by_blanks_tells_of_them() -> None:
    assert found("单位 联系人 联系电话\n民政局 王五 13912345678") == []
    assert [kind for kind, _ in found("姓名 性别 手机\n王五 男 13912345678")] == ["mobile"]
    assert [kind for kind, _ in found("单位 联系人 联系电话\n\n民政局 王五 13912345678")] == ["mobile"]


def test_one_number_is_told_as_one_thing() -> None:
    both = next(
        number
        for serial in range(1000)
        if (number := identity("420106", "19900307", f"{serial:03}")).isdigit() and _luhn(number)
    )
    assert found(f"银行卡号、身份证号 {both}") == [("identity", both)]


def _luhn(number: str) -> bool:
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(number))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("机密★10年", "secret"),
        ("绝 密 ★ 长期", "secret"),
        ("秘密★", "secret"),
        ("机密★一年\n关于", "secret"),
        ("绝密★启用前", "secret"),
        ("密级：机密", "secret"),
        ("密　级: 秘密", "secret"),
        ("绝密\n\n关于某事的报告", "secret"),
        ("000001\n秘密 5年\n", "secret"),
        ("内部资料 注意保存", "internal"),
        ("内部资料，请勿外传", "internal"),
        ("关于某事的通报（内部使用）", "internal"),
        ("仅供内部参考，不得外传", "internal"),
        ("内部文件\n某事", "internal"),
        ("讨论稿\n某办法", "draft"),
        ("望溪区某办法（讨论稿）\n第一条", "draft"),
        ("## 望溪区某办法（第二次修改稿）", "draft"),
    ],
)
def test_a_mark_of_the_document_itself_is_found(text: str, kind: str) -> None:
    assert [each for each, _ in found(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年。",
        "国家秘密的标志为“机密★10年”。",
        "核心密码保护信息的最高密级为绝密级",
        "密级：公开",
        "密级：绝密、机密或者秘密",
        "商业秘密★★★",
        "内部资料性出版物",
        "只限于内部使用。",
        "考试材料不得外传，违反的给予处分。",
        "内部使用的有价票证",
        "文件送审稿及其说明",
        "关于《某条例（修订草案送审稿）》公开征求意见的通知",
        "某办法（征求意见稿）",
        "某条例（草案）",
        "投稿 来稿 稿酬",
    ],
)
def test_words_about_secrets_and_drafts_pass(text: str) -> None:
    assert found(text) == []


def test_a_draft_is_told_by_the_end_of_a_title_and_by_a_files_name() -> None:
    assert draft_of("望溪区某办法（修订草案送审稿）") == "修订草案送审稿"
    assert draft_of("望溪区某办法初稿") == "初稿"
    assert draft_of("关于《某办法（送审稿）》的说明") == ""
    assert draft_of("某办法（征求意见稿）") == ""
    assert draft_name("某办法讨论稿2.docx") == "讨论稿"
    assert draft_name("某办法（征求意见稿）.docx") == ""


# ---------------------------------------------------------------- real texts


def clean_texts() -> list[tuple[str, str]]:
    folder = corpus()
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted((folder / "laws").glob("*.md"))]
    for name in ("state-council-documents.jsonl", "district-service-guides.jsonl"):
        for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines(), 1):
            texts += [
                (f"{name}:{number} {key}", value)
                for key, value in json.loads(line).items()
                if isinstance(value, str)
            ]
    others = (
        *folder.glob("fees/*.csv"),
        *folder.glob("power-list/*.csv"),
        *folder.glob("standard-catalogue/*.csv"),
    )
    return texts + [(path.name, path.read_text(encoding="utf-8")) for path in sorted(others)]


def test_no_real_text_that_is_clean_is_complained_of() -> None:
    """588 laws and documents, 651 guides, and lists: no hit at all, so there is none to explain."""
    texts = clean_texts()
    assert len({name.partition(":")[0] for name, _ in texts}) > 558
    assert [(name, each) for name, text in texts for each in found(text)] == []


def test_the_laws_are_looked_through_in_half_a_second() -> None:
    laws = [text for name, text in clean_texts() if name.endswith(".md")]
    assert len(laws) == 558
    begun = time.process_time()
    for text in laws:
        found(text)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 100_000,
        "1" * 400_000,
        "1-" * 100_000,
        "13912345678|" * 10_000,
        "|张|13912345678|\n" * 20_000,
        "甲 乙 13912345678\n" * 20_000,
        "甲 乙 丙\n" * 20_000 + "13912345678 甲 乙\n" * 10_000,
        "绝密 " * 100_000,
    ],
    ids=lambda text: text[:8].strip(),
)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    found(text)
    assert time.process_time() - begun < 3


# ---------------------------------------------------------------- in a site


def own(site: Built) -> list[str]:
    return [each.rule.code for each in ours(site)]


def ours(site: Built) -> list[Finding]:
    """Beside what other families say of the same entry."""
    return [each for each in site.findings if each.rule.code.startswith("P")]


def test_no_report_prints_a_private_number(tmp_path: Path) -> None:
    body = f"张某，身份证号 {WHOLE}，手机 13912345678。\n\n银行卡号 {CARD}。\n\n身份证号 420106199003071234。"
    site = built(tmp_path, {"content/items/one.md": item(body=body)})
    assert own(site) == ["P801", "P803", "P804", "P802"]
    told = ""
    for each in ours(site):
        told += as_text(each, "zh") + as_text(each, "en") + as_github(each, "zh", "") + repr(each)
    for number in (WHOLE, "13912345678", CARD, "420106199003071234"):
        assert number not in told
        assert number[3:-2] not in told


def test_no_finding_of_any_family_holds_a_private_number(tmp_path: Path) -> None:
    text = (
        item()
        .replace(
            "公开目录: leaf", f"公开目录: leaf\n生效日期: {WHOLE}\n{WHOLE}: 甲\n主题分类: 身份证 {WHOLE}"
        )
        .replace("发布日期: ", f"施行日期: {'甲' * 25}{WHOLE}\n发布日期: ")
    )
    phone = BASE["content/organisations/mzj.yaml"].replace("0100-2000002", f"卡号 {CARD}，12")
    site = built(tmp_path, {"content/items/one.md": text, "content/organisations/mzj.yaml": phone})
    assert {"K201", "K206", "K213", "K223"} <= {each.rule.code for each in site.findings}
    told = "".join(as_text(each, "zh") + as_text(each, "en") + repr(each) for each in site.findings)
    assert "420…38" in told
    for number in (WHOLE, CARD):
        assert number not in told
        assert number[:14] not in told


@pytest.mark.parametrize(
    ("text", "about", "said"),
    [
        (f"“{WHOLE}”", "", "“420…38”"),
        (f"甲{WHOLE[:15]}…", "", "甲420…71…"),
        (CARD, "银行账号", "622…28"),
        (CARD, "编号", CARD),
        ("13912345678", "联系电话", "13912345678"),
        ("13912345678", "标题", "139…78"),
        ("11000000000000035E4000511001…", "", "11000000000000035E4000511001…"),
        ("wx/2026-00001", "", "wx/2026-00001"),
    ],
)
def test_a_text_that_is_told_is_covered(text: str, about: str, said: str) -> None:
    assert covered(text, about).rstrip("…") == said.rstrip("…")


def test_a_whole_identity_number_stops_publication_and_a_telephone_does_not(tmp_path: Path) -> None:
    assert built(tmp_path / "a", {"content/items/one.md": item(body=WHOLE)}).errors == 1
    assert built(tmp_path / "b", {"content/items/one.md": item(body="张某 13912345678")}).errors == 0


def test_a_field_made_for_telephones_may_hold_a_mobile_number(tmp_path: Path) -> None:
    text = BASE["content/organisations/mzj.yaml"].replace("0100-2000002", "13912345678")
    assert own(built(tmp_path, {"content/organisations/mzj.yaml": text})) == []


def test_of_an_entry_that_is_not_disclosed_what_is_not_shown_is_not_complained_of(tmp_path: Path) -> None:
    text = item(body=f"身份证号 {WHOLE}").replace(
        "公开目录: leaf",
        "公开目录: leaf\n公开方式: 不予公开\n不予公开: {理由: 个人隐私, 依据: 条例第十五条, 评估日期: 2027-01-01}",
    )
    assert own(built(tmp_path / "a", {"content/items/one.md": text})) == []
    shown = text.replace("标题: 关于", f"标题: {WHOLE}关于")
    assert "P801" in own(built(tmp_path / "b", {"content/items/one.md": shown}))


def test_drafts_may_be_shown_to_the_public_that_is_asked(tmp_path: Path) -> None:
    body = "讨论稿"
    assert own(built(tmp_path / "a", {"content/items/one.md": item(body=body)})) == ["P813"]
    asking = item("关于公开征求某办法意见的公告", body=body)
    assert own(built(tmp_path / "b", {"content/items/one.md": asking})) == []


def test_a_draft_is_told_by_the_title_and_the_name_of_an_attachment(tmp_path: Path) -> None:
    def with_attachment(said: str) -> dict[str, str | bytes]:
        text = item(body="见附件。").replace("公开目录: leaf", f"公开目录: leaf\n附件: [{said}]")
        return {
            "content/items/one.md": text,
            "content/items/初稿.csv": b"a,b\n",
            "content/items/a.csv": b"a,b\n",
        }

    named = built(tmp_path / "a", with_attachment("初稿.csv"))
    titled = built(tmp_path / "b", with_attachment("{文件: a.csv, 名称: 某办法（送审稿）}"))
    asked = built(tmp_path / "c", with_attachment("{文件: a.csv, 名称: 某办法（送审稿）征求意见}"))
    assert [own(each) for each in (named, titled, asked)] == [
        ["P813"],
        ["P813"],
        [],
    ]


def test_several_of_a_kind_in_a_text_are_told_once_with_their_number(tmp_path: Path) -> None:
    rows = "".join(f"| 张{n} | 1391234567{n} |\n" for n in range(5))
    site = built(tmp_path, {"content/items/one.md": item(body=f"| 户主 | 电话 |\n| --- | --- |\n{rows}")})
    assert own(site) == ["P803"]
    assert "共 5 处" in ours(site)[0].wrong("zh")
    assert "5 in all" in ours(site)[0].wrong("en")


def test_the_review_is_shown_on_the_page_beside_what_was_changed(tmp_path: Path) -> None:
    text = item().replace(
        "公开目录: leaf",
        "公开目录: leaf\n更新日期: 2026-03-09\n变更记录: [{日期: 2026-03-09, 内容: 更正金额, 原因: 笔误}]",
    )
    page = output(built(tmp_path, {"content/items/one.md": text}))["items/one.html"].decode()
    record = page.partition('id="record"')[2].partition("</section>")[0]
    assert "公开审查记录" in record
    assert [word in record for word in ("林望山", "2026-03-04", "条例第十七条")] == [True] * 3
    assert page.index('id="changes"') < page.index('id="record"')


def test_a_review_of_a_later_change_and_one_on_the_day_itself_are_right(tmp_path: Path) -> None:
    for name, field, reviewed in (
        ("a", "公开目录: leaf", "2026-03-05"),
        (
            "b",
            "公开目录: leaf\n更新日期: 2026-03-09\n变更记录: [{日期: 2026-03-09, 内容: 更正, 原因: 笔误}]",
            "2026-03-08",
        ),
    ):
        text = item().replace("公开目录: leaf", field).replace("日期: 2026-03-04", f"日期: {reviewed}")
        assert own(built(tmp_path / name, {"content/items/one.md": text})) == []


def test_a_sight_holds_nothing_of_a_number_but_its_mask() -> None:
    (sight,) = private_numbers(f"身份证号 {WHOLE}")
    assert isinstance(sight, Sight)
    assert WHOLE[3:-2] not in repr(sight)
