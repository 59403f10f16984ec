import type { Policy, QuietTime } from '../../domain/policy';
import type { PolicyFile } from './policy-schema';

/** From the words of a policy to the ones of the rules, which carry their unit. */
export function toPolicy(file: PolicyFile): Policy {
  return {
    agency: file.agency,
    timeZone: file.timeZone,
    languages: file.languages,
    phoneCountries: file.phoneCountries,
    priorities: file.priorities,
    callTypes: file.callTypes,
    dispositions: file.dispositions,
    sourceWhenNotStated: file.whenNotStated.source,
    textWhenNotAsked: file.whenNotStated.safeToText === 'yes',
    sharedNumber: file.sharedNumber,
    numberProtected: {
      personalSafetyMs: file.numberProtected.personalSafety,
      riskOpenMs: file.numberProtected.riskWhileOpen,
      riskEndedMs: file.numberProtected.riskAfterEnd,
    },
    phoneNotCapableMs: file.phoneNotCapable,
    feedStaleMs: file.feedStale,
    eventTooOldMs: file.eventTooOld,
    spreadMs: file.spread,
    ceiling: {
      windowMs: file.ceiling.within,
      texts: file.ceiling.texts,
      lessUrgentTexts: file.ceiling.lessUrgentTexts,
    },
    ...toTexts(file),
    followUp: { neverClosedMs: file.followUp.neverClosed },
  };
}

function toTexts(
  file: PolicyFile,
): Pick<Policy, 'acknowledgement' | 'delayNotice' | 'closureNotice' | 'survey'> {
  const { acknowledgement, delayNotice, closureNotice, survey } = file;
  return {
    acknowledgement: {
      afterCallTakingMs: acknowledgement.afterCallTaking,
      withoutCallTakingMs: acknowledgement.withoutCallTaking,
      afterChangeMs: acknowledgement.afterChange,
      tooLateMs: acknowledgement.tooLate,
      dueAnewMs: acknowledgement.dueAnew,
    },
    delayNotice: {
      most: delayNotice.most,
      firstMs: delayNotice.first,
      afterAcknowledgementMs: delayNotice.afterAcknowledgement,
      nextMs: delayNotice.next,
      afterReleasedMs: delayNotice.afterReleased,
      notAfterReopeningMs: delayNotice.notAfterReopening,
      tooLateMs: delayNotice.tooLate,
      numberJustToldMs: delayNotice.numberJustTold,
      quiet: toQuietTime(delayNotice.quiet),
      firstDespiteQuiet: delayNotice.firstDespiteQuiet,
    },
    closureNotice: {
      afterEndMs: closureNotice.afterEnd,
      tooLateMs: closureNotice.tooLate,
      quiet: toQuietTime(closureNotice.quiet),
    },
    survey: {
      afterClosedMs: survey.afterClosed,
      tooLateMs: survey.tooLate,
      quiet: toQuietTime(survey.quiet),
      otherCallReceivedMs: survey.otherCallReceived,
      otherCallOpenMs: survey.otherCallOpen,
      oncePerNumberMs: survey.oncePerNumber,
      answerableMs: survey.answerable,
    },
  };
}

function toQuietTime({ from, to }: { from: number; to: number }): QuietTime {
  return { fromMinute: from, toMinute: to };
}
