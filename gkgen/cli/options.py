"""The options that several commands share, and the language of the terminal."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from gkgen.findings import Language, Text, UsageError

CLEAN, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130


def language_of_locale() -> Language:
    """Chinese, unless the environment names another language."""
    name = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    neutral = name.split(".")[0] in ("", "C", "POSIX")
    return "zh" if neutral or name.lower().startswith("zh") else "en"


def language_asked_for() -> Language:
    """What --lang says, else the locale: for what goes wrong before or beside a command."""
    said = re.search(r"(?:^|\0)--lang[\0=](zh|en)(?:\0|$)", "\0".join(sys.argv))
    return "en" if said and said[1] == "en" else "zh" if said else language_of_locale()


def say(zh: str, en: str) -> str:
    return Text(zh, en).say(language_of_locale())


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date:
    """The day for which the site is made: --now, else SOURCE_DATE_EPOCH, else today."""
    if value is not None:
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            raise click.BadParameter(say("写成 2026-01-27", "write it like 2026-01-27")) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            Text(
                f"SOURCE_DATE_EPOCH 不是秒数：{epoch!r}",
                f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}",
            )
        ) from None


def _folder(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path:
    """The site's folder: the one that is named, else the nearest with a site.yaml from here upwards."""
    if value is not None:
        return value.resolve()
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / "site.yaml").is_file()), here)


source = click.option(
    "-s",
    "--source",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    callback=_folder,
    help=say(
        "站点的文件夹（默认从当前文件夹往上找 site.yaml）",
        "the site's folder (default: the nearest with a site.yaml)",
    ),
)
now = click.option(
    "--now",
    callback=_day,
    metavar="DATE",
    help=say("按哪一天生成（默认今天）", "the day to build for (default: today)"),
)
drafts = click.option(
    "--drafts", is_flag=True, help=say("连草稿和未到日子的一起", "drafts and what is scheduled, too")
)
lane = click.option(
    "--markdown",
    "lane",
    type=click.Choice(["auto", "reference"]),
    default="auto",
    help=say(
        "reference：每篇正文都用完整的 Markdown 解析器；结果相同，只是慢",
        "reference: every text through the whole Markdown parser; the same result, slower",
    ),
)
strict = click.option("--strict", is_flag=True, help=say("提醒也算错误", "warnings count as errors"))
lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=say("说明用的语言（默认随系统）", "language of the messages"),
)
form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help=say("怎样说出问题", "how findings are told"),
)
base_url = click.option(
    "--base-url",
    default="",
    metavar="URL",
    help=say("公开网址，用于站点地图", "the public address, for the site map"),
)
baseline = click.option(
    "--baseline",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help=say("基线里已有的问题不计", "don't count the findings that stand in this baseline"),
)
