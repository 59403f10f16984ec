/** Keeps the phone page fresh while it is open. Without it the page still shows and answers texts. */
export const PHONE_PAGE_SCRIPT = `
'use strict';
const phones = document.getElementById('phones');
const live = document.getElementById('live');
let connectedBefore = false;

function say(state, words) {
  live.dataset.state = state;
  live.textContent = words;
}

function element(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function scrollToLatest(phone) {
  const texts = phone.querySelector('.texts');
  texts.scrollTop = texts.scrollHeight;
}

// The answer box stays as it is: somebody may be writing in it.
function showPhone(fresh) {
  const old = document.getElementById(fresh.id);
  const known = new Set([...(old || document).querySelectorAll('#' + fresh.id + ' .text')].map((text) => text.dataset.sid));
  const arrived = [...fresh.querySelectorAll('.text')].filter((text) => !known.has(text.dataset.sid));
  arrived.forEach((text) => text.classList.add('new'));
  const phone = old || fresh;
  const scrolledTo = phone.querySelector('.texts').scrollTop;
  if (old) old.querySelector('.texts').replaceWith(fresh.querySelector('.texts'));
  const isInUse = old && old.contains(document.activeElement);
  if (!old || (arrived.length > 0 && !isInUse)) phones.prepend(phone);
  if (arrived.length > 0) scrollToLatest(phone);
  else phone.querySelector('.texts').scrollTop = scrolledTo;
}

function isDrafting() {
  return [...document.querySelectorAll('.reply input[name=body]')].some((input) => input.value !== '');
}

function listen() {
  const stream = new EventSource('/simulator/stream?phone=' + encodeURIComponent(phones.dataset.search));
  stream.onopen = () => {
    // What came while nobody listened is on a fresh page.
    if (connectedBefore && !isDrafting()) location.reload();
    connectedBefore = true;
    say('live', 'live');
  };
  stream.onerror = () => say('away', 'connecting again');
  stream.addEventListener('phone', (event) => {
    document.querySelector('.nothing')?.remove();
    showPhone(element(JSON.parse(event.data)));
    [...phones.querySelectorAll('.phone')].slice(phones.dataset.most).forEach((phone) => phone.remove());
  });
  stream.addEventListener('summary', (event) => {
    document.getElementById('summary').replaceWith(element(JSON.parse(event.data)));
  });
  stream.addEventListener('fresh', () => location.reload());
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('.reply')) return;
  event.preventDefault();
  const problem = form.querySelector('.problem');
  const answer = await fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  }).catch(() => null);
  problem.textContent = answer?.ok ? '' : answer ? (await answer.json()).error : 'The simulator does not answer.';
  if (answer?.ok) form.querySelector('[name=body]').value = '';
});

phones.querySelectorAll('.phone').forEach(scrollToLatest);
listen();
`;
