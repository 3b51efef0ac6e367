UPDATE effect SET answered = 1 WHERE key = 'inspect';
