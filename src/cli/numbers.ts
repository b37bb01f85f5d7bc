import { WrongUse } from './wrongUse.ts';

const longestSeconds = 3600;

/** Milliseconds of an option that is given in seconds. */
export function secondsOf(flag: string, text: string): number {
  const seconds = /^\d+(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds <= 0 || seconds > longestSeconds) {
    throw new WrongUse(`${flag} wants seconds: a number above 0, at most ${longestSeconds}.`);
  }
  return Math.round(seconds * 1000);
}

/** A page of a list, counted from 1 by people and from 0 here. */
export function pageOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new WrongUse('--page wants a whole number: 1 is the first.');
  return Number(text) - 1;
}
