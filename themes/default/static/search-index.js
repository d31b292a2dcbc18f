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

  function inScript(all) {
    const keys = all.map((text) => core.wholeKey(text, '|'));
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
      if (entry.texts) return inScript(await load(folder, entry.texts, 'gkgenSearch_texts'));
    } catch (failed) {
      console.warn('全文未能载入', failed);
    }
    return nowhere(fromDisk ? ON_DISK : NOT_LOADED);
  }

  // ---------------------------------------------------------------- asking

  // The index below `base`. Nothing is loaded before the first question.
  class Index {
    constructor(base) {
      this.folder = new URL(`${base}search/`, document.baseURI);
      this.opened = null;
      this.texts = null;
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

    // What the titles alone find, to be shown while the texts are being searched.
    findEarly(question) {
      const query = core.parse(question);
      const all = query.runs.map((run) => core.marks(this.rows, run));
      return { hits: all.length ? core.ranked(this.rows, query, all) : [], wanted: query.runs, near: false };
    }

    // What a question finds: `hits` in their order, `wanted` to be marked in them, `near` if nothing holds it all.
    async find(question) {
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
      const all = await this.marked(query.runs);
      const hits = core.ranked(this.rows, query, all);
      return hits.length ? { hits, wanted: query.runs, near: false } : this.nearest(question);
    }

    everythingOrNothing(question) {
      return { hits: question ? [] : [...Array(this.rows.count).keys()], wanted: [], near: false };
    }

    // A word that no document holds is looked for in pairs of characters.
    async nearest(question) {
      const { words, joint } = core.questionParts(question);
      const [held, together] = await Promise.all([this.marked(words), this.marked(joint)]);
      const pairs = [].concat(...words.filter((run, place) => !held[place].some(Boolean)).map(core.pairsOf));
      const apart = await this.marked(pairs);
      const hits = core.nearest(this.rows, [...held, ...together, ...apart]);
      return { hits, wanted: [...words, ...pairs], near: true };
    }

    async marked(runs) {
      return Promise.all(runs.map(async (run) => core.markTexts(core.marks(this.rows, run), await this.holding(run))));
    }

    async holding(run) {
      const name = core.key(run);
      if (!this.remembered.has(name)) this.remembered.set(name, await (await this.texts).holding(run));
      return this.remembered.get(name);
    }
  }

  self.gkgenSearchIndex = Index;
})(self);
