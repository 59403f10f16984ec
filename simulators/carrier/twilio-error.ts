import type { Response } from 'express';

/** The errors of Twilio's REST API that the simulator gives, with their HTTP status. */
const ERRORS = {
  20001: { status: 400, message: 'Invalid parameter' },
  20003: { status: 401, message: 'Authenticate' },
  20004: { status: 405, message: 'Method not allowed' },
  20009: { status: 409, message: 'The message is not complete yet: try again later' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'An internal server error has occurred' },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21212: { status: 400, message: "Invalid 'From' Phone Number" },
  21266: { status: 400, message: "'To' and 'From' number cannot be the same" },
  21602: { status: 400, message: 'Message body is required' },
  21603: { status: 400, message: "A 'From' phone number is required" },
  21604: { status: 400, message: "A 'To' phone number is required" },
  21606: { status: 400, message: "The 'From' number is not a message-capable phone number of your account" },
  21609: { status: 400, message: "Invalid 'StatusCallback' URL" },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21611: { status: 429, message: "This 'From' number has exceeded the maximum number of queued messages" },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  21624: { status: 400, message: 'Invalid validity period value' },
  21701: { status: 400, message: 'The Messaging Service does not exist' },
  30409: { status: 400, message: 'This message cannot be canceled' },
} as const;

export type TwilioErrorCode = keyof typeof ERRORS;

/** What the codes of a text that did not arrive mean. */
export const DELIVERY_ERRORS: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Carrier violation',
  30036: 'Validity period expired',
};

/** Answers as Twilio does: JSON with code, message, more_info and status. `detail` is what was wrong with, a number for one. */
export function answerTwilioError(response: Response, code: TwilioErrorCode, detail?: string): void {
  const { status, message } = ERRORS[code];
  if (status === 401) response.set('www-authenticate', 'Basic realm="Twilio API"');
  response.status(status).json({
    code,
    message: detail === undefined ? message : `${message}: ${detail}`,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  });
}
