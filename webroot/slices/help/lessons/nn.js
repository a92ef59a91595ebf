import lessons from './nn.json' with { type: 'json' };

export default lessons;
