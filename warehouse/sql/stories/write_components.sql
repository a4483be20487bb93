-- Writes the components that differ from those kept.
-- grain: updates members. inputs: store.story_members, store.components. parameters: none.
UPDATE store.story_members AS written
SET component = found.component
FROM store.components AS found
WHERE written.version = found.version AND written.component <> found.component
