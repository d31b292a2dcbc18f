// Unpacking, for browsers that can't do it themselves: RFC 1951 inside RFC 1952, as Pagefind writes it.
(function (self) {
  'use strict';

  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const HEAD = 10;

  // How long a piece is, or how far back, by its symbol: [bits that follow, the least value].
  function steps(count, every, first) {
    const found = [];
    let value = first;
    for (let symbol = 0; symbol < count; symbol += 1) {
      const bits = Math.max(0, Math.floor(symbol / every) - 1);
      found.push([bits, value]);
      value += 1 << bits;
    }
    return found;
  }

  const LENGTHS = steps(28, 4, 3).concat([[0, 258]]);
  const DISTANCES = steps(30, 2, 1);

  // A canonical code: how many symbols have each length, and the symbols in their order.
  function coded(lengths) {
    const counts = new Uint16Array(16);
    for (const length of lengths) if (length) counts[length] += 1;
    const order = [];
    for (let length = 1; length < 16; length += 1) {
      lengths.forEach((own, symbol) => { if (own === length) order.push(symbol); });
    }
    return { counts, order };
  }

  const range = (count, length) => Array(count).fill(length);
  const FIXED = [coded([...range(144, 8), ...range(112, 9), ...range(24, 7), ...range(8, 8)]), coded(range(30, 5))];

  class Packed {
    constructor(bytes) {
      Object.assign(this, { bytes, at: HEAD, held: 0, left: 0, out: [] });
    }

    bits(count) {
      while (this.left < count) {
        this.held |= this.bytes[this.at] << this.left;
        this.at += 1;
        this.left += 8;
      }
      const value = this.held & ((1 << count) - 1);
      this.held >>>= count;
      this.left -= count;
      return value;
    }

    symbol({ counts, order }) {
      let code = 0;
      let first = 0;
      let place = 0;
      for (let length = 1; length < 16; length += 1) {
        code |= this.bits(1);
        if (code - counts[length] < first) return order[place + code - first];
        place += counts[length];
        first = (first + counts[length]) << 1;
        code <<= 1;
      }
      throw new Error('no such code');
    }

    plain() {
      this.held = 0;
      this.left = 0;
      const length = this.bytes[this.at] | (this.bytes[this.at + 1] << 8);
      this.at += 4;
      for (const end = this.at + length; this.at < end; this.at += 1) this.out.push(this.bytes[this.at]);
    }

    codes() {
      const literals = this.bits(5) + 257;
      const distances = this.bits(5) + 1;
      const given = range(19, 0);
      for (let left = this.bits(4) + 4, place = 0; place < left; place += 1) given[ORDER[place]] = this.bits(3);
      const code = coded(given);
      const lengths = [];
      while (lengths.length < literals + distances) {
        const symbol = this.symbol(code);
        if (symbol < 16) lengths.push(symbol);
        else if (symbol === 16) lengths.push(...range(3 + this.bits(2), lengths[lengths.length - 1]));
        else lengths.push(...range(symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7), 0));
      }
      return [coded(lengths.slice(0, literals)), coded(lengths.slice(literals))];
    }

    pieces([literal, distance]) {
      const { out } = this;
      for (let symbol = this.symbol(literal); symbol !== 256; symbol = this.symbol(literal)) {
        if (symbol < 256) out.push(symbol);
        else {
          const [more, least] = LENGTHS[symbol - 257];
          let left = least + this.bits(more);
          const [further, nearest] = DISTANCES[this.symbol(distance)];
          for (const back = nearest + this.bits(further); left; left -= 1) out.push(out[out.length - back]);
        }
      }
    }

    unpack() {
      for (let last = 0; !last;) {
        last = this.bits(1);
        const kind = this.bits(2);
        if (!kind) this.plain();
        else this.pieces(kind === 1 ? FIXED : this.codes());
      }
      return Uint8Array.from(this.out);
    }
  }

  self.gkgenSearch_inflate = (bytes) => new Packed(bytes).unpack();
})(self);
