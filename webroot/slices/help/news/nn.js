import news from './nn.json' with { type: 'json' };

export default news;
