import { runFormPage } from '../../form/page/formPage.ts';
import { runHistoryPage } from '../../history/page/historyPage.ts';
import type { PageName } from '../../pageHtml.ts';

/** One script for all pages, since most of it is what they share; each document says which of them it is. */
const pages: Readonly<Record<PageName, (main: HTMLElement) => void>> = { form: runFormPage, history: runHistoryPage };

const main = document.querySelector('main') ?? document.body;
pages[main.dataset.page as PageName](main);
