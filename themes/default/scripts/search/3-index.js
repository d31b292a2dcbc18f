// The indexes of the search: the titles, which load at once, and the texts, wherever they can be searched.
// From a disk neither modules nor fetch nor WebAssembly work; classic scripts do.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  if (!core) return;

  // What of the texts can't be searched, and why.
  const WHOLE = '';
  const ON_DISK = 'disk';
  const NOT_LOADED = 'lost';

  const NOTHING = { hits: [], lead: 0, wanted: [], also: [], heard: [], byEar: false, near: false };

  const fromDisk = location.protocol === 'file:';
  const trusted = trustedAddresses();

  // A page under `require-trusted-types-for 'script'` lets scripts come through a named policy only.
  function trustedAddresses() {
    const plain = { createScriptURL: (address) => address };
    try {
      return self.trustedTypes ? self.trustedTypes.createPolicy('gkgen-search', plain) : plain;
    } catch (refused) {
      return plain;
    }
  }

  // A classic script that assigns its value to `self`.
  function load(folder, file, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = trusted.createScriptURL(new URL(file, folder).href);
      script.onload = () => (name in self ? resolve(self[name]) : reject(new Error(file)));
      script.onerror = () => reject(new Error(file));
      document.head.append(script);
    });
  }

  // ---------------------------------------------------------------- where the texts are

  function nowhere(lacking) {
    return { lacking, holding: async () => [], text: async () => '' };
  }

  // The texts themselves, part by part, so that the page stays awake between two of them.
  async function inScripts(folder, parts) {
    const all = [];
    const keys = [];
    for (const part of parts) {
      const texts = await load(folder, part, 'gkgenSearch_texts');
      all.push(...texts);
      keys.push(...texts.map((text) => core.wholeKey(text, '|')));
      await new Promise((resolve) => { setTimeout(resolve); });
    }
    const rowsOf = (wanted) => keys.map((key, row) => (key.includes(wanted) ? row : -1)).filter((row) => row >= 0);
    const holding = async (run) => {
      const whole = core.key(run);
      const exact = rowsOf(whole);
      return exact.length || !core.beginning(run) ? exact : rowsOf(whole.slice(0, -1));
    };
    return { lacking: WHOLE, holding, text: async (row) => all[row] };
  }

  async function inPagefind(folder, entry, rows) {
    const program = await import(new URL('pagefind.js', folder).href);
    const pagefind = program.createInstance({ basePath: folder.pathname });
    await pagefind.preload('start'); // fails if the program can't start, where the next would wait for ever
    await Promise.all(entry.shards.slice(1)
      .map((shard) => pagefind.mergeIndex(`${folder.pathname}${shard}/`, { language: shard })));
    const ask = async (words) => documentsOf(rows, (await pagefind.search(words)).results);
    return {
      lacking: WHOLE,
      holding: (run) => holdingInPagefind(pagefind, ask, run),
      text: (row) => fragment(folder, rows.fragment[row]),
    };
  }

  async function holdingInPagefind(pagefind, ask, run) {
    const [first, ...others] = await Promise.all(core.phrases(run).map(ask));
    const sets = others.map((rows) => new Set(rows));
    const exact = first.filter((row) => sets.every((set) => set.has(row)));
    const open = core.beginning(run);
    if (exact.length || !open) return exact;
    await pagefind.preload(open.near);
    return ask(open.start);
  }

  function documentsOf(rows, results) {
    const found = [];
    for (const result of results) found.push(...(rows.documents.get(result.id) || []));
    return found;
  }

  // The text of a document, out of the fragment that Pagefind would read.
  async function fragment(folder, name) {
    if (!name || !self.DecompressionStream) return '';
    const shard = name.split('_')[0];
    const inside = shard === 'b0' ? '' : `${shard}/`;
    const answer = await fetch(new URL(`${inside}fragment/${name}.pf_fragment`, folder));
    if (!answer.ok) return '';
    const unpacked = answer.body.pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse((await new Response(unpacked).text()).slice('pagefind_dcd'.length)).content;
  }

  async function bestTexts(folder, entry, rows) {
    if (!entry.shards.length) return nowhere(WHOLE);
    try {
      if (!fromDisk) return await inPagefind(folder, entry, rows);
    } catch (failed) {
      console.warn('全文索引未能载入', failed);
    }
    return otherTexts(folder, entry);
  }

  async function otherTexts(folder, entry) {
    try {
      if (entry.texts.length && (fromDisk || entry.small)) return await inScripts(folder, entry.texts);
    } catch (failed) {
      console.warn('全文未能载入', failed);
    }
    return nowhere(fromDisk ? ON_DISK : NOT_LOADED);
  }

  // ---------------------------------------------------------------- asking

  // The index below `base`. Nothing is loaded before the first question.
  class Index {
    constructor(base) {
      this.base = new URL(base, document.baseURI);
      this.folder = new URL('search/', this.base);
      this.opened = null;
      this.texts = null;
      this.forms = null;
      this.pinyin = null;
      this.remembered = new Map();
    }

    // The titles, once loaded; `entry.js`, which names the rest, is always asked for anew.
    open() {
      this.opened = this.opened || this.load();
      this.opened.catch(() => { this.opened = null; });
      return this.opened;
    }

    async load() {
      const fresh = fromDisk ? 'entry.js' : `entry.js?${Date.now()}`;
      this.entry = await load(this.folder, fresh, 'gkgenSearch_entry');
      this.rows = core.table(await load(this.folder, this.entry.titles, 'gkgenSearch_titles'));
      this.texts = bestTexts(this.folder, this.entry, this.rows);
      return this.rows;
    }

    async text(row) {
      return (await this.texts).text(row);
    }

    async lacking() {
      return (await this.texts).lacking;
    }

    // A question with a character that no title has may be written in other forms: 國務院.
    async learnForms(question) {
      if ([...question].every((char) => char < '\u3400' || this.rows.characters.has(char))) return;
      this.forms = this.forms || load(this.folder, this.entry.forms, 'gkgenSearch_forms').then(core.learn);
      await this.forms.catch(() => { this.forms = null; });
    }

    // What is read as these letters.
    async sounding(letters) {
      this.pinyin = this.pinyin || this.loadPinyin();
      try {
        return (await this.pinyin)(letters);
      } catch (failed) {
        this.pinyin = null;
        return { words: [] };
      }
    }

    async loadPinyin() {
      const [program, data] = await Promise.all([
        load(this.base, 'static/search-pinyin.js', 'gkgenSearch_pinyin'),
        load(this.folder, this.entry.readings, 'gkgenSearch_readings'),
      ]);
      const known = program.readings(data);
      return (letters) => program.sounding(this.rows, known, letters);
    }

    // What the titles alone find, to be shown while the texts are being searched.
    findEarly(question) {
      const query = core.parse(question);
      const ways = query.runs.map((run) => this.ways(run, query));
      const marked = ways.map((all) => core.either(this.rows, all.map((run) => core.marks(this.rows, run))));
      const found = marked.length ? core.ranked(this.rows, [query.whole], marked) : NOTHING;
      return Object.assign({}, NOTHING, found, { wanted: [].concat(...ways) });
    }

    // What a question finds: `hits` in their order, the first `lead` of them meant; `wanted` to be marked in them,
    // `also` the other words that were looked for, `heard` the words that are read as what was typed, `byEar` if they
    // were looked for in its place, `near` if nothing holds it all.
    async find(question) {
      await this.learnForms(question);
      try {
        return await this.findInTexts(question);
      } catch (failed) {
        console.warn('全文索引未能载入', failed);
        this.texts = otherTexts(this.folder, this.entry); // Pagefind began well and broke down
        return this.findInTexts(question);
      }
    }

    async findInTexts(question) {
      const query = core.parse(question);
      if (!query.runs.length) return this.everythingOrNothing(question);
      const terms = await Promise.all(core.terms(query).map((term) => this.term(term, query)));
      const of = (name) => [].concat(...terms.map((term) => term[name]));
      const wholes = [query.whole, ...(terms.length === 1 ? of('wanted').map(core.key) : [])];
      const found = core.ranked(this.rows, wholes, of('marked'));
      const about = { heard: of('heard'), byEar: terms.some((term) => term.byEar) };
      if (!found.hits.length) return Object.assign(await this.nearest(question, query), { heard: about.heard });
      return Object.assign({}, NOTHING, found, about, { wanted: of('wanted'), also: of('also') });
    }

    everythingOrNothing(question) {
      return Object.assign({}, NOTHING, { hits: question ? [] : [...Array(this.rows.count).keys()] });
    }

    // A run, or several in letters: what holds it, or failing that what is read so.
    async term(term, query) {
      const each = await Promise.all(term.runs.map((run) => this.sought(run, query)));
      const of = (name) => [].concat(...each.map((one) => one[name]));
      const found = { marked: each.map((one) => one.marked), wanted: of('wanted'), also: of('also'), heard: [] };
      if (query.quoted || term.letters.length < 2) return found;
      const heard = await this.heard(term);
      const words = [].concat(...heard.map((one) => one.words));
      const stands = this.rows.title.some((title, row) => found.marked.every((one) => one[row]));
      if (stands || heard.some((one) => !one.words.length)) return Object.assign(found, { heard: words });
      const wanted = [].concat(...words.map(core.runs));
      return { marked: heard.map((one) => one.marked), wanted, also: [], heard: words, byEar: true };
    }

    // What is read as the letters taken together, or failing that as each piece of them.
    async heard({ letters, runs }) {
      const whole = await this.sounding(letters);
      if (whole.words.length || runs.length < 2) return [whole];
      return Promise.all(runs.map((run) => this.sounding(run.join(''))));
    }

    // A word that no document holds is looked for in pairs of characters.
    async nearest(question, query) {
      const { words, joint } = core.questionParts(question);
      const [held, together] = await Promise.all([words, joint].map((all) => this.all(all, query)));
      const lost = words.filter((run, place) => !held[place].marked.some(Boolean));
      const apart = await this.all([].concat(...lost.map(core.pairsOf)), query);
      const hits = core.nearest(this.rows, [...held, ...together, ...apart].map((one) => one.marked));
      const wanted = [].concat(...[...held, ...apart].map((one) => one.wanted));
      return Object.assign({}, NOTHING, { hits, wanted, near: true });
    }

    all(runs, query) {
      return Promise.all(runs.map((run) => this.sought(run, query)));
    }

    ways(run, query) {
      return query.quoted ? [run] : core.ways(this.rows, run);
    }

    // What holds a run, said in one way or another; `also` are the other ways that were found.
    async sought(run, query) {
      const ways = this.ways(run, query);
      const each = await Promise.all(ways.map(async (way) => {
        return core.markTexts(core.marks(this.rows, way), await this.holding(way));
      }));
      const also = ways.filter((way, place) => place && each[place].some(Boolean));
      return { marked: core.either(this.rows, each), wanted: [run, ...also], also };
    }

    async holding(run) {
      const name = core.key(run);
      if (!this.remembered.has(name)) this.remembered.set(name, await (await this.texts).holding(run));
      return this.remembered.get(name);
    }
  }

  self.gkgenSearchIndex = Index;
})(self);
