UPDATE effect SET trace = '7d444840-9dc0-31d1-b245-5ffdce74fad2' WHERE key = 'inspect';
