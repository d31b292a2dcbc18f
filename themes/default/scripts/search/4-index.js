// The index of the search: the titles, which load at once, and the texts, of which each question loads what it needs.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  if (!core) return;

  const NOTHING = { hits: [], lead: 0, wanted: [], also: [], heard: [], byEar: false, near: false };
  const fromDisk = location.protocol === 'file:';
  const { load } = core;

  // The index below `base`. Nothing is loaded before the first question.
  class Index {
    constructor(base) {
      this.base = new URL(base, document.baseURI);
      this.folder = new URL('search/', this.base);
      this.opened = null;
      this.texts = null;
      this.lost = false;
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
      return this.rows;
    }

    openTexts() {
      this.texts = this.texts || this.loadTexts();
      this.texts.catch(() => { this.texts = null; });
      return this.texts;
    }

    async loadTexts() {
      const shards = await load(this.folder, this.entry.shards, 'gkgenSearch_shards');
      return new core.Texts(this.folder, shards, this.rows, this.entry.together);
    }

    async text(row) {
      return (await this.openTexts()).text(row);
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
    // were looked for in its place, `near` if nothing holds it all, `lost` if the texts couldn't be asked.
    async find(question) {
      this.lost = false;
      await this.learnForms(question);
      return Object.assign(await this.findInTexts(question), { lost: this.lost });
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
      try {
        if (!this.remembered.has(name)) this.remembered.set(name, await (await this.openTexts()).holding(run));
        return this.remembered.get(name);
      } catch (failed) {
        console.warn('全文索引未能载入', failed);
        this.lost = true;
        return [];
      }
    }
  }

  self.gkgenSearchIndex = Index;
})(self);
