"""Resident identity numbers (GB 11643-1999): area, day of birth, serial, check character; and the old ones of 15 places.

A number whose places are all right is one, whatever stands around it: of random numbers of 18 places about one in
80,000 is. The old form has no check character, so it counts beside words that announce it, and so does a number
whose check character is wrong, as a doubtful one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gkgen.privacy.digits import Run, spans
from gkgen.privacy.sight import Sight, masked
from gkgen.privacy.surroundings import Surroundings

# GB/T 2260: provinces, Taiwan, the special administrative regions (also of the residence permits 81-83), abroad.
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ANNOUNCED = re.compile(r"身份证|身份号码|证件号|公民身份|身份编号")
_AREA = re.compile(rf"{_PROVINCE}|9{_PROVINCE}")
_EARLIEST, _LATEST = 1880, 2099


def identity_numbers(run: Run, near: Surroundings) -> Iterator[Sight]:
    for group in spans(run, 18):
        born = (
            _born(group.digits[6:14]) if is_area(group.digits[:6]) and group.digits[:17].isdigit() else None
        )
        if born is None or is_credit_code(group.digits):
            continue
        right = _CHECKS[sum(int(a) * b for a, b in zip(group.digits, _WEIGHTS, strict=False)) % 11]
        if group.digits[17] == right:
            yield Sight("identity", group.start, group.end, masked(group.digits), born)
        elif _ANNOUNCED.search(near.before(group.start)):
            yield Sight("doubtful", group.start, group.end, masked(group.digits), born)
    for group in spans(run, 15):
        born = (
            _born("19" + group.digits[6:12]) if is_area(group.digits[:6]) and group.digits.isdigit() else None
        )
        if born is not None and _ANNOUNCED.search(near.before(group.start)):
            yield Sight("identity", group.start, group.end, masked(group.digits), born)


def is_area(code: str) -> bool:
    """Whether six digits can be an area: the two of a province first, or those of a permanent residence permit, 9 and
    a province. Areas below provinces come and go, and the number keeps the area of its day."""
    return _AREA.match(code) is not None


def is_credit_code(digits: str) -> bool:
    """Whether eighteen digits are a unified social credit code (GB 32100-2015) with its organisation code (GB 11714)."""
    if not digits.isdigit() or digits[0] not in "159" or not is_area(digits[2:8]):
        return False
    organisation = sum(int(a) * b for a, b in zip(digits[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    whole = sum(int(each) * pow(3, place, 31) for place, each in enumerate(digits[:17]))
    return (11 - organisation % 11) % 11 == int(digits[16]) and (31 - whole % 31) % 31 == int(digits[17])


def _born(digits: str) -> date | None:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None
