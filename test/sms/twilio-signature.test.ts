import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { isFromTwilio } from '../../sms/twilio-signature';

const url = 'https://texts.example.ca/twilio/status?token=abc';
const form = { MessageSid: 'SM1', Body: ' é 🙂 ', Empty: '', 'a[b]': 'c', Twice: ['1', '2'] };
const signature = getExpectedTwilioSignature('primary', url, form);

test('a form signed with any of our tokens passes', () => {
  expect(isFromTwilio(['primary'], { url, signature, form })).toBe(true);
  expect(isFromTwilio(['new', 'primary'], { url, signature, form })).toBe(true);
});

test.each([
  ['another token', { tokens: ['other'] }],
  ['no token of ours', { tokens: [] }],
  ['no signature', { signature: '' }],
  ['another address', { url: 'https://texts.example.ca/twilio/inbound?token=abc' }],
  ['another callback token', { url: `${url}d` }],
  ['a changed field', { form: { ...form, Body: 'é 🙂' } }],
  ['a field more', { form: { ...form, More: '1' } }],
  ['a field less', { form: { ...form, Empty: undefined } }],
])('%s does not', (_what, changed) => {
  const { tokens = ['primary'], ...rest } = { tokens: ['primary'], ...changed };
  expect(isFromTwilio(tokens, { url, signature, form, ...rest })).toBe(false);
});
