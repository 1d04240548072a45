"""The screens of the conversation: timeline and comments of a record, the inbox of notices, how to be told."""
