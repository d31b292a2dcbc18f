"""A folder of plain Markdown → drafts: the title from the first heading, the dates from the lines below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gkgen.disk import Found, walk_beneath
from gkgen.findings import Finding, Place, Text, UsageError, warning
from gkgen.importing.desk import Defaults
from gkgen.importing.drafts import Draft, Drafted, entry_draft
from gkgen.importing.mapping import Shape
from gkgen.importing.tables import bytes_of, decoded, tidy
from gkgen.importing.values import day_of
from gkgen.model import Node, Scalar

NO_HEADING = warning(
    "I871",
    Text("没有标题，用了文件名“{title}”", "there is no heading; the file's name “{title}” became the title"),
    Text("核对标题", "check the title"),
)
COMMENTS = warning(
    "I872",
    Text("去掉了注释“{comment}”，共 {count} 处", "the comment “{comment}” was dropped, {count} times"),
    Text("不用管；里面有要公开的话，手工补上", "nothing to do, unless something in it is for the public"),
)
FRONT_MATTER = warning(
    "I873",
    Text("这个文件开头已经有“---”，没有导入", "this file begins with --- already and was not imported"),
    Text("把它直接放进 content 文件夹", "put it into the content folder as it is"),
)
OTHER_FILES = warning(
    "I874",
    Text(
        "{count} 个文件不是 Markdown，没有导入（如 {name}）",
        "{count} files are no Markdown and were not imported (such as {name})",
    ),
    Text("要用的图片和附件，手工复制进 content 文件夹", "copy the pictures and attachments you need by hand"),
)
NO_TEXT = warning(
    "I875",
    Text("这个文件没有内容或打不开，没有导入", "this file is empty or can't be opened and was not imported"),
    Text("核对文件", "look at the file"),
)

# What is looked for in a text, in its order: code is skipped, so that nothing in it is taken for anything else.
_PARTS = re.compile(
    r"(?P<fence>^ {0,3}(?P<mark>`{3,}|~{3,}).*?(?:^ {0,3}(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<comment><!--(?P<said>.*?)-->)"
    r"|(?P<heading>^ {0,3}#{1,6}[ \t]+(?P<title>[^\n]*?)(?:[ \t]+#+)?[ \t]*$)"
    r"|(?P<underlined>^(?P<words>[^\s#>|-][^\n]*)\n {0,3}=+[ \t]*$)",
    re.MULTILINE | re.DOTALL,
)
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+|[ \t]*\Z")
_DAY = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|[〈<][^〉>]*[〉>]")
_EMPHASIS = re.compile(r"(\*\*|__|`|\*)(?=\S)(.+?)(?<=\S)\1")
# What happened on a day, by the words after it; a day on which a text was only amended is none of these.
_EVENTS = (("published", ("公布", "发布")), ("written", ("通过",)), ("effective", ("施行", "实施")))
_AMENDED = ("修订", "修正", "修改")
LONGEST_DATE_LINE = 150
MOST_DATE_LINES = 30


@dataclass(frozen=True, slots=True)
class _Taken:
    """A text taken apart: its title with its line, its days by field, each with its line, and what is left."""

    title: str
    line: int
    days: dict[str, tuple[str, int]]
    body: str
    comments: tuple[str, ...]


def read_folder(path: Path, shape: Shape, defaults: Defaults) -> Drafted:
    """A draft for each `.md` below the folder, in the order of their paths; everything of a text but its title
    and its comments stays in the body."""
    if not path.is_dir():
        raise UsageError(Text(f"没有文件夹“{path}”", f"there is no folder “{path}”"))
    found = [each for each in walk_beneath(path) if not PurePosixPath(each.path).name.startswith(".")]
    texts = [each for each in found if each.path.lower().endswith((".md", ".markdown"))]
    others = [each.path for each in found if each not in texts]
    drafts: list[Draft] = []
    findings: list[Finding] = []
    comments: Counter[str] = Counter()
    for each in texts:
        file = (path / each.path).as_posix()
        text, said = _read(path, each)
        findings += (*said, *_refusal(text, file))
        if not any(_refusal(text, file)):
            taken = _taken(text)
            drafts.append(_draft(taken, file, shape, defaults))
            findings += () if taken.title else (NO_HEADING.at(Place(file, 1, 1), title=Path(file).stem),)
            comments.update(taken.comments)
    findings += _of_folder(path.as_posix(), comments, others)
    return Drafted(path.as_posix(), len(texts), tuple(drafts), (), tuple(findings))


def _read(folder: Path, found: Found) -> tuple[str, tuple[Finding, ...]]:
    """A file's characters; "" for one that can't be read, which doesn't keep the others from being imported."""
    if found.refused:
        return "", ()
    try:
        return decoded(bytes_of(folder / found.name_on_disk), (folder / found.path).as_posix())
    except UsageError:
        return "", ()


def _refusal(text: str, file: str) -> Iterator[Finding]:
    if not text.strip():
        yield NO_TEXT.at(Place(file))
    elif text.startswith(("---\n", "---\r\n")):
        yield FRONT_MATTER.at(Place(file, 1, 1))


def _of_folder(folder: str, comments: Counter[str], others: list[str]) -> Iterator[Finding]:
    for comment, count in sorted(comments.items()):
        yield COMMENTS.at(Place(folder), comment=comment[:40], count=count)
    if others:
        yield OTHER_FILES.at(Place(folder), count=len(others), name=others[0])


def _draft(taken: _Taken, file: str, shape: Shape, defaults: Defaults) -> Draft:
    nodes: dict[str, Node] = dict(defaults.entry)
    nodes["title"] = Scalar(taken.title or Path(file).stem, taken.line, 1)
    keys = {spec.key for spec in shape.entry}
    nodes |= {key: Scalar(day, line, 1) for key, (day, line) in taken.days.items() if key in keys}
    if taken.body:
        nodes["body"] = Scalar(taken.body, 1, 1)
    return entry_draft(nodes, shape, file, 1)


def _taken(text: str) -> _Taken:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = [part for part in _PARTS.finditer(unix) if part.lastgroup and not part["fence"]]
    comments = [part for part in parts if part["comment"]]
    head = next((part for part in parts if not part["comment"]), None)
    title = _EMPHASIS.sub(r"\2", head["title"] or head["words"] or "").strip() if head else ""
    cut = sorted(part.span() for part in (*comments, *([head] if head and title else [])))
    return _Taken(
        title=tidy(title),
        line=_line(unix, head.start()) if head else 1,
        days=_days_below(unix, head, parts) if head else {},
        body=tidy(_without(unix, cut)),
        comments=tuple(part["said"].strip() for part in comments),
    )


def _without(text: str, cut: Sequence[tuple[int, int]]) -> str:
    """The text without some stretches; where one was all of its lines, one blank line is left."""
    kept, start = "", 0
    for begin, end in cut:
        kept, start = kept + text[start:begin], end
        after = _BLANK_LINES.match(text, end)
        if after and not kept.rpartition("\n")[2].strip():
            kept, start = f"{kept.rstrip()}\n\n", after.end()
    return kept + text[start:]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


# ---------------------------------------------------------------- dates


def _days_below(text: str, head: re.Match[str], parts: Sequence[re.Match[str]]) -> dict[str, tuple[str, int]]:
    """The days told between the heading and a comment that ends them, or in the lines right below the heading."""
    following = next((part for part in parts if part.start() > head.start()), None)
    end = following.start() if following else len(text)
    is_closed = following is not None and bool(following["comment"])
    clean: dict[str, tuple[str, int]] = {}
    amended: dict[str, tuple[str, int]] = {}
    for number, line in _date_lines(text[head.end() : end], _line(text, head.end()), is_closed=is_closed):
        for key, day, is_clean in _events(line):
            (clean if is_clean else amended).setdefault(key, (day, number))
    return {**{key: day for key, day in amended.items() if key == "published"}, **clean}


def _date_lines(region: str, first: int, *, is_closed: bool) -> Iterator[tuple[int, str]]:
    filled = [(number, line.strip()) for number, line in enumerate(region.split("\n"), first) if line.strip()]
    for number, line in filled[:MOST_DATE_LINES]:
        begins = _DAY.match(line.lstrip("（( 自")) and len(line) <= LONGEST_DATE_LINE
        if begins and (is_closed or "。" not in line):
            yield number, line
        elif not is_closed:
            return


def _events(line: str) -> Iterator[tuple[str, str, bool]]:
    """What the line tells of each day: the field, the day, and whether more than an amendment happened."""
    bare = _QUOTED.sub("", line)
    days = list(_DAY.finditer(bare))
    ends = [day.start() for day in days[1:]] + [len(bare)]
    for day, end in zip(days, ends, strict=True):
        said = bare[day.end() : end]
        for key, words in _EVENTS:
            if any(word in said for word in words):
                yield key, day_of(day.group()), not any(word in said for word in _AMENDED)
