"""What check and build let pass: findings under an exception, findings of the baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.environment import writing
from gkgen.findings import Finding, Language, Text, in_order

if TYPE_CHECKING:
    from gkgen.built import Built


def with_more(built: Built, more: Iterable[Finding]) -> Built:
    """The same build with findings that came after it; exceptions cover those, too."""
    from gkgen.exceptions import Weighed, weigh_again

    if built.site is None:
        return replace(built, findings=in_order((*built.findings, *more)))
    weighed = weigh_again(Weighed(built.findings, built.excused), more, built.site)
    return replace(built, findings=in_order(weighed.findings), excused=weighed.excused)


def without_known(built: Built, baseline: Path | None, language: Language) -> Built:
    """The same build without the findings of the baseline; says when the baseline could be shorter."""
    from gkgen.baseline import compared, read_baseline

    if baseline is None:
        return built
    found = compared(built.findings, read_baseline(baseline), built.site)
    if found.gone:
        said = Text(
            f"基线里有 {found.gone} 项已经不再出现；重新写一次，让它变短：gkgen check --write-baseline {baseline}",
            f"{found.gone} findings of the baseline no longer occur; write it again, so that it shrinks: "
            f"gkgen check --write-baseline {baseline}",
        )
        click.echo(said.say(language), err=True)
    return replace(built, findings=found.findings, excused=(*built.excused, *found.known))


def write_baseline(built: Built, path: Path, language: Language) -> None:
    """Raises UsageError where the file can't be written."""
    from gkgen.baseline import baseline_text

    text, left = baseline_text(built.findings, built.site)
    with writing(path):
        path.write_text(text, encoding="utf-8", newline="\n")
    kept = len(built.findings) - left
    zh, en = f"{path}：记下 {kept} 项", f"{path}: {kept} findings"
    if left:
        zh = f"{zh}；另有 {left} 项不能搁置（读不懂的文件、个人信息和涉密信息），仍然要改"
        en = f"{en}; {left} more can't wait (files that can't be read, personal data, secrets)"
    click.echo(Text(f"{zh}。", f"{en}.").say(language), err=True)


def print_excused(built: Built, language: Language) -> None:
    """A line for each finding that was let pass, with its reason."""
    from gkgen.report import as_text

    for each in built.excused:
        until = Text(f"，到 {each.until}", f", until {each.until}").say(language) if each.until else ""
        said = Text(f"（放过{until}：{each.reason}）", f" (let pass{until}: {each.reason})").say(language)
        click.echo(as_text(each.finding, language) + said)
