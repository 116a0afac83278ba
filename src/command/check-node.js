// Plain JavaScript, and old: it must run on the very Node that it turns away.
// Before 22.18 (and on 23 before 23.6) Node cannot run TypeScript files as they are.
var parts = process.versions.node.split('.').map(Number);
var major = parts[0];
var minor = parts[1];
var isEnough = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

if (!isEnough) {
	console.error(
		'Firstbell needs Node 22.18 or newer and this is Node ' +
			process.versions.node +
			': install Node 24 from https://nodejs.org and try again.'
	);
	process.exit(1);
}
