"""ONNX: export, inference with ONNX Runtime, and external models."""
