import introduction from './nn/introduction.json' with { type: 'json' };
import work from './nn/work.json' with { type: 'json' };
import administer from './nn/administer.json' with { type: 'json' };
import iop from './nn/iop.json' with { type: 'json' };
import questions from './nn/questions.json' with { type: 'json' };

export default { ...introduction, ...work, ...administer, ...iop, ...questions };
