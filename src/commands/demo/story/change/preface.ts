export const inventedPeople =
  'Everybody in it is fictional; everything is asked over HTTP, with access tokens, of a hub that writes to the systems and reads them back.'
