-- Undoes step 4.

DROP TABLE cutter_governance.review_decision;
