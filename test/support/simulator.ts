import { SIMULATOR_ACCOUNT } from '../../runtime/config';
import type { CarrierOptions } from '../../simulators/carrier/options';

/** A carrier of a test's own, on a free port and fast; callbacks go to `callbackUrl`, by default nowhere. */
export function simulatorOptions(callbackUrl = 'http://localhost:1'): CarrierOptions {
  return {
    ...SIMULATOR_ACCOUNT,
    port: 0,
    senders: ['+13438036032'],
    inboundUrl: `${callbackUrl}/twilio/inbound`,
    voiceUrl: `${callbackUrl}/twilio/voice`,
    segmentsPerSecond: 1000,
    scale: 1,
  };
}
