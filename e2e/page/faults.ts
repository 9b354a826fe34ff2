/**
 * What is wrong with how the page stands in its window: it scrolls sideways, a text is cut off and nothing shows the
 * rest, something is pushed out of its box, a key stands where a sentence should.
 * @returns one line for every fault
 */
export function layoutFaults(): readonly string[] {
  const faults: string[] = [];
  const nameOf = (element: Element) => {
    const kind = typeof element.className === 'string' ? element.className : '';
    return `<${element.tagName.toLowerCase()} ${kind}> ${(element.textContent ?? '').slice(0, 60)}`;
  };
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');

  /** The whole text is told on hover or focus, or by a name. */
  const tellsAll = (element: Element) => {
    element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
    return element.closest('[title], [aria-label]:not(aside, nav, section, main)') !== null;
  };
  const isHidden = (element: Element) =>
    !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
    getComputedStyle(element).clipPath !== 'none' ||
    element.closest('.visually-hidden, .ant-segmented-item-input, svg, [aria-hidden="true"], .nav-brand') !==
      null;

  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (isHidden(element)) continue;
    const style = getComputedStyle(element);
    const cuts = style.overflowX === 'hidden' || style.overflowX === 'clip';
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    // One pixel is rounding.
    if (cuts && hasText && element.scrollWidth > element.clientWidth + 1 && !tellsAll(element))
      faults.push(`cut off: ${nameOf(element)}`);
    const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
    const mayScroll = element.matches('.grid, .import-errors, .ant-table-content');
    if (scrolls && !mayScroll && element.scrollWidth > element.clientWidth + 1)
      faults.push(`scrolls sideways: ${nameOf(element)}`);
    if (!hasText && !element.matches('button, input')) continue;
    // Pushed out of a box that neither scrolls nor shortens with an ellipsis.
    const { left, right } = element.getBoundingClientRect();
    if (right - left < 1) continue;
    for (let box = element.parentElement; box; box = box.parentElement) {
      const outer = getComputedStyle(box);
      if (outer.overflowX === 'visible') continue;
      if (outer.overflowX === 'auto' || outer.overflowX === 'scroll') break;
      const edge = box.getBoundingClientRect();
      const isShort = outer.textOverflow === 'ellipsis' && (tellsAll(box) || tellsAll(element));
      if (isShort) break;
      if (right > edge.right + 1 || left < edge.left - 1) {
        faults.push(`pushed out of ${nameOf(box).slice(0, 40)}: ${nameOf(element)}`);
        break;
      }
    }
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = (node.nodeValue ?? '').trim();
    const isKey = /^(nav|app|list|form|pane|gate|signIn|settings|work|cases|audit|import|effect)\.\w+$/.test(
      text,
    );
    const isData = node.parentElement?.closest('dd, pre, .code, .grid-row');
    if (isData) continue;
    if (isKey || /\{\w+\}|undefined|\bNaN\b|\[object/.test(text)) faults.push(`not a sentence: ${text}`);
  }
  return faults;
}

/**
 * Chinese on an English screen outside what people have entered: names, titles, reasons, and whatever a list, a
 * record's values, its history or its effect show are data.
 */
export function chineseWords(): readonly string[] {
  const data =
    '.grid-row, .work-line, .grant, .form-field .ellipsis, aside a, aside td, .nav-mark, .ant-select, .ant-select-dropdown, .user-button, .pane-head h2, dd, .timeline, .effect, ' +
    '.palette-item, .chip, .chip-line, .split, input, textarea, .sheet, .settings-line > div, .import .plain-table, .deadline, ' +
    '.ant-dropdown-menu-item-disabled, .entrance-card .ant-select, .profile-name, .holder-name';
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = (node.nodeValue ?? '').trim();
    const holder = node.parentElement;
    if (!/\p{Script=Han}/u.test(text) || !holder?.checkVisibility() || holder.closest(data)) continue;
    // The name of a language is written in that language.
    if (text !== '中文')
      found.push(`<${holder.tagName.toLowerCase()} ${holder.className}> ${text.slice(0, 80)}`);
  }
  return found;
}
