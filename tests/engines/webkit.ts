import { WEBKIT } from './driver/webkit.ts';
import { allFlows } from './flows/all.ts';

allFlows(WEBKIT);
