"""Words of administrative Chinese that a line of a label should not break in two.

GB/T 9704-2012, 7.3.1: a heading that takes several lines is broken so that each word stays whole. A label is
such a heading. The list is short on purpose: an unknown word may still be broken, a known one seldom is.
"""

from __future__ import annotations

KNOWN = """
申请 申请人 申请书 申请表 申请材料 材料 提出 提交 接收 受理 不予受理 受理通知书 登记 立案 不予立案 审查 审核 审批
审批表 初审 复审 复核 审定 审议 核查 核对 核实 核准 检查 检验 检测 检疫 抽样 勘查 勘验 现场 踏勘 评审 评估 评价 论证
专家 听证 听证会 笔录 公示 公告 公开 公布 告知 告知书 通知 通知书 决定 决定书 准予 不予 批准 同意 通过 签发 签署
签订 协议 制作 制发 制证 发证 颁发 证件 证书 许可 许可证 行政 行政许可 行政处罚 行政强制 行政复议 行政诉讼 行政机关
处罚 处理 处室 科室 股室 业务 主管 部门 有关部门 相关部门 相关 有关 机关 机构 单位 个人 公民 法人 组织 其他 当事人
利害关系人 第三方 第三人 委托 代理 代理人 送达 回执 归档 办结 办理 办理时限 时限 期限 工作日 法定 符合 条件 形式
是否 齐全 完整 合法 合法性 合理 合格 规范 一次性 补正 补充 修改 重新 整改 复验 验收 复查 复议 诉讼 起诉 申诉 陈述
申辩 异议 成立 权利 义务 权益 利益 重大 救济 途径 理由 说明 依法 依据 法律 法规 规章 规定 条例 办法 标准 程序
流程 环节 政府 人民政府 县级 市级 省级 区级 街道 乡镇 社区 村委会 居委会 领导 分管 负责人 主要 集体 讨论 会议
研究 意见 建议 征求 反馈 答复 答复书 回复 办公室 中心 大厅 窗口 政务 政务服务 服务 公共 信息 数据 归集 入库 信用
保密 检索 查找 查询 费用 规费 缴纳 缴费 收费 退回 驳回 撤回 撤销 变更 延续 注销 终止 中止 延长 转办 移送 移交
调查 取证 证据 充分 执行 强制 监督 监管 事后 事中 日常 投诉 举报 举报人 违法 线索 案件 事实 清楚 责令 改正 限期
国有土地 土地 房屋 征收 补偿 方案 被征收人 搬迁 建设 住房 城乡 规划 环境 安全 社会稳定 风险 涉及 需要 认为 多数
制定 拟定 起草 上报 备案 印发 发布 实施 决算 预算 资金 项目 内容 全部 明确 属于 范围 职责 原件 复印件 一致性
出具 凭证 收件 文书 档案 结果 情况 公众 参加 代表 根据 作出 进行 开展 网上 书面 口头 电话 当场 及时
"""
WORDS = frozenset(KNOWN.split())
LONGEST_WORD = max(map(len, WORDS))


def inside_words(text: str) -> frozenset[int]:
    """The places inside a known word: n stands for the gap before character n. The longest word wins."""
    inside: set[int] = set()
    place = 0
    while place < len(text):
        length = next((n for n in range(LONGEST_WORD, 1, -1) if text[place : place + n] in WORDS), 1)
        inside.update(range(place + 1, min(place + length, len(text))))
        place += length
    return frozenset(inside)
