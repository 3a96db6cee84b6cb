/** What Sphinx's search page defines. Other pages do not have it. */
declare const Search: { htmlToText: (html: string, anchor?: string | null) => string } | undefined;
