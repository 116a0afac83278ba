import { runFirstbell } from '../support/command-line.ts';
import { ServerProcess } from '../support/server-process.ts';
import { expect, test } from '../support/test.ts';

test('[Y13] a second server on a data folder ends with a sentence; commands run beside the first, and after a kill the next one starts at once', async ({
	school
}) => {
	const { server } = school;
	const second = await ServerProcess.beside(server);
	await expect(second.start(school.url)).rejects.toThrow(
		`A Firstbell server or a restore is running on the data folder ${server.dataDir}, which takes one at a time`
	);
	expect(await runFirstbell(server.dataDir, 'verify')).toMatchObject({ code: 0 });
	expect(await runFirstbell(server.dataDir, 'backup')).toMatchObject({ code: 0, err: '' });
	expect((await fetch(school.url)).status).toBe(200);
	await server.kill();
	await second.start(school.url);
	expect((await fetch(`http://127.0.0.1:${second.port}`)).status).toBe(200);
	await second.stop();
	await school.start();
});
