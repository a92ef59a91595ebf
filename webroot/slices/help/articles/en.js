import introduction from './en/introduction.json' with { type: 'json' };
import work from './en/work.json' with { type: 'json' };
import administer from './en/administer.json' with { type: 'json' };
import iop from './en/iop.json' with { type: 'json' };
import questions from './en/questions.json' with { type: 'json' };

export default { ...introduction, ...work, ...administer, ...iop, ...questions };
