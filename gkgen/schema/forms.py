"""The forms of ids, document numbers, telephone numbers and web addresses, and the rules that are broken by others.

Sources: GB/T 9704-2012 (document numbers).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from gkgen.findings import Text, error, warning
from gkgen.schema.fields import Form, matching

BAD_ID = error(
    "K221",
    Text("“{label}”的“{value}”不能做网址", "“{value}” in “{key}” ({label}) can't be an address"),
    Text(
        "只用小写字母、数字和连字符，例如 dibao-2026",
        "use small letters, digits and hyphens only, like dibao-2026",
    ),
)
BAD_DOCUMENT_NUMBER = warning(
    "K222",
    Text("文号“{value}”不合 GB/T 9704 的格式", "“{value}” is not a document number as GB/T 9704 has it"),
    Text(
        "写成“机关代字〔2026〕8号”：年份用六角括号，序号不加“第”、不补零；令写“政府令第8号”；没有就写“无”",
        "write 机关代字〔2026〕8号: the year in 〔〕, no 第, no leading zeros; an order is 政府令第8号; none is 无",
    ),
)
BAD_PHONE = warning(
    "K223",
    Text(
        "“{label}”的“{value}”不像电话号码",
        "“{value}” in “{key}” ({label}) doesn't look like a telephone number",
    ),
    Text("写成“0100-2000002”，几个号码用“、”隔开", "write it like 0100-2000002; separate several by 、"),
)
BAD_WEB_ADDRESS = error(
    "K224",
    Text("“{label}”的“{value}”不是网址", "“{value}” in “{key}” ({label}) is not a web address"),
    Text("以 https:// 或 http:// 开头写全", "write it whole, beginning with https:// or http://"),
)

# A part that ends like a file of the output would be a folder and a file at one address.
_SLUG = r"(?![^/]*\.html?(?:/|$))[a-z0-9]+(?:[-_.][a-z0-9]+)*"
# GB/T 9704-2012, 7.2.5; the orders (令) and announcements (公告) have numbers of their own form.
_DOCUMENT_NUMBER = (
    r"[㐀-鿿]+〔\d{4}〕[1-9]\d*号"
    r"|[㐀-鿿]*令第?[1-9]\d*号|[㐀-鿿]*令〔\d{4}〕[1-9]\d*号"
    r"|[㐀-鿿]*公告[（(]?\d{4}年第[1-9]\d*号[）)]?|[㐀-鿿]*\d{4}年第[1-9]\d*号|无"
)
SLUG = matching(BAD_ID, _SLUG)
SLUG_PATH = matching(BAD_ID, rf"{_SLUG}(?:/{_SLUG})*")
DOCUMENT_NUMBER = matching(BAD_DOCUMENT_NUMBER, _DOCUMENT_NUMBER)
PHONE = Form(BAD_PHONE, lambda text: all(_is_phone(part) for part in re.split(r"[、，,；;/或]", text)))
WEB_ADDRESS = matching(BAD_WEB_ADDRESS, r"https?://[^\s<>\"'@]+")


def slug(code: str) -> str:
    """A code as a part of an address: what isn't a small letter, a digit or a dot is a hyphen."""
    return re.sub(r"[^0-9a-z.]+", "-", code.lower()).strip("-.")


def row_ids(ident: str, numbers: Sequence[str]) -> tuple[str, ...]:
    """Ids for the rows of a list that have none of their own: the list's id and the row's number in it, so that 2(1)
    is 2-1; a row without a number is told by its place, and a number that comes again has a second part."""
    stem, seen = ident.replace("/", "-"), Counter[str]()
    found = []
    for place, number in enumerate(numbers, 1):
        name = f"{stem}-{slug(number) or f'row{place}'}"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return tuple(found)


def _is_phone(text: str) -> bool:
    """One number, with the words around it and an extension: 区民政局 0100-2000001 转 801. Service numbers have
    three, five or six figures, local ones seven or eight, others ten to twelve: an area's code and six are one short."""
    plain = unicodedata.normalize("NFKC", text)
    bare = re.sub(r"(?<=\d{7})\s*(?:转|-)\s*\d{1,5}\s*\D*$", "", plain)
    runs = re.findall(r"\+?[\d][\d\s().—–-]*", bare)
    if any(_ONE_SHORT.fullmatch(run.strip()) for run in runs):
        return False
    several = plain.split()
    return (bool(runs) and all(_figures(run) in (3, 5, 6, 7, 8, 10, 11, 12) for run in runs)) or (
        len(several) > 1 and all(_is_phone(each) for each in several)
    )


_ONE_SHORT = re.compile(r"0\d{2,3}[\s)—–-]+\d{6}")


def _figures(run: str) -> int:
    return len(re.sub(r"\D|^\+?86(?=\D)", "", run))
