-- Each row is updated once or twice soon after its insert, and those of a page together: half of a page holds the new
-- versions, so that no index has to be told of them (ADR 4). Pages that are full already stay as they are.
ALTER TABLE messages SET (fillfactor = 50);
