"""The workflows of a new site: what a pull request is checked with and told, and how `main` is published.

The steps are those of gkgen's own repository, but for how gkgen is installed.
"""

from __future__ import annotations

CHECK = """\
# 每个合并请求：检查内容，把问题标在出错的那一行；用一条评论说明网站会有哪些变化；生成站点，留一份供审核的人看。
# 合并请求带来的文字不可信：它不会成为脚本的一部分，能写评论的那一项任务也不运行它的任何内容。
name: 检查
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  content:
    name: 内容
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.11"
          cache: pip
      - run: python -m pip install -r requirements.txt
      - name: 检查内容
        env:
          TZ: Asia/Shanghai
        run: gkgen check --lang zh --format github ${GITHUB_BASE_REF:+--base "origin/$GITHUB_BASE_REF"}
      - name: 生成站点
        env:
          TZ: Asia/Shanghai
        run: gkgen build --lang zh -d public
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        with:
          name: site
          path: public
          if-no-files-found: error
  compare:
    name: 比较
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.11"
          cache: pip
      - run: python -m pip install -r requirements.txt
      # 新增错误时退出码是 1：拒绝由上一项任务来做，这里只是说明。
      - name: 比较内容
        env:
          TZ: Asia/Shanghai
        run: |
          run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
          mkdir -p review
          for form in html markdown; do
            gkgen diff --lang zh --merge-base "origin/$GITHUB_BASE_REF" HEAD \\
              --format "$form" --link "$run" -o "review/review.$form" || test $? -eq 1
          done
          cat review/review.markdown >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        with:
          name: review
          path: review
          if-no-files-found: error
  # 来自分叉仓库的合并请求没有写评论的权限：同样的内容在运行记录的摘要里。
  comment:
    name: 评论
    needs: compare
    if: github.event_name == 'pull_request' && !github.event.pull_request.head.repo.fork
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      pull-requests: write
    concurrency:
      group: comment-${{ github.event.pull_request.number }}
    steps:
      - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
        with:
          name: review
          path: review
      - name: 写评论，或者更新原来的
        env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.pull_request.number }}
        run: |
          comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
          mine='.[] | select(.user.login == "github-actions[bot]")
            | select(.body | startswith("<!-- gkgen-diff -->")) | .id'
          found="$(gh api --paginate "$comments" --jq "$mine")"
          first="${found%%$'\\n'*}"
          if [ -n "$first" ]; then
            gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$first" -F body=@review/review.markdown --silent
          else
            gh api --method POST "$comments" -F body=@review/review.markdown --silent
          fi
"""

PUBLISH = """\
# main 上的内容发布到 GitHub Pages；每天零点十分（北京时间）再发布一次，到日子的内容就出现。
name: 发布
on:
  push:
    branches: [main]
  schedule:
    - cron: "10 16 * * *"
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
  cancel-in-progress: false
jobs:
  publish:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.11"
          cache: pip
      - run: python -m pip install -r requirements.txt
      - id: pages
        uses: actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5.0.0
      - name: 生成站点
        env:
          TZ: Asia/Shanghai
          BASE_URL: ${{ steps.pages.outputs.base_url }}
        run: gkgen build --lang zh -d public --base-url "$BASE_URL"
      - uses: actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3.0.1
        with:
          path: public
      - id: deployment
        uses: actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5
"""

HOOKS = """\
# 每次提交以前自动整理、改正和检查：pip install pre-commit，再运行一次 pre-commit install。
repos:
  - repo: local
    hooks:
      - id: gkgen-fmt
        name: 整理
        entry: gkgen fmt
        language: system
        files: ^(content/.*\\.(md|yaml|yml)|site\\.yaml)$
        types: [text]
        require_serial: true
      - id: gkgen-fix
        name: 改正
        entry: gkgen fix
        language: system
        files: ^content/.*\\.(md|yaml|yml)$
        types: [text]
        require_serial: true
      - id: gkgen-check
        name: 检查
        entry: gkgen check
        language: system
        files: ^(content/.*|site\\.yaml)$
        pass_filenames: false
        require_serial: true
"""
