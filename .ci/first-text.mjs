// Waits for the first text on the phone page: node first-text.mjs SIMULATOR_PORT SECONDS
const [port, seconds] = process.argv.slice(2).map(Number);
const until = Date.now() + seconds * 1000;

let text;
while (!text && Date.now() < until) {
  text = (await messages()).find(({ direction }) => direction === 'outbound');
  if (!text) await new Promise((resolve) => setTimeout(resolve, 250));
}
if (text) console.log(`${text.to}: ${text.body}`);
process.exitCode = text ? 0 : 1;

async function messages() {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/simulator/messages`);
    return (await answer.json()).messages;
  } catch {
    return []; // Not up yet.
  }
}
