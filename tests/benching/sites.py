"""Generated sites: N deterministic entries, for gkgen and for Hugo from the same texts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

WORDS = (
    "行政许可",
    "社会救助",
    "最低生活保障",
    "公共服务",
    "政务公开",
    "信用信息",
    "办理时限",
    "申请材料",
    "受理窗口",
    "审查决定",
    "法律依据",
    "监督检查",
    "财政预算",
    "城乡规划",
    "义务教育",
    "医疗卫生",
    "养老服务",
    "就业创业",
    "生态环境",
    "安全生产",
)
NODES = 100
ORGANISATIONS = 50


def paragraph(seed: int, length: int) -> str:
    """A text of about `length` characters, the same for the same seed."""
    chosen, state = [], seed * 2654435761 % 2**32
    while sum(map(len, chosen)) < length:
        state = (state * 1103515245 + 12345) % 2**31
        chosen.append(WORDS[state >> 8 & 15] + ("，" if state & 7 else "。"))
    return "".join(chosen)


def body(number: int) -> str:
    """About 3 kB of Markdown: five sections, a list and a table."""
    sections = [f"## 第{n}部分\n\n{paragraph(number * 7 + n, 150)}\n" for n in range(1, 6)]
    table = "| 项目 | 时限 |\n|---|---|\n" + "".join(
        f"| {word} | {number % 20 + 1}个工作日 |\n" for word in WORDS[:5]
    )
    points = "".join(f"- **{word}**：{paragraph(number + 1, 20)}\n" for word in WORDS[5:9])
    return "\n".join([*sections, points, table])


def gkgen_site(count: int) -> Iterator[tuple[str, str]]:
    yield (
        "site.yaml",
        "name: 基准\nsponsor: 某单位\ndomain: www.example\nsite_code: '0000000001'\nphone: 0100-2000001\n",
    )
    nodes = "".join(f"  - {{代码: n{n}, 名称: 第{n}类}}\n" for n in range(NODES))
    yield "content/catalogue.yaml", f"类型: 公开目录\n标题: 目录\n目录:\n{nodes}"
    for n in range(ORGANISATIONS):
        yield (
            f"content/organisations/o{n}.yaml",
            (
                f"类型: 机构\n标题: 第{n}局\n地址: 某路\n办公时间: 工作日\n电话: 0100-2000001\n负责人: 某人\n"
                "机构职能: [职能]\n内设机构: [{名称: 办公室}]\n"
            ),
        )
    for n in range(count):
        day = f"{2016 + n % 10}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        yield (
            f"content/items/{n // 1000:03}/i{n:06}.md",
            (
                f"---\n类型: 信息公开条目\n标题: 关于{WORDS[n % 20]}工作的第{n}号通知\n索引号: bench/{n:08}\n"
                f"文号: 某政发〔{day[:4]}〕{n + 1}号\n发布机构: o{n % ORGANISATIONS}\n成文日期: {day}\n发布日期: {day}\n"
                f"公开目录: n{n % NODES}\n公开审查: {{审查人: 某科, 日期: {day}, 依据: 条例第十七条}}\n---\n\n{body(n)}"
            ),
        )


SINGLE = (
    '<!doctype html><html lang="zh-CN"><head><title>{{ .Title }}</title></head><body>'
    '{{ partialCached "nav.html" . }}<main><h1>{{ .Title }}</h1><dl>{{ range $k, $v := .Params }}<dt>{{ $k }}</dt>'
    "<dd>{{ $v }}</dd>{{ end }}</dl>{{ .Content }}</main></body></html>"
)
LIST = (
    "<!doctype html><html><body>{{ $p := .Paginate .Pages 20 }}"
    '{{ range $p.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>'
)


NAVIGATION = '<nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>'
LAYOUTS = (
    ("layouts/_default/single.html", SINGLE),
    ("layouts/_default/list.html", LIST),
    ("layouts/partials/nav.html", NAVIGATION),
)


def hugo_site(count: int) -> Iterator[tuple[str, str]]:
    yield (
        "hugo.toml",
        'baseURL = "/"\ntitle = "基准"\nlanguageCode = "zh-CN"\n[taxonomies]\nnode = "nodes"\norg = "orgs"\n',
    )
    yield from LAYOUTS
    for n in range(count):
        day = f"{2016 + n % 10}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        yield (
            f"content/items/{n // 1000:03}/i{n:06}.md",
            (
                f"---\ntitle: 关于{WORDS[n % 20]}工作的第{n}号通知\ndate: {day}\nindex_number: bench/{n:08}\n"
                f"document_number: 某政发〔{day[:4]}〕{n + 1}号\nnode: n{n % NODES}\norg: o{n % ORGANISATIONS}\n---\n\n{body(n)}"
            ),
        )


def write(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
