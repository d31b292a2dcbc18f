"""argv → one call → exit status: the only room that prints."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen import __version__
from gkgen.findings import Finding, Language, Severity, Text, UsageError

if TYPE_CHECKING:
    from gkgen.build import Built
    from gkgen.importing import ImportReport
    from gkgen.model import File

CLEAN, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command. Exit status: 0 clean, 1 findings, 2 usage or environment, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with cli.make_context("gkgen", list(sys.argv[1:] if arguments is None else arguments)) as context:
            status = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except UsageError as failure:
        click.echo(f"gkgen: {failure.said.say(_language_asked_for())}", err=True)
        status = USAGE
    except click.ClickException as failure:
        failure.show()
        status = USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        status = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = USAGE
    sys.exit(status if isinstance(status, int) else CLEAN)


def language_of_locale() -> Language:
    """Chinese, unless the environment names another language."""
    name = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    neutral = name.split(".")[0] in ("", "C", "POSIX")
    return "zh" if neutral or name.lower().startswith("zh") else "en"


def _language_asked_for() -> Language:
    """What --lang says, else the locale: for what goes wrong before or beside a command."""
    said = re.search(r"(?:^|\0)--lang[\0=](zh|en)(?:\0|$)", "\0".join(sys.argv))
    return "en" if said and said[1] == "en" else "zh" if said else language_of_locale()


def _say(zh: str, en: str) -> str:
    return Text(zh, en).say(language_of_locale())


# ---------------------------------------------------------------- options that several commands share


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date:
    """The day for which the site is made: --now, else SOURCE_DATE_EPOCH, else today."""
    if value is not None:
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            raise click.BadParameter(_say("写成 2026-01-27", "write it like 2026-01-27")) from None
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


_source = click.option(
    "-s",
    "--source",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    callback=_folder,
    help=_say(
        "站点的文件夹（默认从当前文件夹往上找 site.yaml）",
        "the site's folder (default: the nearest with a site.yaml)",
    ),
)
_now = click.option(
    "--now",
    callback=_day,
    metavar="DATE",
    help=_say("按哪一天生成（默认今天）", "the day to build for (default: today)"),
)
_drafts = click.option(
    "--drafts", is_flag=True, help=_say("连草稿和未到日子的一起", "drafts and what is scheduled, too")
)
_strict = click.option("--strict", is_flag=True, help=_say("提醒也算错误", "warnings count as errors"))
_lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=_say("说明用的语言（默认随系统）", "language of the messages"),
)
_form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help=_say("怎样说出问题", "how findings are told"),
)
_base_url = click.option(
    "--base-url",
    default="",
    metavar="URL",
    help=_say("公开网址，用于站点地图", "the public address, for the site map"),
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_say(
        "从文件夹里的 Markdown 和 YAML 生成政务公开站点。",
        "Make a disclosure portal from a folder of Markdown and YAML.",
    ),
)
@click.version_option(__version__, "-V", "--version", message="gkgen %(version)s")
def cli() -> None:
    """The command line."""


# ---------------------------------------------------------------- check, build, serve


@cli.command(help=_say("检查内容，不生成", "Check the content and write nothing."))
@_source
@_now
@_drafts
@_strict
@_lang
@_form
def check(folder: Path, now: date, drafts: bool, strict: bool, lang: Language | None, form: str) -> int:
    from gkgen.build import Options
    from gkgen.build import build as build_site

    built = build_site(Options(folder, now, drafts=drafts))
    language = lang or language_of_locale()
    _print_findings(built, language, form, error_stream=False)
    _print_count(built, language)
    return FINDINGS if _fails(built.findings, strict=strict) else CLEAN


@cli.command(help=_say("检查内容并生成站点", "Check the content and build the site."))
@_source
@click.option(
    "-d",
    "--destination",
    type=click.Path(path_type=Path),
    help=_say("输出文件夹（默认 public）", "the output folder (default: public)"),
)
@_base_url
@_strict
@_drafts
@_now
@_lang
@_form
@click.option("-q", "--quiet", is_flag=True, help=_say("只说问题", "say nothing but findings"))
def build(
    folder: Path,
    destination: Path | None,
    base_url: str,
    strict: bool,
    drafts: bool,
    now: date,
    lang: Language | None,
    form: str,
    quiet: bool,
) -> int:
    from gkgen.build import Options
    from gkgen.build import build as build_site
    from gkgen.schema.config import is_public_address
    from gkgen.stages.write import publish

    if base_url and not is_public_address(base_url):
        raise click.BadParameter(
            _say("写 https:// 开头的域名和路径", "write a domain and a path after https://"),
            param_hint="--base-url",
        )
    language = lang or language_of_locale()
    built = build_site(Options(folder, now, base_url=base_url, drafts=drafts))
    _print_findings(built, language, form, error_stream=form == "text")
    if built.findings or not quiet:
        _print_count(built, language)
    if _fails(built.findings, strict=strict):
        said = Text("没有生成，原来的站点没有动。", "Nothing was written; the site stands as it was.")
        click.echo(said.say(language), err=True)
        return FINDINGS
    target = Path(os.path.abspath(destination or folder / "public"))
    with _progress(len(built.pages), language, quiet=quiet) as advance:
        files = _counted(built, advance)
        done = publish(files, target, keep_out=_inputs(folder))
    if not quiet:
        said = Text(
            f"生成 {len(built.pages)} 页，写入 {done.written} 个文件，未变 {done.unchanged} 个，删去 {done.removed} 个：{target}",
            f"{len(built.pages)} pages: {done.written} files written, {done.unchanged} unchanged, "
            f"{done.removed} removed: {target}",
        )
        click.echo(said.say(language), err=True)
    return CLEAN


@cli.command(help=_say("在本机看站点，保存即更新", "Serve the site on this machine and follow every save."))
@_source
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--host", help=_say("监听的地址（默认本机）", "the address to listen on (default: this machine alone)")
)
@click.option("-O", "--open", "show", is_flag=True, help=_say("打开浏览器", "open a browser"))
@_drafts
@_now
@_lang
def serve(
    folder: Path,
    port: int,
    host: str | None,
    show: bool,
    drafts: bool,
    now: date,
    lang: Language | None,
) -> int:
    from gkgen.build import Options
    from gkgen.build import build as build_site
    from gkgen.serve import serve as serve_site

    language = lang or language_of_locale()
    options = Options(folder, now, drafts=drafts)

    def ready(addresses: list[str]) -> None:
        for address in addresses:
            click.echo(address)
        click.echo(Text("按 Ctrl-C 结束。", "Press Ctrl-C to stop.").say(language), err=True)
        if show and addresses:
            click.launch(addresses[0])

    def report(findings: tuple[Finding, ...]) -> None:
        _print_lines(findings, language, "text", None, error_stream=True)
        if not findings:
            click.echo(Text("没有问题。", "No findings.").say(language), err=True)

    if host not in (None, "127.0.0.1", "::1", "localhost"):
        said = Text(
            f"注意：{host} 上的任何人都能看到这个站点。",
            f"Note: anyone who reaches {host} can see this site.",
        )
        click.echo(said.say(language), err=True)
    serve_site(
        lambda: build_site(options),
        folder,
        host=host,
        port=port,
        ready=ready,
        report=report,
        language=language,
    )
    return CLEAN


# ---------------------------------------------------------------- init, new, import


@cli.command(help=_say("新建一个站点", "Make a new site."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help=_say("站点名称", "the site's name"))
@_now
def init(folder: Path, name: str, now: date) -> int:
    from gkgen.scaffold import init as make_site

    for path in make_site(folder, name, now) if name else make_site(folder, now=now):
        click.echo(path)
    return CLEAN


@cli.command(
    help=_say(
        "新建一个能通过检查的文件，索引号接着排",
        "Make a file of a TYPE that validates, with the next index number.",
    )
)
@click.argument("type_name", metavar="TYPE")
@_source
@click.option("--id", "ident", default="", help=_say("标识", "its id"))
@click.option("--title", default="", help=_say("标题", "its title"))
@click.option("--organisation", default="", help=_say("发布机构", "who publishes it"))
@click.option("--node", default="", help=_say("公开目录的代码", "its node of the catalogue"))
@_now
def new(type_name: str, folder: Path, ident: str, title: str, organisation: str, node: str, now: date) -> int:
    from gkgen.build import Options
    from gkgen.build import build as build_site
    from gkgen.scaffold import Wanted
    from gkgen.scaffold import new as make_file

    site = build_site(Options(folder, now, drafts=True)).site
    if site is None:
        raise UsageError(
            Text("site.yaml 不能用；先运行 gkgen check", "site.yaml can't be used; run gkgen check first")
        )
    wanted = Wanted(ident=ident, title=title, organisation=organisation, node=node)
    click.echo(make_file(folder, type_name, site, wanted))
    return CLEAN


@cli.command(
    "import",
    help=_say(
        "把表格（.jsonl、.csv、.xlsx）或者一个 Markdown 文件夹变成内容文件",
        "Make content files of a table (.jsonl, .csv, .xlsx) or of a folder of Markdown.",
    ),
)
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--type", "type_name", required=True, help=_say("内容的类型", "the type of the content"))
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help=_say("每个条目都有的值，例如 公开目录=zcwj", "a value that every entry has, like 公开目录=zcwj"),
)
@click.option(
    "--id-prefix", default="", help=_say("没有编号时标识的开头", "how an id begins where there is no number")
)
@_source
@_lang
def import_(
    path: Path, type_name: str, settings: tuple[str, ...], id_prefix: str, folder: Path, lang: Language | None
) -> int:
    from gkgen.importing import import_folder, import_table

    values = dict(_pair(each) for each in settings)
    take = import_folder if path.is_dir() else import_table
    report = take(path, folder, type_name, values, id_prefix=id_prefix)
    _print_import(report, lang or language_of_locale())
    return FINDINGS if report.errors else CLEAN


def _pair(setting: str) -> tuple[str, str]:
    key, equals, value = setting.partition("=")
    if not equals or not key.strip():
        raise click.BadParameter(_say("写成 键=值", "write it as key=value"), param_hint="--set")
    return key.strip(), value.strip()


def _print_import(report: ImportReport, language: Language) -> None:
    """What was written and what wasn't, on standard output: it is what the command is for."""
    _print_lines(report.findings, language, "text", None, error_stream=False)
    for path in (*report.written, *report.organisations):
        click.echo(path)
    for column in report.left_out:
        head = Text(
            f"没有导入“{column.label}”一栏，{len(column.cells)} 格：",
            f"column “{column.label}” was not imported, {len(column.cells)} cells:",
        )
        click.echo(head.say(language))
        for row, cell in column.cells:
            click.echo(f"  {row}: {' '.join(cell.split())}")
    click.echo(report.summary().say(language), err=True)


# ---------------------------------------------------------------- printing


def _fails(findings: Iterable[Finding], *, strict: bool) -> bool:
    return any(strict or each.rule.severity is Severity.ERROR for each in findings)


def _inputs(folder: Path) -> list[Path]:
    return [folder / "content", folder / "themes", folder / "site.yaml"]


def _colour(*, error_stream: bool) -> bool:
    """Colour on a terminal only, and never against the reader's will (no-color.org)."""
    stream = sys.stderr if error_stream else sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty() or os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0")


def _print_findings(built: Built, language: Language, form: str, *, error_stream: bool) -> None:
    from gkgen.report import lines_of

    line_of = None
    if form == "text" and _colour(error_stream=error_stream):
        texts = {each.path: each.content for each in built.sources if isinstance(each.content, bytes)}
        line_of = lines_of(texts)
    below = _below(built.folder)
    _print_lines(built.findings, language, form, line_of, error_stream=error_stream, below=below)


def _print_lines(
    findings: Sequence[Finding],
    language: Language,
    form: str,
    line_of: Callable[[Finding], str] | None,
    *,
    error_stream: bool,
    below: str = "",
) -> None:
    from gkgen.report import reports

    for line in reports(findings, language, form, line_of, below):
        click.echo(line, err=error_stream, color=line_of is not None)


def _below(folder: Path) -> str:
    """The way from here, the root of the checkout, to the site: what a note in a pull request begins with."""
    here = Path.cwd().resolve()
    return f"{folder.relative_to(here).as_posix()}/" if folder != here and folder.is_relative_to(here) else ""


def _print_count(built: Built, language: Language) -> None:
    errors, every = built.errors, len(built.findings)
    files = sum(1 for each in built.sources if isinstance(each.content, bytes))
    said = Text(
        f"{files} 个文件，{errors} 个错误，{every - errors} 个提醒。",
        f"{files} files, {errors} errors, {every - errors} warnings.",
    )
    click.echo(said.say(language), err=True)


@contextmanager
def _progress(length: int, language: Language, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; nothing at all in a pipe."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    label = Text("生成", "Drawing").say(language)
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _counted(built: Built, advance: Callable[[], None]) -> Iterator[File]:
    for file in built.files():
        if file.address.endswith(".html"):
            advance()
        yield file
    yield from built.search_files()
