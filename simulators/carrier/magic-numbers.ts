import type { CreateFault } from './faults';

/** What a number does that behaves unlike any other. */
export type MagicNumber = {
  /** For people on the phone page. */
  meaning: string;
  refusedWith?: 21211 | 21610;
  fault?: CreateFault;
  /** How many requests the fault strikes before one gets through; without it, all. */
  faultTimes?: number;
  undeliveredWith?: number;
  receipts?: 'none' | 'twiceAndOutOfOrder';
  /** How its owner answers the first text. */
  answersFirst?: string;
};

const MAGIC_NUMBERS: Readonly<Record<string, MagicNumber>> = {
  '+16135550150': { meaning: 'phone off or out of reach (30003)', undeliveredWith: 30003 },
  '+16135550151': { meaning: 'a landline (30006)', undeliveredWith: 30006 },
  '+16135550152': { meaning: 'filtered by the carrier (30007)', undeliveredWith: 30007 },
  '+16135550153': { meaning: 'opted out at the carrier (21610)', refusedWith: 21610 },
  '+16135550154': { meaning: 'not a number one can text (21211)', refusedWith: 21211 },
  '+16135550155': { meaning: 'no receipt ever', receipts: 'none' },
  '+16135550156': { meaning: 'receipts twice and out of order', receipts: 'twiceAndOutOfOrder' },
  '+16135550157': { meaning: 'accepted, then the line is cut', fault: 'cutAfterAccept' },
  '+16135550158': { meaning: '429 twice, then accepted', fault: 'refuse429', faultTimes: 2 },
  '+16135550159': { meaning: 'accepted, but answered 500', fault: 'answer500AfterAccept' },
  '+16135550160': { meaning: 'accepted, no answer for a minute', fault: 'hang' },
  '+16135550161': { meaning: 'answers STOP', answersFirst: 'STOP' },
  '+16135550162': { meaning: 'answers ARRET', answersFirst: 'ARRET' },
  '+16135550163': { meaning: 'answers HELP', answersFirst: 'HELP' },
};

export function magicNumber(phone: string): MagicNumber | null {
  return MAGIC_NUMBERS[phone] ?? null;
}
