/** A page's style sheet is imported by its script, and becomes a file beside it. */
declare module '*.css';
