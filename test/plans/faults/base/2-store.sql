CREATE SCHEMA store;
CREATE TABLE store.box (
	id integer PRIMARY KEY,
	thing integer NOT NULL REFERENCES public.thing (id)
);
CREATE INDEX box_thing_idx ON store.box (thing);
