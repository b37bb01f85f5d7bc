/**
 * VS Code tells of Enter by the place in its list, and of a move of the highlight some milliseconds after the person saw
 * it. What was at another place this short a time ago, or highlighted by news alone, may not be what the person meant.
 */
const guardMs = 400;

interface Version {
  readonly shownAtMs: number;
  readonly places: ReadonlyMap<string, number>;
  readonly ids: readonly string[];
}

interface News {
  readonly atMs: number;
  /** What was highlighted right before; undefined: nothing. */
  readonly highlighted: string | undefined;
  /** The highlight has been elsewhere since. */
  moved: boolean;
}

/** Decides whether Enter on an item of a list that changes by itself can only have been meant for that item. */
export class PickerGuard {
  /** The one on the screen last, and those before it that may still be on it. */
  #versions: readonly Version[] = [];
  #news: News | undefined;

  /** The list is another one from now on. `news`: not by what the person did; with what was highlighted till now. */
  shown(ids: readonly string[], nowMs: number, news?: { readonly highlighted: string | undefined }): void {
    const places = new Map(ids.map((id, place) => [id, place]));
    // One that was replaced lately may still be on the screen; of the others nobody sees anything any more.
    const seen = this.#versions.filter((_, index) => {
      const replacedAtMs = this.#versions[index + 1]?.shownAtMs ?? nowMs;
      return isLately(replacedAtMs, nowMs);
    });
    this.#versions = [...seen, { shownAtMs: nowMs, places, ids }];
    if (news !== undefined) this.#news = { atMs: nowMs, highlighted: news.highlighted, moved: false };
  }

  /** VS Code tells that another item is highlighted. */
  highlighted(id: string | undefined): void {
    if (this.#news !== undefined && this.#news.highlighted !== id) this.#news.moved = true;
  }

  /** True when the item has been at its place, and the highlight on it, for long enough. */
  mayAccept(id: string, nowMs: number): boolean {
    const news = this.#news;
    if (news !== undefined && isLately(news.atMs, nowMs) && (news.moved || news.highlighted !== id)) return false;
    return this.isSteady(id, nowMs);
  }

  /** True when whatever is on the screen at the item's place can only be the item. */
  isSteady(id: string, nowMs: number): boolean {
    const place = this.#versions.at(-1)?.places.get(id);
    if (place === undefined) return false;
    return this.#versions.every((version, index) => {
      const replacedAtMs = this.#versions[index + 1]?.shownAtMs;
      if (replacedAtMs === undefined || !isLately(replacedAtMs, nowMs)) return true;
      return version.ids[place] === id;
    });
  }
}

/** A clock that was set back or ahead says nothing: then it counts as lately only within the same time. */
function isLately(atMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - atMs) < guardMs;
}
