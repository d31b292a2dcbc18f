// The contrast of every text on a page against what lies under it, by the formula of WCAG 2.2. Returns what is too low.
() => {
  const channels = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return text.startsWith("color(")
      ? { red: red * 255, green: green * 255, blue: blue * 255, alpha }
      : { red, green, blue, alpha };
  };
  const over = (top, bottom) => {
    const mix = (name) => top[name] * top.alpha + bottom[name] * (1 - top.alpha);
    return { red: mix("red"), green: mix("green"), blue: mix("blue"), alpha: 1 };
  };
  const light = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ({ red, green, blue }) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const canvas = dark ? { red: 18, green: 18, blue: 18, alpha: 1 } : { red: 255, green: 255, blue: 255, alpha: 1 };
  const ground = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour.alpha > 0) layers.unshift(colour);
      if (colour.alpha === 1) break;
    }
    return layers.reduce((below, each) => over(each, below), canvas);
  };
  // The last shape drawn before the text whose box holds the text's middle.
  const shape = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const under = [...text.closest("svg").querySelectorAll("rect, path, polygon, ellipse, circle")].filter((each) => {
      const own = each.getBoundingClientRect();
      const fill = getComputedStyle(each).fill;
      const before = each.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && fill !== "none" && channels(fill).alpha === 1 && !each.closest("defs, marker")
        && own.left <= x && x <= own.right && own.top <= y && y <= own.bottom;
    }).pop();
    return under ? channels(getComputedStyle(under).fill) : ground(text.closest("svg"));
  };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    if (element.closest("title, desc, script, style, option")) continue;
    const drawn = element.closest("svg") !== null;
    const style = getComputedStyle(element);
    const under = drawn ? shape(element) : ground(element);
    const found = ratio(over(channels(drawn ? style.fill : style.color), under), under);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (found < (large ? 4.5 : 7)) {
      low.push(`${found.toFixed(2)} ${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} ${walk.currentNode.data.trim().slice(0, 20)}`);
    }
  }
  return low;
}
