"""From what people typed to the words of an action, one file for each subject."""
