/* global window, document, clearTimeout, MutationObserver, Element */
// Runs in every frame: tells of each text, attribute and value that is ever in its document, however short.
(() => {
  if (window.koreFlush) return;

  /** Nothing that is looked for is shorter. */
  const shortest = 12;
  /** A text that was put together of several nodes is read as a whole; not that of half the window. */
  const longestAround = 4000;

  const seen = new Set();
  let fresh = [];
  let timer;

  const nameOf = (element) => {
    const classes = [...(element?.classList ?? [])].slice(0, 3).map((one) => `.${one}`);
    return `${element?.localName ?? ''}${classes.join('')}`;
  };

  const see = (where, text) => {
    if (!text || text.length < shortest || seen.has(text)) return;
    seen.add(text);
    fresh.push({ where, text });
    timer ??= setTimeout(window.koreFlush, 50);
  };

  window.koreFlush = async () => {
    clearTimeout(timer);
    timer = undefined;
    for (const input of document.querySelectorAll('input, textarea')) {
      // What is typed into a password box can be seen by nobody.
      if (input.type !== 'password') see(`value of ${nameOf(input)}`, input.value);
    }
    const told = fresh;
    fresh = [];
    await window.koreSaw(told);
  };

  const around = (element) => {
    const text = element?.textContent ?? '';
    if (text.length <= longestAround) see(nameOf(element), text);
  };

  const seeAttribute = (element, name) => {
    // Places and sizes, anew with every movement.
    if (name !== 'style') see(`${name} of ${nameOf(element)}`, element.getAttribute(name));
  };

  const take = (node) => {
    if (!(node instanceof Element)) {
      see(nameOf(node.parentElement), node.textContent);
      return;
    }
    if (/^(?:style|script|link)$/.test(node.localName)) return;
    see(nameOf(node), node.textContent);
    for (const element of [node, ...node.querySelectorAll('*')]) {
      for (const name of element.getAttributeNames()) seeAttribute(element, name);
    }
  };

  const watch = (root) => {
    new MutationObserver((records) => {
      for (const { type, target, addedNodes, attributeName } of records) {
        if (type === 'attributes') seeAttribute(target, attributeName);
        else around(type === 'characterData' ? target.parentElement : target);
        for (const node of addedNodes) take(node);
      }
    }).observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
  };

  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };

  watch(document);
  if (document.documentElement) take(document.documentElement);
})();
