import type { RequestHandler } from 'express';
import type { Api } from './api';
import { frameFor } from './page-frame';
import { renderPage } from './pages/page';
import { WordsPage } from './pages/words-page';

/** `GET /`: what the texts are, for whoever looks up where they come from. */
export function getHome({ heard }: Api): RequestHandler {
  return (request, response) => {
    const frame = frameFor(heard.agency, request.path);
    response.send(renderPage(WordsPage({ frame, words: frame.words.pages.home })));
  };
}
