DROP TRIGGER hr_leaveentry_end ON hr_leaveentry;
DROP TRIGGER hr_leaveentry_check ON hr_leaveentry;
DROP TRIGGER hr_leaveentry_insert_only ON hr_leaveentry;
DROP FUNCTION hr_leaveentry_end();
DROP FUNCTION hr_leaveentry_check();
DROP FUNCTION hr_leaveentry_guard();
