// The texts: which of them hold a run of units, and what they say. Pagefind made the index, of which this reads the
// chunks; each is a classic script, because from a disk neither modules nor fetch nor WebAssembly work.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  if (!core) return;

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
      script.onload = () => {
        const value = self[name];
        script.remove();
        delete self[name]; // or a host that answers with a page of its own would give the value of another script
        if (value === undefined) reject(new Error(file));
        else resolve(value);
      };
      script.onerror = () => reject(new Error(file));
      document.head.append(script);
    });
  }

  // ---------------------------------------------------------------- chunks

  const AFTER_MARK = 'pagefind_dcd'.length;
  const LIST = 4;

  let inflate = null;

  // Browsers before 2023 can't unpack by themselves.
  function inflating(folder) {
    inflate = inflate || load(folder, '../static/search-inflate.js', 'gkgenSearch_inflate');
    inflate.catch(() => { inflate = null; });
    return inflate;
  }

  async function unpacked(folder, packed) {
    const plain = atob(packed);
    const bytes = new Uint8Array(plain.length);
    for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
    if (!self.DecompressionStream) return (await inflating(folder))(bytes);
    const { readable, writable } = new DecompressionStream('gzip');
    const writer = writable.getWriter();
    for (const done of [writer.write(bytes), writer.close()]) done.catch(() => {}); // what fails, fails the reader
    return new Uint8Array(await new Response(readable).arrayBuffer());
  }

  // CBOR of integers, texts and lists: [[word, [[page after the last one, [place after the last one…], …]…], …]…].
  class Chunk {
    constructor(bytes) {
      Object.assign(this, { bytes, at: AFTER_MARK, kind: 0 });
    }

    head() {
      const first = this.bytes[this.at];
      this.at += 1;
      this.kind = first >> 5;
      let number = first & 31;
      if (number < 24) return number;
      const end = this.at + (1 << (number - 24));
      for (number = 0; this.at < end; this.at += 1) number = number * 256 + this.bytes[this.at];
      return number;
    }

    word() {
      const end = this.head() + this.at;
      let word = '';
      while (this.at < end) {
        const byte = this.bytes[this.at];
        word += byte < 128 ? String.fromCharCode(byte) : 'ø';
        this.at += byte < 128 ? 1 : 2;
      }
      return word;
    }

    skip() {
      const number = this.head();
      if (this.kind === 3) this.at += number;
      else if (this.kind === LIST) for (let left = number; left; left -= 1) this.skip();
    }

    // The places of a word, by page. A negative number tells the weight of the places after it.
    pages() {
      const found = new Map();
      let page = 0;
      for (let left = this.head(); left; left -= 1) {
        this.head();
        page += this.head();
        found.set(page, this.places());
        this.skip();
      }
      return found;
    }

    places() {
      const found = [];
      let place = 0;
      for (let left = this.head(); left; left -= 1) {
        const step = this.head();
        if (this.kind === 0) {
          place += step;
          found.push(place);
        }
      }
      return found;
    }

    // The words that are asked for, each with its pages.
    words(isAsked) {
      const chosen = [];
      this.head();
      for (let left = this.head(); left; left -= 1) {
        this.head();
        if (isAsked(this.word())) chosen.push(this.pages());
        else this.skip();
        this.skip();
      }
      return chosen;
    }
  }

  // Pages that hold one list of places a step before another, with those of the second.
  function followed(before, after) {
    const found = new Map();
    before.forEach((firsts, page) => {
      const seconds = after.get(page);
      if (!seconds) return;
      const places = new Set(firsts);
      const met = seconds.filter((place) => places.has(place - 1));
      if (met.length) found.set(page, met);
    });
    return found;
  }

  // ---------------------------------------------------------------- shards

  const NAME = 13; // characters in the name of a file

  // The texts that Pagefind indexed together. `rows` are their documents.
  class Shard {
    constructor(folder, [starts, chunks, texts], rows) {
      Object.assign(this, { folder, rows, starts: starts.split(' '), chunkNames: chunks, textNames: texts, chunks: new Map() });
    }

    part(names, number) {
      const name = names.slice(number * NAME, number * NAME + NAME);
      return load(this.folder, `${name[0]}/${name.slice(1)}.js`, 'gkgenSearch_part');
    }

    // The chunk in which a word stands, if any does.
    chunkOf(word) {
      let low = 0;
      let high = this.starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.starts[middle] <= word) low = middle + 1;
        else high = middle;
      }
      return Math.max(low - 1, 0);
    }

    async chunk(number) {
      if (!this.chunks.has(number)) this.chunks.set(number, this.fetched(number));
      try {
        return new Chunk(await this.chunks.get(number));
      } catch (failed) {
        this.chunks.delete(number);
        throw failed;
      }
    }

    async fetched(number) {
      return unpacked(this.folder, await this.part(this.chunkNames, number));
    }

    // The rows that hold every phrase. Its first two words tell most shards that they don't.
    async holding(phrases) {
      const begun = await Promise.all(phrases.map((words) => this.phrase(words.slice(0, 2))));
      if (begun.some((pages) => !pages.size)) return [];
      const [first, ...others] = await Promise.all(phrases.map((words, place) => this.phrase(words.slice(2), begun[place])));
      return [...first.keys()].filter((page) => others.every((pages) => pages.has(page))).map((page) => this.rows[page]);
    }

    async phrase(words, begun) {
      const each = await Promise.all(words.map((word) => this.pagesOf(word)));
      return (begun ? [begun, ...each] : each).reduce(followed);
    }

    async pagesOf(word) {
      const chunk = await this.chunk(this.chunkOf(word));
      return chunk.words((other) => other === word)[0] || new Map();
    }

    async beginning(start) {
      const numbers = [];
      for (let number = this.chunkOf(start); number <= this.chunkOf(`${start}\uffff`); number += 1) numbers.push(number);
      const chunks = await Promise.all(numbers.map((number) => this.chunk(number)));
      const pages = [].concat(...chunks.map((chunk) => chunk.words((word) => word.startsWith(start))));
      return [...new Set([].concat(...pages.map((one) => [...one.keys()])))].map((page) => this.rows[page]);
    }

    texts(number) {
      return this.part(this.textNames, number);
    }
  }

  // All texts of the site; `together` of them lie in one file.
  class Texts {
    constructor(folder, shards, rows, together) {
      const own = shards.map(() => []);
      this.pages = rows.shard.slice();
      for (let row = rows.count - 1; row >= 0; row -= 1) { // a shard has its oldest text first
        if (rows.shard[row] >= 0) this.pages[row] = own[rows.shard[row]].push(row) - 1;
      }
      this.shards = shards.map((shard, place) => new Shard(folder, shard, own[place]));
      Object.assign(this, { rows, together, files: new Map() });
    }

    // The rows that hold a run, or failing that its beginning.
    async holding(run) {
      const exact = await this.inAll((shard) => shard.holding(core.phrases(run)));
      const start = core.beginning(run);
      return exact.length || !start ? exact : this.inAll((shard) => shard.beginning(start));
    }

    async inAll(ask) {
      return [].concat(...await Promise.all(this.shards.map(ask)));
    }

    async text(row) {
      const page = this.pages[row];
      if (page < 0) return '';
      const number = Math.floor(page / this.together);
      const name = `${this.rows.shard[row]} ${number}`;
      if (!this.files.has(name)) this.files.set(name, this.shards[this.rows.shard[row]].texts(number));
      return (await this.files.get(name))[page % this.together];
    }
  }

  Object.assign(core, { load, Texts });
})(self);
