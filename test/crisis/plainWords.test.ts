import { rankOf, type Tier } from '../../src/crisis/types';
import { wholeDetector } from '../support/detector';

const detect = wholeDetector();
const tier = (text: string): Tier => detect(text).tier;

describe('plain words in every combination', () => {
  const grids: Record<string, [starts: string[], ends: string[]]> = {
    'a wish and an act': [
      'i want to|i wanna|i would like to|i need to|i plan to|i decided to|i am tempted to|i intend to|i wish i could|i have an urge to|part of me wants to|all i want is to|i tried to|sometimes i want to'.split(
        '|',
      ),
      'kill myself|end my life|take my own life|commit suicide|die|hang myself|shoot myself|jump off a bridge|slit my wrists|end it all|not exist|disappear forever|stop living|drown myself'.split(
        '|',
      ),
    ],
    'a thought and an act': [
      "i'm thinking of|i've thought about|i keep thinking about|i can't stop thinking about|i fantasize about|i've been considering|i have thoughts of|thoughts about|i imagine".split(
        '|',
      ),
      'killing myself|ending my life|dying|hanging myself|overdosing|jumping off a bridge|ending it all|not existing|not being here anymore|being dead'.split(
        '|',
      ),
    ],
    'a person and a risk': [
      'my son|my daughter|my best friend|my husband|my mom|a friend of mine|my student'.split('|'),
      "is suicidal|wants to die|tried to kill herself|is cutting herself|says she wants to die|has been talking about suicide|doesn't want to live anymore|is self harming|keeps saying he wants to end it all".split(
        '|',
      ),
    ],
    'a person and a harm': [
      'my husband|my boyfriend|my dad|my stepfather|my wife|my ex|my uncle'.split('|'),
      "hits me|beats me|choked me|raped me|touches me|threatens to kill me|won't let me leave|locked me in my room|forces me to have sex|is stalking me".split(
        '|',
      ),
    ],
    'un deseo y un acto': [
      'quiero|quisiera|me gustaria|necesito|voy a|pienso en|tengo ganas de|decidí|planeo|deseo|no dejo de pensar en|tengo pensamientos de|me dan ganas de|intenté'.split(
        '|',
      ),
      'matarme|suicidarme|quitarme la vida|morir|ahorcarme|acabar con mi vida|acabar con todo|tirarme de un puente|cortarme las venas|desaparecer para siempre|no despertar|dejar de existir'.split(
        '|',
      ),
    ],
    'ya no vivir': [
      'no quiero|ya no quiero|no tengo ganas de|no tengo razones para|estoy cansada de|estoy harto de|perdí las ganas de'.split(
        '|',
      ),
      'vivir|seguir viviendo|existir|estar viva'.split('|'),
    ],
    'una persona y un riesgo': [
      'mi hijo|mi hija|mi mejor amiga|mi esposo|mi mamá|un amigo|un alumno'.split('|'),
      'se quiere matar|quiere morir|se intentó suicidar|se corta|dice que se quiere morir|habla de suicidarse|se autolesiona|amenaza con matarse|tiene pensamientos suicidas'.split(
        '|',
      ),
    ],
    'una persona y un daño': [
      'mi esposo|mi novio|mi papá|mi padrastro|mi mujer|mi ex|mi tío'.split('|'),
      'me pega|me golpea|me violó|me toca|me amenaza con matarme|no me deja salir|me encierra|abusa de mí|me obliga a tener sexo|me persigue'.split(
        '|',
      ),
    ],
  };

  it.each(Object.entries(grids))('%s is found', (_name, [starts, ends]) => {
    const missed = starts
      .flatMap((start) => ends.map((end) => `${start} ${end}`))
      .filter((text) => tier(text) === 'none');
    expect(missed).toEqual([]);
  });
});

describe('plain words in long talk without a full stop', () => {
  const talk = {
    en: 'i have been working at the same office for nine years and the commute is long and my manager changes the schedule and my sister helps a lot with the kids after school and i like her',
    es: 'llevo nueve años trabajando en la misma oficina y el camino es largo y mi jefe cambia el horario y mi hermana ayuda mucho con los niños después de la escuela y la quiero',
  };
  const cries = {
    en: [
      'i want to kill myself',
      'i want to die',
      'i am suicidal',
      'i just took all my pills',
      'my husband hits me',
    ],
    es: [
      'quiero matarme',
      'quiero morir',
      'me quiero suicidar',
      'me tomé todas las pastillas',
      'mi esposo me golpea',
    ],
  };

  it.each(['en', 'es'] as const)('are found between any of its clauses, %s', (language) => {
    const clauses = `${talk[language]} ${talk[language]}`.split(/ (?=and |y )/);
    const missed = cries[language].flatMap((cry) =>
      [...clauses, '']
        .map((_, at) => [...clauses.slice(0, at), cry, ...clauses.slice(at)].join(' '))
        .filter((text) => rankOf(tier(text)) < 3),
    );
    expect(missed).toEqual([]);
  });

  it.each(['en', 'es'] as const)('and the talk itself is harmless, %s', (language) => {
    expect(tier(`${talk[language]} ${talk[language]}`)).toBe('none');
  });
});
