"""site.yaml → Config: the settings, and what is wrong with them."""

from __future__ import annotations

from gkgen.findings import Finding, Place, Text, error
from gkgen.model import Record
from gkgen.schema import Config, Settings, conform
from gkgen.schema.vocabularies import STANDARD

CONFIG_FILE = "site.yaml"

NO_CONFIG = error(
    "K291",
    Text("这个文件夹里没有 site.yaml", "there is no site.yaml in this folder"),
    Text(
        "用 gkgen init 建一个站点，或者换到站点的文件夹里运行",
        "make a site with gkgen init, or run in a site's folder",
    ),
)


def configure(record: Record | None) -> tuple[Settings | None, tuple[Finding, ...]]:
    """The site's settings, None when they can't be used, and what is wrong with them."""
    if record is None:
        return None, (NO_CONFIG.at(Place(CONFIG_FILE)),)
    config, tree, findings = conform(record.tree, Config, CONFIG_FILE, STANDARD)
    return (None if config is None else Settings(config, tree)), findings
