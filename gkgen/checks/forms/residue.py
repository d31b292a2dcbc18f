"""What came along when a text was copied from a web page: 点击数, 关闭窗口, 省略832字, 本站小编."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Text, warning

COPIED = warning(
    "W848",
    Text(
        "“{found}”是从网页上一起复制来的，不是正文",
        "“{found}” came along from a web page and is no part of the text",
    ),
    Text("删去它；整段是转载的，从原文件重新复制", "delete it; copy a reprinted passage from its original"),
)

_COPIED = re.compile(
    r"(?:本站|本)(?:小编|站小编)(?:为|给|整理)[^，。；\n]{0,6}|(?:导语|導語)[：:][^。\n]{0,30}(?:网友|網友|上传|上傳|来源于|來源于)"
    r"|省略\d+字|未完[，,、][^。\n]{0,4}全文|(?:会员|會員)可(?:完整)?(?:阅读|閱讀)|(?:阅读|閱讀)下面提示信息|点击数[：:]|点击(?:下载|查看)全文"
    r"|扫一扫在手机打开当前页|【?关闭窗口】?(?=\s|$)|【?打印本[页文]】?(?=\s|$)|字体[：:][【\[]?大[^\n]{0,3}中[^\n]{0,3}小"
    r"|上一[篇条][：:]|下一[篇条][：:]|(?:当前|您现在的)位置[：:是][^\n]{0,4}(?:首页|文明)|百度文库|道客巴巴|豆丁网"
)


def find(text: str) -> Iterator[Slip]:
    if found := _COPIED.search(text):
        yield Slip(found.start(), found.end(), COPIED)


_WORDS = (
    "小编",
    "导语",
    "導語",
    "省略",
    "未完",
    "会员可",
    "會員可",
    "下面提示",
    "点击",
    "扫一扫",
    "关闭窗口",
    "打印本",
    "字体",
)
ROOM = Room(
    find,
    words=(
        *_WORDS,
        "上一篇",
        "上一条",
        "下一篇",
        "下一条",
        "当前位置",
        "现在的位置",
        "百度文库",
        "道客巴巴",
        "豆丁网",
    ),
)
