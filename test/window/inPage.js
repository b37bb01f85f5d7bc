/* global window, document, MutationObserver */
// Runs inside the workbench page, before anything of it loads: reads what is on the screen in one go,
// and tells of every notification toast, also of those that fade before anybody looks.
(() => {
  if (window.top !== window) return;

  const text = (element) => element?.innerText?.trim() ?? '';
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const isShown = (element) => element !== null && element.getClientRects().length > 0;
  const labels = (root, selector) => all(root, selector).map((one) => one.getAttribute('aria-label') || text(one));

  // The list keeps rows for later use at odd places; data-index has their order.
  const rowsOf = (root) =>
    all(root, '.monaco-list-row')
      .filter(isShown)
      .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index));

  const pickRow = (row) => ({
    index: Number(row.dataset.index),
    ariaLabel: row.getAttribute('aria-label') ?? '',
    label: text(row.querySelector('.quick-input-list-row:first-child .label-name')),
    description: text(row.querySelector('.quick-input-list-row:first-child .label-description')),
    detail: text(row.querySelector('.quick-input-list-label-meta')),
    focused: row.classList.contains('focused'),
    checked: row.querySelector('[role=checkbox]')?.getAttribute('aria-checked') === 'true',
    buttons: labels(row, '.quick-input-list-entry-action-bar .action-label'),
  });

  const quickInput = () => {
    const widget = document.querySelector('.quick-input-widget');
    if (!isShown(widget)) return null;
    const input = widget.querySelector('.quick-input-filter input');
    const title = widget.querySelector('.quick-input-title');
    const progress = widget.querySelector('.quick-input-progress');
    const list = widget.querySelector('.quick-input-list');
    return {
      title: isShown(title) ? text(title) : '',
      placeholder: input?.placeholder ?? '',
      value: input?.value ?? '',
      masked: input?.type === 'password',
      message: text(widget.querySelector('.quick-input-message')),
      severity: ['error', 'warning', 'info'].find((name) => widget.querySelector(`.monaco-inputbox.${name}`)) ?? 'none',
      busy: isShown(progress) && !progress.classList.contains('done'),
      buttons: all(widget, '.quick-input-titlebar .action-label, .quick-input-inline-action-bar .action-label')
        .filter(isShown)
        .map((button) => button.getAttribute('aria-label') ?? ''),
      rows: isShown(list) ? rowsOf(list).map(pickRow) : [],
    };
  };

  const dialog = () => {
    const box = document.querySelector('.monaco-dialog-box');
    if (!isShown(box)) return null;
    const message = text(box.querySelector('.dialog-message'));
    return {
      message,
      detail: text(box.querySelector('.dialog-message-detail')),
      severity: /codicon-dialog-(\w+)/.exec(box.querySelector('.dialog-icon')?.className ?? '')?.[1] ?? '',
      buttons: all(box, '.dialog-buttons .monaco-button').map(text),
      focusedButton: text(box.querySelector('.dialog-buttons .monaco-button:focus')),
    };
  };

  const treeRows = (view) => {
    const tree = all(document, '[role=tree]').find((one) => one.getAttribute('aria-label')?.startsWith(view));
    if (!tree) return null;
    return rowsOf(tree).map((row) => ({
      index: Number(row.dataset.index),
      ariaLabel: row.getAttribute('aria-label') ?? '',
      label: text(row.querySelector('.label-name')),
      description: text(row.querySelector('.label-description')),
      level: Number(row.getAttribute('aria-level')),
      expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : null,
      selected: row.getAttribute('aria-selected') === 'true',
    }));
  };

  const toast = (element) => ({
    severity:
      /codicon-(error|warning|info)/.exec(
        element.querySelector('.notification-list-item-icon')?.className ?? '',
      )?.[1] ?? 'info',
    text: element.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
    buttons: all(element, '.notification-list-item-buttons-container .monaco-button').map(
      (button) => button.textContent?.trim() ?? '',
    ),
    links: all(element, '.notification-list-item-message a').map(
      (link) => link.dataset.href ?? link.getAttribute('href') ?? '',
    ),
  });

  const toasts = () => all(document, '.notification-toast .notification-list-item').map(toast);

  const statusBar = () =>
    all(document, '.statusbar-item')
      .filter(isShown)
      .map((item) => ({
        id: item.id,
        text: text(item),
        ariaLabel:
          item.getAttribute('aria-label') ?? item.querySelector('[aria-label]')?.getAttribute('aria-label') ?? '',
        kind: item.classList.contains('error-kind')
          ? 'error'
          : item.classList.contains('warning-kind')
            ? 'warning'
            : 'plain',
      }));

  window.koreScreen = { quickInput, dialog, treeRows, toasts, statusBar };

  const told = new WeakMap();
  let scanning = false;
  const scan = () => {
    scanning = false;
    for (const element of all(document, '.notification-toast .notification-list-item')) {
      const now = toast(element);
      const key = JSON.stringify(now);
      if (now.text === '' || told.get(element) === key) continue;
      told.set(element, key);
      window.koreToastShown(now);
    }
  };
  new MutationObserver(() => {
    // A toast is put together in several steps; it is read when they are done.
    if (scanning) return;
    scanning = true;
    setTimeout(scan, 0);
  }).observe(document, { childList: true, subtree: true, characterData: true });
})();
