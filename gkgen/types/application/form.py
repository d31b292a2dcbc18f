"""The blank form of an application: what there is to fill in, told once for the page and for the Word file.

Source: 条例第二十九条; the fields are those of the applications that portals take.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "政府信息公开申请表"


@dataclass(frozen=True, slots=True)
class Blank:
    """A label and a place to write."""

    label: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """One or two blanks beside each other; or one with `choices` to tick, or `height` lines high."""

    blanks: tuple[Blank, ...]
    choices: tuple[str, ...] = ()
    height: int = 1


@dataclass(frozen=True, slots=True)
class FormPart:
    title: str
    rows: tuple[FormRow, ...]


def _pair(left: str, right: str) -> FormRow:
    return FormRow((Blank(left), Blank(right)))


def _single(label: str, height: int = 1) -> FormRow:
    return FormRow((Blank(label),), height=height)


def _choice(label: str, *choices: str) -> FormRow:
    return FormRow((Blank(label),), choices)


PARTS = (
    FormPart(
        "申请人（公民）",
        (
            _pair("姓名", "工作单位"),
            _pair("证件名称", "证件号码"),
            _pair("联系电话", "邮政编码"),
            _single("联系地址"),
            _pair("传真", "电子邮箱"),
        ),
    ),
    FormPart(
        "申请人（法人或者其他组织）",
        (
            _pair("名称", "统一社会信用代码"),
            _pair("法定代表人", "联系人"),
            _pair("联系电话", "邮政编码"),
            _single("联系地址"),
            _pair("传真", "电子邮箱"),
        ),
    ),
    FormPart(
        "所需信息",
        (
            _single("名称、文号或者便于查询的其他特征", 5),
            _single("用途（可以不填）", 2),
        ),
    ),
    FormPart(
        "形式要求",
        (
            _choice("提供方式", "纸质", "电子文件", "光盘"),
            _choice("获取途径", "邮寄", "电子邮件", "传真", "自行领取", "当场查阅、抄录"),
            _choice("不能按要求提供时", "可以接受其他方式", "不接受其他方式"),
        ),
    ),
)

SIGNED = ("申请人签名（盖章）：", "申请日期：　　　　年　　月　　日")
NOTE = "公民附身份证明复印件；法人或者其他组织附营业执照、登记证书复印件并盖章。公民、法人两栏只填一栏。"
