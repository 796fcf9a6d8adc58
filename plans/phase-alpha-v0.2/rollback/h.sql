-- R-1. Undoes operation h. The table is created empty: no row is lost as long as nobody wrote to it since.

DROP TABLE cutter_governance.canonical_address_alias;
