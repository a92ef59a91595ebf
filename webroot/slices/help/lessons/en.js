import lessons from './en.json' with { type: 'json' };

export default lessons;
