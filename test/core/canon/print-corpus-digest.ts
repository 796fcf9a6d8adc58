// What scripts/canon-on-nodes.ts runs on each Node.
import { corpusDigest } from './corpus.ts';

const { node, icu, unicode } = process.versions;
process.stdout.write(`${corpusDigest()}  Node ${node}, ICU ${icu}, Unicode ${unicode}\n`);
