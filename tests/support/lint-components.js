/**
 * Has TypeScript read every component at once as the linter reads it. Else each of two hundred is put in the place of its raw text
 * when its turn comes, and all types are worked out anew for each: half of the linter's time. It is to be loaded before the parser.
 * The parser calls it an experiment: should a later one not know it, the linter is slow again and says the same.
 */
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
