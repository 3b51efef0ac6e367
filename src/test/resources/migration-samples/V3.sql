INSERT INTO organization_file (installation, commit, sound) VALUES (99, 'c0ffee', E'version: 1\n');
