"""What a code says of itself against the columns beside it: power codes, implementation codes, credit codes.

Sources: GB/T 39554.1-2020 (实施编码), GB 32100-2015 (统一社会信用代码), GB 11714-1997 (组织机构代码), and the rule of the
province or city by which it numbers its powers, which a site writes as 职权编码格式.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import Site
from gkgen.schema.codes import code_pattern, credit_code_is_true, organisation_code_is_true

if TYPE_CHECKING:
    from gkgen.types.guide import Guide

CODE_FORM = warning(
    "X820",
    Text("职权编码“{code}”不合本站的格式 {form}", "the code “{code}” is not of the site's form {form}"),
    Text("核对编码，或者改 site.yaml 的“职权编码格式”", "check the code, or 职权编码格式 in site.yaml"),
)
OTHER_PART = error(
    "X821",
    Text(
        "编码“{code}”里的{part}是“{said}”，{label}是“{own}”",
        "the code “{code}” says “{said}” for its {part}; {label} is “{own}”",
    ),
    Text("核对编码和这一栏，两处写成一致", "check the code and the column; both say the same"),
    "职权编码规则",
)
OTHER_CREDIT_CODE = error(
    "X825",
    Text(
        "实施编码里的统一社会信用代码是“{said}”，“{organ}”的是“{own}”",
        "the implementation code holds the credit code “{said}”; that of “{organ}” is “{own}”",
    ),
    Text("核对实施编码和机构页", "check the implementation code and the organisation's page"),
    "GB/T 39554.1-2020",
)
OTHER_BASIC_CODE = error(
    "X826",
    Text(
        "实施编码里的基本编码是“{said}”，“基本编码”是“{own}”",
        "the implementation code holds the basic code “{said}”; 基本编码 is “{own}”",
    ),
    Text("核对两个编码", "check both codes"),
    "GB/T 39554.1-2020",
)
FALSE_CREDIT_CODE = warning(
    "X827",
    Text(
        "统一社会信用代码“{code}”的校验码不对，可能抄错了一位",
        "the credit code “{code}” has a wrong check character: a place may be miscopied",
    ),
    Text("照证书核对十八位代码", "check the eighteen places against the certificate"),
    "GB 32100-2015",
)
FALSE_ORGANISATION_CODE = warning(
    "X828",
    Text(
        "统一社会信用代码“{code}”第 9 至 17 位组织机构代码的校验码不对",
        "places 9 to 17 of “{code}”, the organisation code, have a wrong check digit",
    ),
    Text("照证书核对第 9 至 17 位", "check places 9 to 17 against the certificate"),
    "GB 11714-1997",
)

# 18 places of the credit code, the level, and the twelve of the basic code.
IMPLEMENTATION_CODE = re.compile(r"([0-9A-HJ-NPQRTUWXY]{18})([1-9])([0-9A-Z]{12})")
_PARTS = {"kind": "类型", "department": "部门", "level": "层级"}


def check_power_codes(entry: Entry, site: Site, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """Only with a form in the site's settings, and only for the parts that it names; `kinds` are the codes of kinds."""
    forms = site.config.power_codes
    for row in entry.rows:
        power = row.value
        if not forms or not power.code:
            continue
        place = entry.place(*row.path, "code")
        found = next((match for form in forms if (match := code_pattern(form).fullmatch(power.code))), None)
        if found is None:
            yield CODE_FORM.at(place, code=power.code, form="、".join(forms))
            continue
        for part, label, own in _told(power, entry, found.groupdict(), kinds):
            said = found[part]
            yield OTHER_PART.at(
                place, code=power.code, part=_PARTS[part], said=_word(part, said, kinds), label=label, own=own
            )


def _told(
    power: Any, entry: Entry, parts: Mapping[str, str], kinds: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The parts of a code that its columns contradict: the part, the column's label and what the column says."""
    if "kind" in parts and kinds.get(parts["kind"]) != power.kind:
        yield "kind", "职权类型", power.kind
    department = power.department or entry.fields.department_code
    coded = department.isalnum() and department.isascii()
    if coded and department != parts.get("department", department):
        yield "department", "授权部门", department
    level = _LEVELS.get(parts.get("level", ""))
    if level and power.levels and level not in power.levels:
        yield "level", "实施层级", "、".join(power.levels)


_LEVELS = {"1": "国家", "2": "省", "3": "市", "4": "县", "5": "乡"}


def _word(part: str, said: str, kinds: Mapping[str, str]) -> str:
    word = {"kind": kinds.get(said), "level": _LEVELS.get(said)}.get(part)
    return f"{said} {word}" if word else said


def check_implementation_code(entry: Entry, site: Site) -> Iterator[Finding]:
    """Codes of other shapes are other provinces': nothing is said of them."""
    fields: Guide = entry.fields
    found = IMPLEMENTATION_CODE.fullmatch(fields.implementation_code)
    if found is None:
        return
    place = entry.place("implementation_code")
    organ = site.find("organisation", fields.organ) or site.publisher_of(entry)
    own = getattr(organ.entry.fields, "code", "") if organ else ""
    if organ is not None and own and own != found[1]:
        yield OTHER_CREDIT_CODE.at(place, said=found[1], organ=organ.title, own=own)
    elif not own:
        yield from false_codes(found[1], entry, "implementation_code")
    if fields.basic_code and fields.basic_code != found[3]:
        yield OTHER_BASIC_CODE.at(place, said=found[3], own=fields.basic_code)


def check_credit_code(entry: Entry) -> Iterator[Finding]:
    yield from false_codes(entry.fields.code, entry, "code")


def false_codes(code: str, entry: Entry, field: str) -> Iterator[Finding]:
    """At most one finding: of a miscopied place both check characters may be wrong."""
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", code):
        return
    if not credit_code_is_true(code):
        yield FALSE_CREDIT_CODE.at(entry.place(field), code=code)
    elif not organisation_code_is_true(code[8:17]):
        yield FALSE_ORGANISATION_CODE.at(entry.place(field), code=code)
