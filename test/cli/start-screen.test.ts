import { join } from 'node:path';
import { readPhone } from '../../sms/phone-number';
import { callToTry } from '../../cli/start-screen';
import { decideEligibility } from '../../domain/eligibility';
import { foldFacts, NO_LATCHES } from '../../domain/call-facts';
import { UNKNOWN_NUMBER } from '../../domain/number-facts';
import { loadAgency } from '../../runtime/agency';
import { packageRoot } from '../../runtime/paths';

test.each(['ottawa', 'springfield', 'san-diego'])('the call to try may be texted in %s', (agency) => {
  const { policy } = loadAgency(join(packageRoot, 'agencies', agency));
  const { statement } = callToTry(policy, 7);
  const { reportingParty, ...stated } = statement;
  const read = readPhone(reportingParty.phone, { defaultCountry: 'CA', ownNumbers: [] });
  const event = {
    ...{ ...stated, safeToText: 'yes' as const, phone: { ...read, numberId: '1' } },
    ...{ eventId: 'TRY-1', type: 'received' as const, seq: 1, occurredAt: 0, knownAt: 0 },
  };
  const facts = foldFacts([event]);
  const asked = { facts, takenOver: NO_LATCHES, number: UNKNOWN_NUMBER, policy, now: 0 };
  expect(decideEligibility(asked)).toEqual({ eligible: true, reason: null });
});

test('every run tries a call and a phone of its own', () => {
  const { policy } = loadAgency(join(packageRoot, 'agencies', 'ottawa'));
  expect(callToTry(policy, 1)).not.toEqual(callToTry(policy, 2));
});
