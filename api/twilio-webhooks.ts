import { type Request, type RequestHandler, urlencoded } from 'express';
import { recordReceipt } from '../db/receipts';
import { recordReply } from '../db/replies';
import { isOptOutWord } from '../sms/opt-out-word';
import { readPhone } from '../sms/phone-number';
import { deliveryStatusOf, refusedBecause } from '../sms/twilio-codes';
import { isFromTwilio } from '../sms/twilio-signature';
import type { Api } from './api';
import { formOf } from './form-fields';

const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/**
 * Reads the form and lets nobody but the carrier pass. The address is the public one of our settings: what a request
 * says of its own host is a stranger's word.
 */
export function carrierOnly({ heard: { config } }: Api): RequestHandler[] {
  return [
    urlencoded({ extended: false, limit: '64kb' }),
    (request, response, next) => {
      const signed = {
        url: config.publicUrl + request.originalUrl,
        signature: request.get('x-twilio-signature') ?? '',
        form: formOf(request),
      };
      if (isFromTwilio(config.carrier.authTokens, signed)) next();
      else response.status(403).end();
    },
  ];
}

/** `POST /twilio/status?token=`: what became of a text. States and fields we do not know are stored or passed over. */
export function postStatus({ heard }: Api): RequestHandler {
  return async (request, response) => {
    const sid = shortField(request, 'MessageSid');
    const status = shortField(request, 'MessageStatus');
    if (sid && status) {
      const errorCode = shortField(request, 'ErrorCode');
      const { token } = request.query;
      await recordReceipt(heard, {
        callbackToken: typeof token === 'string' ? token : null,
        sid,
        status,
        delivery: deliveryStatusOf(status),
        errorCode,
        numberCannotReceive: refusedBecause(Number(errorCode)) === 'numberCannotReceive',
      });
    }
    response.status(204).end();
  };
}

/** `POST /twilio/inbound`: somebody texts the number. */
export function postInbound({ heard, phones }: Api): RequestHandler {
  return async (request, response) => {
    const sid = shortField(request, 'MessageSid');
    const from = shortField(request, 'From');
    if (sid && from) {
      const keyword = isOptOut(request) ? 'stop' : null;
      await recordReply(heard, { sid, from: readPhone(from, phones).identity, keyword });
    }
    response.type('text/xml').send(EMPTY_TWIML);
  };
}

/** Our own words, or the carrier's word for it where it keeps a list of its own. */
function isOptOut(request: Request): boolean {
  const { Body: body, OptOutType: type } = formOf(request);
  return type === 'STOP' || (typeof body === 'string' && isOptOutWord(body));
}

/** A field that can be stored, or null: odd input of the carrier is no error of ours. */
function shortField(request: Request, name: string): string | null {
  const value = formOf(request)[name];
  return typeof value === 'string' && /^[\x20-\x7e]{1,64}$/.test(value) ? value : null;
}
