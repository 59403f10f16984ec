/** The look of the phone page: calm, light or dark as the machine is, one column on a narrow phone. */
export const PHONE_PAGE_STYLE = `
:root {
  --ground: #eef1f4; --card: #ffffff; --ink: #1b242c; --quiet: #5a6772; --line: #dbe1e7;
  --received: #e8edf2; --answer: #1d6b59; --on-answer: #ffffff; --accent: #17614f; --bad: #b3261e;
  --shadow: 0 1px 2px rgb(20 40 60 / 6%), 0 6px 20px rgb(20 40 60 / 5%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1417; --card: #182026; --ink: #e6ebef; --quiet: #9aa7b2; --line: #2a343c;
    --received: #26313a; --answer: #1f7562; --on-answer: #ffffff; --accent: #6fcfb6; --bad: #ff9a90;
    --shadow: none;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--ground); color: var(--ink); padding: clamp(1rem, 3vw, 2.25rem);
  font: 1rem/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; max-width: 110rem; margin: 0 auto;
}
a { color: inherit; text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

.top { display: grid; grid-template-columns: 1fr auto; gap: .35rem 1rem; align-items: baseline; margin-bottom: 1.75rem; }
h1 { font-size: 1.75rem; letter-spacing: -.02em; line-height: 1.15; }
.lead { grid-column: 1 / -1; color: var(--quiet); max-width: 75ch; }
#live { grid-area: 1 / 2; justify-self: end; color: var(--quiet); font-size: .85rem; }
#live[data-state]::before {
  content: ''; display: inline-block; width: .55em; height: .55em; border-radius: 50%; margin-right: .45em;
  background: var(--quiet);
}
#live[data-state='live']::before { background: #2da883; }
#summary {
  display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-self: center; list-style: none; padding: 0;
  color: var(--quiet); font-size: .9rem; font-variant-numeric: tabular-nums;
}
#summary b { color: var(--ink); font-weight: 600; }
#summary .bad, #summary .bad b { color: var(--bad); }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; justify-content: flex-end; align-items: start; }
.tools details { position: relative; }
.tools summary {
  cursor: pointer; padding: .4rem .8rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .9rem;
  background: var(--card); list-style: none; width: max-content; margin-left: auto;
}
.tools details .reply {
  position: absolute; z-index: 1; top: calc(100% + .5rem); right: 0; width: min(26rem, 88vw); background: var(--card);
  border: 1px solid var(--line); border-radius: 1.1rem; box-shadow: 0 8px 30px rgb(10 20 30 / 18%);
}
.tools details .reply input { flex-basis: 6rem; }
[role='search'] button { display: none; }

input {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  padding: .4rem .85rem; min-width: 0;
}
[role='search'] input { font-size: .9rem; width: 11rem; }
input::placeholder { color: var(--quiet); opacity: 1; }

#phones { display: grid; gap: 1.1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19.5rem), 1fr)); }
.phone {
  display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: 1.1rem;
  box-shadow: var(--shadow); min-height: 15rem; max-height: 34rem; overflow: hidden; scroll-margin: 1rem;
}
.phone:target { border-color: var(--accent); }
.phone header { padding: .8rem 1.1rem .65rem; border-bottom: 1px solid var(--line); }
.phone h2 { font-size: 1rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.meaning { color: var(--quiet); font-size: .8rem; }
.texts {
  flex: 1; display: flex; flex-direction: column; gap: .7rem; list-style: none; padding: .9rem .9rem 1rem;
  overflow-y: auto; scrollbar-width: thin; overscroll-behavior: contain;
}
.earlier { align-self: center; color: var(--quiet); font-size: .8rem; }
.text { max-width: 88%; align-self: flex-start; }
.text.answer { align-self: flex-end; }
.words {
  white-space: pre-wrap; overflow-wrap: anywhere; padding: .55rem .85rem; font-size: .95rem;
  background: var(--received); border: 1px solid transparent; border-radius: 1.1rem; border-bottom-left-radius: .3rem;
}
.answer .words { background: var(--answer); color: var(--on-answer); border-radius: 1.1rem; border-bottom-right-radius: .3rem; }
.waiting .words { opacity: .6; }
.lost .words { background: none; color: var(--quiet); border: 1px dashed var(--bad); }
.fate { margin: .2rem .4rem 0; color: var(--quiet); font-size: .75rem; font-variant-numeric: tabular-nums; }
.answer .fate { text-align: right; }
.tick { margin: 0 .4em; letter-spacing: -.22em; padding-right: .22em; }
.delivered .tick { color: var(--accent); }
.lost .tick, .lost .fate { color: var(--bad); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.reply { display: flex; flex-wrap: wrap; gap: .5rem; padding: .65rem .75rem; border-top: 1px solid var(--line); }
.reply input:not([type='hidden']) { flex: 1 1 8rem; background: var(--ground); }
.reply button {
  font: inherit; font-weight: 700; width: 2.25rem; height: 2.25rem; border: 0; border-radius: 50%;
  background: var(--answer); color: var(--on-answer); cursor: pointer;
}
.problem { flex-basis: 100%; color: var(--bad); font-size: .85rem; }
.problem:empty { display: none; }

.nothing {
  grid-column: 1 / -1; justify-self: center; max-width: 34rem; margin: 8vh 0; padding: 2rem 2.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; box-shadow: var(--shadow);
}
.nothing h2 { font-size: 1.25rem; margin-bottom: .4rem; }
.nothing p { color: var(--quiet); }
.nothing ol { padding-left: 1.25rem; margin-top: 1rem; display: grid; gap: .4rem; }
.more { color: var(--quiet); text-align: center; margin-top: 1.5rem; }

@media (max-width: 44rem) {
  #summary, .tools { grid-column: 1 / -1; }
  .tools { justify-content: flex-start; flex-wrap: nowrap; }
  .tools summary { margin-left: 0; }
  [role='search'] { flex: 1; }
  [role='search'] input { width: 100%; }
}
@media (prefers-reduced-motion: no-preference) {
  .text.new { animation: arrive .35s ease-out; }
  @keyframes arrive { from { opacity: 0; transform: translateY(.5rem); } }
}
`;
