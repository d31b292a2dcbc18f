"""What `site.yaml` may say of the tree in Traditional characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from gkgen.findings import Text
from gkgen.schema.fields import Field

_YES = frozenset({"是", "开", "yes", "true", "on"})
_NO = frozenset({"否", "不", "关", "no", "false", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A word, and how it is written in Traditional characters: “台州” → “台州”."""

    simplified: Annotated[str, Field("简体")]
    traditional: Annotated[str, Field("繁体")]

    WRITTEN: ClassVar[Text] = Text("写成“台州 → 台州”", "write “台州 → 台州”")

    @classmethod
    def from_text(cls, text: str) -> Rewording | None:
        parts = re.split(r"\s*(?:→|->|=>|=)\s*", text.strip())
        return cls(simplified=parts[0], traditional=parts[1]) if len(parts) == 2 and all(parts) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traditional:
    """The tree `zh-hant/`: on when it is named at all, unless `启用` says no."""

    enabled: Annotated[bool, Field("启用")] = True
    region: Annotated[Literal["台湾", "香港"], Field("地区", hint="照哪里的标准字形写")] = "台湾"
    exceptions: Annotated[
        tuple[Rewording, ...], Field("例外", hint="转换不对的词，写成“简体 → 繁体”，一行一个")
    ] = ()
    kept: Annotated[tuple[str, ...], Field("不转换", hint="人名等照原样写的词，一行一个")] = ()

    WRITTEN: ClassVar[Text] = Text("写“是”“否”“台湾”或者“香港”", "write 是, 否, 台湾 or 香港")

    @classmethod
    def from_text(cls, text: str) -> Traditional | None:
        word = text.strip().lower()
        if word in {"台湾", "香港"}:
            return cls(region="香港" if word == "香港" else "台湾")
        if word in _YES | _NO:
            return cls(enabled=word in _YES)
        return None
