"""What several channels share: one file per subject, none of which knows a platform's messages."""
