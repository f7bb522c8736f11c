// The example practice's page in the language asked for: `/?lang=es`. The page holds both.
const asked = new URLSearchParams(location.search).get('lang') ?? document.documentElement.lang;
const language = document.querySelector(`body > [lang="${asked === 'es' ? 'es' : 'en'}"]`);

if (language instanceof HTMLElement) {
  document.documentElement.lang = language.lang;
  document.title = language.dataset.title ?? document.title;
  document
    .querySelectorAll<HTMLElement>('body > [lang]')
    .forEach((part) => (part.hidden = part !== language));
}
