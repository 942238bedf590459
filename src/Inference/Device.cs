namespace Forewarn.Inference;

/// <summary>Where graphs run.</summary>
public enum Device
{
    Cpu,

    /// <summary>NVIDIA through CUDA, else the CPU.</summary>
    Cuda,

    /// <summary>The fastest that works: TensorRT, CUDA, CPU.</summary>
    Auto,
}
