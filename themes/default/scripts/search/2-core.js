// The search without a page: what a query asks for, which documents hold it, their order and their filters.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  if (!core) return;
  const { runs, isWord, startsWord, code, single, key, wholeKey } = core;

  // ---------------------------------------------------------------- asking

  const LONGEST_QUERY = 240;
  const MOST_RUNS = 16;

  // A query: its runs, all of which a document must hold, its whole text without any punctuation, and whether it stands
  // in quotes: then no other word is looked for in the place of one of its own.
  function parse(text) {
    const asked = text.slice(0, LONGEST_QUERY);
    return {
      runs: distinct([].concat(...asked.split(/\s+/).map(runs))),
      whole: wholeKey(asked, ''),
      quoted: /^\s*["“「『].*["”」』]\s*$/.test(asked),
    };
  }

  const LONGEST_WAY = 12;
  const MOST_WAYS = 6;

  // The ways to say a run, itself first: each word that has synonyms in turn by each of them. What holds a shorter way
  // finds nothing more than that. A long run is a title, which is looked for as it stands.
  function ways(rows, run) {
    if (run.length > LONGEST_WAY) return [run];
    let said = [[]];
    for (let at = 0; at < run.length;) {
      const group = rows.synonyms.find((one) => one.word.every((unit, place) => run[at + place] === unit));
      const words = group ? [group.word, ...group.others] : [[run[at]]];
      said = [].concat(...said.map((way) => words.map((word) => way.concat(word)))).slice(0, MOST_WAYS);
      at += words[0].length;
    }
    const keys = said.map(key);
    const wider = (whole) => keys.some((other) => other !== whole && whole.includes(other));
    return said.filter((way, place) => !place || !wider(keys[place]));
  }

  // Each word of the groups with the others of its group, the longest first.
  function synonyms(text) {
    const groups = text.split('\n').map((line) => line.split('\t').map((word) => runs(word)[0] || []));
    const found = [].concat(...groups.map((group) => group.map((word) => ({
      word, others: group.filter((other) => other !== word && other.length),
    }))));
    return found.filter((one) => one.word.length > 1).sort((a, b) => b.word.length - a.word.length);
  }

  // Letters by themselves may be pinyin, in one piece or in several: zfxxgk, gong zu fang, xi'an.
  function letters(run) {
    return run.every((unit) => unit >= 'a' && unit < '{') ? run.join('') : '';
  }

  // The runs of a query, of which neighbours in letters are taken together.
  function terms(query) {
    const found = [];
    for (const run of query.runs) {
      const last = found[found.length - 1];
      const typed = letters(run);
      if (typed && last && last.letters) {
        last.runs.push(run);
        last.letters += typed;
      } else found.push({ runs: [run], letters: typed });
    }
    return found;
  }

  const IDLE = new Set(['怎么', '怎么办', '怎样', '如何', '什么', '为什么', '哪里', '哪儿', '哪些', '哪个', '多少', '几',
    '谁', '请问', '我', '我们', '你', '你们', '想', '要', '想要', '需要', '可以', '能', '能否', '是否', '是', '有', '没有',
    '吗', '呢', '吧', '的', '了', '在', '和', '与', '或', '及', '把', '被', '给', '这', '那', '一个', '关于', '不']);

  // What to look for when no document holds a question as it stands: its words, and each with the word after it.
  // 怎么办理食品经营许可证 → 办理, 食品, 经营, 许可证; 办理食品, 食品经营, 经营许可证.
  function questionParts(text) {
    const single = [];
    const joint = [];
    for (const run of runs(text.slice(0, LONGEST_QUERY))) {
      const words = wordsOf(run);
      single.push(...words.filter(Boolean));
      words.forEach((one, place) => { if (one && words[place + 1]) joint.push(one.concat(words[place + 1])); });
    }
    const whole = single.filter((one) => one.length > 1 || isWord(one[0]));
    return { words: distinct(whole.length ? whole : single), joint: distinct(joint) };
  }

  // The words of a run, with null for each idle one. Without a segmenter the run is one word.
  function wordsOf(run) {
    if (!self.Intl || !Intl.Segmenter) return [run];
    const text = run.map((unit) => (isWord(unit) ? ' ' + unit + ' ' : unit)).join('');
    const found = [];
    for (const { segment } of new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)) {
      const [word] = IDLE.has(segment) ? [null] : runs(segment);
      const last = found[found.length - 1];
      // A single character belongs to the word before it: 公租 房, 遂 昌 县.
      if (word && last && word.length === 1 && !isWord(word[0]) && !isWord(last[0])) last.push(...word);
      else if (word !== undefined) found.push(word);
    }
    return found;
  }

  function pairsOf(run) {
    return run.slice(1).map((unit, place) => [run[place], unit]);
  }

  function distinct(wanted) {
    return [...new Map(wanted.map((run) => [key(run), run])).values()].slice(0, MOST_RUNS);
  }

  // What a text holds that holds a run: phrases of words. A long run is asked for at three places.
  function phrases(run) {
    const codes = run.map(code);
    if (run.length === 1) return [[single(run[0])]];
    const pairs = codes.slice(1).map((next, place) => codes[place] + next);
    if (pairs.length <= 12) return [pairs];
    return [0, (pairs.length - 4) >> 1, pairs.length - 4].map((start) => pairs.slice(start, start + 4));
  }

  // How the words of a unit begin that may be unfinished.
  function beginning(run) {
    return run.length > 1 || !isWord(run[0]) || run[0].length < 2 ? '' : '0' + run[0];
  }

  // ---------------------------------------------------------------- matching

  const IN_TITLE = 1;
  const IN_NUMBER = 2;
  const IN_PLACE = 4;
  const IN_TEXT = 8;
  const FACETS = ['kind', 'organisation', 'catalogue', 'year'];

  // The titles index: one row for each document, newest first.
  function table(data) {
    const lines = (text) => text.split('\n');
    const title = lines(data.title);
    const count = data.kind.places.length;
    const date = lines(data.date);
    const years = [...new Set(date.map((day) => day.slice(0, 4)))].sort().reverse();
    const yearPlaces = new Map(years.map((year, place) => [year, place]));
    const numbers = lines(data.numbers).map((line) => (line ? line.split('\t') : []));
    core.learn(data.forms);
    return {
      synonyms: synonyms(data.synonyms),
      order: data.order,
      characters: new Set(data.title),
      count, title, date, numbers,
      shard: data.shard,
      address: lines(data.address),
      kind: data.kind,
      organisation: data.organisation,
      catalogue: data.catalogue,
      year: { words: years, places: date.map((day) => yearPlaces.get(day.slice(0, 4))) },
      titleKey: title.slice(0, count).map((text) => wholeKey(text, '')),
      numberKey: numbers.slice(0, count).map((list) => list.map((number) => wholeKey(number, ''))),
    };
  }

  function word(rows, facet, row) {
    return rows[facet].words[rows[facet].places[row]];
  }

  // Where each document holds a run, outside its text: one byte of marks for each row.
  function marks(rows, run) {
    const found = new Uint8Array(rows.count);
    const whole = key(run);
    const begun = startsWord(run) ? whole.slice(0, -1) : whole;
    const bare = whole.replace(/[<>]/g, '');
    const inNumber = (number) => number.includes(begun)
      || (bare.length >= 4 && number.replace(/[<>]/g, '').includes(bare));
    for (let row = 0; row < rows.count; row += 1) {
      if (rows.titleKey[row].includes(begun)) found[row] |= IN_TITLE;
      if (rows.numberKey[row].some(inNumber)) found[row] |= IN_NUMBER;
    }
    for (const facet of ['kind', 'organisation', 'catalogue']) markPlaces(rows[facet], begun, found);
    return found;
  }

  function markPlaces(facet, begun, found) {
    const holds = facet.words.map((text) => wholeKey(text, '').includes(begun));
    if (!holds.includes(true)) return;
    facet.places.forEach((place, row) => { if (holds[place]) found[row] |= IN_PLACE; });
  }

  function markTexts(found, documents) {
    for (const row of documents) found[row] |= IN_TEXT;
    return found;
  }

  // What any of several marks.
  function either(rows, marked) {
    const found = new Uint8Array(rows.count);
    for (const one of marked) one.forEach((mark, row) => { found[row] |= mark; });
    return found;
  }

  // The documents that hold all that is marked: the exact title, the exact number, what is mostly the title, other
  // titles, numbers, the rest; the newest first within each. `wholes` are the ways to say the whole query. The first
  // `lead` of them are what was meant, if anything was.
  function ranked(rows, wholes, marked) {
    const tiers = [[], [], [], [], [], []];
    for (let row = 0; row < rows.count; row += 1) {
      if (marked.every((found) => found[row])) tiers[tier(rows, wholes, marked, row)].push(row);
    }
    const lead = tiers[0].length + tiers[1].length;
    return { hits: [].concat(...tiers), lead: lead || tiers[2].length };
  }

  function tier(rows, wholes, marked, row) {
    const title = rows.titleKey[row];
    if (wholes.includes(title)) return 0;
    if (wholes.some((whole) => rows.numberKey[row].includes(whole))) return 1;
    if (marked.every((found) => found[row] & IN_TITLE)) {
      return wholes.some((whole) => title.includes(whole) && whole.length * 2 >= title.length) ? 2 : 3;
    }
    return marked.every((found) => found[row] & (IN_TITLE | IN_NUMBER)) ? 4 : 5;
  }

  // The documents that hold the most of what was asked for, down to half as much as the best. What is rare counts for
  // more, and twice in a title.
  function nearest(rows, marked) {
    const scores = new Float64Array(rows.count);
    for (const found of marked) {
      const held = found.reduce((sum, mark) => sum + (mark ? 1 : 0), 0);
      const weight = Math.log(1 + rows.count / Math.max(held, 1));
      found.forEach((mark, row) => { if (mark) scores[row] += mark & IN_TITLE ? 2 * weight : weight; });
    }
    const best = scores.reduce((most, score) => Math.max(most, score), 0);
    const order = [...scores.keys()].filter((row) => best && scores[row] * 2 >= best);
    return order.sort((a, b) => scores[b] - scores[a] || a - b);
  }

  // ---------------------------------------------------------------- filtering

  function filtered(rows, hits, chosen) {
    return hits.filter((row) => FACETS.every((facet) => !chosen[facet] || word(rows, facet, row) === chosen[facet]));
  }

  // How many hits each word of a facet would leave, with what is chosen in the other facets.
  function counts(rows, hits, chosen, facet) {
    const others = Object.assign({}, chosen, { [facet]: '' });
    const found = new Map();
    for (const row of filtered(rows, hits, others)) {
      const name = word(rows, facet, row);
      if (name) found.set(name, (found.get(name) || 0) + 1);
    }
    return found;
  }

  // ---------------------------------------------------------------- grouping

  const LEAD = 3;

  // What was found, by kind: what was meant stands before all, and then each kind, what helps a person first.
  function sections(rows, found, hits) {
    const lead = hits.slice(0, Math.min(found.lead, LEAD)).filter((row) => found.hits.indexOf(row) < found.lead);
    const kinds = new Map([...rows.order, ...rows.kind.words].map((kind) => [kind, { kind, hits: [], total: 0 }]));
    for (const row of hits) {
      const group = kinds.get(word(rows, 'kind', row));
      group.total += 1;
      if (!lead.includes(row)) group.hits.push(row);
    }
    const first = { kind: '', hits: lead, total: lead.length };
    return [first, ...kinds.values()].filter((group) => group.hits.length);
  }

  Object.assign(core, {
    FACETS, IN_TITLE, IN_PLACE, parse, ways, terms, questionParts, pairsOf, phrases, beginning,
    table, word, marks, markTexts, either, ranked, nearest, filtered, counts, sections,
  });
})(self);
