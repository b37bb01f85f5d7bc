import type { DraftCampaign } from '../formDraft.ts';
import type { FieldId, FormTexts, FormView } from '../messages.ts';
import { button, element } from '../../shared/page/elements.ts';
import { textField, type Field } from './elements.ts';

interface Row {
  readonly box: HTMLElement;
  readonly id: Field;
  readonly name: Field;
}

/** The campaigns of the form: a row each, and a button for one more. */
export class CampaignRows {
  readonly box: HTMLElement;
  readonly #texts: FormTexts;
  readonly #typed: () => void;
  readonly #list = element('div', { className: 'campaigns' });
  readonly #add: HTMLElement;
  #rows: readonly Row[] = [];

  /** `typed` is called when a row came or went; what is typed into one is heard as of any field. */
  constructor(texts: FormTexts, typed: () => void) {
    const { labels } = texts;
    this.#texts = texts;
    this.#typed = typed;
    this.#add = button(labels.addCampaign, () => {
      this.set([...this.value(), { id: '', name: '' }]);
      this.#rows.at(-1)?.id.focus();
      typed();
    });
    this.box = element('fieldset', {}, [
      element('legend', {}, [labels.campaigns]),
      element('p', { className: 'hint' }, [labels.campaignsHint]),
      this.#list,
      this.#add,
    ]);
  }

  value(): readonly DraftCampaign[] {
    return this.#rows.map(({ id, name }) => ({ id: id.value(), name: name.value() }));
  }

  set(campaigns: readonly DraftCampaign[]): void {
    if (campaigns.length !== this.#rows.length) {
      this.#rows = campaigns.map((_, index) => this.#rows[index] ?? this.#row(index));
      this.#list.replaceChildren(...this.#rows.map(({ box }) => box));
    }
    campaigns.forEach(({ id, name }, index) => {
      this.#rows[index]?.id.set(id);
      this.#rows[index]?.name.set(name);
    });
  }

  remark(remarks: FormView['remarks']): void {
    this.#rows.forEach(({ id, name }, index) => {
      id.remark(remarks[`campaigns.${index}.id`]);
      name.remark(remarks[`campaigns.${index}.name`]);
    });
  }

  focus(field: FieldId): void {
    const [, index = '', part] = field.split('.');
    const row = this.#rows[Number(index)];
    (part === 'name' ? row?.name : row?.id)?.focus();
  }

  #row(index: number): Row {
    const { labels, placeholders } = this.#texts;
    const id = textField({
      id: `campaigns.${index}.id`,
      label: labels.campaignId,
      placeholder: placeholders.campaignId,
      words: labels,
    });
    const name = textField({ id: `campaigns.${index}.name`, label: labels.campaignName, words: labels });
    const remove = button(labels.removeCampaign, () => {
      this.set(this.value().filter((_, place) => place !== index));
      const next = this.#rows[Math.min(index, this.#rows.length - 1)];
      if (next === undefined) this.#add.focus();
      else next.id.focus();
      this.#typed();
    });
    return { box: element('div', { className: 'campaign' }, [id.box, name.box, remove]), id, name };
  }
}
