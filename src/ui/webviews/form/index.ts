/** The stream form: a bundle of its own, loaded when one is opened, or brought back by a reload. */
import { FormPanels, type FormPorts } from './formPanels.ts';

export function openForms(ports: FormPorts): FormPanels {
  return new FormPanels(ports);
}
