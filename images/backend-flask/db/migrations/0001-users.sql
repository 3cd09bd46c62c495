CREATE TABLE users (
    uuid uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    display_name text NOT NULL,
    handle text NOT NULL UNIQUE,
    email text NOT NULL,
    cognito_user_id text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);
