"""Making the weights: needs the extra `train`, and a process that ends; a serving house never imports it."""
