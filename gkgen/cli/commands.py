"""The commands by name: where each lives, and what it says of itself before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import click

from gkgen.cli.options import say


@dataclass(frozen=True, slots=True)
class Known:
    """A command: the module of this room and the function that it is, and its help."""

    module: str
    function: str
    help: str


COMMANDS = {
    "init": Known("content", "init", say("新建一个站点", "Make a new site.")),
    "new": Known(
        "content",
        "new",
        say(
            "新建一个能通过检查的文件，索引号接着排",
            "Make a file of a TYPE that validates, with the next index number.",
        ),
    ),
    "check": Known("building", "check", say("检查内容，不生成", "Check the content and write nothing.")),
    "build": Known("building", "build", say("检查内容并生成站点", "Check the content and build the site.")),
    "why": Known(
        "remembering",
        "why",
        say(
            "一页是由什么做成的，上次为什么重画。PAGE 是网址（items/a.html）或者内容文件",
            "What a page is made of, and why it was drawn when it last was. PAGE is an address (items/a.html) or a file "
            "of the content.",
        ),
    ),
    "serve": Known(
        "building",
        "serve",
        say("在本机看站点，保存即更新", "Serve the site on this machine and follow every save."),
    ),
    "print": Known(
        "paper",
        "print_",
        say(
            "印成 PDF：列表、明白卡、公文、公报、公开栏、流程图。WHAT 是类型、目录代码、内容文件或标识。",
            "Print as PDF: a list, a card, a document, a gazette, a board, a flowchart. WHAT is a type, a node of the "
            "catalogue, a file of the content or an id.",
        ),
    ),
    "diff": Known(
        "review",
        "diff",
        say(
            "比较站点的两个版本（提交、分支、标签或者文件夹），逐条逐项说出变化；HEAD 不写就是现在的文件夹",
            "Compare two states of the site (commits, branches, tags or folders), entry by entry and field by "
            "field; HEAD is by default the folder as it is.",
        ),
    ),
    "import": Known(
        "content",
        "import_",
        say(
            "把表格（.jsonl、.csv、.xlsx、.json）或者一个 Markdown 文件夹变成内容文件",
            "Make content files of a table (.jsonl, .csv, .xlsx, .json) or of a folder of Markdown.",
        ),
    ),
    "fix": Known(
        "fixing",
        "fix",
        say(
            "改好只有一种改法的用字和格式：文号、汉字之间的空格、重复的标点等，别的一个字节也不动。"
            "退出码：0 没有要改的，1 改了（或者用 --dry-run 时要改）",
            "Mend what has one right answer: document numbers, spaces within Chinese words, doubled punctuation. "
            "Every other byte stays. Exit status: 0 nothing to mend, 1 something was mended (or would be).",
        ),
    ),
    "fmt": Known(
        "formatting",
        "fmt",
        say(
            "把内容文件整理成标准格式：键的次序、缩进、每项一行；注释和文字不变",
            "Write content files in the standard form: the order of keys, two spaces, one item a line.",
        ),
    ),
    "schema": Known(
        "editing",
        "schema",
        say(
            "写出 JSON Schema 和 VS Code 的设置，编辑时有提示和补全；写了 DIR 就只把 JSON Schema 写到那里",
            "Write JSON Schemas and the settings of VS Code, for completion while one writes; with DIR the "
            "schemas alone, to that folder.",
        ),
    ),
    "explain": Known(
        "explaining",
        "explain",
        say(
            "说明一个错误代码、一种类型或者一个键，站点自己声明的也在内；不写 NAME 就列出全部",
            "Explain a code, a type or a field, also those that the site declares; without NAME, list them all.",
        ),
    ),
    "due": Known(
        "owed", "due", say("列出将要变动的信息和应办的事", "List what changes next and what is owed.")
    ),
    "lock": Known(
        "owed",
        "lock",
        say("把公布过的网址记进 urls.lock", "Note in urls.lock the addresses that are given out."),
    ),
    "inspect": Known(
        "inspecting",
        "inspect",
        say(
            "照国办检查指标自查，写出报告（网页、JSON、CSV）",
            "Hold the site against the inspection indicators and write the report (page, JSON, CSV).",
        ),
    ),
    "gallery": Known(
        "gallery",
        "gallery",
        say(
            "把主题的部件、选项、例子和颜色画在一页上",
            "Draw the theme's components, their options and examples, and its colours on one page.",
        ),
    ),
}
"""Every command, in the order of an editor's day."""


def told(name: str) -> str:
    """A command's help, in the language of the terminal."""
    return COMMANDS[name].help


class Commands(click.Group):
    """The commands, each imported when it is called: the list of all of them needs none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click asks so
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — the same
        known = COMMANDS.get(cmd_name)
        if known is None:
            return None
        command: click.Command = getattr(import_module(f"gkgen.cli.{known.module}"), known.function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [
            (name, click.Command(name, help=told(name)).get_short_help_str(width))
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
