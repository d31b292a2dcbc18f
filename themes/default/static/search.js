// The search page: reads the address and the form, asks the index, shows what was found.
// Everything found is written by textContent; no text ever becomes markup.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  const root = document.querySelector('[data-search]');
  if (!core || !self.gkgenSearchIndex || !root) return;

  const WORDS = {
    all: '全部',
    busy: '正在查找正文……',
    count: (n) => `找到 ${n} 条结果`,
    near: (n) => `没有与输入内容完全相符的结果，找到 ${n} 条相近的结果`,
    broken: '暂时无法搜索',
    chosen: (n) => (n ? `筛选（已选 ${n} 项）` : '筛选'),
    option: (name, n) => `${name}（${n}）`,
    page: (query, title) => (query ? `${query} - ${title}` : title),
    more: (n) => `再显示 ${n} 条`,
    disk: '您正在直接打开文件，只能查找标题、文号、索引号、机构和目录；把网站放到服务器上即可查找全文。',
    lost: '全文索引未能载入，只查找了标题、文号、索引号、机构和目录。请检查网络后重新载入本页。',
    advice: {
      nothing: '没有找到相关信息。您可以：',
      filtered: '在所选范围内没有结果。您可以清除筛选条件，或者：',
      broken: '搜索所需的文件未能载入。请检查网络后重新载入本页，或者：',
    },
  };
  const STEP = 10;
  const PAUSE = 200;
  const PATIENCE = 250;
  const SELECTS = ['organisation', 'catalogue', 'year'];

  const part = (name) => root.querySelector(`[data-search-${name}]`);
  const form = root.querySelector('form');
  const input = form.elements.q;
  const base = root.dataset.base || './';
  const index = new self.gkgenSearchIndex(base);
  const fromDisk = location.protocol === 'file:';
  const pageTitle = document.title;
  const byPinyin = new Intl.Collator('zh-Hans-CN');

  // ---------------------------------------------------------------- showing

  const shown = { rows: null, found: null, question: '', drawn: '', hits: [], count: 0 };

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function fill(target, pieces) {
    target.textContent = '';
    for (const [text, isMarked] of pieces) target.append(isMarked ? element('mark', '', text) : text);
    return target;
  }

  function addressOf(row) {
    const address = base + shown.rows.address[row];
    return fromDisk ? address.replace(/(^|\/)(?=#|$)/, '$1index.html') : address;
  }

  function result(row) {
    const { rows, found } = shown;
    const item = element('li', 'search-result');
    const heading = element('h3', 'search-result-title');
    const link = fill(element('a'), core.pieces(rows.title[row] || rows.address[row], found.wanted));
    link.href = addressOf(row);
    heading.append(link);
    item.append(heading, about(row), excerpt(row));
    return item;
  }

  function about(row) {
    const { rows, found } = shown;
    const line = element('p', 'search-result-about');
    const add = (className, pieces) => { if (pieces[0]) line.append(fill(element('span', className), pieces)); };
    const plain = (text) => (text ? core.pieces(text, found.wanted) : []);
    add('search-result-kind', plain(core.word(rows, 'kind', row)));
    add('', plain(core.word(rows, 'organisation', row)));
    if (rows.date[row]) line.append(dateOf(rows.date[row]));
    numbersOf(row).forEach((pieces) => add('search-result-number', pieces));
    return line;
  }

  function dateOf(date) {
    const time = element('time', '', date);
    time.dateTime = date;
    return time;
  }

  // The document number (国发〔2019〕5号), and any other number that was asked for.
  function numbersOf(row) {
    const all = shown.rows.numbers[row];
    return all.map((number) => core.pieces(number, shown.found.wanted))
      .filter((pieces, place) => all[place].endsWith('号') || pieces.some(([, isMarked]) => isMarked));
  }

  function excerpt(row) {
    const paragraph = element('p', 'search-result-excerpt');
    const { found } = shown;
    index.text(row).then((text) => {
      if (text) fill(paragraph, core.excerpt(text, found.wanted));
      else paragraph.remove();
    }, () => paragraph.remove());
    return paragraph;
  }

  function showMore(number) {
    const next = shown.hits.slice(shown.count, shown.count + number).map(result);
    part('results').append(...next);
    shown.count += next.length;
    showLeft();
    return next;
  }

  function showLeft() {
    const left = Math.min(STEP, shown.hits.length - shown.count);
    part('more').hidden = left === 0;
    part('more').textContent = WORDS.more(left);
  }

  // Results that stay where they are keep their elements, and so the reader's place.
  function showHits() {
    const { rows, found } = shown;
    const chosen = choice();
    const hits = core.filtered(rows, found.hits, chosen);
    const list = part('results');
    const before = shown.drawn === shown.question && !found.near ? shown.hits.slice(0, shown.count) : [];
    const other = before.findIndex((row, place) => row !== hits[place]);
    shown.count = other < 0 ? before.length : other;
    while (list.children.length > shown.count) list.lastChild.remove();
    Object.assign(shown, { hits, drawn: shown.question });
    showFilters(chosen);
    if (shown.count < STEP) showMore(STEP - shown.count);
    else showLeft();
    part('found').hidden = false;
  }

  // The count is all that is announced.
  function conclude(lacking) {
    const { hits, found } = shown;
    const words = found.near && hits.length ? WORDS.near(hits.length) : WORDS.count(hits.length);
    if (part('status').textContent !== words) part('status').textContent = words;
    const missing = found.hits.length ? WORDS.advice.filtered : WORDS.advice.nothing;
    showAdvice(hits.length ? '' : missing);
    showNote(lacking && WORDS[lacking]);
  }

  function showNote(words) {
    part('note').textContent = words;
    part('note').hidden = !words;
  }

  function showAdvice(words) {
    part('advice').hidden = !words;
    part('advice-words').textContent = words;
  }

  function showNothing() {
    for (const name of ['found', 'filters', 'advice', 'more', 'note']) part(name).hidden = true;
    Object.assign(shown, { hits: [], count: 0 });
    part('results').textContent = '';
    part('status').textContent = '';
    root.removeAttribute('aria-busy');
  }

  // ---------------------------------------------------------------- filters

  function choice() {
    const chosen = { kind: '' };
    const radio = form.querySelector('input[name=kind]:checked');
    if (radio) chosen.kind = radio.value;
    for (const facet of SELECTS) chosen[facet] = form.elements[facet].value;
    return chosen;
  }

  function showFilters(chosen) {
    const { rows, found } = shown;
    const of = (facet) => core.counts(rows, found.hits, chosen, facet);
    showKinds(of('kind'), chosen.kind);
    for (const facet of SELECTS) showOptions(form.elements[facet], facet, of(facet), chosen[facet]);
    const number = SELECTS.filter((facet) => chosen[facet]).length;
    part('filters-name').textContent = WORDS.chosen(number);
    part('clear').hidden = !number && !chosen.kind;
    part('filters').hidden = found.hits.length === 0;
  }

  // The buttons stay as they are and only change their counts, so that the keyboard keeps its place.
  function showKinds(found, chosen) {
    const buttons = part('kinds');
    const total = [...found.values()].reduce((sum, count) => sum + count, 0);
    for (const name of ['', ...shown.rows.kind.words.filter(Boolean)]) {
      const label = [...buttons.children].find((one) => one.dataset.kind === name) || addKind(buttons, name);
      const count = name ? found.get(name) || 0 : total;
      label.hidden = Boolean(name) && !count && name !== chosen;
      label.querySelector('input').checked = name === chosen;
      label.querySelector('[data-count]').textContent = count;
    }
  }

  function addKind(buttons, name) {
    const label = element('label', 'search-kind');
    const button = element('input');
    Object.assign(button, { type: 'radio', name: 'kind', value: name });
    label.dataset.kind = name;
    const count = element('span', 'search-count');
    count.dataset.count = '';
    label.append(button, element('span', '', name || WORDS.all), count);
    buttons.append(label);
    return label;
  }

  function showOptions(select, facet, found, chosen) {
    if (chosen && !found.has(chosen)) found.set(chosen, 0);
    const names = [...found.keys()];
    if (facet === 'year') names.sort().reverse();
    else names.sort(byPinyin.compare);
    const options = names.map((name) => new Option(WORDS.option(name, found.get(name)), name));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
  }

  // ---------------------------------------------------------------- the address

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get('q') || '';
    for (const facet of SELECTS) preset(form.elements[facet], asked.get(facet) || '');
    const kind = asked.get('kind') || '';
    for (const button of part('kinds').querySelectorAll('input')) button.checked = button.value === kind;
    if (kind && !form.querySelector('input[name=kind]:checked')) {
      addKind(part('kinds'), kind).querySelector('input').checked = true;
    }
  }

  function preset(select, value) {
    if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
    select.value = value;
  }

  function toAddress() {
    const asked = new URLSearchParams();
    if (input.value.trim()) asked.set('q', input.value.trim());
    for (const [facet, value] of Object.entries(choice())) if (value) asked.set(facet, value);
    const query = asked.toString();
    document.title = WORDS.page(input.value.trim(), pageTitle);
    try {
      history.replaceState(history.state, '', query ? `?${query}` : location.pathname);
    } catch (refused) {
      // Some browsers don't let a page from a disk change its address; the search works without.
    }
  }

  // ---------------------------------------------------------------- the reader

  let asked = 0;
  let timer = 0;
  let composing = false;

  async function search() {
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    const question = input.value.trim();
    toAddress();
    if (!question && !Object.values(choice()).some(Boolean)) {
      showNothing();
      return;
    }
    root.setAttribute('aria-busy', 'true');
    try {
      const rows = await index.open();
      const finding = index.find(question);
      const show = (found) => { Object.assign(shown, { rows, found, question }); showHits(); };
      if (!await soonEnough(finding) && mine === asked) {
        show(index.findEarly(question));
        showNote(WORDS.busy);
      }
      const found = await finding;
      const lacking = await index.lacking();
      if (mine !== asked) return;
      show(found);
      conclude(lacking);
    } catch (failed) {
      console.error(failed);
      if (mine !== asked) return;
      showNothing();
      part('status').textContent = WORDS.broken;
      showAdvice(WORDS.advice.broken);
    } finally {
      if (mine === asked) root.removeAttribute('aria-busy');
    }
  }

  // Whether a promise is kept before the reader would notice.
  function soonEnough(promise) {
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, false); });
    return Promise.race([promise.then(() => true), late]);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  }

  // Half-typed pinyin is no question: nothing happens until the input method has committed its characters.
  input.addEventListener('compositionstart', () => { composing = true; clearTimeout(timer); });
  input.addEventListener('compositionend', () => { composing = false; soon(); });
  input.addEventListener('input', (event) => { if (!event.isComposing && !composing) soon(); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (composing) return;
    if (self.matchMedia('(pointer: coarse)').matches) input.blur();
    search();
  });
  form.addEventListener('change', (event) => { if (event.target !== input) search(); });
  part('clear').addEventListener('click', () => {
    for (const facet of SELECTS) form.elements[facet].value = '';
    for (const button of part('kinds').querySelectorAll('input')) button.checked = button.value === '';
    input.focus();
    search();
  });
  part('more').addEventListener('click', () => {
    const [first] = showMore(STEP);
    if (first) first.querySelector('a').focus();
  });

  // On a wide page the filters stand open, as the stylesheet shows them there without their button.
  const wide = self.matchMedia('(min-width: 48em)');
  const arrange = () => { part('filters-body').open = wide.matches; };
  wide.addEventListener('change', arrange);
  arrange();
  fromAddress();
  search();
})(self);
