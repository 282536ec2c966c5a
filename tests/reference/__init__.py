"""Independent reference reading of the evaluation contract, and random years to compare on."""
