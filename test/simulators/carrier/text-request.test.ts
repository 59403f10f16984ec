import { readTextRequest } from '../../../simulators/carrier/text-request';
import { SENDER } from './trial';

const read = (fields: Record<string, string>) =>
  readTextRequest(new URLSearchParams({ To: '+16135550123', From: SENDER, Body: 'Hello', ...fields }), [
    SENDER,
  ]);

describe('what a carrier refuses to send', () => {
  test.each<[string, Record<string, string>, number]>([
    ['no recipient', { To: '' }, 21604],
    ['a recipient that is no number', { To: 'banana' }, 21211],
    ['a recipient without country', { To: '6135550123' }, 21211],
    ['a recipient one digit short', { To: '+1613555012' }, 21211],
    ['an area code nobody has', { To: '+10135550123' }, 21211],
    ['no sender', { From: '' }, 21603],
    ['a sender that is no number', { From: 'POLICE' }, 21212],
    ['a sender that is not ours', { From: '+16135550199' }, 21606],
    ['a sender that texts itself', { To: SENDER }, 21266],
    ['a messaging service that cannot be', { MessagingServiceSid: 'MG123' }, 21701],
    ['no words', { Body: '' }, 21602],
    ['nothing but spaces', { Body: ' \n ' }, 21602],
    ['more words than fit', { Body: 'a'.repeat(1601) }, 21617],
    ['a callback that is no web address', { StatusCallback: 'localhost/status' }, 21609],
    ['a validity of nothing', { ValidityPeriod: '0' }, 21624],
    ['a validity of more than ten hours', { ValidityPeriod: '36001' }, 21624],
    ['a validity that is no number', { ValidityPeriod: 'soon' }, 21624],
  ])('%s', (_, fields, code) => {
    expect(read(fields)).toMatchObject({ code });
  });
});

describe('what it sends', () => {
  it('the longest text, to a number written with separators', () => {
    expect(read({ To: '+1 (613) 555-0123', Body: 'a'.repeat(1600) })).toMatchObject({
      to: '+16135550123',
      from: SENDER,
    });
  });

  it('spaces around the words are part of them', () => {
    expect(read({ Body: ' Hello ' })).toMatchObject({ body: ' Hello ' });
  });

  it('a messaging service may stand for the sender', () => {
    const service = `MG${'c'.repeat(32)}`;
    expect(read({ From: '', MessagingServiceSid: service })).toMatchObject({
      from: SENDER,
      messagingServiceSid: service,
    });
  });

  it('a number of another country', () => {
    expect(read({ To: '+33612345678' })).toMatchObject({ to: '+33612345678' });
  });
});
