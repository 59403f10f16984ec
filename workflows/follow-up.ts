import * as temporal from '@temporalio/workflow';
import { realDelay } from '../domain/clock';
import type { FollowUpFacts } from '../domain/follow-up-facts';
import { SECOND } from '../domain/instant';
import { searchAttributes, SIGNALS, textsQueue } from './contract';
import type { FollowUpActivities, FollowUpOutcome, FollowUpStart, Progress, ToldEvent } from './contract';
import { describeProgress, describeStep, nextStep } from './next-step';
import type { Step } from './next-step';

/**
 * The follow-up on one call. It is told the call's facts, by its start, by every signal and by every text's result,
 * and waits for the next moment among them: the hold and the acknowledgement, delay notices while the call waits, the
 * closure notice, the survey, the end. Whether a text is still right is decided where it is sent.
 */
export async function followUp(start: FollowUpStart): Promise<FollowUpOutcome> {
  const { agency, callNumber, clock } = start;
  const story = listen(start);
  const { sendText } = temporal.proxyActivities<FollowUpActivities>({
    taskQueue: textsQueue(agency),
    // The carrier's time-out is 10 s. Retried without end: only the rules decide when it is too late.
    startToCloseTimeout: '20 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  });

  for (;;) {
    const step = nextStep(story.facts);
    const waitMs = realDelay(clock, step.at, Date.now());
    if (waitMs > 0) {
      await waitFor(step, waitMs, story);
    } else if (step.kind !== 'end') {
      const { kind, ordinal, priority } = step;
      const options = { summary: describeStep(step), priority: { priorityKey: priority } };
      const result = await sendText.executeWithOptions(options, [{ callNumber, kind, ordinal }]);
      story.hear(result.facts);
      // Its clock is a little behind ours: not asked again in the same breath.
      if (result.outcome === 'postponed' && isStillNext(step, story.facts))
        await temporal.sleep(SECOND, { summary: 'Asked a moment too early; looks again' });
    } else {
      await temporal.condition(temporal.allHandlersFinished);
      if (isStillNext(step, story.facts)) break;
    }
    if (isTooLong()) {
      await temporal.condition(temporal.allHandlersFinished);
      await temporal.continueAsNew<typeof followUp>({ ...start, facts: story.facts });
    }
  }
  story.show('finished');
  return { texts: story.facts.texts };
}

/** Keeps the newest facts: late, double and reordered signals are harmless, a lower revision changes nothing. */
function listen({ callNumber, facts: startFacts }: FollowUpStart) {
  let facts = startFacts;
  let shown = JSON.stringify(searchAttributes(facts));

  const show = (stage = facts.stage) => {
    const attributes = searchAttributes({ ...facts, stage });
    temporal.setCurrentDetails(describeProgress({ ...facts, stage }));
    if (JSON.stringify(attributes) === shown) return;
    shown = JSON.stringify(attributes);
    temporal.upsertSearchAttributes(attributes);
  };
  const hear = (told: FollowUpFacts) => {
    if (told.revision < facts.revision) return;
    facts = told;
    show();
  };

  for (const name of Object.values(SIGNALS)) {
    temporal.setHandler(temporal.defineSignal<[ToldEvent]>(name), (event) => hear(event.facts));
  }
  // A newer API may tell of facts that this worker has no name for; their sum it knows.
  temporal.setDefaultSignalHandler((_name, event) => {
    if (isToldEvent(event)) hear(event.facts);
  });
  temporal.setHandler(temporal.defineQuery<Progress>('progress'), (): Progress => ({
    facts,
    waitingFor: describeStep(nextStep(facts)),
  }));
  letStaffStop(callNumber, hear);
  show();
  return {
    get facts() {
      return facts;
    },
    hear,
    show,
  };
}

/** Staff stop this call's texts, or let them go on; it is stored with the call before it is confirmed. */
function letStaffStop(callNumber: string, hear: (facts: FollowUpFacts) => void): void {
  const { storeStaffStop } = temporal.proxyActivities<FollowUpActivities>({
    startToCloseTimeout: '10 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
  });
  const store = async (because: string | null) => {
    const summary = because === null ? 'Staff let the texts go on' : 'Staff stop the texts';
    hear(await storeStaffStop.executeWithOptions({ summary }, [{ callNumber, because }]));
  };
  temporal.setHandler(temporal.defineUpdate<void, [string]>('stopTexts'), (reason) => store(reason.trim()), {
    validator: (reason) => {
      const stated = typeof reason === 'string' ? reason.trim().length : 0;
      if (stated === 0 || stated > 200) throw new Error('a reason is needed, in 1 to 200 characters');
    },
  });
  temporal.setHandler(temporal.defineUpdate('resumeTexts'), () => store(null));
}

/** Endless news of one call makes its history too long for the server; the story goes on in a new run. */
function isTooLong(): boolean {
  return temporal.workflowInfo().continueAsNewSuggested;
}

/** Until the moment comes, or news puts another one in its place. */
async function waitFor(step: Step, waitMs: number, story: { facts: FollowUpFacts }): Promise<void> {
  const isOver = () => isReplaced(step, nextStep(story.facts)) || isTooLong();
  await temporal.condition(isOver, waitMs, { summary: describeStep(step) });
}

/** The end is not worth a timer of its own while another runs: when that rings, we look again. */
function isReplaced(waitedFor: Step, next: Step): boolean {
  return next.kind === 'end'
    ? next.at < waitedFor.at
    : next.kind !== waitedFor.kind || next.at !== waitedFor.at;
}

function isStillNext(step: Step, facts: FollowUpFacts): boolean {
  const next = nextStep(facts);
  return next.kind === step.kind && next.at === step.at;
}

function isToldEvent(event: unknown): event is ToldEvent {
  return typeof event === 'object' && event !== null && 'facts' in event;
}
