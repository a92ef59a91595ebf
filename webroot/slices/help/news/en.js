import news from './en.json' with { type: 'json' };

export default news;
