namespace Forewarn.Steering;

/// <summary>A stage gave no answer in time: late, or still busy with an earlier call. Never leaves the room.</summary>
internal sealed class StageFault(string message) : Exception(message);
