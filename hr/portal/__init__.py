"""The candidate's own pages: a link instead of an account, small steps, pictures of papers, texts to accept."""
