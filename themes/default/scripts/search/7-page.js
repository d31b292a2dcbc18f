// The search page: reads the address and the form, asks the index, and shows what was found.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  const WORDS = self.gkgenSearchWords;
  const root = document.querySelector('[data-search]');
  if (!core || !self.gkgenSearchIndex || !self.gkgenSearchView || !root) return;

  const { View, element, inItsLanguage } = self.gkgenSearchView;
  const PAUSE = 200;
  const PATIENCE = 250;
  const MOST_HEARD = 6;
  
  const part = (name) => root.querySelector(`[data-search-${name}]`);
  const form = root.querySelector('form');
  const input = form.elements.q;
  const base = root.dataset.base || './';
  const index = new self.gkgenSearchIndex(base);
  const pageTitle = document.title;
  const byPinyin = new Intl.Collator('zh-Hans-CN');
  const view = new View({
    index, pages: root.dataset.root || base, list: part('results'), more: part('more'), ask: addressOf,
  });

  // ---------------------------------------------------------------- showing

  function show(rows, found, question) {
    const chosen = choice();
    view.show(rows, found, core.filtered(rows, found.hits, chosen), question, chosen.kind);
    showFilters(chosen);
    part('found').hidden = false;
  }

  // The count is all that is announced.
  function conclude() {
    const { hits, found } = view;
    const words = found.near && hits.length ? WORDS.near(hits.length) : WORDS.count(hits.length);
    if (part('status').textContent !== words) part('status').textContent = words;
    showAdvice(hits.length ? '' : found.hits.length ? WORDS.filtered : WORDS.nothing);
    showNote(found.lost && WORDS.lost);
    showOthers(found);
  }

  function showNote(words) {
    part('note').textContent = words;
    part('note').hidden = !words;
  }

  function showAdvice(words) {
    part('advice').hidden = !words;
    part('advice-words').textContent = words;
  }

  // The words that were looked for beside those that were typed, and a way to each alone.
  function showOthers({ also, heard, byEar }) {
    const line = part('also');
    const said = [...new Set(also.map((run) => run.join('')))];
    line.textContent = '';
    if (said.length) {
      line.append(WORDS.also + said.join('、'), ' ', asking(WORDS.only(view.question), WORDS.quote(view.question)));
    }
    if (heard.length) {
      line.append(byEar ? WORDS.byEar : WORDS.heard);
      for (const word of heard.slice(0, MOST_HEARD)) line.append(' ', asking(word, word));
    }
    line.hidden = !line.firstChild;
  }

  function asking(words, question) {
    const link = element('a', '', words);
    link.href = addressOf(question, '');
    link.dataset.ask = '';
    return link;
  }

  function showNothing() {
    for (const name of ['found', 'filters', 'advice', 'note', 'also']) part(name).hidden = true;
    view.clear();
    part('status').textContent = '';
    root.removeAttribute('aria-busy');
  }

  // ---------------------------------------------------------------- filters

  function choice() {
    const chosen = {};
    for (const facet of core.FACETS) chosen[facet] = form.elements[facet].value;
    return chosen;
  }

  function showFilters(chosen) {
    const { rows, found } = view;
    const of = (facet) => core.counts(rows, found.hits, chosen, facet);
    for (const facet of core.FACETS) showOptions(form.elements[facet], facet, of(facet), chosen[facet]);
    const number = core.FACETS.filter((facet) => chosen[facet]).length;
    part('filters-name').textContent = WORDS.chosen(number);
    part('clear').hidden = !number;
    part('filters').hidden = found.hits.length === 0;
  }

  function showOptions(select, facet, found, chosen) {
    if (chosen && !found.has(chosen)) found.set(chosen, 0);
    const names = [...found.keys()];
    if (facet === 'year') names.sort().reverse();
    else if (facet === 'kind') names.sort((a, b) => orderOf(a) - orderOf(b));
    else names.sort(byPinyin.compare);
    const options = names.map((name) => inItsLanguage(new Option(WORDS.option(name, found.get(name)), name)));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
  }

  // The kinds stand as their results do.
  function orderOf(kind) {
    const place = view.rows.order.indexOf(kind);
    return place < 0 ? view.rows.order.length : place;
  }

  // ---------------------------------------------------------------- the address

  function adopt(asked) {
    input.value = asked.get('q') || '';
    for (const facet of core.FACETS) preset(form.elements[facet], asked.get(facet) || '');
  }

  function preset(select, value) {
    if (value && ![...select.options].some((option) => option.value === value)) select.add(inItsLanguage(new Option(value, value)));
    select.value = value;
  }

  function addressOf(question, kind) {
    const asked = new URLSearchParams();
    if (question) asked.set('q', question);
    for (const [facet, value] of Object.entries(Object.assign(choice(), { kind }))) if (value) asked.set(facet, value);
    const query = asked.toString();
    return query ? `?${query}` : location.pathname;
  }

  // A question that the reader has finished (sent, or chosen from the page) keeps its place in the history, and the
  // next one gets a place of its own; while one is being typed, it takes the place of what it was before.
  let finished = true;

  function toAddress(finishes) {
    const question = input.value.trim();
    const address = addressOf(question, choice().kind);
    document.title = WORDS.page(question, pageTitle);
    const isNew = address !== location.search && address !== location.pathname + location.search;
    const keeps = finished && location.search;
    finished = finishes || (finished && !isNew);
    try {
      if (isNew && keeps) history.pushState({}, '', address);
      else if (isNew) history.replaceState({}, '', address);
    } catch (refused) {
      // Some browsers don't let a page from a disk change its address; the search works without.
    }
  }

  // ---------------------------------------------------------------- the reader

  let asked = 0;
  let timer = 0;
  let composing = false;

  async function search(finishes) {
    clearTimeout(timer);
    toAddress(finishes);
    await answer();
  }

  async function answer() {
    asked += 1;
    const mine = asked;
    const question = input.value.trim();
    if (!question && !Object.values(choice()).some(Boolean)) {
      showNothing();
      return;
    }
    root.setAttribute('aria-busy', 'true');
    try {
      const rows = await index.open();
      const finding = index.find(question);
      if (!await soonEnough(finding) && mine === asked) {
        show(rows, index.findEarly(question), question);
        showNote(WORDS.busy);
      }
      const found = await finding;
      if (mine !== asked) return;
      show(rows, found, question);
      conclude();
    } catch (failed) {
      console.error(failed);
      if (mine !== asked) return;
      showNothing();
      part('status').textContent = WORDS.broken;
      showAdvice(WORDS.failed);
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
    timer = setTimeout(search, PAUSE, false);
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
    search(true);
  });
  form.addEventListener('change', (event) => { if (event.target !== input) search(true); });
  part('clear').addEventListener('click', () => {
    for (const facet of core.FACETS) form.elements[facet].value = '';
    input.focus();
    search(true);
  });
  part('more').addEventListener('click', () => view.showMore());

  // A link to another question is answered here; the keyboard goes to the head of the answer.
  root.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-ask]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    adopt(new URL(link.href).searchParams);
    part('found').focus();
    search(true);
  });

  // Back and forward: the address is the question.
  self.addEventListener('popstate', () => {
    clearTimeout(timer);
    finished = true;
    adopt(new URLSearchParams(location.search));
    document.title = WORDS.page(input.value.trim(), pageTitle);
    answer();
  });

  // On a wide page the filters stand open, as the stylesheet shows them there without their button.
  const wide = self.matchMedia('(min-width: 48em)');
  const unfold = () => { part('filters-body').open = wide.matches; };
  wide.addEventListener('change', unfold);
  unfold();
  adopt(new URLSearchParams(location.search));
  search(true);
})(self);
