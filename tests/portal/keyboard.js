// What the keyboard should reach on this page, in the order of the document, and what it is on now.
(() => {
  const SOUGHT = "a[href], button, input, select, textarea, summary, [tabindex]";
  const reachable = (element) => {
    if (element.matches(":disabled, [tabindex='-1'], [type=hidden]")) return false;
    const name = element.type === "radio" && element.name;
    if (name) {
      const group = [...document.querySelectorAll(`input[type=radio][name="${name}"]`)];
      if ((group.find((each) => each.checked) || group[0]) !== element) return false;
    }
    return element.checkVisibility({ checkVisibilityCSS: true });
  };
  const channels = (text) => text.match(/[\d.]+/g).map(Number);
  const light = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (text) => {
    const [red, green, blue] = channels(text);
    return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)";
  };
  const obscured = (element) => {
    const boxes = [...element.getClientRects()].filter((each) => each.width && each.height);
    return !boxes.some((box) => {
      // The middle of what of it is in the window.
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      const [x, y] = [box.x + Math.min(box.width / 2, 20), (top + bottom) / 2];
      const found = bottom > top && document.elementFromPoint(x, y);
      return found && (element.contains(found) || found.contains(element));
    });
  };
  const name = (element) => `${element.tagName.toLowerCase()}「${(element.innerText || element.ariaLabel || element.name || "").trim().slice(0, 24)}」`;
  window.walk = {
    expected: [...document.querySelectorAll(SOUGHT)].filter(reachable),
    names() { return this.expected.map(name); },
    beforeMain() {
      const main = document.querySelector("main");
      return this.expected.findIndex((each) => main.contains(each));
    },
    async now() {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const faults = [];
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no outline of 2 px");
      else {
        // The ring lies outside of the element, or inside when its offset says so.
        const inside = parseFloat(style.outlineOffset) < 0;
        const contrast = ratio(style.outlineColor, ground(inside ? element : element.parentElement));
        if (contrast < 3) faults.push(`outline of ${contrast.toFixed(2)} : 1`);
      }
      // The browser brings the element into view with the next frame.
      for (let frame = 0; frame < 60 && obscured(element); frame += 1) await new Promise(requestAnimationFrame);
      if (obscured(element)) faults.push("not to be seen");
      return { index: this.expected.indexOf(element), name: name(element), faults };
    },
  };
})();
