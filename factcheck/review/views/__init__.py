"""What the browser asks of the workbench, one file for each subject."""
