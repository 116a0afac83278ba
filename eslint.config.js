import './tests/support/lint-components.js';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { firstbell } from './tests/support/lint-layers.js';
import svelteConfig from './svelte.config.js';

/** Rules and protocol must give the same answer on every machine, so clock and chance come in as parameters. */
const clockAndChance = [
	{
		selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
		message: 'No clock in here: take the instant as a parameter, so that every machine computes the same.'
	},
	{
		selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
		message: 'No clock in here: new Date() without an argument reads it. Take the instant as a parameter.'
	},
	{
		selector: 'CallExpression[callee.name="Date"]',
		message: 'No clock in here: Date() reads it. Take the instant as a parameter.'
	},
	{
		selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
		message: 'No chance in here: take random as a parameter, so that a failing run can be repeated.'
	}
];
const outsideWorld = [
	'fetch',
	'window',
	'document',
	'navigator',
	'localStorage',
	'indexedDB',
	'performance',
	'crypto',
	'process',
	'setTimeout',
	'setInterval'
].map((name) => ({
	name,
	message: 'Rules and protocol touch nothing outside: the caller hands in what they need.'
}));
const noEnum = {
	selector: 'TSEnumDeclaration',
	message: 'No enums: Node cannot strip them. An `as const` object or array and a type of the same name do.'
};
const noDefault = [
	{
		selector: 'ExportDefaultDeclaration',
		message: 'Name what you export: a default export is called something else in every file.'
	},
	{
		selector: 'ExportSpecifier[exported.name="default"]',
		message: 'Name what you export: a default export is called something else in every file.'
	}
];
const honestTests = [
	{
		selector:
			'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(skip|only|fixme|todo)$/]',
		message: 'A skipped test is a comment: make it pass or take it out.'
	},
	{
		selector: 'CallExpression[callee.property.name="waitForTimeout"]',
		message: 'No sleeps: wait for what the person would see.'
	},
	{
		selector:
			'CallExpression[callee.property.name="toMatchObject"] Property > ObjectExpression[properties.length=0]',
		message: 'An empty object matches null too: say something that is in it.'
	}
];

/** Off in components, whose props only svelte-check can see. */
const unsafe = Object.fromEntries(
	['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
		`@typescript-eslint/no-unsafe-${what}`,
		'off'
	])
);

export default tseslint.config(
	{
		ignores: [
			...['build', '.svelte-kit', 'data', 'node_modules', 'test-results', 'playwright-report', 'coverage'],
			...['.stryker-tmp', 'reports'],
			// Recordings of what earlier versions left behind: they are as they were.
			'tests/versions/recorded'
		]
	},
	// Nobody switches a rule off in passing: change it here, with its reason.
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	tseslint.configs.strict,
	tseslint.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				projectService: { allowDefaultProject: ['playwright.config.ts'] },
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte']
			}
		},
		plugins: { firstbell },
		rules: {
			'firstbell/import-direction': 'error',
			'firstbell/import-whole-path': 'error',
			'firstbell/file-name': 'error',
			'no-restricted-syntax': ['error', noEnum, ...noDefault],
			'no-console': ['error', { allow: ['error'] }],
			eqeqeq: 'error',
			'prefer-const': 'error',
			'object-shorthand': 'error',
			'no-undef': 'off', // TypeScript knows better
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			],
			// A count or a minute in a sentence is fine; an object is a bug.
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowNullish: false }
			],
			// An interface's async method may have nothing to wait for in one of its implementations.
			'@typescript-eslint/require-await': 'off',
			// What was caught, whatever it is, may be thrown on.
			'@typescript-eslint/only-throw-error': 'off',
			'@typescript-eslint/prefer-promise-reject-errors': 'off',
			'@typescript-eslint/no-dynamic-delete': 'off',
			// Paths are strings in Kit's own `resolve` only with route types; links here are checked by the browser tests.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['src/lib/rules/**/*.ts', 'src/lib/protocol/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-syntax': ['error', noEnum, ...noDefault, ...clockAndChance],
			'no-restricted-globals': ['error', ...outsideWorld]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } }
	},
	{
		files: ['**/*.svelte'],
		rules: {
			'no-restricted-syntax': ['error', noEnum],
			// One of several props may be bound: the whole pattern is `let`.
			'prefer-const': 'off',
			...unsafe,
			'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }]
		}
	},
	{
		files: ['tests/**/*.ts', '**/*.test.ts'],
		// Matchers such as expect.any are `any` by design.
		rules: { ...unsafe, 'no-restricted-syntax': ['error', noEnum, ...noDefault, ...honestTests] }
	},
	{ files: ['**/*.config.{js,ts}'], rules: { 'no-restricted-syntax': ['error', noEnum] } },
	// A Playwright fixture that needs no other says so by an empty pattern.
	{
		files: ['tests/support/test.ts'],
		rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] }
	},
	// What is typed at a shell answers there.
	{
		files: ['src/command/**', 'tests/support/**', 'tests/engines/**', 'tests/bench/**'],
		rules: { 'no-console': 'off' }
	},
	{ files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] }
);
