"""ONNX: export, ONNX Runtime, and models from elsewhere."""
