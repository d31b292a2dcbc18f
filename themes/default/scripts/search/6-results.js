// What was found, as a list or by kind. Everything is written by textContent; no text ever becomes markup.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  const WORDS = self.gkgenSearchWords;
  if (!core || !WORDS) return;

  const STEP = 10;
  const OF_A_KIND = 3;
  const fromDisk = location.protocol === 'file:';

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

  function inItsLanguage(made) {
    if (WORDS.lang) made.lang = WORDS.lang;
    return made;
  }

  // The wanted children in their order. Those that stay are not touched, and so neither is the reader's place.
  function arrange(parent, wanted) {
    const kept = new Set(wanted);
    for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
    wanted.forEach((child, place) => {
      if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] || null);
    });
  }

  // On a poor line a text is fetched when its result comes near the eye, and before printing all of them.
  const waiting = new Map();
  const watch = self.IntersectionObserver && new IntersectionObserver((seen) => {
    seen.filter((one) => one.isIntersecting).forEach((one) => come(one.target));
  }, { rootMargin: '25%' });

  function whenNear(target, task) {
    if (!watch) return task();
    waiting.set(target, task);
    return watch.observe(target);
  }

  function come(target) {
    const task = waiting.get(target);
    waiting.delete(target);
    watch.unobserve(target);
    if (task && target.isConnected) task();
  }

  self.addEventListener('beforeprint', () => [...waiting.keys()].forEach(come));

  // One result: its title, what it is, and where in its text the words stand.
  class Result {
    constructor(view, row, level) {
      this.view = view;
      this.row = row;
      this.element = inItsLanguage(element('li', 'search-result'));
      const { rows } = view;
      const heading = element(level, 'search-result-title');
      this.link = fill(element('a'), this.marked(rows.title[row] || rows.address[row]));
      this.link.href = this.address();
      heading.append(this.link);
      this.element.append(heading, this.about(), this.excerpt());
    }

    marked(text) {
      return text ? core.pieces(text, this.view.found.wanted) : [];
    }

    address() {
      const address = this.view.pages + this.view.rows.address[this.row];
      return fromDisk ? address.replace(/(^|\/)(?=#|$)/, '$1index.html') : address;
    }

    about() {
      const { rows } = this.view;
      const line = element('p', 'search-result-about');
      const add = (className, pieces) => { if (pieces[0]) line.append(fill(element('span', className), pieces)); };
      add('search-result-kind', this.marked(core.word(rows, 'kind', this.row)));
      add('', this.marked(core.word(rows, 'organisation', this.row)));
      const date = rows.date[this.row];
      if (date) line.append(Object.assign(element('time', '', date), { dateTime: date }));
      this.numbers().forEach((pieces) => add('search-result-number', pieces));
      return line;
    }

    // The document number (国发〔2019〕5号), and any other number that was asked for.
    numbers() {
      const all = this.view.rows.numbers[this.row];
      return all.map((number) => this.marked(number))
        .filter((pieces, place) => all[place].endsWith('号') || pieces.some(([, isMarked]) => isMarked));
    }

    excerpt() {
      const paragraph = element('p', 'search-result-excerpt');
      whenNear(paragraph, () => this.view.index.text(this.row).then((text) => {
        if (text) fill(paragraph, core.excerpt(text, this.view.found.wanted));
        else paragraph.remove();
      }, () => paragraph.remove()));
      return paragraph;
    }
  }

  // The results on the page. `ask` tells the address of a question in a kind.
  class View {
    constructor({ index, pages, list, more, ask }) {
      Object.assign(this, { index, pages, list, more, ask });
      this.clear();
    }

    clear() {
      Object.assign(this, { rows: null, found: null, question: null, hits: [], count: STEP });
      this.forget();
      arrange(this.list, []);
      this.more.hidden = true;
    }

    forget() {
      if (watch) watch.disconnect();
      waiting.clear();
      this.results = new Map();
      this.sections = new Map();
    }

    // Shows hits of what was found; `kind` is the one that was chosen, if any. Another question begins anew.
    show(rows, found, hits, question, kind) {
      const same = this.question === question && !found.near && !(this.found && this.found.near);
      if (!same) this.forget();
      if (!same || this.kind !== kind) this.count = STEP;
      Object.assign(this, { rows, found, hits, question, kind });
      this.draw();
    }

    draw() {
      const parts = this.parts();
      const left = parts.length === 1 && !parts[0].title ? Math.min(STEP, this.hits.length - this.count) : 0;
      arrange(this.list, parts.map((part) => this.section(part)));
      this.more.hidden = left <= 0;
      this.more.textContent = WORDS.more(left);
    }

    // Many results of several kinds stand by kind; all others in one list.
    parts() {
      const groups = this.question && !this.kind && !this.found.near && this.hits.length > STEP
        ? core.sections(this.rows, this.found, this.hits) : [];
      const kinds = groups.filter((group) => group.kind);
      if (kinds.length < 2) return [{ title: '', name: '', rows: this.hits.slice(0, this.count), total: 0 }];
      return groups.map(({ kind, hits, total }) => ({
        name: kind,
        title: kind ? WORDS.option(kind, total) : WORDS.lead,
        rows: hits.slice(0, OF_A_KIND),
        total: kind && hits.length > OF_A_KIND ? total : 0,
      }));
    }

    section(part) {
      const key = part.title && `${part.name} `;
      if (!this.sections.has(key)) this.sections.set(key, this.frame(part));
      const { section, heading, list, whole } = this.sections.get(key);
      heading.textContent = part.title;
      arrange(list, part.rows.map((row) => this.result(row, part.title ? 'h4' : 'h3').element));
      whole.hidden = !part.total;
      whole.firstChild.firstChild.data = WORDS.whole(part.total);
      return section;
    }

    frame(part) {
      const section = element(part.title ? 'section' : 'div', 'search-group');
      const heading = element('h3', 'search-group-title');
      if (part.name) inItsLanguage(heading);
      const list = element('ol', 'search-results');
      const whole = element('p', 'search-whole');
      const link = element('a');
      heading.id = `search-group-${this.sections.size}`;
      if (part.title) section.setAttribute('aria-labelledby', heading.id);
      link.href = this.ask(this.question, part.name);
      link.dataset.ask = '';
      link.append(document.createTextNode(''), inItsLanguage(element('span', '', part.name)));
      whole.append(link);
      section.append(...(part.title ? [heading, list, whole] : [list]));
      return { section, heading, list, whole };
    }

    result(row, level) {
      const key = `${level}${row}`;
      if (!this.results.has(key)) this.results.set(key, new Result(this, row, level));
      return this.results.get(key);
    }

    // The next results, of which the first takes the keyboard.
    showMore() {
      const next = this.hits[this.count];
      this.count += STEP;
      this.draw();
      if (next !== undefined) this.result(next, 'h3').link.focus();
    }
  }

  self.gkgenSearchView = { View, element, inItsLanguage };
})(self);
