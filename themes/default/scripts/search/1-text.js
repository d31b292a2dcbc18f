// Text without a page: how it is cut for the search, and how what was found is marked in it.
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
  const forms = new Map();
  let withForms = /[]/g;

  // Characters that are looked for by another form, as pairs: 國国發发.
  function learn(pairs) {
    const chars = [...pairs];
    for (let at = 0; at + 1 < chars.length; at += 2) forms.set(chars[at], chars[at + 1]);
    withForms = new RegExp(`[${[...forms.keys()].join('')}]`, 'gu');
    folded.clear();
  }

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
    if (KEPT.test(char)) return forms.get(char) || char;
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
    if (isHan(text, start)) return fold(text[start]);
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

  // The word of a unit that stands by itself.
  function single(unit) {
    return code(unit) + CLOSE;
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

  // The key of a whole text, with `stop` where a run ends: the same as by its units, for megabytes of texts.
  function wholeKey(text, stop) {
    return text.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]+/g, '')
      .replace(/[^\u4e00-\u9fffa-z0-9]/gu, fold)
      .replace(withForms, fold)
      .replace(/[a-z]+|[0-9]+/g, '<$&>')
      .replace(/ +/g, '')
      .replace(/\n/g, stop);
  }

  // The last word or number of what is typed may be unfinished.
  function startsWord(run) {
    const last = run[run.length - 1];
    return isWord(last) && (last.length > 1 || run.length > 1);
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

  self.gkgenSearch = { learn, runs, isWord, startsWord, code, single, key, wholeKey, pieces, excerpt };
})(self);
