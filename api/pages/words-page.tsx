import type { VNode } from 'preact';
import type { PageWords } from '../../messages/agency-texts';
import { Page, Paragraphs, type PageFrame } from './page';

/** A page of nothing but words: home, thanks, a spent link, an unknown address. */
export function WordsPage(props: { frame: PageFrame; words: PageWords; noIndex?: boolean }): VNode {
  return (
    <Page frame={props.frame} heading={props.words.title} noIndex={props.noIndex}>
      <Paragraphs of={props.words.paragraphs} />
    </Page>
  );
}
