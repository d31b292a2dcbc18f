"""Lighthouse as a phone on a slow line: accessibility, best practices and search engines 100, speed at least 98."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from statistics import median

import pytest

from tests.browsing import CHROMIUM, FLAGS
from tests.portal.example import Example
from tests.portal.host import hosted
from tests.portal.speed import PAGES
from tests.portal.tools import PACKAGES, called

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = 3


@pytest.fixture(scope="module")
def packing(portal: Example) -> Iterator[str]:
    with hosted(portal.folder, "/zfxxgk", compresses=True) as address:
        yield address


def scores(address: str) -> dict[str, float]:
    os.environ["CHROME_PATH"] = CHROMIUM
    flags = " ".join(["--headless=new", *FLAGS])
    command = ["node", PACKAGES / "lighthouse" / "cli" / "index.js", address, "--output=json", "--quiet"]
    answered, wrong = called([*command, f"--chrome-flags={flags}", f"--only-categories={','.join(LEAST)}"])
    assert answered, wrong
    said = json.loads(answered)
    return {name: round(each["score"] * 100) for name, each in said["categories"].items()}


@pytest.mark.all
@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_gives_full_marks(name: str, packing: str) -> None:
    runs = [scores(f"{packing}{PAGES[name]}") for _ in range(TIMES)]
    found = {each: median(run[each] for run in runs) for each in LEAST}
    assert {each: score for each, score in found.items() if score < LEAST[each]} == {}
