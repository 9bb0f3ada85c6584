export const TOUR_TEXTS = { pt: {}, en: {} };
