import { textsOfTwiml, wordsOfTwiml } from '../../../simulators/carrier/twiml';

describe('texts in a TwiML answer', () => {
  test.each<[string, string, string[]]>([
    ['one message', '<Response><Message>Call 9-1-1.</Message></Response>', ['Call 9-1-1.']],
    ['with a body of its own', '<Response><Message to="+1"><Body>Hi</Body></Message></Response>', ['Hi']],
    ['two, in order', '<Response><Message>A</Message><Message>B</Message></Response>', ['A', 'B']],
    [
      'characters written as entities',
      '<Response><Message>l&apos;appel &amp; &#233;&#xe8; &lt;</Message></Response>',
      ["l'appel & éè <"],
    ],
    ['none', '<?xml version="1.0"?><Response/>', []],
    ['an empty one', '<Response><Message></Message></Response>', []],
    ['nothing that is TwiML', 'OK', []],
  ])('%s', (_, twiml, texts) => {
    expect(textsOfTwiml(twiml)).toEqual(texts);
  });
});

it('words said to a caller come one sentence a line', () => {
  const twiml =
    '<Response><Say language="en-CA">Hang up.</Say><Say language="fr-CA">Raccrochez.</Say><Hangup/></Response>';
  expect(wordsOfTwiml(twiml)).toBe('Hang up.\nRaccrochez.');
});
