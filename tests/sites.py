"""Sites for the tests: files in, build out; and documents whose faults are marked in place."""

from __future__ import annotations

import gzip
import io
import os
import re
import zipfile
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.built import Built

NOW = date(2026, 11, 22)
SITE = """\
name: 望溪区政府信息公开
sponsor: 望溪区人民政府办公室
domain: www.wangxi.example
site_code: "0000000001"
phone: 0100-2000001
"""
ORGANISATION = """\
类型: 机构
标题: 望溪区民政局
地址: 清溪路1号
办公时间: 周一至周五 9:00-17:00
电话: 0100-2000002
负责人: 林望山
机构职能: [社会救助]
内设机构:
  - 名称: 办公室
"""
CATALOGUE = """\
类型: 公开目录
标题: 目录
目录:
  - 代码: top
    名称: 法定主动公开内容
    下级:
      - {代码: leaf, 名称: 政策文件}
"""
BASE = {
    "site.yaml": SITE,
    "content/organisations/mzj.yaml": ORGANISATION,
    "content/catalogues/main.yaml": CATALOGUE,
}
ITEM = """\
---
类型: 信息公开条目
标题: {title}
索引号: {number}
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-05
公开目录: leaf
公开审查: {{审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}}
---

{body}
"""


def item(title: str = "关于做好工作的通知", number: str = "wx/2026-00001", body: str = "正文。") -> str:
    return ITEM.format(title=title, number=number, body=body)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def built(folder: Path, files: Mapping[str, str | bytes], **options: object) -> Built:
    """The site of these files, on top of a small site that is clean."""
    write_files(folder, {**BASE, **files})
    return build(Options(folder, **{"now": NOW, **options}))  # type: ignore[arg-type]


def output(site: Built) -> dict[str, bytes]:
    """Every file of the output but those of the search, by address."""
    return {
        file.address: file.content if isinstance(file.content, bytes) else file.content.read_bytes()
        for file in site.files()
    }


def everything(site: Built) -> dict[str, str]:
    """All bytes of the output as text: pages, search, exports, files; what is packed is unpacked."""
    found = {address: unpacked(content) for address, content in output(site).items()}
    for file in site.search_files():
        assert isinstance(file.content, bytes)
        found[file.address] = unpacked(file.content)
    return found


_CHUNK = re.compile(rb'self\.gkgenSearch_part="(H4sI[^"]+)"')
"""A chunk of the search: a script that gives its bytes, packed."""


def unpacked(content: bytes) -> str:
    if packed := _CHUNK.match(content):
        content = gzip.decompress(b64decode(packed[1]))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


UNFILLED = ("P843", "W814", "W815")
"""What is told of an example that nobody has put real content into."""


def codes(site: Built) -> list[str]:
    return [finding.rule.code for finding in site.findings]


# ---------------------------------------------------------------- documents with marked faults


@dataclass(frozen=True)
class Case:
    """One document of `tests/broken`: a story of files, with `«CODE»` before the character that is at fault."""

    name: str
    files: dict[str, str]
    faults: list[tuple[str, int, int, str]]


_MARK = re.compile(r"«([A-Z]\d{3})»")


def read_case(path: Path) -> Case:
    """Files begin with a line `-- name --`; the text before the first is for the reader."""
    parts = re.split(r"^-- (\S+) --\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    files, faults = {}, []
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        clean = []
        for number, line in enumerate(text.split("\n"), 1):
            rest = line
            while mark := _MARK.search(rest):
                faults.append((name, number, mark.start() + 1, mark[1]))
                rest = rest[: mark.start()] + rest[mark.end() :]
            clean.append(rest)
        files[name] = "\n".join(clean)
    return Case(path.stem, files, sorted(faults))


def places(site: Built) -> list[tuple[str, int, int, str]]:
    return sorted(
        (each.place.file, each.place.line or 1, each.place.column or 1, each.rule.code)
        for each in site.findings
    )


def corpus() -> Path:
    """The real material. Where it is missing a test is skipped by name; in CI it must be there."""
    folder = Path(os.environ.get("GKGEN_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the corpus must be there in CI: {folder}")
        pytest.skip(f"the corpus of real documents is not at {folder}; set GKGEN_CORPUS")
    return folder
