/** The window's door to what the command line words in the same way. */
export * from '../../texts/format.ts';
