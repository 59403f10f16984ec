import { createHash, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { checkSignatures } from '../../api/signatures';

const secrets = [0, 1].map(() => `whsec_${randomBytes(24).toString('base64')}`);
const [newer = '', older = ''] = secrets;
const body = Buffer.from('{"eventId":"é"}');

function sign(secret: string, secondsAgo = 0, id = 'msg_1'): Record<string, string> {
  const at = new Date(Date.now() - secondsAgo * 1000);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

const check = checkSignatures(secrets);

test.each([
  ['the newer secret', () => sign(newer)],
  ['the older secret', () => sign(older)],
  ['a clock 4 minutes 50 behind', () => sign(newer, 290)],
  ['a clock 4 minutes 50 ahead', () => sign(newer, -290)],
  [
    'several signatures, one of which is ours',
    () => ({ ...sign(newer), 'webhook-signature': `v1,AAAA v2,BBBB ${sign(newer)['webhook-signature']}` }),
  ],
])('a body signed with %s passes', (_how, headers) => {
  expect(check(body, headers())).toEqual({
    id: 'msg_1',
    bodyHash: createHash('sha256').update(body).digest(),
  });
});

test.each([
  ['no headers', () => ({})],
  ['no id', () => ({ ...sign(newer), 'webhook-id': undefined })],
  ['no timestamp', () => ({ ...sign(newer), 'webhook-timestamp': undefined })],
  ['no signature', () => ({ ...sign(newer), 'webhook-signature': undefined })],
  ['an empty signature', () => ({ ...sign(newer), 'webhook-signature': 'v1,' })],
  ['a signature without its version', () => ({ ...sign(newer), 'webhook-signature': 'v1' })],
  ['another id than was signed', () => ({ ...sign(newer), 'webhook-id': 'msg_2' })],
  [
    'another time than was signed',
    () => ({ ...sign(newer), 'webhook-timestamp': sign(newer, 5)['webhook-timestamp'] }),
  ],
  ['a timestamp of words', () => ({ ...sign(newer), 'webhook-timestamp': 'now' })],
  ['a secret that is not ours', () => sign(`whsec_${randomBytes(24).toString('base64')}`)],
  ['a time 5 minutes 10 ago', () => sign(newer, 310)],
  ['a time 5 minutes 10 ahead', () => sign(newer, -310)],
  ['an id too long to keep', () => sign(newer, 0, 'x'.repeat(201))],
])('a body with %s does not', (_how, headers) => expect(check(body, headers())).toBeNull());

test('one changed byte of the body is noticed', () => {
  const headers = sign(newer);
  for (let at = 0; at < body.length; at += 1) {
    const altered = Buffer.from(body);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(check(altered, headers)).toBeNull();
  }
});
