"""What stands at the root of the site → Settings: site.yaml, urls.lock, the working days; and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gkgen.findings import Finding, Place, Text, error
from gkgen.lockfile import LOCK_FILE, read_lock
from gkgen.model import Record, Source
from gkgen.schema import Config, Settings, conform
from gkgen.schema.vocabularies import STANDARD
from gkgen.workdays import NoticeError, calendar_of, read_notice

CONFIG_FILE = "site.yaml"
CALENDAR = "calendar/"

NO_CONFIG = error(
    "K291",
    Text("这个文件夹里没有 site.yaml", "there is no site.yaml in this folder"),
    Text(
        "用 gkgen init 建一个站点，或者换到站点的文件夹里运行",
        "make a site with gkgen init, or run in a site's folder",
    ),
)
BAD_NOTICE = error(
    "D739",
    Text("读不懂这份放假安排：{fault}", "this notice of holidays can't be read: {fault}"),
    Text(
        "照国务院办公厅的放假安排写 year 和 days，每天一项：name、date（2028-01-01）、isOffDay（true 或 false）",
        "write year and days, an item a day: name, date (2028-01-01), isOffDay (true or false)",
    ),
)


def configure(record: Record | None) -> tuple[Settings | None, tuple[Finding, ...]]:
    """The site's settings, None when they can't be used, and what is wrong with them."""
    if record is None:
        return None, (NO_CONFIG.at(Place(CONFIG_FILE)),)
    config, tree, findings = conform(record.tree, Config, CONFIG_FILE, STANDARD)
    return (None if config is None else Settings(config, tree)), findings


def ledgers(settings: Settings, sources: Iterable[Source]) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings with what the site keeps beside them: the addresses it has given out, and years of working days
    that go before those of the program."""
    findings: list[Finding] = []
    notices = []
    for source in sources:
        if source.path == LOCK_FILE and isinstance(source.content, bytes):
            locked, said = read_lock(source.content)
            settings = replace(settings, locked=locked)
            findings += said
        elif source.path.startswith(CALENDAR) and isinstance(source.content, bytes):
            try:
                notices.append(read_notice(source.content))
            except NoticeError as fault:
                findings.append(BAD_NOTICE.at(Place(source.path), fault=str(fault)))
    return replace(settings, calendar=calendar_of(notices, settings.calendar)), tuple(findings)
