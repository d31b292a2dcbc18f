// Search without a page: how a query is cut, matched, ranked and marked. It touches neither document nor network.
// The cutting follows gkgen/emit/search/tokens.py; tests/search_cases.json holds both to the same results.
(function (self) {
  'use strict';

  // ---------------------------------------------------------------- cutting

  const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
  const CLOSE = 'ø';
  const GLUE = new Set('《》〈〉「」『』【】〔〕[](){}<>“”‘’"\'·•・‧-‐‑‒–—―_/\\.');
  const OTHER_FORMS = new Map([['○', '〇'], ['◯', '〇'], ['ς', 'σ']]);
  const KEPT = /^[\p{L}\p{N}\p{M}]$/u;
  const SPACE = /^[\p{Z}\p{Cf}]$/u;
  const CLUSTER = /\P{M}\p{M}*|\p{M}+/uy;
  const folded = new Map();

  // What becomes of a character: itself, a space where the run goes on, or a line feed where it ends.
  function fold(char) {
    let value = folded.get(char);
    if (value === undefined) {
      value = folding(char);
      folded.set(char, value);
    }
    return value;
  }

  function folding(char) {
    if (char >= '\u0300' && char <= '\u036f') return '';
    if (OTHER_FORMS.has(char)) return OTHER_FORMS.get(char);
    if (KEPT.test(char)) return char;
    return GLUE.has(char) || SPACE.test(char) ? ' ' : '\n';
  }

  function sortOf(char) {
    if (char >= 'a' && char <= 'z') return 'letters';
    return char >= '0' && char <= '9' ? 'digits' : '';
  }

  // The units of a text, each with its place in it and the number of its run.
  function units(text) {
    const found = [];
    let run = 0;
    let open = '';
    let start = 0;
    while (start < text.length) {
      const end = clusterEnd(text, start);
      for (const char of foldedCluster(text, start, end)) {
        if (char === '\n') run += 1;
        const sort = sortOf(char);
        if (char === '\n' || char === ' ') open = '';
        else if (sort && sort === open) {
          found[found.length - 1].unit += char;
          found[found.length - 1].end = end;
        } else {
          found.push({ unit: char, start, end, run });
          open = sort;
        }
      }
      start = end;
    }
    return found;
  }

  // A character and the marks above it are decomposed together; a Han character, most of any text, has none.
  function clusterEnd(text, start) {
    if (isHan(text, start)) return start + 1;
    CLUSTER.lastIndex = start;
    return start + CLUSTER.exec(text)[0].length;
  }

  function foldedCluster(text, start, end) {
    if (isHan(text, start)) return text[start];
    return [...text.slice(start, end).normalize('NFKD').toLowerCase()].map(fold).join('');
  }

  function isHan(text, at) {
    const unit = text.charCodeAt(at);
    return unit >= 0x4e00 && unit <= 0x9fff;
  }

  function runs(text) {
    const found = new Map();
    for (const one of units(text)) {
      if (!found.has(one.run)) found.set(one.run, []);
      found.get(one.run).push(one.unit);
    }
    return [...found.values()];
  }

  function isWord(unit) {
    return sortOf(unit[0]) !== '';
  }

  function code(unit) {
    const point = unit.codePointAt(0);
    if (point < 0x80) return '0' + unit + CLOSE;
    if (point >= 0x4e00 && point <= 0x9fff) return base36(point - 0x4e00 + 12960, 3);
    if (point >= 0x3400 && point <= 0x4dbf) return base36(point - 0x3400 + 0x5200 + 12960, 3);
    return '1' + base36(point, 4);
  }

  function base36(number, places) {
    let digits = '';
    for (let place = 0; place < places; place += 1) {
      digits = BASE36[number % 36] + digits;
      number = Math.floor(number / 36);
    }
    return digits;
  }

  // Units as one string in which a number begins and ends: 第13号 doesn't hold 3号, and 国发〔2019〕5号 holds 〔2019〕.
  function key(run) {
    return run.map((unit) => (isWord(unit) ? '<' + unit + '>' : unit)).join('');
  }

  // The key of a whole text, with `stop` where a run ends: the same as by its units, for many texts at once.
  function wholeKey(text, stop) {
    let whole = '';
    let open = '';
    for (const raw of text.normalize('NFKD').toLowerCase()) {
      const char = fold(raw);
      if (char === '') continue;
      const sort = sortOf(char);
      if (open && sort !== open) whole += '>';
      if (sort && sort !== open) whole += '<';
      if (char === '\n') whole += stop;
      else if (char !== ' ') whole += char;
      open = sort;
    }
    return open ? whole + '>' : whole;
  }

  // ---------------------------------------------------------------- asking

  const LONGEST_QUERY = 240;
  const MOST_RUNS = 16;

  // A query: its runs, all of which a document must hold, and its whole text without any punctuation.
  function parse(text) {
    const asked = text.slice(0, LONGEST_QUERY);
    return { runs: distinct([].concat(...asked.split(/\s+/).map(runs))), whole: wholeKey(asked, '') };
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

  // What to ask Pagefind for a run: phrases, all of which must be there. A long run is asked for at three places.
  function phrases(run) {
    const codes = run.map(code);
    if (codes.length === 1) return ['"' + codes[0] + CLOSE + '"'];
    const pairs = codes.slice(1).map((next, place) => codes[place] + next);
    if (pairs.length <= 8) return ['"' + pairs.join(' ') + '"'];
    return [0, (pairs.length - 4) >> 1, pairs.length - 4]
      .map((start) => '"' + pairs.slice(start, start + 4).join(' ') + '"');
  }

  // The beginning of a word or number, and the words around which Pagefind's chunks of that beginning lie.
  function beginning(run) {
    if (run.length > 1 || !isWord(run[0]) || run[0].length < 2) return null;
    const start = '0' + run[0];
    return { start, near: [...BASE36, CLOSE].map((char) => start + char).join(' ') };
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
    const fragment = lines(data.fragment);
    return {
      count, title, date, numbers, fragment,
      address: lines(data.address),
      documents: grouped(fragment),
      kind: data.kind,
      organisation: data.organisation,
      catalogue: data.catalogue,
      year: { words: years, places: date.map((day) => yearPlaces.get(day.slice(0, 4))) },
      titleKey: title.slice(0, count).map((text) => wholeKey(text, '')),
      numberKey: numbers.slice(0, count).map((list) => list.map((number) => wholeKey(number, ''))),
    };
  }

  // Which documents a fragment belongs to: equal texts share one.
  function grouped(fragment) {
    const documents = new Map();
    fragment.forEach((name, row) => {
      if (!documents.has(name)) documents.set(name, []);
      documents.get(name).push(row);
    });
    return documents;
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

  // The last word or number of what is typed may be unfinished.
  function startsWord(run) {
    const last = run[run.length - 1];
    return isWord(last) && (last.length > 1 || run.length > 1);
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

  // The documents that hold every run: the exact title, the exact number, what is mostly the title, other titles,
  // numbers, the rest; the newest first within each.
  function ranked(rows, query, marked) {
    const tiers = [[], [], [], [], [], []];
    for (let row = 0; row < rows.count; row += 1) {
      if (marked.every((found) => found[row])) tiers[tier(rows, query, marked, row)].push(row);
    }
    return [].concat(...tiers);
  }

  function tier(rows, query, marked, row) {
    const title = rows.titleKey[row];
    if (title === query.whole) return 0;
    if (rows.numberKey[row].includes(query.whole)) return 1;
    if (marked.every((found) => found[row] & IN_TITLE)) {
      return title.includes(query.whole) && query.whole.length * 2 >= title.length ? 2 : 3;
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

  // ---------------------------------------------------------------- marking

  // The stretches of a text that hold one of the runs, in their order and without overlap.
  function spans(text, wanted) {
    const all = units(text);
    const found = [];
    for (const run of wanted) {
      const open = startsWord(run);
      for (let at = 0; at + run.length <= all.length; at += 1) {
        if (all[at].unit[0] === run[0][0] && holdsAt(all, at, run, open)) found.push([all[at].start, all[at + run.length - 1].end]);
      }
    }
    return merged(found.sort((a, b) => a[0] - b[0] || b[1] - a[1]));
  }

  function holdsAt(all, at, run, open) {
    return run.every((unit, place) => {
      const here = all[at + place].unit;
      return here === unit || (open && place === run.length - 1 && here.startsWith(unit));
    });
  }

  function merged(found) {
    const whole = [];
    for (const [start, end] of found) {
      const last = whole[whole.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else whole.push([start, end]);
    }
    return whole;
  }

  // A text in pieces: [words, whether they are marked].
  function pieces(text, wanted) {
    return sliced(text, spans(text, wanted), 0, text.length);
  }

  const BEFORE = 24;
  const WIDTH = 110;

  // The stretch of a text that holds the most different hits, the first of such, in pieces; its beginning if it has
  // none. It begins behind a stop or comma where one is near, and never ends within a hit.
  function excerpt(text, wanted) {
    const found = spans(text, wanted);
    const start = opening(text, fullest(text, found));
    const split = found.find((span) => span[0] < start + WIDTH && span[1] > start + WIDTH);
    const end = betweenCharacters(text, split && split[0] > start ? split[0] : start + WIDTH);
    const parts = sliced(text, found, start, end);
    if (start > 0) parts.unshift(['……', false]);
    if (end < text.length) parts.push(['……', false]);
    return parts.map(([words, isMarked]) => [words.replace(/\s+/g, ' '), isMarked]);
  }

  function fullest(text, found) {
    let best = 0;
    let most = 0;
    found.forEach(([start], place) => {
      const held = new Set();
      for (let next = place; next < found.length && found[next][1] <= start + WIDTH - BEFORE; next += 1) {
        held.add(text.slice(...found[next]));
      }
      if (held.size > most) [most, best] = [held.size, start];
    });
    return best;
  }

  function opening(text, hit) {
    const before = text.slice(Math.max(0, hit - BEFORE), hit);
    const stop = /[\n。；！？][^\n。；！？]*$/.exec(before) || /[，、：][^，、：]*$/.exec(before);
    if (stop) return hit - before.length + stop.index + 1;
    return hit <= BEFORE ? 0 : betweenCharacters(text, hit - BEFORE);
  }

  function betweenCharacters(text, at) {
    if (at >= text.length) return text.length;
    const unit = text.charCodeAt(at);
    return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
  }

  function sliced(text, found, start, end) {
    const parts = [];
    let at = start;
    const take = (to, isMarked) => {
      if (to > at) parts.push([text.slice(at, to), isMarked]);
      at = Math.max(at, to);
    };
    for (const [from, to] of found) {
      if (to <= start || from >= end) continue;
      take(Math.max(from, start), false);
      take(Math.min(to, end), true);
    }
    take(end, false);
    return parts;
  }

  self.gkgenSearch = {
    FACETS, runs, code, key, wholeKey, parse, questionParts, pairsOf, phrases, beginning,
    table, word, marks, markTexts, ranked, nearest, filtered, counts, pieces, excerpt,
  };
})(self);
