"""Mobile numbers and bank cards: private only where the words around them say so, or say nothing else.

An office's contact is no leak: 条例第二十条第（二）项 wants it public. So a mobile number beside 咨询, 监督, 联系人 and the
like passes; one beside 电话 alone does unless the line or the head of its table speaks of persons (户主, 申请人, 身份证
…); a number that nothing explains is taken for a private one. A card counts by its length, its issuer's digits, the check of
ISO/IEC 7812 (Luhn) and words such as 卡号 near it; the account of an organ or a company passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.privacy.digits import Group, Run, spans
from gkgen.privacy.identity import is_credit_code
from gkgen.privacy.sight import Sight, masked
from gkgen.privacy.surroundings import Surroundings

# The ranges that the 工信部 has given out to persons: not 140, 141, 144 (machines), 154, 160 …
_MOBILE = re.compile(r"(?:86)?(?:13\d|14[5-9]|15[0-35-9]|16[2567]|17[0-8]|18\d|19[0-35-9])\d{8}")
_SHAPES = ((3, 4, 4), (3, 8))
_COUNTRY = ("86", "0086")
_PERSONS = re.compile(
    r"户主|低保对象|救助对象|保障对象|补贴对象|受益人|受助人|领取人|身份证|家庭住址|家庭人口|现住址|户籍地址|个人电话|本人电话|家属"
)
# In a sentence these may be the readers to whom an office gives its number; in a table's head they are the listed.
_LISTED = re.compile(r"申请人|申请对象|申报人|考生|学生|家长|监护人|患者|病人|出生|性别|年龄|手机")
_OFFICE = re.compile(r"咨询|监督|投诉|举报|热线|值班|受理|客服|服务电话|办公电话|联系人|办公室|窗口")
_CONTACT = re.compile(r"电话|联系|传真|邮箱|微信")
_CARD = re.compile(r"(?:62|60|[45]|3[5-7])\d{12,17}")
_ACCOUNT = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|一卡通|存折|社保卡")
_OFFICES = "(?:局|政府|财政|中心|委员会|公司|学校|医院|法院|所|院|厅|办公室|基金会)"
_ORGAN = re.compile(rf"对公|收款单位|户名[:：= \t|]*[^\s|]{{0,20}}?{_OFFICES}|财政专户|专户|国库")
_HOLDERS = ("户名", "开户名称", "账户名称", "收款人")
_HOLDER_IS_ORGAN = re.compile(
    rf".{{2}}(?:{_OFFICES}|(?:[小中大]学|幼儿园|工会|[村居]委会|合作社|专户|国库|集团|[支分]行|街道|[站处馆队厂店社镇乡村])$)"
)
_QUANTITY = re.compile(r"\s*(?:元|万|亿|吨|公斤|千克|平方|立方|%|％|美元|人次|千瓦|户|件)")


def mobile_numbers(run: Run, near: Surroundings) -> Iterator[Sight]:
    """The mobile numbers that are likely a person's own."""
    for group in _mobiles(run):
        start, end = group.start, group.end
        if not _MOBILE.fullmatch(group.digits) or _QUANTITY.match(near.text, end):
            continue
        if start and near.text[start - 1] in "/=#&?¥￥":
            continue
        if _is_persons(near.before(start), in_table=near.in_table(start)):
            yield Sight("mobile", start, end, masked(group.digits[-11:]))


def _is_persons(around: str, *, in_table: bool) -> bool:
    """In a table the head tells; figures under a head that speaks of no telephone are figures."""
    if _OFFICE.search(around):
        return False
    if _PERSONS.search(around):
        return True
    return bool(_LISTED.search(around)) if in_table else not _CONTACT.search(around)


def bank_cards(run: Run, near: Surroundings) -> Iterator[Sight]:
    for places in (16, 17, 18, 19):
        for group in spans(run, places):
            if (
                not _CARD.fullmatch(group.digits)
                or not _is_luhn(group.digits)
                or is_credit_code(group.digits)
            ):
                continue
            around = near.before(group.start)
            if _ACCOUNT.search(around) and not _is_organs(around, group, near):
                yield Sight("card", group.start, group.end, masked(group.digits))


def _is_organs(around: str, group: Group, near: Surroundings) -> bool:
    """The holder's own cell tells, where the table has one."""
    if near.in_table(group.start):
        for name in _HOLDERS:
            if holder := near.cell(group.start, name):
                return _HOLDER_IS_ORGAN.search(holder) is not None
    return _ORGAN.search(around + near.after(group.end)) is not None


def _mobiles(run: Run) -> Iterator[Group]:
    """Eleven places together, perhaps with the country's 86 before them; or in groups of 3, 4 and 4 or of 3 and 8 where
    nothing else stands in the run: numbers side by side in the columns of a table are no telephone number."""
    for group in (*spans(run, 11), *spans(run, 13)):
        if group in run.groups:
            yield group
    grouped = run.groups[1:] if run.groups[0].digits in _COUNTRY else run.groups
    if tuple(len(each.digits) for each in grouped) in _SHAPES:
        yield from spans(Run(grouped, run.touched_before, run.touched_after), 11)


def _is_luhn(digits: str) -> bool:
    doubled = (int(each) * (2 if place % 2 else 1) for place, each in enumerate(reversed(digits)))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
