"""The real material as two sites of the same texts: laws of up to 150 kB, service guides, documents of the State Council."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from gkgen.importing import import_folder, import_table
from tests.benching.sites import LAYOUTS, write

FOLDER = Path(os.environ.get("GKGEN_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
_SETTINGS = (
    "name: 真实材料\nsponsor: 某单位\ndomain: www.example\nsite_code: '0000000001'\nphone: 0100-2000001\n"
)
_CATALOGUE = "类型: 公开目录\n标题: 目录\n目录:\n  - {代码: leaf, 名称: 政策文件}\n"


def gkgen_corpus(folder: Path) -> None:
    """Imported as anybody would import it, and made public: nothing of it waits for a reviewer."""
    write(folder, iter([("site.yaml", _SETTINGS), ("content/catalogue.yaml", _CATALOGUE)]))
    leaf = {"公开目录": "leaf"}
    laws = {"发布机构": "某市司法局", **leaf}
    import_folder(FOLDER / "laws", folder, "item", laws, id_prefix="law")
    import_table(FOLDER / "district-service-guides.jsonl", folder, "guide", leaf)
    import_table(FOLDER / "state-council-documents.jsonl", folder, "item", leaf)
    for path in _entries(folder):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("草稿:")), encoding="utf-8")


def hugo_corpus(ours: Path, folder: Path) -> None:
    """The same files: what gkgen reads as fields Hugo has as parameters."""
    write(folder, _hugo_files(ours))


def _hugo_files(ours: Path) -> Iterator[tuple[str, str]]:
    yield (
        "hugo.toml",
        'baseURL = "/"\ntitle = "真实材料"\nlanguageCode = "zh-CN"\n[taxonomies]\norg = "orgs"\n',
    )
    yield from LAYOUTS
    for path in _entries(ours):
        text = path.read_text(encoding="utf-8")
        head, body = text.split("\n---\n", 1) if path.suffix == ".md" else (text, "")
        fields = yaml.safe_load(head)
        front = {"title": fields.pop("标题"), "org": str(fields.get("发布机构", "")), "params": fields}
        name = path.relative_to(ours).with_suffix(".md")
        yield str(name), f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n{body}"


def _entries(site: Path) -> list[Path]:
    folders = ("items", "guides")
    return sorted(path for name in folders for path in (site / "content" / name).rglob("*") if path.is_file())
