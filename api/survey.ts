import { type Request, type RequestHandler, type Response, urlencoded } from 'express';
import { findSurveyLink, spendSurveyLink } from '../db/survey-links';
import type { AgencyTexts } from '../messages/agency-texts';
import { questionsFor } from '../messages/survey';
import type { Api } from './api';
import { formOf } from './form-fields';
import { frameFor } from './page-frame';
import { renderPage } from './pages/page';
import { SurveyPage } from './pages/survey-page';
import { WordsPage } from './pages/words-page';
import { readAnswers } from './survey-form';

type SurveyRoute = RequestHandler<{ token: string }>;
type Ending = 'spent' | 'alreadySpent' | 'expired' | 'unknown';
type EndingPage = 'thanks' | 'linkSpent' | 'linkExpired' | 'linkUnknown';

const ENDINGS: Record<Ending, { status: number; page: EndingPage & keyof AgencyTexts['pages'] }> = {
  spent: { status: 200, page: 'thanks' },
  alreadySpent: { status: 410, page: 'linkSpent' },
  expired: { status: 410, page: 'linkExpired' },
  unknown: { status: 404, page: 'linkUnknown' },
};

/** On every answer of a survey address: it is a secret, and nothing of it may be kept or passed on. */
export const keepSecret: RequestHandler = (_request, response, next) => {
  response.set({ 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' });
  next();
};

export const surveyForm: RequestHandler = urlencoded({ extended: false, limit: '32kb' });

/** `GET /s/{token}`: shows the questions and changes nothing, as phones look at links before people do. */
export function getSurvey({ heard }: Api): SurveyRoute {
  return async (request, response) => {
    const link = await findSurveyLink(heard, request.params.token);
    if (link?.state !== 'open') {
      showEnding(
        heard,
        request,
        response,
        link ? (link.state === 'spent' ? 'alreadySpent' : 'expired') : 'unknown',
      );
      return;
    }
    const frame = frameFor(heard.agency, request.path);
    const questions = questionsFor(heard.agency.survey, link.attended);
    response.send(renderPage(SurveyPage({ frame, questions })));
  };
}

/** `POST /s/{token}`: spends the link, whatever was left out. */
export function postSurvey({ heard }: Api): SurveyRoute {
  return async (request, response) => {
    const { token } = request.params;
    const link = await findSurveyLink(heard, token);
    const questions = questionsFor(heard.agency.survey, link?.attended ?? false);
    const answers = readAnswers(questions, formOf(request));
    showEnding(heard, request, response, await spendSurveyLink(heard, token, answers));
  };
}

function showEnding(
  { agency }: Api['heard'],
  request: Request<{ token: string }>,
  response: Response,
  ending: Ending,
): void {
  const { status, page } = ENDINGS[ending];
  const frame = frameFor(agency, request.path);
  response
    .status(status)
    .send(renderPage(WordsPage({ frame, words: frame.words.pages[page], noIndex: true })));
}
