import news from './nb.json' with { type: 'json' };

export default news;
