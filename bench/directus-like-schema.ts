/** Roles of the whole server: made once. */
export const directusLikeRoles = 'CREATE ROLE reader; CREATE ROLE writer';

/** Each transaction makes so many: in one, every table would make the next one dearer. */
const atOnce = 200;

/**
 * Tables as Directus makes them for collections: accounting columns, unique slug, foreign keys to users, an index,
 * comments and grants. One in ten has what people add by hand: a check, an index over an expression.
 * @returns statements for as many transactions
 */
export function directusLikeSchema(tables: number): string[] {
	const users = 'CREATE TABLE users (id uuid PRIMARY KEY, email varchar(255) NOT NULL UNIQUE)';
	const parts = Array.from({ length: Math.ceil(tables / atOnce) }, (_, part) => {
		const [from, to] = [part * atOnce + 1, Math.min(tables, (part + 1) * atOnce)];
		return `DO $make$ BEGIN FOR i IN ${from}..${to} LOOP
			EXECUTE format($t$${table}$t$, i);
			IF i % 10 = 0 THEN EXECUTE format($t$${byHand}$t$, i); END IF;
		END LOOP; END $make$`;
	});
	return [users, ...parts];
}

/** Some of everything, in a database that is compared with one without. */
export const directusLikeChanges = `
	ALTER TABLE item_1 ADD added_later text;
	ALTER TABLE item_2 ALTER title SET NOT NULL;
	ALTER TABLE item_3 DROP CONSTRAINT item_3_slug_unique;
	CREATE INDEX item_4_added_later ON item_4 (title);
	ALTER TABLE item_5 ALTER price SET DEFAULT 1;
	REVOKE INSERT ON item_6 FROM writer;
	CREATE TABLE added_later (id int PRIMARY KEY);
	DROP TABLE item_7;`;

const table = `
	CREATE TABLE item_%1$s (
		id serial PRIMARY KEY,
		status varchar(255) NOT NULL DEFAULT 'draft',
		sort integer,
		user_created uuid,
		date_created timestamptz DEFAULT now(),
		user_updated uuid,
		date_updated timestamptz,
		title varchar(255),
		slug varchar(255) NOT NULL,
		body text,
		price numeric(10,5) DEFAULT 0,
		meta json,
		active boolean NOT NULL DEFAULT true,
		CONSTRAINT item_%1$s_slug_unique UNIQUE (slug),
		CONSTRAINT item_%1$s_user_created_foreign FOREIGN KEY (user_created) REFERENCES users ON DELETE SET NULL,
		CONSTRAINT item_%1$s_user_updated_foreign FOREIGN KEY (user_updated) REFERENCES users
	);
	CREATE INDEX item_%1$s_status_index ON item_%1$s (status, sort);
	COMMENT ON TABLE item_%1$s IS 'Items of kind %1$s';
	COMMENT ON COLUMN item_%1$s.status IS 'draft, published or archived';
	COMMENT ON COLUMN item_%1$s.slug IS 'Part of the address';
	GRANT SELECT ON item_%1$s TO reader;
	GRANT SELECT, INSERT, UPDATE, DELETE ON item_%1$s TO writer;
	GRANT USAGE ON SEQUENCE item_%1$s_id_seq TO writer;`;

const byHand = `
	ALTER TABLE item_%1$s ADD CONSTRAINT item_%1$s_price_check CHECK (price >= 0);
	CREATE INDEX item_%1$s_title_index ON item_%1$s (lower(title)) WHERE active;`;
