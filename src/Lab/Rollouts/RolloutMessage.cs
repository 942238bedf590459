namespace Forewarn.Lab.Rollouts;

/// <summary>See <see cref="RolloutWire"/>; 0 is none.</summary>
internal enum RolloutMessage : byte
{
    Open = 1,
    Job = 2,
    Result = 3,
    Failure = 4,
}
