// The links and controls that are too small for a finger of `least` px, but those within a sentence.
(least) => {
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
  const words = (element) => element.textContent.replace(/[\s|·、，。（）]/g, "");
  // A link among other words of its line is no target of its own (WCAG 2.2, 2.5.8: Inline).
  const inline = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const others = [...block.querySelectorAll("a")].reduce((sum, each) => sum + words(each).length, 0);
    return words(block).length > others || block.matches("td, th, dd");
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => shown(element) && !inline(element) && !element.matches(".skip"))
    .map((element) => {
      const boxes = [element, ...(element.labels || [])].map((each) => each.getBoundingClientRect());
      const width = Math.max(...boxes.map((each) => each.width));
      const height = Math.max(...boxes.map((each) => each.height));
      return { element, width, height };
    })
    .filter(({ width, height }) => Math.round(width * 10) / 10 < least || Math.round(height * 10) / 10 < least)
    .map(({ element, width, height }) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} in ${element.parentElement.tagName.toLowerCase()}.${element.parentElement.getAttribute("class") || ""}「${words(element).slice(0, 12)}」${width.toFixed(1)} × ${height.toFixed(1)}`);
}
