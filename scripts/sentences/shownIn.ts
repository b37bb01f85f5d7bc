/** What may stand in one place of a sentence; a value can be a sentence itself. */
const longestValue = 600;
/** A text with fewer letters of its own is looked for as a whole, between separators: it could be a part of anything. */
const fewLetters = 8;
const shortValue = 80;

interface Pattern {
  readonly text: string;
  /** The longest stretch without places: where this is not, the sentence is not. */
  readonly longest: string;
  readonly regex: RegExp;
}

interface Match {
  readonly text: string;
  /** Where its own words are, as [start, end]. */
  readonly words: readonly (readonly [number, number])[];
}

/** Whether a sentence has words of its own, and does more than to put others side by side. */
export function hasWords(template: string): boolean {
  return /\p{L}/u.test(template.replaceAll(place, ''));
}

/**
 * Those of the templates that the texts show, with one text each. A sentence that is only there as a part of another
 * one's words is not counted: “Stopped” is not shown by “Stopped for now”.
 */
export function shownIn(templates: readonly string[], texts: Iterable<string>): ReadonlyMap<string, string> {
  const patterns = templates.filter(hasWords).map(patternOf);
  const shown = new Map<string, string>();
  for (const raw of texts) {
    const text = oneSpaced(raw);
    const matches = patterns.flatMap((pattern) => matchesOf(pattern, text));
    for (const match of matches) {
      if (shown.has(match.text) || matches.some((other) => isWithin(match, other))) continue;
      shown.set(match.text, text);
    }
  }
  return shown;
}

const place = /\{\w+\}/g;
/** Places that are filled with a number. */
const numbers = /^\{(?:count|sent|sending|number|hours|minutes|seconds|days|port|total|more|perMinute|length)\}$/;

/** A window breaks lines and uses spaces that do not break. */
function oneSpaced(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function patternOf(template: string): Pattern {
  const parts = oneSpaced(template).split(place);
  const letters = parts.join('').match(/\p{L}/gu)?.length ?? 0;
  const short = letters < fewLetters;
  const values = [...template.matchAll(place)].map(([name]) => {
    if (numbers.test(name)) return '([\\d.,]+)';
    return short ? `([^·|;\\n]{1,${shortValue}}?)` : `([\\s\\S]{1,${longestValue}}?)`;
  });
  const words = parts
    .map((part, index) => `(${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})${values[index] ?? ''}`)
    .join('');
  const [before, after] = short
    ? ['(?:^|[·|,;:(“] ?|^\\S )', '(?:$| ?[·|,;:)”])']
    : ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];
  return {
    text: template,
    longest: parts.reduce((longest, part) => (part.length > longest.length ? part : longest), ''),
    regex: new RegExp(before + words + after, 'dgu'),
  };
}

function matchesOf({ text: template, longest, regex }: Pattern, text: string): readonly Match[] {
  if (!text.includes(longest)) return [];
  return [...text.matchAll(regex)].map(({ indices }) => ({
    text: template,
    // Every other group is a value.
    words: (indices ?? [])
      .slice(1)
      .flatMap((span, index) => (index % 2 === 0 && span !== undefined && span[0] < span[1] ? [span] : [])),
  }));
}

function isWithin(match: Match, other: Match): boolean {
  if (match.text === other.text) return false;
  return other.words.some(
    ([start, end]) =>
      match.words.every(([from, to]) => start <= from && to <= end) &&
      end - start > match.words.reduce((sum, [from, to]) => sum + to - from, 0),
  );
}
