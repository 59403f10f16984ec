import { z } from 'zod';
import { REASONS } from '../../domain/reasons';
import { WORDED_TEXTS } from '../../messages/agency-texts';
import { needs } from './say-issue';

/** One form for each letter, so that é is the one letter a carrier knows and not e with an accent put on. */
export const words = z
  .string()
  .min(1)
  .transform((said) => said.normalize('NFC'));

const day = z.iso.date({ error: needs('a day, as in 2026-01-15') });
export const reviewed = z.strictObject({ by: z.string().nullable(), on: day.nullable() });

const phoneLine = z.strictObject({
  label: words,
  number: z.string().regex(/\d/, { error: needs('a phone number') }),
});
const page = z.strictObject({ title: words, paragraphs: z.array(words).min(1) });

/** The shape of `texts.<language>.yaml`; the language is the one in the file's name. */
export const textsSchema = z.strictObject({
  languageName: words,
  reviewed,
  agencyName: words,
  phoneLines: z.strictObject({ emergency: phoneLine, nonEmergency: phoneLine }),
  texts: z.record(z.enum(WORDED_TEXTS), z.array(words).min(1)),
  reasons: z.record(z.enum(REASONS), words),
  pages: z.strictObject({
    home: page,
    survey: page.extend({
      notice: words,
      ratings: z.tuple([words, words, words, words, words]),
      noAnswer: words,
      send: words,
    }),
    thanks: page,
    linkSpent: page,
    linkExpired: page,
    linkUnknown: page,
    notFound: page,
    unavailable: page,
    emergencyNote: words,
  }),
});
