import { join } from 'node:path';
import { buildIfOld } from '../../../src/command/build-if-old.ts';
import { makeDemoSchool } from '../../support/demo-school.ts';

// Once, before all files: they run one after another, each with copies of this school.
buildIfOld(join(import.meta.dirname, '../../..'), (line) => console.log(line));
await makeDemoSchool();
