type Children = readonly (Node | string)[];

/** An element with what is in it. Text is always text: nothing here makes mark-up of a string. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  members: Partial<Record<'className' | 'id', string>> = {},
  children: Children = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  Object.assign(made, members);
  made.append(...children);
  return made;
}

export function button(label: string, press: () => void, secondary = true): HTMLElementTagNameMap['vscode-button'] {
  const made = element('vscode-button', {}, [label]);
  made.secondary = secondary;
  made.addEventListener('click', press);
  return made;
}

/** Gives the focus to an element of the library too: one that is new takes it once it is drawn. */
export function focusOn(target: HTMLElement & { readonly updateComplete?: Promise<unknown> }): void {
  if (target.updateComplete === undefined) target.focus();
  else void target.updateComplete.then(() => target.focus());
}
