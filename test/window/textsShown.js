/* global window, document, MutationObserver, Element, clearTimeout, NodeFilter, ShadowRoot */
// Runs in every frame of a window: tells of each text that was ever shown or could be read aloud, once. It looks only at
// what has changed, so that it costs next to nothing.
(() => {
  if (window.koreTellTexts) return;

  const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'label'];
  /** A text that was put together of several nodes is taken as a whole too; not that of half the window. */
  const longestWhole = 4000;
  const told = new Set();
  const changed = new Set();
  let fresh = [];
  let timer;

  const take = (text) => {
    if (!text || text.length < 2 || told.has(text)) return;
    told.add(text);
    fresh.push(text);
  };

  const takeAttributes = (element) => {
    for (const name of attributes) take(element.getAttribute(name));
  };

  const takeAll = (node) => {
    if (!(node instanceof Element)) {
      take(node.textContent);
      return;
    }
    if (/^(?:style|script|link)$/.test(node.localName)) return;
    const whole = node.textContent;
    if (whole.length <= longestWhole) take(whole);
    takeAttributes(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let inner = walker.nextNode(); inner !== null; inner = walker.nextNode()) {
      if (inner instanceof Element) takeAttributes(inner);
      else take(inner.data);
    }
  };

  window.koreTellTexts = async () => {
    clearTimeout(timer);
    timer = undefined;
    for (const node of changed) takeAll(node);
    changed.clear();
    const news = fresh;
    fresh = [];
    if (news.length > 0) await window.koreTextsShown?.(news);
  };

  const note = (node) => {
    if (node === null || node instanceof ShadowRoot) return;
    changed.add(node);
    timer ??= setTimeout(window.koreTellTexts, 200);
  };

  const watch = (root) => {
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes') takeAttributes(target);
        // What it says now, and not what it says when it is looked at: a row tells one thing after the other.
        else if (type === 'characterData') take(target.parentElement?.textContent);
        for (const node of addedNodes) note(node.nodeType === 3 ? node.parentElement : node);
      }
      if (fresh.length > 0) timer ??= setTimeout(window.koreTellTexts, 200);
    }).observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
      attributeFilter: attributes,
    });
  };

  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };

  watch(document);
  if (document.documentElement) note(document.documentElement);
})();
