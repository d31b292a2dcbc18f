"""The faces of a sheet: which of those that this computer has stand for 黑体, 仿宋, 小标宋 and 楷体."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gkgen.findings import Text, UsageError

SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "HarmonyOS Sans SC",
    "Heiti SC",
    "SimHei",
    "WenQuanYi Micro Hei",
)
SERIF = (
    "FangSong_GB2312",
    "FangSong",
    "STFangsong",
    "FZFangSong-Z02",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif SC",
    "Songti SC",
    "SimSun",
)
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC")
KAI = ("KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "FZKai-Z03")

NO_FONT = Text(
    "这台电脑上没有能印中文的字体。Debian、Ubuntu：apt install fonts-noto-cjk；"
    "其他系统装“思源黑体”和“思源宋体”，或者用 --font-path 指出字体所在的文件夹",
    "this computer has no font for Chinese. Debian, Ubuntu: apt install fonts-noto-cjk; elsewhere install "
    "Source Han Sans and Serif, or name a folder of fonts by --font-path",
)


@dataclass(frozen=True, slots=True)
class Faces:
    """Each a list of families, the first that has a character draws it."""

    sans: tuple[str, ...]
    serif: tuple[str, ...]
    title: tuple[str, ...]
    kai: tuple[str, ...]


def faces_of(families: Iterable[str]) -> Faces:
    """The faces out of the families that there are. Raises UsageError where none of them is Chinese."""
    known = {each.casefold(): each for each in families}
    sans, serif, title, kai = (_present(wanted, known) for wanted in (SANS, SERIF, TITLE, KAI))
    if not (sans or serif):
        raise UsageError(NO_FONT)
    body = serif or sans
    return Faces(sans or serif, body, title or body, kai or body)


def _present(wanted: Sequence[str], known: dict[str, str]) -> tuple[str, ...]:
    return tuple(known[each.casefold()] for each in wanted if each.casefold() in known)
