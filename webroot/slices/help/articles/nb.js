import introduction from './nb/introduction.json' with { type: 'json' };
import work from './nb/work.json' with { type: 'json' };
import administer from './nb/administer.json' with { type: 'json' };
import iop from './nb/iop.json' with { type: 'json' };
import questions from './nb/questions.json' with { type: 'json' };

export default { ...introduction, ...work, ...administer, ...iop, ...questions };
