import { FIREFOX } from './driver/firefox.ts';
import { allFlows } from './flows/all.ts';

allFlows(FIREFOX);
