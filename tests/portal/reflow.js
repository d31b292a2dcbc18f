// What doesn't fit: wider than the window, cut off, or lying on other text. Returns a list of faults.
() => {
  const faults = [];
  const told = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""}「${element.textContent.trim().slice(0, 16)}」`;
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const region = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (scrolls(each)) return each;
    }
    return null;
  };
  // Put off the screen or shrunk to nothing, for a screen reader alone.
  const unseen = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      const box = each.getBoundingClientRect();
      if (style.clipPath !== "none" || style.clip !== "auto" || (style.position === "absolute" && box.width <= 1)) return true;
      if (style.position === "absolute" && (box.right < 0 || box.bottom + scrollY < 0)) return true;
    }
    return false;
  };
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!shown(element) || element.closest("svg *") || unseen(element)) continue;
    const box = element.getBoundingClientRect();
    const around = region(element.parentElement);
    if (box.width && (box.right > innerWidth + 1 || box.left < -1) && !around) faults.push(`sticks out: ${told(element)}`);
    const style = getComputedStyle(element);
    if (scrolls(element) && element.scrollWidth > element.clientWidth + 1) {
      const named = element.ariaLabel || element.getAttribute("aria-labelledby");
      if (!named || element.tabIndex !== 0) faults.push(`scrolls without a name or the keyboard: ${told(element)}`);
    }
    const cut = ["hidden", "clip"];
    const own = [...element.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (own && ((cut.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (cut.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1))) faults.push(`cut off: ${told(element)}`);
  }
  // The middle half of each line of text may not lie on another's.
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !shown(element) || element.closest("svg, option, script, title") || unseen(element)) continue;
    range.selectNodeContents(walk.currentNode);
    for (const box of range.getClientRects()) {
      if (box.width > 2) lines.push({ element, left: box.left + 1, right: box.right - 1, top: box.top + box.height / 4, bottom: box.bottom - box.height / 4 });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  for (let index = 0; index < lines.length; index += 1) {
    const one = lines[index];
    for (let next = index + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
      const other = lines[next];
      if (other.left < one.right && one.left < other.right) faults.push(`lies on another: ${told(one.element)} ${told(other.element)}`);
    }
  }
  return faults;
}
