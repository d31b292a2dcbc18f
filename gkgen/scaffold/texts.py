"""The texts of a new site, each as its file will hold it."""

from __future__ import annotations

from gkgen.scaffold.workflows import CHECK, HOOKS, PUBLISH

SETTINGS = """\
# 站点的设置。改成本机关的真实信息；每一项的意思见 gkgen 手册。
站点名称: {name}
主办单位: 望溪区人民政府办公室
域名: www.example.gov.cn
网站标识码: "0000000000"
联系电话: 0100-2000002
联系地址: 望溪区人民路1号
网站说明: 政府信息公开指南、目录和法定主动公开内容
层级: 县
首页栏目:
  - 标题: 政府信息公开指南
    链接: /guide/zhinan.md
    说明: 怎样获取政府信息
  - 标题: 政府信息公开目录
    链接: catalogue
    说明: 按公开事项查找
依申请公开:
  受理机构: 望溪区人民政府办公室
  地址: 望溪区人民路1号
  电话: 0100-2000002
  办公时间: 周一至周五 9:00-12:00，13:30-17:00（法定节假日除外）
  说明页: /guide/zhinan.md
# {{organ}} 是机构文件里的“索引号前段”，{{serial:5}} 是五位流水号；gkgen new 会接着往下排。
索引号格式:
  - "{{organ}}/{{year}}-{{serial:5}}"
# 另有一套繁体网页，在 zh-hant/ 下面；不要的写“否”。
繁体版: 是
"""

CATALOGUE = """\
类型: 公开目录
标题: 政府信息公开目录
目录:
  - 代码: fdzdgk
    名称: 法定主动公开内容
    公开依据:
      - 《中华人民共和国政府信息公开条例》第二十条
    下级:
      - 代码: zcwj
        名称: 政策文件
        公开时限: 信息形成或者变更之日起20个工作日内
        公开渠道和载体: [政府网站]
        公开对象: 全社会
        公开方式: 主动
      - 代码: bszn
        名称: 办事服务
        公开时限: 信息形成或者变更之日起20个工作日内
        公开渠道和载体: [政府网站, 政务服务中心]
        公开对象: 全社会
        公开方式: 主动
      - 代码: qzqd
        名称: 权责清单
        公开时限: 信息形成或者变更之日起20个工作日内
        公开渠道和载体: [政府网站]
        公开对象: 全社会
        公开方式: 主动
      - 代码: sfxm
        名称: 行政事业性收费
        公开时限: 信息形成或者变更之日起20个工作日内
        公开渠道和载体: [政府网站]
        公开对象: 全社会
        公开方式: 主动
"""

GUIDE_PAGE = """\
---
类型: 页面
标题: 政府信息公开指南
---

本指南依照《中华人民共和国政府信息公开条例》第十二条编制，说明在“{name}”怎样获取政府信息。

## 信息的分类和编排

主动公开的信息列入政府信息公开目录，按公开事项分级编排。每一条有唯一的索引号，定了就不改。

## 主动公开

可以按目录、发布机构、年份、标题首字母查找，也可以用标题、文号或者索引号搜索。

## 依申请公开

需要目录以外的信息，可以向受理机构提出申请，写明姓名或者名称、身份证明、联系方式，
所需信息的名称、文号或者其他特征，以及希望的提供方式和获取途径（条例第二十九条）。

受理机构收到申请，能够当场答复的当场答复；不能当场答复的，自收到之日起20个工作日内答复（条例第三十三条）。

| 受理机构 | 地址 | 办公时间 | 电话 |
|---|---|---|---|
| 望溪区人民政府办公室 | 望溪区人民路1号 | 周一至周五 9:00-12:00，13:30-17:00（法定节假日除外） | 0100-2000002 |

## 监督和救济

认为政府信息公开工作侵犯其合法权益的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，
也可以依法申请行政复议或者提起行政诉讼（条例第五十一条）。
"""

_README = """\
# @NAME@

这个文件夹就是整个站点：`content/` 里一件事一个文件，`site.yaml` 是站点的设置。网页由 [gkgen](https://pypi.org/project/gkgen/) 生成。

这里的机构、电话和条目都是样例：改成真实的，不要的删去。

## 在自己的电脑上

```sh
pip install -r requirements.txt
gkgen serve --open       # 边写边看，保存即更新
gkgen new 信息公开条目   # 新建一个文件，索引号接着往下排
gkgen check              # 检查：哪个文件、哪一行、怎么改
gkgen build              # 生成到 public/
```

手里已有的表格可以直接导入，已有的文件不会被覆盖：

```sh
gkgen import 权责清单.xlsx --type 权责清单 --set 发布机构=望溪区民政局
```

## 内容放在哪里

| 文件夹 | 内容 |
|---|---|
| `content/items/` | 信息公开条目：文件、公告等，带索引号和全套目录信息 |
| `content/guides/` | 办事指南 |
| `content/power-lists/` | 权责清单 |
| `content/organisations/` | 机构职能 |
| `content/catalogues/` | 公开目录 |
| `content/guide/` | 政府信息公开指南等页面 |

## 审核和发布

1. 在分支上修改，提出合并请求（pull request）；
2. 检查自动运行，问题标在出错的那一行；一条评论用字段的名称说明网站会有哪些变化，再次修改时更新这一条；
3. 运行记录的页面可以下载 `review`（修改前后的页面并排对照）和 `site`（修改后的整个网站）；
4. 有人审核同意，并入 `main`；
5. `main` 上的内容自动发布到 GitHub Pages；每天零点以后再发布一次，到日子的内容就出现。

发布以后运行 `gkgen lock`，把给出过的网址记进 `urls.lock` 并提交；`gkgen due` 列出将要变动的信息和应办的事。

提交以前就想检查的，装上 [pre-commit](https://pre-commit.com)，运行一次：

```sh
pip install pre-commit
pre-commit install       # 以后每次提交，自动整理、改正和检查
```

第一次使用前，在仓库的 Settings → Pages 把 Source 设成 “GitHub Actions”，
在 Settings → Branches 给 `main` 加上“必须审核、必须通过检查”的保护。
"""

_IGNORED = """\
/public/
/inspection/
/.venv/
.DS_Store
Thumbs.db
desktop.ini
~$*
*~
*.swp
"""

# Two branches that both note new addresses don't stand in each other's way.
_MERGED = "urls.lock merge=union\n"

OTHER_FILES = {
    "README.md": _README,
    "requirements.txt": "gkgen==@VERSION@\n",
    ".gitignore": _IGNORED,
    ".gitattributes": _MERGED,
    ".pre-commit-config.yaml": HOOKS,
    ".github/workflows/check.yml": CHECK,
    ".github/workflows/publish.yml": PUBLISH,
}
"""Beside the content; @NAME@ and @VERSION@ are put in."""
