import { createServer } from 'node:net';

/** The port to serve on; throws one plain sentence where what was given is none. */
export function portOf(given: string | undefined): number {
	if (given === undefined || given === '') return 3000;
	const port = Number(given);
	if (!/^\d+$/.test(given) || port < 1 || port > 65_535)
		throw new Error(`PORT must be a number from 1 to 65535, and “${given}” is not.`);
	return port;
}

/** Throws one plain sentence where another program has the port. */
export async function mustBeFree(port: number, host: string): Promise<void> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', (cause: NodeJS.ErrnoException) => reject(reasonOf(cause, port)));
		server.listen(port, host, () => server.close(() => resolve()));
	});
}

function reasonOf(cause: NodeJS.ErrnoException, port: number): Error {
	if (cause.code === 'EADDRINUSE')
		return new Error(
			`Port ${port} is already in use: stop what runs there, or choose another port with PORT=${port === 3000 ? 3001 : 3000} npm start.`
		);
	if (cause.code === 'EACCES')
		return new Error(`This user may not serve on port ${port}: choose one above 1023.`);
	return cause;
}
