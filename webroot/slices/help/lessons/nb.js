import lessons from './nb.json' with { type: 'json' };

export default lessons;
