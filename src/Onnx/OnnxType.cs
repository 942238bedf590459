namespace Forewarn.Onnx;

/// <summary>Element types, numbered as in <c>TensorProto.DataType</c>.</summary>
public enum OnnxType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}
