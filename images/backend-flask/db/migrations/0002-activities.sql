CREATE TABLE activities (
    uuid uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_uuid uuid NOT NULL REFERENCES users,
    message text NOT NULL,
    replies_count integer NOT NULL DEFAULT 0,
    reposts_count integer NOT NULL DEFAULT 0,
    likes_count integer NOT NULL DEFAULT 0,
    reply_to_activity_uuid uuid REFERENCES activities,
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The home feed reads the newest first.
CREATE INDEX activities_created_at ON activities (created_at DESC, uuid);
