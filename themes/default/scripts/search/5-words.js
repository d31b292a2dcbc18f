// What the search page says, in the characters of the page.
(function (self) {
  'use strict';

  const simplified = {
    lang: '', // of what was found, where it isn't the page's
    all: '全部',
    lead: '最相符',
    busy: '正在查找正文……',
    count: (n) => `找到 ${n} 条结果`,
    near: (n) => `没有与输入内容完全相符的结果，找到 ${n} 条相近的结果`,
    broken: '暂时无法搜索',
    also: '也查找了：',
    only: (query) => `只查找“${query}”`,
    byEar: '没有这些字母，已按拼音查找。可以只查找：',
    heard: '读音相符的词：',
    chosen: (n) => (n ? `筛选（已选 ${n} 项）` : '筛选'),
    option: (name, n) => `${name}（${n}）`,
    whole: (n) => `查看全部 ${n} 条`,
    page: (query, title) => (query ? `${query} - ${title}` : title),
    more: (n) => `再显示 ${n} 条`,
    quote: (word) => `“${word}”`,
    lost: '全文索引未能载入，只查找了标题、文号、索引号、机构和目录。请检查网络后重新载入本页。',
    nothing: '没有找到相关信息。您可以：',
    filtered: '在所选范围内没有结果。您可以清除筛选条件，或者：',
    failed: '搜索所需的文件未能载入。请检查网络后重新载入本页，或者：',
  };
  const traditional = {
    lang: 'zh-CN',
    all: '全部',
    lead: '最相符',
    busy: '正在查找正文……',
    count: (n) => `找到 ${n} 條結果`,
    near: (n) => `沒有與輸入內容完全相符的結果，找到 ${n} 條相近的結果`,
    broken: '暫時無法搜索',
    also: '也查找了：',
    only: (query) => `只查找“${query}”`,
    byEar: '沒有這些字母，已按拼音查找。可以只查找：',
    heard: '讀音相符的詞：',
    chosen: (n) => (n ? `篩選（已選 ${n} 項）` : '篩選'),
    option: (name, n) => `${name}（${n}）`,
    whole: (n) => `查看全部 ${n} 條`,
    page: (query, title) => (query ? `${query} - ${title}` : title),
    more: (n) => `再顯示 ${n} 條`,
    quote: (word) => `“${word}”`,
    lost: '全文索引未能載入，只查找了標題、文號、索引號、機構和目錄。請檢查網絡後重新載入本頁。',
    nothing: '沒有找到相關信息。您可以：',
    filtered: '在所選範圍內沒有結果。您可以清除篩選條件，或者：',
    failed: '搜索所需的文件未能載入。請檢查網絡後重新載入本頁，或者：',
  };

  self.gkgenSearchWords = /^zh-hant/i.test(document.documentElement.lang) ? traditional : simplified;
})(self);
