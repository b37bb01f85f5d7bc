import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';

import { element, focusOn } from '../../shared/page/elements.ts';
import type { Choice, FieldId, FieldRemark } from '../messages.ts';

/** A field of the form with its label, its hint and what is told of it. */
export interface Field {
  readonly box: HTMLElement;
  value(): string;
  set(value: string): void;
  focus(): void;
  remark(remark: FieldRemark | undefined): void;
}

export interface FieldOptions {
  readonly id: FieldId | 'paste';
  readonly label: string;
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly kind?: 'text' | 'password' | 'area';
  /** Words before a problem and before a warning, so that colour is not all that tells them apart. */
  readonly words: { readonly problem: string; readonly warning: string };
}

export function textField(options: FieldOptions): Field {
  const { id, label, hint = '', placeholder, kind = 'text', words } = options;
  const control = kind === 'area' ? element('vscode-textarea') : element('vscode-textfield');
  control.id = `field-${id}`;
  control.label = label;
  control.placeholder = placeholder;
  control.autocomplete = 'off';
  if (isArea(control)) {
    control.rows = 3;
    // Its handle is a picture, which the page's policy does not load.
    control.resize = 'none';
  } else {
    control.type = kind === 'password' ? 'password' : 'text';
  }
  const caption = element('label', {}, [label]);
  caption.htmlFor = control.id;
  const told = element('p', { className: 'remark' });
  told.hidden = true;
  const box = element('div', { className: 'field' }, [
    caption,
    ...(hint === '' || hint === label ? [] : [element('p', { className: 'hint' }, [hint])]),
    control,
    told,
  ]);
  return {
    box,
    value: () => control.value,
    set: (value) => {
      if (control.value !== value) control.value = value;
    },
    focus: () => focusOn(control),
    remark: (remark) => {
      const text = remark === undefined ? '' : `${words[remark.kind]} ${remark.text}`;
      control.invalid = remark?.kind === 'problem';
      if (told.textContent !== text) told.textContent = text;
      told.hidden = remark === undefined;
      told.className = `remark ${remark?.kind ?? ''}`;
      describe(control, hint, text, remark?.kind === 'problem');
    },
  };
}

/** Hint and remark lie outside the control's shadow, where an id cannot lead: they are told to it as words. */
function describe(control: VscodeTextfield | VscodeTextarea, hint: string, remark: string, invalid: boolean): void {
  void control.updateComplete.then(() => {
    const inner = control.wrappedElement;
    inner.setAttribute('aria-description', [remark, hint].filter((text) => text !== '').join(' '));
    inner.setAttribute('aria-invalid', String(invalid));
    inner.setAttribute('spellcheck', 'false');
  });
}

function isArea(control: VscodeTextfield | VscodeTextarea): control is VscodeTextarea {
  return control.localName === 'vscode-textarea';
}

/** One of several. The browser's own radio buttons: those of the element library are heard as check boxes. */
export interface Choices {
  readonly box: HTMLElement;
  value(): string;
  set(value: string): void;
  focus(): void;
}

export function choiceOf(name: string, legend: string, hint: string | undefined, choices: readonly Choice[]): Choices {
  const inputs = choices.map(({ value }) => {
    const input = element('input', { id: `choice-${name}-${value}` });
    input.type = 'radio';
    input.name = name;
    input.value = value;
    return input;
  });
  const rows = choices.map(({ label, detail }, index) => {
    const input = inputs[index] ?? element('input');
    const text = element('label', {}, [
      label,
      ...(detail === undefined ? [] : [' ', element('span', { className: 'hint' }, [detail])]),
    ]);
    text.htmlFor = input.id;
    return element('div', { className: 'choice' }, [input, text]);
  });
  const box = element('fieldset', {}, [
    element('legend', {}, [legend]),
    ...(hint === undefined ? [] : [element('p', { className: 'hint' }, [hint])]),
    ...rows,
  ]);
  return {
    box,
    value: () => inputs.find(({ checked }) => checked)?.value ?? '',
    set: (value) => {
      for (const input of inputs) input.checked = input.value === value;
    },
    focus: () => (inputs.find(({ checked }) => checked) ?? inputs[0])?.focus(),
  };
}
