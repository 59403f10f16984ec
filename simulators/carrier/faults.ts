import { seededDraws } from './seeded-draws';

/** What can go wrong with a create; at most one of them strikes a request, the first in this order. */
export const CREATE_FAULTS = [
  'refuse429',
  'answer500',
  'htmlBody',
  'cutBeforeAccept',
  'cutAfterAccept',
  'answer500AfterAccept',
  'hang',
] as const;
export type CreateFault = (typeof CREATE_FAULTS)[number];

const FAULT_KINDS = [...CREATE_FAULTS, 'dropReceipt', 'repeatReceipt', 'reorderReceipt', 'listLag'] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

/** `rate`: how often it strikes, 0 to 1. The same seed strikes the same requests. */
export type Fault = { kind: FaultKind; rate: number; seed: number };

export type Faults = {
  list(): readonly Fault[];
  replace(faults: readonly Fault[]): void;
  /** Draws once for every fault of that kind. */
  strikes(kind: FaultKind): boolean;
  createFault(): CreateFault | null;
};

export function createFaults(): Faults {
  let active: { fault: Fault; draw: () => number }[] = [];

  function strikes(kind: FaultKind): boolean {
    const struck = active.filter(({ fault, draw }) => fault.kind === kind && draw() < fault.rate);
    return struck.length > 0;
  }

  return {
    strikes,
    list: () => active.map(({ fault }) => fault),
    replace(faults) {
      active = faults.map((fault) => ({ fault, draw: seededDraws(fault.seed) }));
    },
    createFault() {
      // Every kind draws, struck or not: what one seed strikes does not depend on the others.
      const struck = CREATE_FAULTS.filter(strikes);
      return struck[0] ?? null;
    },
  };
}

/** Reads `[{ kind, rate, seed }]`; a sentence says what is wrong with it. */
export function readFaults(value: unknown): Fault[] | string {
  if (!Array.isArray(value)) return 'Faults are a list: [{ "kind", "rate", "seed" }].';
  const faults = value.map(readFault);
  const wrong = faults.find((fault) => typeof fault === 'string');
  return wrong ?? faults.filter((fault) => typeof fault !== 'string');
}

function readFault(value: unknown): Fault | string {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 'A fault has a kind.';
  const kind = FAULT_KINDS.find((known) => known === value.kind);
  if (!kind) return `The kind of a fault is one of ${FAULT_KINDS.join(', ')}.`;
  const rate = 'rate' in value ? value.rate : undefined;
  if (typeof rate !== 'number' || rate < 0 || rate > 1) return `The rate of ${kind} is a number from 0 to 1.`;
  const seed = 'seed' in value ? value.seed : 1;
  if (typeof seed !== 'number' || !Number.isInteger(seed)) return `The seed of ${kind} is a whole number.`;
  return { kind, rate, seed };
}
