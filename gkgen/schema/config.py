"""The settings of a site: what `site.yaml` may say, checked like any content."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from gkgen.findings import Text, error
from gkgen.lockfile import Locked
from gkgen.model import Mapping
from gkgen.schema.codes import CODE_FORM
from gkgen.schema.declaring import AddedFields, DeclaredType
from gkgen.schema.exempting import Exemption
from gkgen.schema.fields import Field, Form, matching
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.mounted import Mounted
from gkgen.schema.traditional import Traditional
from gkgen.schema.vocabularies import STANDARD, Vocabularies
from gkgen.traditional import Wanted
from gkgen.workdays import Calendar, published

BAD_SITE_CODE = error(
    "K231",
    Text("网站标识码“{value}”不是十位数字", "the site identification code “{value}” is not ten digits"),
    Text("照《政府网站标识码》写十位数字", "write the ten digits that the site was given"),
)
BAD_INDEX_FORM = error(
    "K232",
    Text(
        "索引号格式“{value}”里没有 {{serial:位数}}", "the index-number form “{value}” has no {{serial:width}}"
    ),
    Text(
        "例如 {{organ}}/{{year}}-{{serial:5}}；可用 {{organ}} {{year}} {{month}} {{serial:位数}}",
        "for example {{organ}}/{{year}}-{{serial:5}}; there are {{organ}} {{year}} {{month}} {{serial:width}}",
    ),
)
BAD_PAGE_SIZE = error(
    "K233",
    Text("每页 {value} 条不合用", "{value} lines a page won't do"),
    Text("写 5 到 200 之间的数", "write a number from 5 to 200"),
)
BAD_PUBLIC_ADDRESS = error(
    "K234",
    Text("“{value}”不能做公开网址", "“{value}” can't be the site's public address"),
    Text(
        "写 https:// 或 http:// 开头的域名和路径，不带“?”“#”和空格，不用 IP 地址",
        "write a domain and a path after https:// or http://, without ?, # or spaces, and no IP address",
    ),
)
BAD_CODE_FORM = error(
    "X829",
    Text(
        "职权编码格式“{value}”读不懂",
        "the form of power codes “{value}” can't be read",
    ),
    Text(
        "例如 {{origin:2}}{{kind:2}}{{department:2}}{{serial:3}}{{sub:3}}；可用 origin level kind department area year serial sub",
        "for example {{origin:2}}{{kind:2}}{{department:2}}{{serial:3}}{{sub:3}}; there are origin level kind department area year serial sub",
    ),
)
BAD_IDLE_TIME = error(
    "T920",
    Text("空闲秒数 {value} 不合用", "{value} seconds of idleness won't do"),
    Text(
        "写 40 到 3600 之间的整数：离开前 20 秒会提示，太短来不及看",
        "write a number from 40 to 3600: the warning comes 20 seconds before, and people need time to read",
    ),
)
_INDEX_FORM = (
    r"(?:[^{}]|\{organ\}|\{year\}|\{month\})*\{serial:[1-9]\}(?:[^{}]|\{organ\}|\{year\}|\{month\})*"
)


def is_public_address(text: str) -> bool:
    """Whether a site can stand there: a domain, perhaps a port and a path. An IPv4 literal shuts IPv6 readers out."""
    return (
        re.fullmatch(
            r"https?://(?!\d+(?:\.\d+){3}(?:[:/]|$))[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?(?:/[A-Za-z0-9._~%-]*)*",
            text,
        )
        is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that a site adds to a vocabulary."""

    carriers: Annotated[tuple[str, ...], Field("公开载体")] = ()
    themes: Annotated[tuple[str, ...], Field("主题分类")] = ()
    genres: Annotated[tuple[str, ...], Field("体裁分类")] = ()
    audiences: Annotated[tuple[str, ...], Field("服务对象")] = ()
    funds: Annotated[tuple[str, ...], Field("资金管理方式")] = ()
    approvals: Annotated[tuple[str, ...], Field("立项级次")] = ()
    duties: Annotated[tuple[str, ...], Field("法定公开事项")] = ()
    areas: Annotated[tuple[str, ...], Field("试点领域")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A way in from the home page and from the navigation: a title, a word on it, and a file of the site."""

    title: Annotated[str, Field("标题")]
    to: Annotated[str, Field("链接", hint="内容文件的路径，例如 /guide/zhinan.md，或者 catalogue、search")]
    summary: Annotated[str, Field("说明")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """How a citizen applies for information that is disclosed on request: 条例第二十七至二十九条."""

    office: Annotated[str, Field("受理机构")]
    address: Annotated[str, Field("地址")]
    phone: Annotated[str, Field("电话", form=PHONE)]
    hours: Annotated[str, Field("办公时间")] = ""
    postcode: Annotated[str, Field("邮编")] = ""
    email: Annotated[str, Field("电子邮箱")] = ""
    online: Annotated[str, Field("网上申请", form=WEB_ADDRESS)] = ""
    to: Annotated[str, Field("说明页", hint="内容文件的路径")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """The files of a portal that exists, put around the pages: 条例第二十四条 relies on it."""

    header: Annotated[str, Field("页头", hint="例如 themes/host/header.html")] = ""
    footer: Annotated[str, Field("页脚", hint="例如 themes/host/footer.html")] = ""
    styles: Annotated[tuple[str, ...], Field("样式", hint="门户的样式文件，照引用的先后")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kiosk:
    """How a touch screen in a hall behaves: it counts for `gkgen build --kiosk` alone."""

    idle_seconds: Annotated[
        int, Field("空闲秒数", form=Form(BAD_IDLE_TIME, lambda text: 40 <= int(text) <= 3600))
    ] = 120
    printing: Annotated[bool, Field("允许打印", hint="触摸屏接着打印机，才写“是”")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A site's settings. `site.yaml` may name each by its English key or by its Chinese label."""

    name: Annotated[str, Field("站点名称", aliases=("网站名称",), hint="例如 望溪区政府信息公开")]
    sponsor: Annotated[str, Field("主办单位", expected="政府网站发展指引")] = ""
    organiser: Annotated[str, Field("承办单位")] = ""
    domain: Annotated[str, Field("域名", aliases=("站点域名",), expected="政府网站发展指引")] = ""
    site_code: Annotated[
        str,
        Field("网站标识码", form=matching(BAD_SITE_CODE, r"\d{10}"), expected="政府网站发展指引"),
    ] = ""
    icp: Annotated[str, Field("ICP备案号")] = ""
    police_number: Annotated[str, Field("公安备案号")] = ""
    phone: Annotated[str, Field("联系电话", form=PHONE, expected="政府网站发展指引")] = ""
    address: Annotated[str, Field("联系地址", aliases=("地址",))] = ""
    email: Annotated[str, Field("电子邮箱")] = ""
    report_error: Annotated[str, Field("找错入口", form=WEB_ADDRESS)] = ""
    host_portal: Annotated[str, Field("门户网站", form=WEB_ADDRESS)] = ""
    base_url: Annotated[str, Field("公开网址", form=Form(BAD_PUBLIC_ADDRESS, is_public_address))] = ""
    description: Annotated[str, Field("网站说明")] = ""
    level: Annotated[Literal["省", "市", "县", "乡", "部门"] | None, Field("层级")] = None
    ipv6: Annotated[bool, Field("支持IPv6")] = False
    entrances: Annotated[tuple[Entrance, ...], Field("首页栏目")] = ()
    foot_links: Annotated[tuple[Entrance, ...], Field("页脚链接", hint="例如 无障碍声明")] = ()
    applying: Annotated[Applying | None, Field("依申请公开")] = None
    index_numbers: Annotated[
        tuple[str, ...], Field("索引号格式", form=matching(BAD_INDEX_FORM, _INDEX_FORM))
    ] = ()
    power_codes: Annotated[
        tuple[str, ...],
        Field(
            "职权编码格式",
            form=matching(BAD_CODE_FORM, CODE_FORM),
            hint="写明各段的位数，就逐段与类型、部门、层级核对",
        ),
    ] = ()
    synonyms: Annotated[
        tuple[tuple[str, ...], ...],
        Field("同义词", hint="搜索时当作一个词的几个词，每组一对方括号，例如 - [低保, 最低生活保障]"),
    ] = ()
    words: Annotated[Words, Field("词表")] = field(default_factory=Words)
    types: Annotated[tuple[DeclaredType, ...], Field("内容类型")] = ()
    added: Annotated[tuple[AddedFields, ...], Field("补充字段")] = ()
    exceptions: Annotated[
        tuple[Exemption, ...], Field("例外", hint="暂时改不了的问题：规则、文件、理由、到期日")
    ] = ()
    page_size: Annotated[
        int, Field("每页条数", form=Form(BAD_PAGE_SIZE, lambda text: 5 <= int(text) <= 200))
    ] = 20
    theme: Annotated[str, Field("主题文件夹", hint="例如 themes/our-district")] = ""
    mount: Annotated[Mount | None, Field("嵌入门户")] = None
    kiosk: Annotated[Kiosk | None, Field("触摸屏")] = None

    traditional: Annotated[
        Traditional | None, Field("繁体版", hint="写“是”，或者地区、例外、不转换；不写就没有")
    ] = None

    def traditional_tree(self) -> Wanted | None:
        """What the site wants of its tree in Traditional characters; None when it has none."""
        said = self.traditional
        if said is None or not said.enabled:
            return None
        exceptions = tuple((each.simplified, each.traditional) for each in said.exceptions)
        return Wanted("HK" if said.region == "香港" else "TW", exceptions, said.kept)

    def vocabularies(self) -> Vocabularies:
        """The standard words and this site's own."""
        added = {name: getattr(self.words, name) for name in Words.__dataclass_fields__}
        return {
            name: (*STANDARD.get(name, ()), *(word for word in words if word not in STANDARD.get(name, ())))
            for name, words in added.items()
        }


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, and the tree of the file that says them, for the places of what they name; and what else stands at
    the root of the site: its working days, the addresses that it has given out, and what a portal puts around it."""

    config: Config
    tree: Mapping
    calendar: Calendar = field(default_factory=published)
    locked: tuple[Locked, ...] = ()
    mounted: Mounted | None = None
