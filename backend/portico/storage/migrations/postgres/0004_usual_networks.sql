-- Failed sign-ins are no longer kept for the emails that exist only; where a user has signed in from is.
ALTER TABLE app_user ADD COLUMN usual_networks JSONB;
ALTER TABLE app_user DROP COLUMN failed_sign_in_count;
ALTER TABLE app_user DROP COLUMN locked_until;
