DROP TABLE store.box;
DROP SCHEMA store;
