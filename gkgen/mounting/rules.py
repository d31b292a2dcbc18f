"""What can be wrong with the files of a host portal."""

from __future__ import annotations

from gkgen.findings import Text, error

UNREADABLE = error(
    "T921",
    Text("嵌入门户用的文件“{path}”读不了：{why}", "the host portal's file “{path}” can't be read: {why}"),
    Text(
        "写站点文件夹里的路径，例如 themes/host/header.html；文件用 UTF-8（GB2312 的先另存为 UTF-8），不超过 1 MB，不用链接",
        "name a file inside the site's folder, such as themes/host/header.html: in UTF-8 (save a GB2312 file as UTF-8 first), at most 1 MB, no link",
    ),
)
FORBIDDEN = error(
    "T922",
    Text("门户的页头页脚和样式里不能有 {what}", "a host's header, footer and styles can't hold {what}"),
    Text(
        "删去：脚本、行内样式和嵌套页面会被安全策略挡下；样式写进样式文件，菜单写成普通链接",
        "remove it: the security policy stops scripts, inline styles and frames; write styles in a file, menus as links",
    ),
)
FOREIGN = error(
    "T923",
    Text("“{address}”不是站点文件夹里的图片", "“{address}” is no picture in the site's folder"),
    Text(
        "把图片存成文件，放在页头文件旁边，写相对路径，例如 img/logo.png",
        "save the picture beside the header's file and name it by its relative path, such as img/logo.png",
    ),
)
ABSENT = error(
    "T924",
    Text("“{address}”指的图片没有，或者不是图片", "“{address}” leads to no picture"),
    Text(
        "把图片（png、jpg、gif、svg、webp、ico）放在那里，或者删去这一处",
        "put the picture (png, jpg, gif, svg, webp, ico) there, or remove the reference",
    ),
)
UNSCOPED = error(
    "T925",
    Text(
        "样式里的 {what} 没法只用在页头页脚里",
        "{what} in the styles can't be kept to the header and the footer",
    ),
    Text(
        "改成平铺的规则、@media 或者 @supports；用 @import 引的文件直接列进“样式”；不用网络字体",
        "write flat rules, @media or @supports; list imported files among the styles; use no web fonts",
    ),
)
UNBALANCED = error(
    "T926",
    Text("标签 <{tag}> 没有配成对", "the tag <{tag}> isn't one of a pair"),
    Text(
        "补上或者删去这个标签，每个标签都写出结束标签",
        "add or remove the tag; write the end of every element",
    ),
)
NOT_OURS = error(
    "T927",
    Text("门户的页头页脚里不能有 {what}", "a host's header and footer can't have {what}"),
    Text(
        "一页只有一个 h1、main 和“跳到正文”，由 gkgen 画；每个 nav 要有 aria-label，每张图要有 alt",
        "a page has one h1, one main and one skip link, and gkgen draws them; a nav needs aria-label, a picture alt",
    ),
)
BAD_WAY = error(
    "T928",
    Text("“{address}”不能做页头页脚里的链接", "“{address}” can't be a link of a header or footer"),
    Text(
        "写完整网址（https://…，不用 IP 地址）或者 / 开头的路径；表单只能提交到 / 开头的路径，别的会被安全策略挡下",
        "write a whole address (https://…, no IP address) or a path that begins with /; a form only such a path, for the "
        "security policy stops all others",
    ),
)
ROOT_SIZE = error(
    "T929",
    Text(
        "根字号“{size}”随屏幕变化，rem 换算不了",
        "the root's font size “{size}” follows the screen: rem can't be reckoned",
    ),
    Text(
        "html 的 font-size 只写一次，用百分数、rem 或者 px",
        "give html one font-size outside of @media, in %, rem or px",
    ),
)
