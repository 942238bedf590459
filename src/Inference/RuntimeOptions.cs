namespace Forewarn.Inference;

/// <summary>How ONNX Runtime runs graphs.</summary>
public sealed record RuntimeOptions
{
    public static RuntimeOptions Default { get; } = new();

    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Index of the accelerator.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>
    /// Threads inside one operator, at least 1. More than the cores reserved for the process makes every run slower and
    /// far less regular; results differ in the last bits between thread counts.
    /// </summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>Idle threads spin instead of sleeping: a little faster, and a whole core busy for it.</summary>
    public bool AllowSpinning { get; init; }

    /// <summary>Fail instead of falling back to the CPU.</summary>
    public bool RequireAccelerator { get; init; }

    /// <summary>Receives the one line that says which provider was asked for, why not, and what is in use.</summary>
    public Action<string>? Report { get; init; }
}
