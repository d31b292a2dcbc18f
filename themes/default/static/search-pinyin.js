// Pinyin: which titles and names are read as the letters that were typed. Loaded with the first query in letters.
(function (self) {
  'use strict';

  const core = self.gkgenSearch;
  if (!core) return;
  const FEWEST = 2;

  // The readings of each character: {"gong": "公供工"} → 公: [gong].
  function readings(data) {
    const found = new Map();
    for (const [reading, chars] of Object.entries(data)) {
      for (const char of chars) found.set(char, (found.get(char) || []).concat(reading));
    }
    return found;
  }

  // How letters go on after one character: by its whole reading, of which the last may be unfinished…
  function bySyllable(reading, left, place) {
    if (left.startsWith(reading)) return [left.slice(reading.length)];
    return place && reading.startsWith(left) ? [''] : [];
  }

  // …or by its first letter; zh, ch and sh may be typed whole.
  function byInitial(reading, left) {
    const rests = left[0] === reading[0] ? [left.slice(1)] : [];
    if (/^[zcs]h/.test(reading) && left[1] === 'h' && rests.length) rests.push(left.slice(2));
    return rests;
  }

  // Where the stretch of a text ends that is read as the letters and begins at `at`; 0 if none does.
  function endOf(text, at, left, known, step, place) {
    if (!left) return place >= FEWEST ? at : 0;
    for (const reading of known.get(text[at]) || []) {
      for (const rest of step(reading, left, place)) {
        const end = endOf(text, at + 1, rest, known, step, place + 1);
        if (end) return end;
      }
    }
    return 0;
  }

  function stretches(text, typed, known, step) {
    const found = new Set();
    for (let at = 0; at + FEWEST <= text.length; at += 1) {
      const end = endOf(text, at, typed, known, step, 0);
      if (end) found.add(text.slice(at, end));
    }
    return found;
  }

  // The documents whose title, organisation, catalogue or kind is read as the letters, marked, and the words that are,
  // the most frequent first. Initials count where nothing is read so in whole syllables.
  function sounding(rows, known, typed) {
    for (const step of [bySyllable, byInitial]) {
      const marked = new Uint8Array(rows.count);
      const words = new Map();
      const note = (word) => words.set(word, (words.get(word) || 0) + 1);
      rows.title.forEach((title, row) => {
        for (const word of stretches(core.wholeKey(title, '|'), typed, known, step)) {
          marked[row] |= core.IN_TITLE;
          note(word);
        }
      });
      for (const facet of ['kind', 'organisation', 'catalogue']) inNames(rows[facet], typed, known, step, marked, note);
      if (words.size) return { marked, words: [...words.keys()].sort((a, b) => words.get(b) - words.get(a)) };
    }
    return { marked: new Uint8Array(rows.count), words: [] };
  }

  function inNames(facet, typed, known, step, marked, note) {
    const found = facet.words.map((name) => [...stretches(core.wholeKey(name, '|'), typed, known, step)]);
    facet.places.forEach((place, row) => { if (found[place].length) marked[row] |= core.IN_PLACE; });
    found.forEach((words) => words.forEach(note));
  }

  self.gkgenSearch_pinyin = { readings, sounding };
})(self);
