namespace Forewarn.Onnx;

/// <summary>One operator call as it will be written.</summary>
internal sealed record GraphNode(
    string Name, string Op, string Domain, string[] Inputs, string[] Outputs, OnnxAttribute[] Attributes);
