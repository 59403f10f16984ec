import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadAgency } from '../../runtime/agency';
import { root } from './repository';

/** Every agency there is, read from its files. */
export const agencies = readdirSync(join(root, 'agencies')).map((name) =>
  loadAgency(join(root, 'agencies', name)),
);
