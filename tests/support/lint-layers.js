import { basename, dirname, relative, resolve, sep } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Which layer of ours each layer may import, and why no other. `types` may be imported as types only; `packages`,
 * where given, are all the packages there are.
 */
const LAYERS = {
	rules: {
		may: [],
		packages: ['date-fns'],
		why: 'Rules are pure and run on tablet, server and in tests alike: they import nothing but date-fns.'
	},
	protocol: {
		may: ['rules'],
		packages: ['zod'],
		why: 'The protocol is what travels between device and server: it may use rules and zod, and knows neither end.'
	},
	device: {
		may: ['rules', 'protocol'],
		why: 'The device works alone: it may use rules and protocol, and meets the server only over the wire.'
	},
	server: {
		may: ['rules', 'protocol'],
		why: 'The server may use rules and protocol, and meets a device only over the wire.'
	},
	ui: {
		may: ['rules'],
		types: ['device'],
		why: 'The ui shows what it is given: it may use rules, and the device only by its types.'
	},
	worker: { may: [], why: 'The service worker caches and does nothing else, so it imports nothing of ours.' },
	command: {
		may: ['rules', 'protocol', 'server'],
		why: 'A command works on the server: it may use rules, protocol and server.'
	},
	routes: {
		may: ['rules', 'protocol', 'device', 'server', 'ui'],
		why: 'Routes wire the layers together.'
	},
	tests: {
		may: ['rules', 'protocol', 'device', 'server', 'ui', 'worker', 'command', 'routes'],
		why: 'Tests may use everything.'
	}
};

/** What the project asks of a file's name and of its imports (docs/ARCHITECTURE.md); each message says why. */
export const firstbell = {
	rules: {
		'import-direction': {
			meta: { type: 'problem', schema: [] },
			create: (context) =>
				eachImport((node, source, typeOnly) => {
					const from = layerOf(context.filename);
					if (!from) return;
					const isTest = /\.test\.ts$|\/tests\//.test(slashes(context.filename));
					const layer = LAYERS[from];
					const target = targetOf(context.filename, source);
					if (target === null) {
						const name = source.startsWith('@')
							? source.split('/').slice(0, 2).join('/')
							: source.split('/')[0];
						if (!isTest && layer.packages && !layer.packages.includes(name))
							context.report({ node, message: `${from} may not import ${name}. ${layer.why}` });
						return;
					}
					const to = layerOf(target);
					if (!to || to === from || layer.may.includes(to)) return;
					if (typeOnly && layer.types?.includes(to)) return;
					if (isTest && to === 'tests') return;
					const why = to === 'routes' ? 'Nothing imports from routes: they only wire.' : layer.why;
					context.report({ node, message: `${from} may not import ${to}. ${why}` });
				})
		},
		'import-whole-path': {
			meta: { type: 'problem', schema: [] },
			create: (context) =>
				eachImport((node, source) => {
					const ours = source.startsWith('.') || source.startsWith('$lib/');
					if (!ours || source.endsWith('/$types')) return;
					if (!/\.[a-z]+(\?[a-z]+)?$/.test(source))
						context.report({ node, message: 'Name the whole file, .ts too: Node runs it without a build.' });
					const layer = layerOf(context.filename);
					if (source.startsWith('$lib/') && layer && !['routes', 'ui'].includes(layer))
						context.report({ node, message: 'A relative path here: Node runs this file and knows no $lib.' });
				})
		},
		'file-name': {
			meta: { type: 'suggestion', schema: [] },
			create: (context) => ({
				Program(node) {
					const path = slashes(relative(ROOT, context.filename));
					const name = basename(path);
					const good = name.endsWith('.svelte')
						? /^(\+[a-z]+(@.*)?|[A-Z][A-Za-z0-9]*)\.svelte$/
						: /^\+?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/;
					if (!good.test(name))
						context.report({
							node,
							message: 'Files are kebab-case, components PascalCase, so that nobody guesses.'
						});
					if (/(^|\/)(utils?|helpers?|services?|managers?|types?|common|core)([./]|$)/.test(path))
						context.report({
							node,
							message: 'Name files and folders after things of the school, not mechanisms.'
						});
				}
			})
		}
	}
};

/** Calls `see(node, source, typeOnly)` for every import, re-export and dynamic import with a literal source. */
function eachImport(see) {
	const said = (node) => {
		if (typeof node.source?.value !== 'string') return;
		const kind = node.importKind ?? node.exportKind;
		const each = node.specifiers ?? [];
		const allTypes = each.length > 0 && each.every((one) => (one.importKind ?? one.exportKind) === 'type');
		see(node, node.source.value, kind === 'type' || allTypes);
	};
	return {
		ImportDeclaration: said,
		ExportNamedDeclaration: said,
		ExportAllDeclaration: said,
		ImportExpression: said,
		TSImportType: (node) => {
			const source = node.source?.value ?? node.argument?.literal?.value;
			if (typeof source === 'string') see(node, source, true);
		}
	};
}

/** The file that an import names, or null where it names a package. */
function targetOf(file, source) {
	if (source.startsWith('.')) return resolve(dirname(file), source);
	if (source === '$lib' || source.startsWith('$lib/')) return resolve(ROOT, 'src/lib', source.slice(5));
	return null;
}

function layerOf(file) {
	const path = slashes(relative(ROOT, file));
	const inLib = /^src\/lib\/([^/]+)/.exec(path)?.[1];
	if (inLib) return inLib in LAYERS ? inLib : null;
	if (path.startsWith('src/service-worker')) return 'worker';
	if (path.startsWith('src/command/')) return 'command';
	if (path.startsWith('src/routes/') || path.startsWith('src/hooks')) return 'routes';
	return path.startsWith('tests/') ? 'tests' : null;
}

function slashes(path) {
	return path.split(sep).join('/');
}
